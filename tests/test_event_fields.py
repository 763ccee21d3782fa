"""What an event's fields become: read, published and shown, by the hub's settings."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

import pytest

from histories import Edit, photo, record
from hubs import HubFolder
from partnerhub.publish import publish
from partnerhub.site.model import PublicEvent

MakeHub = Callable[..., HubFolder]


def shown(hub: HubFolder, *edits: Edit, language: str = "en") -> PublicEvent:
    """The event of a hub's one partner as members see it, once its record is edited."""
    hub.add("code.md", record("Code for Good", *edits), photo())
    loaded = hub.load("2026-11-01")
    (event,) = publish(loaded.hub, language, {}).hub.events
    return event


def with_fields(text: str) -> Edit:
    """An edit that gives the event more fields."""
    return "    agreed:", f"{text}    agreed:"


# Maps

MAPS: dict[str, tuple[str, str, str | None]] = {
    "a search": ("", "", "https://www.google.com/maps/search/?api=1&query=Community House, 5 Example St., Tel Aviv"),
    "another search": (
        "maps: openstreetmap",
        "",
        "https://www.openstreetmap.org/search?query=Community House, 5 Example St., Tel Aviv",
    ),
    "no search": ("maps: none", "", None),
    "its own": ("", "    map: https://maps.example/x\n", "https://maps.example/x"),
    "its own, where the hub wants no search": ("maps: none", "    map: https://maps.example/x\n", "https://maps.example/x"),
}  # fmt: skip


@pytest.mark.parametrize(("settings", "fields", "address"), MAPS.values(), ids=MAPS)
def test_a_place_has_a_map(make_hub: MakeHub, settings: str, fields: str, address: str | None) -> None:
    event = shown(make_hub(settings=settings), with_fields(fields))
    assert (event.map and unquote(event.map)) == address
    assert event.being_corrected().map == event.map
    assert event.withdrawn().map is None


def test_without_a_place_there_is_nothing_to_search_for(hub: HubFolder) -> None:
    event = shown(hub, ("place: Community House, 5 Example St., Tel Aviv", "online: true"))
    assert event.map is None


def test_a_map_search_is_for_the_place_in_the_words_of_the_page(make_hub: MakeHub) -> None:
    place = ("Community House, 5 Example St., Tel Aviv", '{en: "House & garden", he: "בית וגן"}')
    event = shown(make_hub(settings="languages: [en, he]"), place, language="he")
    assert event.map == "https://www.google.com/maps/search/?api=1&query=%D7%91%D7%99%D7%AA%20%D7%95%D7%92%D7%9F"
