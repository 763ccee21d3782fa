"""The page that a partner approves: whole in itself, right on a phone, and with the fingerprint of what is seen."""

from __future__ import annotations

import io
import os
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from playwright.sync_api import Browser

from hubs import HubFolder
from partnerhub.edge import screenshot
from partnerhub.edge.cli import cli
from partnerhub.record.fingerprint import fingerprint_of
from partnerhub.site import preview as preview_page
from pictures import picture
from records import RECORD, SOUND

BILINGUAL = SOUND.replace(
    "caption: The Code for Good team at their autumn hackathon", "caption: {he: הצוות בהאקתון, en: The team}"
).replace("\n---\nCode", "\n---\nבהתנדבות בונים תוכנה קטנה לעמותות.\n\n<!-- lang: en -->\nCode")


def preview(hub: HubFolder, *arguments: str, slug: str = "code") -> Result:
    options = ("--today", "2026-11-23", "--language", "en", "--config-file", str(hub.config_file))
    return CliRunner().invoke(cli, ["preview", slug, *arguments, *options])


def page_of(hub: HubFolder, *arguments: str) -> str:
    file = hub.root / "preview.html"
    ran = preview(hub, "--out", str(file), *arguments)
    assert ran.exit_code == 0, ran.stderr
    return file.read_text(encoding="utf-8")


SMALL = picture(480, 300)
WITH_OWN = BILINGUAL.replace(
    "    place: Community",
    "    photo: {file: night.jpg, caption: {he: שולחן, en: A table of laptops}}\n"
    "    description: {he: מה קורה בערב, en: What happens that evening}\n"
    "    place: Community",
)
"""Its event has a photo of its own."""


def noisy() -> bytes:
    data = io.BytesIO()
    Image.frombytes("RGB", (560, 200), os.urandom(560 * 200 * 3)).save(data, "JPEG", quality=80)
    return data.getvalue()


def test_it_shows_what_is_approved_and_the_events_before_anybody_approved_them(hub: HubFolder) -> None:
    text = SOUND.replace("decision: approved", "decision: pending").replace("    agreed: 2026-11-06\n", "")
    hub.add("code.md", text.replace("  consent: {", "  consent: {withdrawn_on: 2026-11-20, "), SMALL)
    page = page_of(hub)
    assert page.count("<img ") == 1
    for words in ("The Code for Good team at their autumn", "brings together volunteers", "Open data night", "7:00"):
        assert words in page


def test_it_runs_nothing_loads_nothing_and_tells_nothing_private(hub: HubFolder) -> None:
    hub.add("code.md", RECORD, SMALL)
    page = page_of(hub)
    assert not re.search(r"<(script|link|iframe|object|embed)\b|\son\w+=|@import|javascript:", page)
    assert {address.split(":")[0] for address in re.findall(r'(?:src|srcset)="([^"]*)', page)} == {"data"}
    assert not re.search(r"url\((?!data:)", page)
    assert "default-src 'none'" in page
    assert "CANARY" not in page
    assert "Last year" not in page


