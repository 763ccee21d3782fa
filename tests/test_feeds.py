"""Feeds: an entry when an event becomes public and when it changes materially, in the order in which that happened."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import jsonschema
import pytest

from hubs import HubFolder, build
from partnerhub.site import feeds
from partnerhub.site.model import EventHistory, Stage, State
from pictures import picture
from public_samples import EVENT, IN_STATE, hub_of
from records import UNANNOUNCED
from repositories import Repo

FIRST = "tag:open-evenings.example,2026:code/open-data-night"


def atom(site: Path, path: str = "feed.xml") -> feedparser.FeedParserDict:
    found = feedparser.parse((site / path).read_bytes())
    assert not found.bozo, found.get("bozo_exception")
    return found


def entries(site: Path) -> list[tuple[str, str, str]]:
    return [(entry.id, entry.title, entry.published[:10]) for entry in atom(site).entries]


def test_an_event_is_news_on_the_day_on_which_it_became_public(repo: Repo) -> None:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    assert entries(build(repo.hub, "2026-11-25")) == [(FIRST, "Open data night", "2026-11-20")]


MATERIAL = {
    "moved": (("2026-12-10 19:00", "2026-12-16 19:00"), "New date: ", "New date: "),
    "cancelled": (("    agreed:", "    status: cancelled\n    agreed:"), "Cancelled: ", "Cancelled: "),
    "postponed": (("    agreed:", "    status: postponed\n    agreed:"), "Postponed: ", "Postponed: "),
    "another place": (("Community House", "Town Hall"), "Changed: ", ""),
}


@pytest.mark.parametrize(("edit", "changed", "state"), MATERIAL.values(), ids=MATERIAL.keys())
def test_a_material_change_is_news_again(repo: Repo, edit: tuple[str, str], changed: str, state: str) -> None:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    repo.commit("2026-11-22", text=UNANNOUNCED.replace(*edit))
    assert entries(build(repo.hub, "2026-11-25")) == [
        (f"{FIRST}#1", f"{changed}Open data night", "2026-11-22"),
        (FIRST, f"{state}Open data night", "2026-11-20"),
    ]


TAKEN_BACK = {
    "not approved any more": ("decision: approved", "decision: pending"),
    "deleted": (UNANNOUNCED[UNANNOUNCED.index("events:") : UNANNOUNCED.index("---", 4)], ""),
}


@pytest.mark.parametrize("edit", TAKEN_BACK.values(), ids=TAKEN_BACK.keys())
def test_what_is_taken_back_is_said_once_until_it_would_have_been_over(repo: Repo, edit: tuple[str, str]) -> None:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    repo.commit("2026-11-22", text=UNANNOUNCED.replace(*edit))
    site = build(repo.hub, "2026-11-25", hold_back=True)
    assert entries(site) == [(f"{FIRST}#1", "Cancelled: Open data night", "2026-11-22")]
    told = atom(site).entries[0].content[0].value
    assert "Community House" not in told
    (event,) = json.loads((site / "events.json").read_text(encoding="utf-8"))["events"]
    assert (event["status"], event["is_withdrawn"], event["place"]) == ("cancelled", True, None)
    later = build(repo.hub, "2026-12-12", hold_back=True)
    assert entries(later) == []
    assert json.loads((later / "events.json").read_text(encoding="utf-8"))["events"] == []


def test_another_change_only_updates_the_entry(repo: Repo) -> None:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    repo.commit("2026-11-22", text=UNANNOUNCED.replace("Open data night", "Night of charts"))
    (entry,) = atom(build(repo.hub, "2026-11-25")).entries
    assert (entry.id, entry.title) == (FIRST, "Night of charts")
    assert (entry.published[:10], entry.updated[:10]) == ("2026-11-20", "2026-11-22")


def test_an_entry_holds_photo_caption_and_explanation(repo: Repo) -> None:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    site = build(repo.hub, "2026-11-25")
    found = atom(site)
    content = found.entries[0].content[0].value
    assert 'src="https://open-evenings.example/assets/partners/' in content
    assert "The Code for Good team at their autumn hackathon" in content
    assert "Code for Good brings together volunteers" in content
    assert found.feed.author == found.feed.title == "Open Evenings"
    assert found.entries[0].link == "https://open-evenings.example/partners/code/open-data-night/"


def test_the_json_feed_says_the_same(repo: Repo) -> None:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    repo.commit("2026-11-22", text=UNANNOUNCED.replace("2026-12-10 19:00", "2026-12-16 19:00"))
    site = build(repo.hub, "2026-11-25")
    feed = json.loads((site / "feed.json").read_text(encoding="utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://open-evenings.example/feed.json"
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in atom(site).entries]
    for item in feed["items"]:
        assert {"id", "url", "title", "content_html", "image", "date_published", "date_modified", "language"} <= set(
            item
        )


JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string"},
        **{name: {"type": "string", "format": "uri"} for name in ("home_page_url", "feed_url")},
        "language": {"type": "string"},
        "authors": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "properties": {
                    **{name: {"type": "string"} for name in ("id", "title", "content_html", "summary", "language")},
                    **{name: {"type": "string", "format": "uri"} for name in ("url", "image")},
                    **{name: {"type": "string", "format": "date-time"} for name in ("date_published", "date_modified")},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""By https://www.jsonfeed.org/version/1.1/."""


