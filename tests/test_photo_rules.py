"""What is said of photos, in whole messages."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from hubs import HubFolder
from records import SOUND

TOO_SMALL: dict[str, tuple[str, tuple[int, int], str, str, str, str, str]] = {
    "a photo": (
        "community", (1079, 720), "RGB",
        "the photo should be at least 1080 pixels wide, got 1079: a photo is shown up to 720 wide",
        "Ask for one that is at least 1080 pixels wide.",
        "רוחב התמונה צריך להיות לפחות 1080 פיקסלים, והוא 1079: תמונה מוצגת ברוחב של עד 720",
        "בקשו תמונה ברוחב של 1080 פיקסלים לפחות.",
    ),
    "a portrait": (
        "person", (389, 400), "RGB",
        "the photo should be at least 390 pixels wide, got 389: a portrait is shown up to 260 wide",
        "Ask for one that is at least 390 pixels wide.",
        "רוחב התמונה צריך להיות לפחות 390 פיקסלים, והוא 389: תמונת דיוקן מוצגת ברוחב של עד 260",
        "בקשו תמונה ברוחב של 390 פיקסלים לפחות.",
    ),
    "a logo": (
        "organization", (150, 150), "RGBA",
        "the photo should be at least 300 pixels wide, got 150: a logo is shown up to 200 wide",
        "Ask for one that is at least 300 pixels wide.",
        "רוחב התמונה צריך להיות לפחות 300 פיקסלים, והוא 150: תמונת סמל מוצגת ברוחב של עד 200",
        "בקשו תמונה ברוחב של 300 פיקסלים לפחות.",
    ),
}  # fmt: skip
LARGE_ENOUGH = {
    "a photo": ("community", (1080, 720), "RGB"),
    "a portrait": ("person", (400, 400), "RGB"),
    "a logo": ("organization", (300, 150), "RGBA"),
    "a small opaque one": ("organization", (300, 300), "RGB"),
}


def said(hub: HubFolder, kind: str, size: tuple[int, int], mode: str) -> list[tuple[str, str]]:
    data = io.BytesIO()
    Image.new(mode, size).save(data, "PNG")
    hub.add("code.md", SOUND.replace("kind: community", f"kind: {kind}"), data.getvalue())
    return [(each.message, each.hint) for each in hub.load().findings if each.rule == "photo-too-small"]


@pytest.mark.parametrize(
    ("kind", "size", "mode", "message", "hint", "in_hebrew", "hint_in_hebrew"), TOO_SMALL.values(), ids=TOO_SMALL.keys()
)
def test_what_would_look_blurred_is_too_small(
    make_hub: Callable[..., HubFolder],
    kind: str,
    size: tuple[int, int],
    mode: str,
    message: str,
    hint: str,
    in_hebrew: str,
    hint_in_hebrew: str,
) -> None:
    hub = make_hub()
    assert said(hub, kind, size, mode) == [(message, hint)]
    settings = hub.config_file.read_text(encoding="utf-8")
    hub.config_file.write_text(settings.replace("language: en", "language: he"), encoding="utf-8")
    assert said(hub, kind, size, mode) == [(in_hebrew, hint_in_hebrew)]


@pytest.mark.parametrize(("kind", "size", "mode"), LARGE_ENOUGH.values(), ids=LARGE_ENOUGH.keys())
def test_what_is_shown_small_may_be_small(hub: HubFolder, kind: str, size: tuple[int, int], mode: str) -> None:
    assert said(hub, kind, size, mode) == []
