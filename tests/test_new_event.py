"""`partnerhub new event`: what flags and answers come to in the file, the days that it proposes, and how it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from urllib.error import URLError
from zoneinfo import ZoneInfo

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from hubs import HubFolder
from partnerhub.edge import foreign_calendars, new_command
from partnerhub.edge.foreign_calendars import MAX_BYTES, calendars_of_others
from partnerhub.edge.usage import Misuse
from partnerhub.editing.edit import Edit, edited
from partnerhub.record.read import read_bytes
from partnerhub.record.understood import Unclear, end_of, in_languages, start_of
from partnerhub.scaffold.days import every_month
from partnerhub.scaffold.foreign import Unread, busy_times
from partnerhub.words.spoken import Spoken
from pictures import picture
from records import SOUND, event, partner
from terminals import answered

NOW = "2026-11-23T10:05"
TODAY = date(2026, 11, 23)
ZONE = ZoneInfo("Asia/Jerusalem")
SINCE, UNTIL = datetime(2026, 11, 23, tzinfo=ZONE), datetime(2027, 11, 23, tzinfo=ZONE)


@pytest.fixture
def file(hub: HubFolder) -> Path:
    return hub.add("code.md", SOUND, picture())


def run(hub: HubFolder, *arguments: str, answers: str | None = None, now: str = NOW) -> Result:
    """The command in this process, as one types it."""
    options = ["--config-file", str(hub.config_file), "--today", now]
    return CliRunner().invoke(new_command.new, ["event", *arguments, *options], input=answers)


def refused(hub: HubFolder, *arguments: str, answers: str = "") -> str:
    """What wrong usage is told."""
    options = ["--config-file", str(hub.config_file), "--today", NOW]
    raised = CliRunner().invoke(new_command.new, ["event", *arguments, *options], input=answers, standalone_mode=False)
    assert isinstance(raised.exception, click.UsageError), raised.output
    return raised.exception.message


def offered(hub: HubFolder, *arguments: str, now: str = NOW) -> str:
    """The days that are named where none is given."""
    options = ["--config-file", str(hub.config_file), "--today", now]
    raised = CliRunner().invoke(new_command.new, ["event", *arguments, *options], standalone_mode=False).exception
    assert isinstance(raised, Misuse)
    assert raised.problem.facts is not None
    return str(raised.problem.facts["days"])


def added(result: Result) -> list[str]:
    assert result.exit_code == 0, result.stderr
    return [line[1:] for line in result.stdout.splitlines() if line.startswith("+") and not line.startswith("+++")]


# Flags


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (
            ["--title", "Winter: night", "--start", "2026-12-17 19:00", "--place", "Home"],
            ["slug: winter-night", 'title: "Winter: night"', "start: 2026-12-17 19:00", "place: Home"],
        ),
        (
            ["--title", "he=ערב", "--title", "en=Eve", "--start", "10 January 7pm", "--online", "yes", "--duration", "2 hours"],
            ["slug: eve", "title:", "  he: ערב", "  en: Eve", "start: 2027-01-10 19:00", "duration: 2h", "online: true"],
        ),
        (
            ["--title", "Days", "--start", "20/12/2026", "--whole-day", "--end", "21.12.2026", "--place", "Home", "--tag", "a b"],
            ["slug: days", "title: Days", "start: 2026-12-20", "end: 2026-12-21", "whole_day: true", "place: Home", "tags:", "  - a b"],
        ),
        (
            ["--title", "ערב", "--start", "20 בדצמבר 19:00", "--place", "בית", "--link", "x.example/a", "--spoken", "Hebrew", "--slug", "eve"],
            ["slug: eve", "title: ערב", "start: 2026-12-20 19:00", "place: בית", "link: https://x.example/a", "language: he"],
        ),
    ],
    ids=["the least", "in languages", "whole days", "in Hebrew"],
)  # fmt: skip
def test_flags(make_hub: Callable[..., HubFolder], arguments: list[str], lines: list[str]) -> None:
    hub = make_hub(settings="languages: [en, he]")
    file = hub.add("code.md", SOUND, picture())
    result = run(hub, "code", *arguments)
    first, *others = lines
    assert added(result) == [f"  - {first}", *(f"    {line}" for line in others)]
    front, fence, body = SOUND.rpartition("---\n")
    assert file.read_text("utf-8") == front + "\n".join([*added(result), ""]) + fence + body


def test_it_says_what_it_understood_and_what_comes_next(hub: HubFolder, file: Path) -> None:
    result = run(hub, "code", "--title", "Eve", "--start", "12/10/2027 7pm", "--place", "Home")
    assert result.stderr == (
        "  start: 2027-10-12 19:00 (Tue, Oct 12, 2027, 7:00 PM)\n"
        "If the month came first: 2027-12-10 19:00.\n"
        "When “Eve” is agreed with them: `partnerhub set code agree --event eve`.\n"
    )


def test_what_it_would_write_is_shown_and_not_written(hub: HubFolder, file: Path) -> None:
    result = run(hub, "code", "--title", "Eve", "--start", "2026-12-17 19:00", "--place", "Home", "--dry-run")
    assert added(result)
    assert file.read_text("utf-8") == SOUND


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--title", "a"], "--start must be given"),
        (["--title", "a", "--start", "next week", "--place", "b"], "start must be a day and an hour such as 2026-12-10 19:00"),
        (["--title", "a", "--start", "2026-12-17", "--place", "b"], "start must have an hour, such as 2026-12-17 19:00"),
        (["--start", "2026-12-17 19:00"], "--title must be given"),
        (["--title", "a", "--title", "b"], "title is given twice"),
        (["--title", "en=a", "--title", "b"], "title is given with a language and without one"),
        (["--like", "open-data-night", "--every", "month"], "--every and --times go together"),
        (["--title", "a", "--end", "1", "--duration", "2"], "--duration does not go with --end"),
        (["--title", "\udc80"], "what is typed must be text in UTF-8"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_wrong_usage(hub: HubFolder, file: Path, arguments: list[str], words: str) -> None:
    assert refused(hub, "code", *arguments) == words
    assert file.read_text("utf-8") == SOUND


def test_nothing_is_planned_with_those_who_were_declined(hub: HubFolder) -> None:
    file = hub.add("code.md", SOUND.replace("decision: approved", "decision: declined"), picture())
    before = file.read_bytes()
    result = run(hub, "code", "--title", "Eve", "--start", "2026-12-17 19:00", "--place", "Home")
    assert (result.exit_code, file.read_bytes()) == (2, before)
    assert "Code for Good was declined, so nothing is planned with them" in result.stderr


def test_a_slug_that_is_there_gets_the_month(hub: HubFolder, file: Path) -> None:
    result = run(hub, "code", "--title", "Open data night", "--start", "2026-12-17 19:00", "--place", "Home")
    assert added(result)[0] == "  - slug: open-data-night-2026-12"


# Answers


def test_every_answer_through_a_pipe(hub: HubFolder, file: Path) -> None:
    answers = "Winter night\n8pm\n2\n2h30m\nonline\nAn evening.\nx.example\n"
    result = run(hub, "code", answers=answers)
    assert added(result) == [
        "  - slug: winter-night",
        "    title: Winter night",
        "    start: 2026-12-01 20:00",
        "    duration: 2h30m",
        "    online: true",
        "    link: https://x.example",
        "    summary: An evening.",
    ]
    assert "  2. Tue, Dec 1, 2026, 7:00 PM\n" in result.stderr
    assert "  2. Tue, Dec 1, 2026, 8:00 PM\n" in result.stderr


def test_a_wrong_answer_of_a_pipe_ends_the_run(hub: HubFolder, file: Path) -> None:
    assert (
        refused(hub, "code", answers="Winter night\nsoon\n")
        == "start must be a day and an hour such as 2026-12-10 19:00"
    )
    assert file.read_text("utf-8") == SOUND


def test_the_answers_of_a_terminal(hub: HubFolder, file: Path) -> None:
    code, shown = answered(["new", "event", "code", "--today", NOW, "-f", str(hub.config_file)], ANSWERS)
    assert code == 0
    assert "start must be a day and an hour such as 2026-12-10 19:00" in shown
    assert "it lies on Friday" in shown
    assert "    start: 2026-11-30 19:00\n    end: 2026-12-01 02:00\n    place: Home\n" in file.read_text("utf-8")


ANSWERS = ["Winter night", "soon", "4 dec 7pm", "", "1", "02:00", "Home", "", ""]


@pytest.mark.sample(8)
@pytest.mark.parametrize("stop", range(len(ANSWERS)))
def test_who_stops_leaves_nothing_behind(hub: HubFolder, file: Path, stop: int) -> None:
    arguments = ["new", "event", "code", "--today", NOW, "-f", str(hub.config_file)]
    code, _ = answered(arguments, [*ANSWERS[:stop], "\x03"])
    assert (code, file.read_text("utf-8")) == (130, SOUND)
    assert sorted(each.name for each in file.parent.iterdir()) == ["code.jpg", "code.md"]


# Days


@pytest.mark.parametrize(
    ("others", "more", "start", "days"),
    [
        ("", "", "19:00", ["2026-11-30", "2026-12-01", "2026-12-02"]),
        ("", "lead_time: 10", "19:00", ["2026-12-03", "2026-12-06", "2026-12-07"]),
        (event("x", "2026-12-01 18:00"), "", "19:00", ["2026-11-30", "2026-12-02", "2026-12-03"]),
        (event("x", "2026-12-01 18:00"), "", "8 pm", ["2026-11-30", "2026-12-01", "2026-12-02"]),
        (event("x", "2026-12-01 18:00", ", status: cancelled"), "", "19:00", ["2026-11-30", "2026-12-01", "2026-12-02"]),
    ],
    ids=["quiet days aside", "lead time", "taken", "at another hour", "called off"],
)  # fmt: skip
def test_days_that_are_proposed(
    make_hub: Callable[..., HubFolder], others: str, more: str, start: str, days: list[str]
) -> None:
    hub = make_hub(settings=more)
    hub.add("code.md", SOUND, picture())
    if others:
        hub.add("other.md", partner("Other", "other", others), picture(colour="red"))
    named = offered(hub, "code", "--title", "Eve", "--start", start, "--place", "Home")
    assert [day[:10] for day in named.split(", ")] == days


def test_no_holiday_is_proposed(hub: HubFolder, file: Path) -> None:
    # Passover of 2027 begins on the evening of April 21; the 22nd ends at nightfall, and the next two are quiet.
    named = offered(hub, "code", "--title", "Eve", "--place", "Home", "--start", "7pm", now="2027-04-13T10:00")
    assert named == "2027-04-20 19:00, 2027-04-25 19:00, 2027-04-26 19:00"


def test_a_doubt_about_a_day_that_was_asked_for_is_said(hub: HubFolder, file: Path) -> None:
    result = run(hub, "code", "--title", "Eve", "--start", "2026-11-25 19:00", "--place", "Home")
    assert "it gives members less than 7 days; the first day that does is Mon, Nov 30, 2026" in result.stderr
    assert "warning event-not-agreed" in result.stdout


@pytest.mark.parametrize(
    ("first", "days"),
    [
        (date(2026, 12, 17), ["2026-12-17", "2027-01-21", "2027-02-18"]),
        (date(2026, 12, 31), ["2026-12-31", "2027-01-28", "2027-02-25"]),
        (date(2027, 1, 1), ["2027-01-01", "2027-02-05", "2027-03-05"]),
    ],
    ids=["the third Thursday", "the fifth is the last", "the first Friday"],
)
def test_every_month(first: date, days: list[str]) -> None:
    assert [f"{day}" for day in islice(every_month(first), 3)] == days


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_every_month_keeps_the_weekday_and_its_place(first: date) -> None:
    days = list(islice(every_month(first), 14))
    assert days[0] == first
    assert [(day.year * 12 + day.month) - (first.year * 12 + first.month) for day in days] == list(range(14))
    assert {day.weekday() for day in days} == {first.weekday()}
    if first.day <= 28:
        assert {(day.day - 1) // 7 for day in days} == {(first.day - 1) // 7}


def test_a_series_like_another_event(hub: HubFolder) -> None:
    text = SOUND.replace("    announced:", "    agenda:\n      - {at: 19:15, title: One}\n    announced:")
    hub.add("code.md", text, picture())
    hub.add("other.md", partner("Other", "other", event("x", "2027-02-18 20:00")), picture(colour="red"))
    result = run(
        hub, "code", "--like", "open-data-night", "--start", "21/1/2027 20:00", "--every", "month", "--times", "2"
    )
    lines = added(result)
    assert [line for line in lines if "slug" in line or "start" in line or "at:" in line or "end" in line] == [
        "  - slug: open-data-night-2027-01",
        "    start: 2027-01-21 20:00",
        "    end: 22:30",
        "    agenda:",
        "      - at: 20:15",
        "  - slug: open-data-night-2027-03",
        "    start: 2027-03-18 20:00",
        "    end: 22:30",
        "    agenda:",
        "      - at: 20:15",
    ]
    assert not [line for line in lines if line.split(":")[0].strip() in ("agreed", "announced")]
    assert "Thu, Feb 18, 2027 is left out: “Title of x” of Other is at the same time." in result.stderr


def test_a_copy_on_a_day_keeps_the_hour_and_takes_what_is_said_anew(hub: HubFolder, file: Path) -> None:
    result = run(hub, "code", "--like", "open-data-night", "--start", "2027-01-21", "--title", "Map night")
    assert added(result)[:4] == [
        "  - slug: map-night",
        "    title: Map night",
        "    start: 2027-01-21 19:00",
        "    end: 21:30",
    ]


# Reading


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("10/12/2026 7pm", "2026-12-10 19:00"),
        ("10 בדצמבר 19:00", "2026-12-10 19:00"),
        ("Dec 10, 19:00", "2026-12-10 19:00"),
        ("10.12 19:30", "2026-12-10 19:30"),
        ("5/1 19:30", "2027-01-05 19:30"),
        ("23 November 19:30", "2026-11-23 19:30"),
        ("22 November 19:30", "2027-11-22 19:30"),
        ("29 February 19:30", "2028-02-29 19:30"),
        ("2026-12-10T19:00", "2026-12-10T19:00"),
    ],
)
def test_starts(typed: str, text: str) -> None:
    assert start_of(typed, TODAY, ("events", "start")).text == text


@pytest.mark.parametrize(("typed", "other"), [("10/12/2026", ""), ("10.12 7pm", ""), ("10/1/2027", "2027-10-01")])
def test_a_second_reading_lies_ahead(typed: str, other: str) -> None:
    assert start_of(typed, TODAY, ("events", "start")).other == other


@pytest.mark.parametrize(
    ("typed", "name", "text"),
    [
        ("21:30", "end", "21:30"),
        ("9pm", "end", "21:00"),
        ("02:00", "end", "2026-12-11 02:00"),
        ("2h", "duration", "2h"),
        ("2 hours", "duration", "2h"),
        ("שעתיים וחצי", "duration", "2h30m"),
        ("90 min", "duration", "1h30m"),
    ],
)
def test_ends(typed: str, name: str, text: str) -> None:
    found, read = end_of(typed, datetime(2026, 12, 10, 19), ("events", "end"))  # noqa: DTZ001 - as typed
    assert (found, read.text) == (name, text)


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    for read in (lambda: start_of(typed, TODAY, ("events", "start")), lambda: in_languages([typed], ["en"], ("name",))):
        try:
            read()
        except Unclear as unclear:
            unclear.said("he")


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(["title", "place", "summary"]), st.text("aב:#'\"-{}[]&*!|> \n", min_size=1)),
        max_size=3,
    )
)
def test_what_is_added_is_read_again(fields: list[tuple[str, str]]) -> None:
    tree = {"slug": "x", "start": "2026-12-17 19:00", **{name: text for name, text in fields if text.strip()}}
    source = read_bytes("", "", edited(SOUND.encode(), [Edit(("events", 1), dict(tree))]))
    assert source.front_matter is not None
    assert source.front_matter.tree["events"][1].keys() == tree.keys()  # type: ignore[index,union-attr,call-overload]


# Calendars of others

ICS = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//
BEGIN:VEVENT
UID:1
DTSTART;TZID=Asia/Jerusalem:20261117T183000
DTEND;TZID=Asia/Jerusalem:20261117T203000
RRULE:FREQ=WEEKLY;COUNT=4
SUMMARY:Reading
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20261202
SUMMARY:Closed
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20261203T170000Z
DTEND:20261203T180000Z
TRANSP:TRANSPARENT
SUMMARY:Free
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART:20261206T190000
SUMMARY:Floating
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
""".replace(b"\n", b"\r\n")


