"""Quiet days and holidays: from sunset where they begin at sunset, and whole days elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import available_timezones

import pytest

from hubs import TODAY, HubFolder, partnerhub
from partnerhub.checks.rest import Holiday, holiday, quiet_time
from partnerhub.record.model import EventRecord, Record
from partnerhub.record.partner import Event, Partner
from partnerhub.record.settings import Settings
from pictures import picture
from records import event, partner

ISRAEL = Settings(languages=["en"], timezone="Asia/Jerusalem", holidays="IL", quiet_days=["shabbat"])


def an_event(start: str, hours: float = 2, settings: Settings = ISRAEL, zone: str | None = None) -> Event:
    """An event that begins at an hour of its zone, by default the hub's."""
    of = Partner("a", "a.md", Record(name="A"), (), None, settings)
    record = EventRecord(
        title="T", start=start, duration=f"{round(hours * 60)}m", **({"timezone": zone} if zone else {})
    )
    return Event.resolve(of, 0, record)


@pytest.mark.parametrize(
    ("start", "hours", "is_quiet"),
    [
        ("2026-11-27 20:00", 2, True),  # Friday evening
        ("2026-11-27 14:00", 2, False),
        ("2026-11-27 15:00", 2, True),  # until after sunset, 16:35
        ("2026-11-27 14:30", 2.08, False),  # until a minute before it
        ("2026-11-28 12:00", 2, True),
        ("2026-11-28 17:00", 2, True),  # nightfall is at 17:15
        ("2026-11-28 17:30", 2, False),
        ("2026-11-28 21:00", 2, False),  # Saturday night, in winter
        ("2026-06-27 20:00", 2, True),  # and in summer
        ("2026-06-27 21:00", 2, False),
        ("2026-11-26 19:00", 72, True),  # a long weekend
        ("2026-11-29 10:00", 8, False),
    ],
)
def test_shabbat_lasts_from_sunset_to_nightfall(start: str, hours: float, *, is_quiet: bool) -> None:
    assert (quiet_time(an_event(start, hours)) is not None) is is_quiet


@pytest.mark.parametrize(
    ("start", "name"),
    [
        ("2026-09-20 19:30", "Yom Kippur"),  # the eve
        ("2026-09-20 12:00", None),
        ("2026-09-21 12:00", "Yom Kippur"),
        ("2026-09-21 20:00", None),  # after nightfall
        ("2027-04-21 20:00", "Pesach"),
        ("2026-12-31 20:00", None),
    ],
)
def test_a_holiday_begins_on_its_eve_where_days_begin_at_sunset(start: str, name: str | None) -> None:
    found = holiday(an_event(start))
    assert (found.name.in_language("en") if found else None) == name


def test_elsewhere_a_holiday_is_a_day() -> None:
    germany = Settings(languages=["de"], timezone="Europe/Berlin", holidays="DE", quiet_days=["sun"])
    assert holiday(an_event("2026-12-24 19:00", settings=germany)) is None
    assert holiday(an_event("2026-12-24 23:00", settings=germany)) is not None
    assert quiet_time(an_event("2026-11-28 21:00", settings=germany)) is None
    assert quiet_time(an_event("2026-11-28 23:00", settings=germany)) is not None


def test_people_rest_where_the_event_takes_place() -> None:
    thursday = an_event("2026-12-10 19:00", zone="America/New_York")  # Friday in Israel
    assert quiet_time(thursday) is None
    friday = an_event("2026-12-11 15:00", zone="America/New_York")
    assert quiet_time(friday).since.tzinfo is friday.zone


@pytest.mark.parametrize("zone", ["Israel", "Asia/Tel_Aviv"])
def test_an_older_name_of_a_zone_has_the_same_place(zone: str) -> None:
    other = ISRAEL.model_copy(update={"timezone": zone})
    evening = "2026-11-27 20:00"
    assert quiet_time(an_event(evening, settings=other)).since == quiet_time(an_event(evening)).since


@pytest.mark.sample(20)
@pytest.mark.parametrize("zone", sorted(available_timezones()))
def test_every_zone_has_its_shabbat(zone: str) -> None:
    """Also where the sun does not set, and where a zone has no place."""
    settings = Settings(languages=["en"], timezone=zone, quiet_days=["shabbat"])
    for day in ("2026-06-27", "2026-12-26"):
        saturday = an_event(f"{day} 12:00", settings=settings)
        found = quiet_time(saturday)
        assert found is not None
        assert timedelta(hours=10) < saturday.start - found.since < timedelta(hours=25)
        assert timedelta(hours=1) < found.until - saturday.start < timedelta(hours=14)


@pytest.mark.parametrize(
    ("start", "got"),
    [("2027-01-15 20:00", "2027-01-15 20:00"), ("2027-01-15 16:00", "2027-01-15 16:00 until 2027-01-15 18:00")],
    ids=["within", "runs into it"],
)
def test_the_finding_says_from_when_to_when(make_hub, start: str, got: str) -> None:
    hub: HubFolder = make_hub(settings="")
    text = hub.config_file.read_text().replace("quiet_days: [fri, sat]", "quiet_days: [shabbat]")
    hub.config_file.write_text(text)
    hub.add("alpha.md", partner("Alpha", "alpha", event("late", start)), picture())
    (found,) = [each for each in hub.load().findings if each.rule == "event-on-quiet-day"]
    assert found.message == (
        f"“Title of late” should not lie on a quiet day, got {got}: "
        "Shabbat lasts from 2027-01-15 16:57 to 2027-01-16 17:37"
    )


@pytest.mark.parametrize(
    ("country", "day", "language", "name"),
    [
        ("IL", "2026-09-21", "en", "Yom Kippur"),
        ("IL", "2026-09-21", "he", "יום כיפור"),
        ("IL", "2026-09-21", "en-GB", "Yom Kippur"),
        ("DE", "2026-12-25", "en", "Christmas Day"),
        ("DE", "2026-12-25", "de-AT", "Erster Weihnachtstag"),
        ("DE", "2026-12-25", "he", "Erster Weihnachtstag"),
    ],
)
def test_a_holiday_has_the_name_that_the_reader_knows(country: str, day: str, language: str, name: str) -> None:
    assert Holiday(country, date.fromisoformat(day)).in_language(language) == name


@pytest.mark.parametrize(("language", "names"), [("en", ["Shabbat", "Pesach"]), ("he", ["שבת", "פסח"])])
@pytest.mark.parametrize("hubs", ["en", "he"])
def test_findings_name_days_of_rest_in_the_readers_language(
    make_hub: Callable[..., HubFolder], hubs: str, language: str, names: list[str]
) -> None:
    hub = make_hub(language=hubs)
    text = hub.config_file.read_text(encoding="utf-8").replace("[fri, sat]", "[shabbat]")
    hub.config_file.write_text(text, encoding="utf-8")
    events = event("friday", "2027-01-15 20:00") + event("eve", "2027-04-21 20:00")
    hub.add("alpha.md", partner("Alpha", "alpha", events), picture())
    said = partnerhub("check", "--today", TODAY, "--language", language, cwd=hub.root).stdout
    assert re.findall(r"20:00[;:,]? ?[^\n]*?(Shabbat|Pesach|שבת|פסח)", said) == names