def test_photos_are_as_large_as_there_is_room(hub: HubFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.add("code.md", SOUND, noisy())
    whole = len(page_of(hub).encode())
    assert 20_000 < whole <= preview_page.MAX_BYTES
    monkeypatch.setattr(preview_page, "MAX_BYTES", whole - 1)
    assert 10_000 < len(page_of(hub).encode()) < whole
    hub.add("code.md", WITH_OWN)
    (hub.partners / "night.jpg").write_bytes(picture(480, 300))
    assert len(page_of(hub).encode()) < whole


def test_the_fingerprint_is_the_one_that_a_check_expects(hub: HubFolder) -> None:
    hub.add("code.md", SOUND, SMALL)
    ran = preview(hub, "--out", str(hub.root / "preview.html"))
    (fingerprint,) = re.findall(r"fingerprint: ([0-9a-f]{12}) \(photo, caption, description\)", ran.stdout)
    assert fingerprint in (hub.root / "preview.html").read_text(encoding="utf-8")
    hub.add("code.md", SOUND.replace("consent: {", f"consent: {{saw: {fingerprint}, "))
    assert "approval-outdated" not in [each.rule for each in hub.load().findings]
    hub.add(
        "code.md", SOUND.replace("consent: {", f"consent: {{saw: {fingerprint}, ").replace("caption: The", "caption: A")
    )
    assert "approval-outdated" in [each.rule for each in hub.load().findings]


def test_it_speaks_their_language_and_shows_the_words_of_the_others_too(make_hub: Callable[..., HubFolder]) -> None:
    hub = make_hub(language="he", settings="languages: [he, en]")
    hub.add("code.md", BILINGUAL, SMALL)
    page = page_of(hub)
    assert '<html lang="he" dir="rtl">' in page
    assert page.index("הצוות בהאקתון") < page.index("The team")
    assert '<html lang="en" dir="ltr">' in page_of(hub, "--in", "en")
    hub.add("code.md", BILINGUAL.replace("  - slug", "  - language: en\n    slug"), SMALL)
    assert '<html lang="en" dir="ltr">' in page_of(hub)


def test_an_event_s_own_photo_is_approved_on_its_own(make_hub: Callable[..., HubFolder]) -> None:
    hub = make_hub(language="he", settings="languages: [he, en]")
    (hub.partners / "night.jpg").write_bytes(picture(480, 300, colour="red"))
    hub.add("code.md", WITH_OWN, picture(480, 300))
    file = hub.root / "preview.html"
    ran = preview(hub, "--out", str(file))
    partner = hub.load().hub.partners[0]
    theirs, own = fingerprint_of(partner), fingerprint_of(partner.events[0])
    assert f"fingerprint: {theirs} (photo, caption, description)\n" in ran.stdout
    assert f"fingerprint for open-data-night: {own} (photo, caption, description)\n" in ran.stdout
    assert f"  partnerhub set code consent --saw {theirs}\n" in ran.stderr
    assert f"  partnerhub set code consent --saw {own} --event open-data-night\n" in ran.stderr
    page = file.read_text(encoding="utf-8")
    pictures = re.findall(r'<img src="([^"]+)"', page)
    assert len(set(pictures)) == len(pictures) == 2
    for words in ("שולחן", "מה קורה בערב", "A table of laptops", "What happens that evening", str(theirs), str(own)):
        assert words in page
    (hub.partners / "night.jpg").write_bytes(b"no picture")
    ran = preview(hub, "--out", str(file))
    assert (ran.exit_code, "photo-unreadable" in ran.stderr) == (0, True)
    assert file.read_text(encoding="utf-8").count("<img ") == 1


def test_what_cannot_be_read_is_named_before_it_is_sent(hub: HubFolder) -> None:
    hub.add("code.md", SOUND.replace("  caption:", "  captoin:").replace("sources:", "sauces:"), SMALL)
    ran = preview(hub, "--out", str(hub.root / "preview.html"))
    assert ran.exit_code == 0
    assert "photo.captoin is not a field of the format" in ran.stderr
    assert ran.stderr.endswith("Next: mend that, and make the page anew.\n")


def test_without_a_photo_there_is_nothing_to_approve(hub: HubFolder) -> None:
    hub.add("code.md", SOUND)
    ran = preview(hub, "--out", str(hub.root / "preview.html"))
    assert ran.exit_code == 1
    assert "photo-missing" in ran.stderr
    assert not (hub.root / "preview.html").exists()


@pytest.mark.parametrize("option", ["--out", "--png"])
@pytest.mark.parametrize("place", ["site/a/b.html", "content/pages/b.html", "content/partners/code.jpg"])
def test_it_lies_nowhere_where_it_would_be_published(hub: HubFolder, option: str, place: str) -> None:
    hub.add("code.md", SOUND, SMALL)
    before = (hub.partners / "code.jpg").read_bytes()
    ran = preview(hub, option, str(hub.root / place))
    assert ran.exit_code == 2
    assert (hub.partners / "code.jpg").read_bytes() == before
    assert not (hub.root / "site").exists()


def test_a_machine_without_a_browser_makes_no_picture_and_says_so(
    hub: HubFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screenshot, "_NAMES", ())
    hub.add("code.md", SOUND, SMALL)
    ran = preview(hub, "--png", str(hub.root / "preview.png"))
    assert ran.exit_code == 2
    assert "--png needs Chromium, Chrome or Edge, and none is installed" in ran.stderr


@pytest.mark.browser
@pytest.mark.needs("chromium")
def test_a_picture_is_the_whole_page_as_a_phone_shows_it(hub: HubFolder) -> None:
    hub.add("code.md", SOUND, SMALL)
    png = hub.root / "preview.png"
    ran = preview(hub, "--png", str(png))
    assert ran.exit_code == 0, ran.stderr
    width, height = struct.unpack(">II", png.read_bytes()[16:24])
    assert width == 780
    assert height > 2 * 844
    assert not list(Path.cwd().glob("*-preview.html"))


@pytest.mark.browser
def test_it_fits(make_hub: Callable[..., HubFolder], browser: Browser) -> None:
    hub = make_hub(language="he", settings="languages: [he, en]")
    hub.add("code.md", BILINGUAL.replace("title: Open data night", f"title: {'Wortungetüm' * 12}"), picture(1600, 300))
    page_of(hub)
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((hub.root / "preview.html").as_uri())
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.images[0].naturalWidth") > 0
    assert {address.split(":")[0] for address in asked} <= {"file", "data"}
    page.close()
