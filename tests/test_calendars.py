"""Calendars: what other programs read is what happens, and what changes there changes with the event."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Component, Timezone

from hubs import HubFolder, build
from partnerhub.site import calendars, time_zones
from partnerhub.site.model import PublicEvent, Stage, State, Text
from pictures import picture
from public_samples import END, EVENT, IN_STATE, START, hub_of
from records import UNANNOUNCED, partner
from records import event as line
from repositories import FILE, Repo

SITE = "https://hub.example/"


def made(*events: PublicEvent, language: str = "en", site_url: str | None = SITE) -> Calendar:
    hub = hub_of(*events, language=language, site_url=site_url)
    return Calendar.from_ical(calendars.calendar(hub, events, "Hub", "calendar.ics"))


def only(calendar: Calendar) -> Component:
    (event,) = calendar.walk("VEVENT")
    return event


def test_an_event_in_a_calendar() -> None:
    tagged = replace(EVENT, tags=("data", "code"), online_url="https://meet.example/x", members_get=Text("A chart"))
    found = only(made(tagged))
    assert found["UID"] == "code.night@hub.example"
    assert (found.start, found.end) == (START, END)
    assert found["SUMMARY"] == "Night"
    assert found["STATUS"] == "CONFIRMED"
    assert found["LOCATION"] == "House"
    assert found["URL"] == "https://hub.example/partners/code/night/"
    assert found["CATEGORIES"].cats == ["data", "code"]
    assert found["IMAGE"] == "https://hub.example/assets/partners/a-share.jpg"
    assert "What\n\nA chart\n\nWith Code for Good\n\nhttps://meet.example/x" in found["DESCRIPTION"]
    assert not {"GEO", "ORGANIZER", "ATTENDEE", "VALARM"} & set(found)


def test_the_calendar_says_what_it_is() -> None:
    found = made(EVENT)
    assert "METHOD" not in found, "of a message that names an organizer"
    assert found["VERSION"] == "2.0"
    assert found["NAME"] == "Hub"
    assert found["REFRESH-INTERVAL"].dt == timedelta(hours=12)
    assert found["SOURCE"] == "https://hub.example/calendar.ics"
    assert [zone.tz_name for zone in found.timezones] == ["Asia/Jerusalem"]
    assert found.get_missing_tzids() == set()


IN_CALENDARS = {
    State.SCHEDULED: ("CONFIRMED", "Night"),
    State.MOVED: ("CONFIRMED", "New date: Night"),
    State.POSTPONED: ("TENTATIVE", "Postponed: Night"),
    State.CANCELLED: ("CANCELLED", "Cancelled: Night"),
    State.CORRECTED: ("CONFIRMED", "Night"),
    State.WITHDRAWN: ("CANCELLED", "Cancelled: Night"),
}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("state", State)
def test_what_does_not_take_place_stays_and_says_so(state: State, stage: Stage) -> None:
    found = only(made(replace(IN_STATE[state], stage=stage)))
    assert (found["STATUS"], found["SUMMARY"]) == IN_CALENDARS[state]
    assert (found["UID"], found["SEQUENCE"]) == (EVENT.history.uid, 2)


WHOLE = replace(
    EVENT,
    tags=("data",),
    online_url="https://meet.example/x",
    is_online=True,
    link="https://x.example",
    members_get=Text("A chart"),
)


def test_an_event_that_is_being_corrected_keeps_what_one_needs_to_come() -> None:
    found = only(made(WHOLE.being_corrected()))
    assert found["DESCRIPTION"] == (
        "The details of this event are being corrected.\n\nWith Code for Good\n\nhttps://meet.example/x\n\n"
        "https://x.example\n\nhttps://hub.example/partners/code/night/"
    )
    assert (found.start, found.end, found["LOCATION"], found["CONFERENCE"]) == (
        START,
        END,
        "House",
        "https://meet.example/x",
    )
    assert not {"CATEGORIES", "IMAGE"} & set(found)


def test_a_withdrawn_event_says_nothing_more() -> None:
    found = only(made(WHOLE.withdrawn()))
    assert set(found) == {
        *("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "DTSTART", "DTEND", "STATUS", "URL"),
    }


@pytest.mark.parametrize(
    "text", ['quote " semicolon ; comma , back \\ slash', "ערב ארוך מאוד " * 20, "🎉" * 40, "a\\n;b"], ids=["marks", "hebrew", "emoji", "escapes"]
)  # fmt: skip
def test_any_text_comes_back_whole(text: str) -> None:
    raw = calendars.calendar(hub_of(EVENT), [replace(EVENT, title=Text(text))], "Hub", "calendar.ics")
    assert all(len(each) <= 75 for each in raw.split(b"\r\n"))
    raw.decode("utf-8")
    assert only(Calendar.from_ical(raw))["SUMMARY"] == text


CLOCKS = [
    ("Asia/Jerusalem", "2026-03-26 23:30"), ("Asia/Jerusalem", "2026-03-27 03:30"), ("Asia/Jerusalem", "2026-10-25 00:30"), ("Asia/Jerusalem", "2026-10-25 01:30"),
    ("Europe/Berlin", "2026-03-29 01:30"), ("Europe/Berlin", "2026-03-29 03:30"), ("Europe/Berlin", "2026-10-25 03:30"),
    ("America/New_York", "2026-03-08 01:30"), ("America/New_York", "2026-03-08 03:30"), ("America/New_York", "2026-11-01 03:30"),
    ("UTC", "2026-06-01 12:00"),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "typed"), CLOCKS)
def test_instants_hold_across_clock_changes(zone: str, typed: str) -> None:
    start = datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(zone))
    end = (start.astimezone(UTC) + timedelta(hours=5)).astimezone(ZoneInfo(zone))
    calendar = made(replace(EVENT, start=start, end=end, timezone=zone))
    found = only(calendar)
    assert (found.start.astimezone(UTC), found.end.astimezone(UTC)) == (start.astimezone(UTC), end.astimezone(UTC))
    # The zone that stands in the calendar says the same as the zone's name.
    for timezone in calendar.timezones:
        told = timezone.to_tz(lookup_tzid=False)
        for moment in (start, end):
            assert moment.replace(tzinfo=None).replace(tzinfo=told).utcoffset() == moment.utcoffset()


@pytest.mark.parametrize("fold", [0, 1])
def test_an_hour_that_comes_twice_is_written_so_that_no_program_can_mistake_it(fold: int) -> None:
    start = datetime(2026, 10, 25, 1, 30, fold=fold, tzinfo=ZoneInfo("Asia/Jerusalem"))
    raw = calendars.calendar(hub_of(EVENT), [replace(EVENT, start=start)], "Hub", "calendar.ics")
    assert f"DTSTART:20261024T{22 + fold}3000Z".encode() in raw


def test_the_stamp_is_the_last_change_and_never_the_build() -> None:
    found = only(made(EVENT))
    changed_at = datetime(2026, 4, 9, 12, tzinfo=UTC)
    assert (found["DTSTAMP"].dt, found["LAST-MODIFIED"].dt, found["SEQUENCE"]) == (changed_at, changed_at, 2)


def test_links_that_add_an_event() -> None:
    hub = hub_of(EVENT)
    google = parse_qs(urlsplit(calendars.google_link(EVENT, hub)).query)
    assert google["dates"] == ["20260512T160000Z/20260512T183000Z"]
    assert google["text"] == ["Night"]
    assert google["location"] == ["House"]
    outlook = parse_qs(urlsplit(calendars.outlook_link(EVENT, hub)).query)
    assert (outlook["startdt"], outlook["enddt"]) == (["2026-05-12T16:00:00Z"], ["2026-05-12T18:30:00Z"])


@pytest.mark.parametrize("language", ["en", "he"])
def test_links_stay_short_and_end_with_the_way_to_the_page(language: str) -> None:
    long = replace(EVENT, title=Text("ערב"), summary=Text("מילים ארוכות מאוד " * 100), place=Text("בית הקהילה"))
    hub = hub_of(long, language=language)
    for link, name in ((calendars.google_link(long, hub), "details"), (calendars.outlook_link(long, hub), "body")):
        assert 1900 < len(link) <= calendars.LONGEST_LINK
        assert parse_qs(urlsplit(link).query)[name][0].endswith("…\n\nhttps://hub.example/partners/code/night/")


def test_an_empty_calendar_is_one() -> None:
    (zone,) = made().subcomponents
    assert (zone.name, zone["TZID"]) == ("VTIMEZONE", "Asia/Jerusalem")


ZONES = {
    "Asia/Jerusalem": 2, "Europe/Berlin": 2, "America/New_York": 2, "Australia/Lord_Howe": 2, "Europe/Dublin": 2,
    "Africa/Casablanca": 0, "Africa/Cairo": 1, "America/Santiago": 2, "Asia/Tokyo": 0, "America/Asuncion": 0,
    "Asia/Amman": 0, "Pacific/Apia": 0, "Asia/Gaza": 0, "Europe/Volgograd": 0, "America/Nuuk": 2,
}  # fmt: skip
"""Which changes come back every year: there, back, or neither."""


@pytest.mark.sample(6)
@pytest.mark.parametrize(("zone", "yearly"), ZONES.items(), ids=ZONES.keys())
def test_a_zone_says_what_its_clocks_show_over_many_years(zone: str, yearly: int) -> None:
    written = time_zones.definition(zone, 2020, 2027)
    text = written.to_ical().decode()
    assert (text.count("RRULE:"), text.count("RDATE")) == (yearly, 0)
    told, known = Timezone.from_ical(text).to_tz(lookup_tzid=False), ZoneInfo(zone)
    for hours in range(0, 8 * 366 * 24, 7):
        moment = (datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=hours)).astimezone(known).replace(tzinfo=None)
        is_twice = moment.replace(tzinfo=known, fold=1).utcoffset() != moment.replace(tzinfo=known).utcoffset()
        assert is_twice or moment.replace(tzinfo=told).utcoffset() == moment.replace(tzinfo=known).utcoffset(), moment


SIGNS = {"C": "c", "C++": "c-plus-plus", "C#": "c-sharp", ".NET": "dot-net", "R&D": "r-and-d", "🎉": "party-popper"}


def test_signs_tell_tags_apart(make_hub) -> None:
    hub = make_hub()
    hub.add("a.md", partner("Alpha", "alpha", line("new", "2026-12-20 19:00", f", tags: {list(SIGNS)}")), picture())
    assert {path.stem for path in (build(hub) / "tags").iterdir()} == set(SIGNS.values())


def test_a_calendar_of_a_tag_lies_under_all_its_names(make_hub) -> None:
    hub = make_hub(settings="tags: {open-data: {he: נתונים פתוחים, en: Open data}}")
    hub.add("a.md", partner("Alpha", "alpha", line("new", "2026-12-20 19:00", ", tags: [Open data]")), picture())
    tags = build(hub) / "tags"
    assert {path.stem for path in tags.iterdir()} == {"open-data", "נתונים-פתוחים"}
    assert len(Calendar.from_ical((tags / "נתונים-פתוחים.ics").read_bytes()).walk("VEVENT")) == 1


def test_a_withdrawn_event_stays_in_the_calendars_of_its_tags_and_its_partner(repo: Repo) -> None:
    tagged = UNANNOUNCED.replace("    agreed:", "    tags: [charts]\n    agreed:")
    repo.commit("2026-11-20", text=tagged)
    repo.commit("2026-11-25", text=tagged.replace("decision: approved", "decision: pending"))
    site = build(repo.hub, "2026-11-26", hold_back=True)
    for path in ("tags/charts.ics", "partners/code/calendar.ics"):
        assert (read(site, path)["UID"], read(site, path)["STATUS"]) == (UID, "CANCELLED")


def read(site: Path, path: str) -> Component:
    return only(Calendar.from_ical((site / path).read_bytes()))


def known(site: Path) -> tuple[str, int, str]:
    found = read(site, "partners/code/open-data-night/event.ics")
    return found["UID"], found["SEQUENCE"], found["LAST-MODIFIED"].dt.date().isoformat()


UID = "code.open-data-night@open-evenings.example"
SHOWN = (UID, 3_622_200, "2026-11-20")
"""Minutes from 2020 to 10:00 UTC of the day, which is when commits are made here."""
CHANGED = (UID, 3_623_640, "2026-11-21")
RETITLED = UNANNOUNCED.replace("title: Open data night", "title: Night of charts")
CHANGES = {
    "the title": (RETITLED, CHANGED),
    "the start": (UNANNOUNCED.replace("2026-12-10 19:00", "2026-12-16 19:00"), CHANGED),
    "cancelled": (UNANNOUNCED.replace("    agreed:", "    status: cancelled\n    agreed:"), CHANGED),
    "what members get": (
        UNANNOUNCED.replace("A hands-on evening", "An evening"),
        CHANGED,
    ),
    "the description, where it is the summary": (
        UNANNOUNCED.replace("one evening at a time", "at night"),
        CHANGED,
    ),
    "a private field": (UNANNOUNCED.replace("decided_by: editor-2", "decided_by: editor-3"), SHOWN),
    "reformatted": (UNANNOUNCED.replace("2026-12-10 19:00", "'2026-12-10T19:00:00+02:00'"), SHOWN),
    "the name of the partner": (UNANNOUNCED.replace("Code for Good\n", "Code for All\n", 1), CHANGED),
}


@pytest.mark.parametrize(("text", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_what_a_change_does_to_a_calendar(repo: Repo, text: str, expected: tuple[str, int, str]) -> None:
    assert text != UNANNOUNCED
    repo.commit("2026-11-20", text=UNANNOUNCED)
    assert known(build(repo.hub, "2026-11-21")) == SHOWN
    repo.commit("2026-11-21", text=text)
    assert known(build(repo.hub, "2026-11-22")) == expected
    repo.commit("2026-11-22", text=text + "\n")
    assert known(build(repo.hub, "2026-11-24")) == expected, "nothing moves by itself"


def test_a_renamed_file_keeps_its_count(repo: Repo) -> None:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    repo.commit("2026-11-21", text=RETITLED)
    repo.git("mv", FILE, "content/partners/coders.md")
    repo.git("mv", "content/partners/code.jpg", "content/partners/coders.jpg")
    repo.commit("2026-11-22")
    found = read(build(repo.hub, "2026-11-23"), "partners/coders/open-data-night/event.ics")
    assert (found["UID"], found["SEQUENCE"]) == (UID, 3_625_080), "its address changed too"


def test_an_event_that_is_taken_back_is_cancelled_in_calendars(repo: Repo) -> None:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    repo.commit("2026-11-25", text=UNANNOUNCED.replace("decision: approved", "decision: pending"))
    site = build(repo.hub, "2026-11-26", hold_back=True)
    for path in ("calendar.ics", "partners/code/open-data-night/event.ics"):
        found = read(site, path)
        assert (found["UID"], found["STATUS"], found["SEQUENCE"]) == (UID, "CANCELLED", 3_629_400)
        assert "DESCRIPTION" not in found


def test_calendars_of_a_hub(make_hub) -> None:
    hub = make_hub(settings="languages: [en, he]")
    events = (
        line("new", "2026-12-20 19:00", ", tags: [Open Data, code]")
        + line("fresh", "2025-12-20 19:00", ", tags: [open data]")
        + line("old", "2025-11-01 19:00", ", tags: [old]")
    )
    hub.add("a.md", partner("Alpha", "alpha", events), picture())
    site = build(hub)
    uids = [
        each["UID"].partition("@")[0]
        for each in Calendar.from_ical((site / "calendar.ics").read_bytes()).walk("VEVENT")
    ]
    assert uids == ["a.fresh", "a.new"], "past events stay for a year"
    assert {path.name for path in (site / "tags").iterdir()} == {"open-data.ics", "code.ics", "old.ics"}
    empty = Calendar.from_ical((site / "tags" / "old.ics").read_bytes())
    assert [each.name for each in empty.subcomponents] == ["VTIMEZONE"], "who subscribed still finds it"
    assert "https://open-evenings.example/he/partners/a/new/" in (site / "he" / "calendar.ics").read_text()
    assert (site / "he" / "partners" / "a" / "new" / "event.ics").exists()


def test_the_subscribe_page_leads_to_the_calendars(hub: HubFolder) -> None:
    hub.add("a.md", partner("Alpha", "alpha", line("new", "2026-12-20 19:00", ", tags: [Open Data]")), picture())
    (hub.root / "content" / "pages" / "subscribe.md").write_text("# Calendar\n\n<!-- partnerhub: subscribe -->\n")
    page = (build(hub) / "subscribe" / "index.html").read_text(encoding="utf-8")
    assert 'href="webcal://open-evenings.example/calendar.ics"' in page
    assert "https://open-evenings.example/calendar.ics</code>" in page
    assert '<a class="ph-link" href="../tags/open-data.ics"><bdi>Open Data</bdi></a>' in page