def test_the_json_feed_keeps_to_its_format(hub: HubFolder) -> None:
    hub.add("code.md", UNANNOUNCED, picture())
    feed = json.loads((build(hub) / "feed.json").read_text(encoding="utf-8"))
    jsonschema.validate(feed, JSON_FEED, format_checker=jsonschema.FormatChecker())
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) == 1


def test_each_language_has_its_feed_and_pages_lead_to_it(make_hub) -> None:
    hub = make_hub(settings="languages: [en, he]")
    text = UNANNOUNCED.replace("title: Open data night", "title: {en: Open data night, he: 'ליל \"נתונים\" & <עוד>'}")
    hub.add("code.md", text, picture())
    site = build(hub)
    hebrew = atom(site, "he/feed.xml")
    assert hebrew.entries[0].title_detail.value == 'ליל "נתונים" & <עוד>'
    assert hebrew.feed.language == "he"
    for path in ("he/partners/code/index.html", "index.html"):
        own = "he/feed.xml" if path.startswith("he/") else "feed.xml"
        link = f'<link rel="alternate " type="application/atom+xml" href="https://open-evenings.example/{own}">'
        assert link in (site / path).read_text(encoding="utf-8")


def test_a_hub_without_an_address_has_no_feed(hub: HubFolder) -> None:
    hub.config_file.write_text(hub.config_file.read_text().replace("site_url: https://open-evenings.example/\n", ""))
    hub.add("code.md", UNANNOUNCED, picture())
    site = build(hub)
    assert not (site / "feed.xml").exists()
    assert "feed.xml" not in (site / "index.html").read_text(encoding="utf-8")


UIDS = {
    "code.night@hub.example": "tag:hub.example,2026:code/night",
    "code.night.2026-12-10@hub.example": "tag:hub.example,2026:code/night/2026-12-10",
    "code.night@pages.example/our/hub": "tag:pages.example,2026:our/hub/code/night",
    "קוד.ליל@hub.example": "tag:hub.example,2026:%D7%A7%D7%95%D7%93/%D7%9C%D7%99%D7%9C",
}


@pytest.mark.parametrize(("uid", "feed_id"), UIDS.items(), ids=UIDS.keys())
def test_an_entry_is_known_by_what_calendars_know(uid: str, feed_id: str) -> None:
    assert replace(EVENT.history, uid=uid).feed_id == feed_id


TITLES = {
    State.SCHEDULED: ("Changed: Night", "Night"),
    State.MOVED: ("New date: Night", "New date: Night"),
    State.POSTPONED: ("Postponed: Night", "Postponed: Night"),
    State.CANCELLED: ("Cancelled: Night", "Cancelled: Night"),
    State.CORRECTED: ("Changed: Night", "Night"),
}


@pytest.mark.parametrize(("state", "titles"), TITLES.items(), ids=TITLES.keys())
def test_what_entries_are_called(state: State, titles: tuple[str, str]) -> None:
    history = replace(EVENT.history, material_changes=2, materially_changed_at=datetime(2026, 4, 8, tzinfo=UTC))
    event = replace(IN_STATE[state], history=history)
    found = [(entry.id, entry.title, entry.at.day) for entry in feeds.entries(hub_of(event))]
    assert found == [
        ("tag:hub.example,2026:code/night#2", titles[0], 8),
        ("tag:hub.example,2026:code/night", titles[1], 1),
    ]


def test_a_feed_holds_the_latest_fifty_whatever_the_day_of_the_build() -> None:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    events = [
        replace(EVENT, slug=f"e{day}", history=EventHistory(f"code.e{day}@hub.example", 0, at, at), stage=Stage.PAST)
        for day in range(60)
        for at in [first + timedelta(days=day)]
    ]
    for built_on in (datetime(2026, 5, 1, tzinfo=UTC).date(), datetime(2036, 5, 1, tzinfo=UTC).date()):
        hub = replace(hub_of(*events), built_on=built_on)
        assert [entry.event.slug for entry in feeds.entries(hub)] == [f"e{day}" for day in range(59, 9, -1)]


def test_a_past_event_without_a_history_is_no_news(hub: HubFolder) -> None:
    past = UNANNOUNCED.replace("2026-12-10 19:00", "2026-10-10 19:00").replace("2026-12-10 21:30", "2026-10-10 21:30")
    hub.add("code.md", past, picture())
    ((_, _, day),) = entries(build(hub))
    assert day == "2026-10-10"


def test_an_entry_of_what_is_being_corrected_holds_no_summary() -> None:
    hub = hub_of(EVENT.being_corrected())
    news = feeds.entries(hub)
    assert b"<summary" not in feeds.atom(hub, news, lambda event: "x", "feed.xml")
    (item,) = json.loads(feeds.json_feed(hub, news, lambda event: "x", "feed.json"))["items"]
    assert not {"summary", "image", "tags"} & set(item)