def test_a_calendar_with_repeats_and_whole_days() -> None:
    busy = busy_times("library", ICS, SINCE, UNTIL)
    assert [(each.title, f"{each.since:%m-%d %H:%M}", f"{each.until:%m-%d %H:%M}") for each in busy] == [
        ("Reading", "11-24 18:30", "11-24 20:30"),
        ("Reading", "12-01 18:30", "12-01 20:30"),
        ("Closed", "12-02 00:00", "12-03 00:00"),
        ("Reading", "12-08 18:30", "12-08 20:30"),
    ]


@pytest.mark.parametrize("data", [b"", b"no calendar", ICS[:120], b"\xff\xfe", b"BEGIN:VCALENDAR\r\n" * 3])
def test_what_is_no_calendar_is_unread(data: bytes) -> None:
    with pytest.raises(Unread):
        busy_times("library", data, SINCE, UNTIL)


@settings(max_examples=25)
@given(st.binary(max_size=12), st.integers(0, len(ICS) - 1))
def test_a_damaged_calendar_is_read_or_unread(noise: bytes, at: int) -> None:
    try:
        busy_times("library", ICS[:at] + noise + ICS[at + len(noise) :], SINCE, UNTIL)
    except Unread as unread:
        unread.said("en")


def test_calendars_are_read_when_somebody_asks(
    make_hub: Callable[..., HubFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = make_hub(settings="calendars: {library: 'https://a.example/x.ics', theatre: 'https://b.example/'}")
    hub.add("code.md", SOUND, picture())
    asked = list[str]()

    def fetch(address: str) -> bytes:
        asked.append(address)
        if "b.example" in address:
            raise URLError(ConnectionRefusedError(111, "Connection refused"))
        return ICS

    monkeypatch.setattr(foreign_calendars, "fetched", fetch)
    flags = ["code", "--title", "Eve", "--place", "Home", "--start", "19:00"]
    assert offered(hub, *flags) == "2026-11-30 19:00, 2026-12-01 19:00, 2026-12-02 19:00"
    assert asked == []
    result = run(hub, *flags, "--calendars")
    assert offered(hub, *flags, "--calendars") == "2026-11-30 19:00, 2026-12-03 19:00, 2026-12-06 19:00"
    assert "The calendar of theatre is passed over: it can't be reached: Connection refused." in result.stderr
    assert len(asked) == 4


def test_what_hangs_or_is_too_large_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_calendars, "MAX_SECONDS", 0.1)
    failed = dict[str, Spoken]()
    stop = threading.Event()

    def fetch(address: str) -> bytes:
        if address == "hangs":
            stop.wait(5)
        return b"x" * (MAX_BYTES + 1)

    addresses = {"one": "hangs", "two": "large"}
    assert calendars_of_others(addresses, SINCE, UNTIL, failed.__setitem__, fetch) == []
    stop.set()
    assert {name: why.said("en") for name, why in failed.items()} == {
        "one": "it takes longer than 0 seconds",
        "two": "it is larger than 5 MB",
    }


def test_only_https_is_asked() -> None:
    with pytest.raises(Unread):
        foreign_calendars.fetched("http://127.0.0.1:1/")
    with pytest.raises(Unread):
        foreign_calendars._OnlySafe().redirect_request(None, None, 302, "", {}, "http://x.example/")  # type: ignore[arg-type]


def test_calendars_in_the_settings_are_https(make_hub: Callable[..., HubFolder]) -> None:
    result = run(make_hub(settings="calendars: {a: 'http://x.example/'}"), "code", "--title", "x")
    assert result.exit_code == 2
    assert "calendars.a must be the address of a calendar (ICS) that begins with https://" in result.stderr
