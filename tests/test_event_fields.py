"""What an event's fields become: read, published and shown, by the hub's settings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from icalendar import Calendar

from histories import Edit, History, photo, record, second_event
from hubs import HubFolder
from partnerhub.edge.config import read_config
from partnerhub.publish import publish, showing
from partnerhub.record.parse import parse
from partnerhub.record.partner import Partner
from partnerhub.record.read import read_bytes
from partnerhub.record.settings import Settings
from partnerhub.site import calendars, feeds, public_data, robots, structured_data
from partnerhub.site.model import PublicEvent, Stage, State, Text, by_tag
from partnerhub.site.render import Renderer
from public_samples import FRAGMENTS, hub_of
from records import SETTINGS

MakeHub = Callable[..., HubFolder]


def shown(hub: HubFolder, *edits: Edit, language: str = "en", when: str = "2026-11-01") -> PublicEvent:
    """The event of a hub's one partner as members see it, once its record is edited."""
    hub.add("code.md", record("Code for Good", *edits), photo())
    loaded = hub.load(when)
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
    text = calendars.description(event, hub_of(event), at_length=True)
    assert ("Map: https://maps.example/x" in text) == bool(fields)
    assert "search" not in text


def test_without_a_place_there_is_nothing_to_search_for(hub: HubFolder) -> None:
    event = shown(hub, ("place: Community House, 5 Example St., Tel Aviv", "online: true"))
    assert event.map is None


def test_a_map_search_is_for_the_place_in_the_words_of_the_page(make_hub: MakeHub) -> None:
    place = ("Community House, 5 Example St., Tel Aviv", '{en: "House & garden", he: "בית וגן"}')
    event = shown(make_hub(settings="languages: [en, he]"), place, language="he")
    assert event.map == "https://www.google.com/maps/search/?api=1&query=%D7%91%D7%99%D7%AA%20%D7%95%D7%92%D7%9F"


# Whole days

SLIPS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "a date without an hour": (
        ("start: 2026-12-10",),
        [
            "start must have an hour, such as 2026-12-10 19:00, got “2026-12-10”. "
            "Add an hour, or whole_day: true if it lasts all day."
        ],
    ),
    "an end without an hour": (
        ("start: 2026-12-10 19:00", "end: 2026-12-11"),
        [
            "end must have an hour, such as 2026-12-11 19:00, got “2026-12-11”. "
            "Add an hour, or whole_day: true if it lasts all day."
        ],
    ),
    "an hour of a whole day": (
        ("start: 2026-12-10 19:00", "whole_day: true"),
        [
            "start must be a day without an hour where whole_day is true, got “2026-12-10 19:00”. "
            "Take the hour out, or whole_day."
        ],
    ),
    "an hour at the end of a whole day": (
        ("start: 2026-12-10", "whole_day: true", "end: 21:00"),
        [
            "end must be a day without an hour where whole_day is true, got “21:00”. Take the hour out, or whole_day.",
        ],
    ),
    "hours of a whole day": (
        ("start: 2026-12-10", "whole_day: true", "duration: 30h"),
        [
            "duration must be whole days such as 2d where whole_day is true, got “30h”. "
            "Write it like this: duration: 2d."
        ],
    ),
    "an end and a duration": (
        ("start: 2026-12-10", "whole_day: true", "duration: 2d", "end: 2026-12-11"),
        ["must have an end or a duration, not both. Take one of them out."],
    ),
    "no start": (("whole_day: true",), ["start must be given. Add a line such as start: 2026-12-10 19:00."]),
    "no day of the calendar": (
        ("start: 2026-02-30", "whole_day: true"),
        [
            "start must be a day of the calendar, from 1970 to 2199, got “2026-02-30”. "
            "Compare day, month and year with a calendar."
        ],
    ),
    "another yes": (
        ("start: 2026-12-10", "whole_day: yes"),
        ["whole_day must be true or false, got “yes”. Write whole_day: true."],
    ),
    "another yes, and a wrong start": (
        ("start: soon", "whole_day: כן"),
        [
            "start must be a day and an hour such as 2026-12-10 19:00, got “soon”. "
            "Write it like this: start: 2026-12-10 19:00.",
            "whole_day must be true or false, got “כן”. Write whole_day: true.",
        ],
    ),
    "no whole day": (("start: 2026-12-10 19:00", "whole_day: false"), []),
}


def event_of(*fields: str, settings: Settings = SETTINGS) -> tuple[Partner, list[str]]:
    """A partner with one event of some fields, and what is said of them."""
    lines = "".join(f"    {field}\n" for field in fields)
    text = f"---\nname: A\nevents:\n  - title: B\n{lines}---\n"
    typed = parse(read_bytes("content/partners/a.md", "a", text.encode()), {}, settings)
    said = []
    for problem in (breach.problem for breach in typed.breaches):
        words = [problem.say(term, "en") for term in (problem.message, problem.hint) if term]
        said.append(
            ". ".join(words).removesuffix(".").removeprefix("the first event ").replace(" of the first event", "") + "."
        )
    assert typed.partner is not None
    return typed.partner, said


@pytest.mark.parametrize(("fields", "said"), SLIPS.values(), ids=SLIPS)
def test_what_is_said_of_days_and_hours(fields: tuple[str, ...], said: list[str]) -> None:
    assert event_of(*fields)[1] == said


SPANS = {
    "a day": ("start: 2026-12-10", "2026-12-10T00:00:00+02:00", "2026-12-11T00:00:00+02:00", "2026-12-10"),
    "days, the last included": (
        "start: 2026-12-10\n    end: 2026-12-12",
        "2026-12-10T00:00:00+02:00",
        "2026-12-13T00:00:00+02:00",
        "2026-12-12",
    ),
    "a number of days": (
        "start: 2026-12-10\n    duration: 3d",
        "2026-12-10T00:00:00+02:00",
        "2026-12-13T00:00:00+02:00",
        "2026-12-12",
    ),
    "23 hours": ("start: 2026-03-27", "2026-03-27T00:00:00+02:00", "2026-03-28T00:00:00+03:00", "2026-03-27"),
    "25 hours": ("start: 2026-10-25", "2026-10-25T00:00:00+03:00", "2026-10-26T00:00:00+02:00", "2026-10-25"),
    "days across the change of clocks": (
        "start: 2026-10-24\n    duration: 2d",
        "2026-10-24T00:00:00+03:00",
        "2026-10-26T00:00:00+02:00",
        "2026-10-25",
    ),
    "a day that begins at one o'clock": (
        "start: 2026-03-29\n    timezone: Asia/Beirut",
        "2026-03-29T00:00:00+02:00",
        "2026-03-30T00:00:00+03:00",
        "2026-03-29",
    ),
    "a day elsewhere": (
        "start: 2026-12-10\n    timezone: Asia/Tokyo",
        "2026-12-10T00:00:00+09:00",
        "2026-12-11T00:00:00+09:00",
        "2026-12-10",
    ),
}


@pytest.mark.parametrize(("fields", "start", "end", "last_day"), SPANS.values(), ids=SPANS)
def test_whole_days_last_from_midnight_to_midnight(fields: str, start: str, end: str, last_day: str) -> None:
    partner, said = event_of("whole_day: true", fields)
    (event,) = partner.events
    assert said == []
    assert (event.start.isoformat(), event.end.isoformat()) == (start, end)
    assert (str(event.last_day), event.begins, event.end_is_known) == (last_day, event.record.start, True)


def test_days_in_the_wrong_order(hub: HubFolder) -> None:
    slip = ("end: 21:30", "end: 2026-12-09\n    whole_day: true")
    hub.add("code.md", record("Code", slip, start="2026-12-10"), photo())
    found = [each for each in hub.load("2026-11-01").findings if each.rule == "event-ends-before-start"]
    assert [(each.line, each.message, each.hint) for each in found] == [
        (27, "end of “Open data night” must be later than the start, got 2026-12-09", "Compare the two days, and mend the year first.")
    ]  # fmt: skip


FAIR = [("start: 2026-12-10 19:00", "start: 2026-12-10"), ("end: 21:30", "end: 2026-12-11\n    whole_day: true")]


def test_whole_days_on_pages_in_calendars_and_data(hub: HubFolder) -> None:
    event = shown(hub, *FAIR)
    of = hub_of(event)
    render = Renderer(of, FRAGMENTS)
    page = render.event_page(event, "../../../")
    assert '<time class="ph-when__day" datetime="2026-12-10"><bdi>December 10\u2009–\u200911, 2026</bdi></time>' in page
    assert "<bdi>Dec 10\u2009–\u200911</bdi>" in page, "where there is little room"
    assert 'data-ph-distance="2026-12-10"' in page
    assert 'data-ph-end="2026-12-12T00:00:00+02:00"' in page
    shows = [
        page,
        render.marker("next", {}, ""),
        render.marker("upcoming", {}, ""),
        render.embed([event], ""),
        render.feed_entry(event),
    ]
    for html in (*shows, render.event_head(event)):
        assert not re.search(r"[AP]M\b|Israel Time", html), "no hours"
    assert 'content="December 10\u2009–\u200911, 2026 · ' in render.event_head(event)
    assert "<strong><bdi>December 10\u2009–\u200911, 2026</bdi></strong>" in shows[-1]

    (entry,) = Calendar.from_ical(calendars.calendar(of, [event], "Hub", "calendar.ics")).walk("VEVENT")
    assert (entry["DTSTART"].to_ical(), entry["DTSTART"].params) == (b"20261210", {"VALUE": "DATE"})
    assert (entry["DTEND"].to_ical(), entry["DTEND"].params) == (b"20261212", {"VALUE": "DATE"})
    assert b"VTIMEZONE" not in calendars.calendar(of, [event], "Hub", "calendar.ics")
    assert "&dates=20261210/20261212&" in unquote(calendars.google_link(event, of))
    assert "&startdt=2026-12-10&enddt=2026-12-12&allday=true&" in calendars.outlook_link(event, of)

    told = structured_data.event_data(event, of)
    assert (told["startDate"], told["endDate"]) == ("2026-12-10", "2026-12-11")
    (data,) = json.loads(public_data.events_json(of))["events"]
    facts = {name: data[name] for name in ("start", "end", "whole_day", "end_is_known")}
    assert facts == {
        "start": "2026-12-10T00:00:00+02:00",
        "end": "2026-12-12T00:00:00+02:00",
        "whole_day": True,
        "end_is_known": True,
    }
    assert event.being_corrected().whole_day
    assert "/data-night/): 2026-12-10, Code for Good" in robots.llms(of, [])


def test_one_whole_day_says_so(hub: HubFolder) -> None:
    event = shown(hub, FAIR[0], ("end: 21:30", "whole_day: true"))
    assert event.is_on_one_day
    assert "All day" in Renderer(hub_of(event), FRAGMENTS).event_page(event, "../../../")
    assert "Thu, Dec 10, 2026 ·" in Renderer(hub_of(event), FRAGMENTS).event_head(event)


STAGES = {
    "2026-12-09T23:59": Stage.UPCOMING,
    "2026-12-10T00:00": Stage.ONGOING,
    "2026-12-11T23:59": Stage.ONGOING,
    "2026-12-12T00:00": Stage.PAST,
}


@pytest.mark.parametrize(("when", "stage"), STAGES.items(), ids=STAGES)
def test_whole_days_end_with_the_last_of_them(hub: HubFolder, when: str, stage: Stage) -> None:
    assert shown(hub, *FAIR, with_fields("    announced: 2026-11-01\n"), when=when).stage is stage


RULES: dict[str, tuple[list[Edit], set[str]]] = {
    "on Friday all day": ([FAIR[0], ("end: 21:30", "end: 2026-12-11\n    whole_day: true")], {"event-on-quiet-day"}),
    "until Thursday": ([FAIR[0], ("end: 21:30", "whole_day: true")], set()),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "rules"), RULES.values(), ids=RULES)
def test_rules_know_whole_days(make_hub: MakeHub, edits: list[Edit], rules: set[str]) -> None:
    hub = make_hub()
    hub.add("code.md", record("Code", *edits), photo(1))
    found = hub.load("2026-11-01").findings
    assert {each.rule for each in found} & {"event-on-quiet-day"} == rules
    assert "00:00" not in " ".join(each.message for each in found if "quiet" not in each.rule)


@pytest.mark.parametrize(("day", "is_too_early"), [("2026-12-10", True), ("2026-12-11", False)])
def test_thanks_are_said_from_the_last_day_on(hub: HubFolder, day: str, is_too_early: bool) -> None:
    hub.add("code.md", record("Code", *FAIR, ("    agreed:", f"    thanked_on: {day}\n    agreed:")), photo())
    assert ("date-out-of-order" in {each.rule for each in hub.load("2026-12-12").findings}) is is_too_early


@pytest.mark.parametrize("days", [6, 7])
def test_a_week_counts_from_the_first_day(hub: HubFolder, days: int) -> None:
    hub.add("code.md", record("Code", *FAIR), photo())
    rules = {each.rule for each in hub.load(f"2026-12-{10 - days:02}T23:59").findings}
    assert ("event-too-soon" in rules) is (days < 7)


def test_whole_days_collide_with_what_lies_in_them(hub: HubFolder) -> None:
    hub.add("fair.md", record("Fair", *FAIR), photo(1))
    hub.add("evening.md", record("Evening", ("end: 21:30", "end: 23:30"), start="2026-12-11 23:00"), photo(2))
    hub.add("after.md", record("After", ("end: 21:30", "end: 01:00"), start="2026-12-12 00:00"), photo(3))
    found = [each.path for each in hub.load("2026-11-01").findings if each.rule == "event-collision"]
    assert found == ["content/partners/evening.md", "content/partners/fair.md"]


# Descriptions

AT_LENGTH = with_fields("""\
    summary: Charts of city budgets
    description: |
      First we *read*, <b>then</b> we draw.

      - [the table](https://table.example/x)
      - pencils
""")


def test_a_description_is_shown_below_the_summary_and_told_at_length(hub: HubFolder) -> None:
    event = shown(hub, AT_LENGTH)
    of = hub_of(event)
    render = Renderer(of, FRAGMENTS)
    html = (
        '<p dir="auto">First we <em>read</em>, &lt;b&gt;then&lt;/b&gt; we draw.</p>\n<ul dir="auto">\n'
        '<li dir="auto"><a href="https://table.example/x" rel="noopener nofollow">the table</a></li>\n'
    )
    page = render.event_page(event, "../../../")
    assert page.index("Charts of city budgets") < page.index(html)
    assert html in render.feed_entry(event)
    words = "First we read, <b>then</b> we draw.\nthe table\npencils"
    entry = Calendar.from_ical(calendars.calendar(of, [event], "Hub", "calendar.ics")).walk("VEVENT")[0]
    assert entry["DESCRIPTION"].startswith(f"Charts of city budgets\n\n{words}\n\nA hands-on")
    assert "pencils" not in calendars.google_link(event, of) + calendars.outlook_link(event, of), "addresses stay short"
    assert structured_data.event_data(event, of)["description"] == f"Charts of city budgets\n{words}"
    (data,) = json.loads(public_data.events_json(of))["events"]
    assert (data["summary"], data["description"]) == ("Charts of city budgets", words)
    assert "the table pencils" in render.event_text(event)
    assert event.being_corrected().description is None


DESCRIBED = {
    "theirs": ("he", "{en: One, he: אחת}", "אחת", None),
    "without a language": ("he", "One", "One", None),
    "another's": ("he", "{en: One}", "One", "en"),
}


@pytest.mark.parametrize(("language", "typed", "text", "other"), DESCRIBED.values(), ids=DESCRIBED)
def test_a_description_in_the_language_of_the_page(
    make_hub: MakeHub, language: str, typed: str, text: str, other: str | None
) -> None:
    hub = make_hub(settings="languages: [en, he]")
    prose = shown(hub, with_fields(f"    description: {typed}\n"), language=language).description
    assert prose is not None
    assert (prose.html, prose.text, prose.language) == (f'<p dir="auto">{text}</p>\n', text, other)


TOO_MUCH = "must be shorter: those of a file hold at most 10000 lines and signs such as * and [ that Markdown looks at"
IN_DESCRIPTIONS: dict[str, tuple[str, str]] = {
    "HTML": (
        "See <b>this</b>.",
        "html-not-allowed description of “Open data night” must not hold HTML, which is shown as text",
    ),
    "an unsafe link": (
        "See [this](javascript:alert(1)).",
        "link-unsafe a link in description of “Open data night” must begin with https://, http://, mailto: or tel:",
    ),
    "a language's unsafe link": (
        "{en: Fine, he: 'ראו [כאן](data:x)'}",
        "link-unsafe a link in description.he of “Open data night” must begin with https://, http://, mailto: or tel:",
    ),
    "a link with a password": (
        "See [this](https://meet.example/x?pwd=sesame2026).",
        "online-secret a link in description of “Open data night” should hold no password and no token, "
        "since everybody can read it",
    ),
    "a character that turns letters around": (
        "It costs &#x202e;04 euros.",
        "text-unsafe description of “Open data night” must not show the invisible character U+202E, however it is written",
    ),
    "the same, typed": (
        '"It costs \\u202e04 euros."',
        "text-unsafe description of “Open data night” must not hold the invisible character U+202E, got “It costs �04 euros.”",
    ),
    "more than Markdown can look at": (
        f'"{"*[" * 5001}"',
        f"file-limits description of “Open data night” {TOO_MUCH}",
    ),
}


@pytest.mark.parametrize(("typed", "said"), IN_DESCRIPTIONS.values(), ids=IN_DESCRIPTIONS)
def test_what_is_wrong_in_a_description(hub: HubFolder, typed: str, said: str) -> None:
    hub.add("code.md", record("Code", with_fields(f"    description: {typed}\n")), photo())
    found = [f"{each.rule} {each.message}" for each in hub.load("2026-11-01").findings]
    assert [each for each in found if "photo-too-small" not in each] == [said]


def test_the_descriptions_of_a_file_count_together() -> None:
    long = f"{{title: C, start: 2026-12-11 19:00, description: {'a* ' * 4000}}}"
    text = f"---\nname: A\nevents: [{long}, {long}, {long}]\n---\n"
    typed = parse(read_bytes("content/partners/a.md", "a", text.encode()), {}, SETTINGS)
    assert typed.partner is not None
    assert [bool(each.description) for each in typed.partner.events] == [True, True, False]
    assert [(each.rule, each.problem.field) for each in typed.breaches] == [
        ("file-limits", ("events", 2, "description"))
    ]


# Agendas

TALKS = with_fields("""\
    agenda:
      - {at: 20:30, title: Bread and soup}
      - {at: 19:15, title: A city in one chart, speaker: Dana Example, link: https://talk.example/x}
""")
HOURS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "an hour": (("start: 2026-12-10 19:00", "end: 21:30"), "19:15", "2026-12-10T19:15:00+02:00"),
    "an hour without a zero": (("start: 2026-12-10 09:00", "end: 21:30"), "9:15", "2026-12-10T09:15:00+02:00"),
    "an hour of the night": (("start: 2026-12-10 21:00", "duration: 5h"), "00:30", "2026-12-11T00:30:00+02:00"),
    "an hour before it": (("start: 2026-12-10 19:00", "end: 21:30"), "18:00", "2026-12-10T18:00:00+02:00"),
    "an hour after it": (("start: 2026-12-10 19:00", "end: 21:30"), "23:00", "2026-12-10T23:00:00+02:00"),
    "an hour of the first of days": (
        ("start: 2026-12-10", "duration: 2d", "whole_day: true"),
        "10:00",
        "2026-12-10T10:00:00+02:00",
    ),
    "day and hour": (
        ("start: 2026-12-10", "duration: 2d", "whole_day: true"),
        "2026-12-11 10:00",
        "2026-12-11T10:00:00+02:00",
    ),
    "an hour elsewhere": (
        ("start: 2026-12-10 19:00", "timezone: Europe/Berlin"),
        "2026-12-10 20:00+02:00",
        "2026-12-10T19:00:00+01:00",
    ),
}


@pytest.mark.parametrize(("fields", "typed", "at"), HOURS.values(), ids=HOURS)
def test_an_hour_of_an_agenda_is_one_of_the_event(fields: tuple[str, ...], typed: str, at: str) -> None:
    partner, said = event_of(*fields, f"agenda: [{{at: {typed!r}, title: Talk}}]")
    assert said == []
    assert [moment.isoformat() for moment, _ in partner.events[0].agenda] == [at]


AGENDA_SLIPS = {
    "no hour": (
        "{at: soon, title: Talk}",
        "the first agenda entry: at must be an hour such as 19:15, or a day and an hour, got “soon”",
    ),
    "no hour of the day": ("{at: 25:00, title: Talk}", "the first agenda entry: at must be an hour of the day, got “25:00”"),
    "a day alone": (
        "{at: 2026-12-10, title: Talk}",
        "the first agenda entry: at must have an hour, such as 2026-12-10 19:00, got “2026-12-10”",
    ),
    "no title": ("{at: 19:15}", "the first agenda entry: title must be given"),
    "a line break": ('{at: 19:15, title: Talk, speaker: "A\\nB"}', "the first agenda entry: speaker must be one line, without line breaks, got “A�B”"),
    "another field": ("{at: 19:15, title: Talk, speeker: A}", "the first agenda entry: speeker is not a field of the format"),
    "an unsafe link": (
        "{at: 19:15, title: Talk, link: 'javascript:alert(1)'}",
        "the first agenda entry: link must be an address that begins with https://, got “javascript:alert(1)”",
    ),
    "no list": (None, "agenda must be a list, got “19:15 Talk”"),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "said"), AGENDA_SLIPS.values(), ids=AGENDA_SLIPS)
def test_what_is_wrong_in_an_agenda(entry: str | None, said: str) -> None:
    _, found = event_of("start: 2026-12-10 19:00", f"agenda: [{entry}]" if entry else "agenda: 19:15 Talk")
    assert [each.partition(". ")[0].removesuffix(".") for each in found] == [said]


def test_an_agenda_on_pages_in_calendars_and_data(hub: HubFolder) -> None:
    event = shown(hub, TALKS)
    of = hub_of(event)
    render = Renderer(of, FRAGMENTS)
    for html in (render.event_page(event, "../../../"), render.feed_entry(event)):
        talk, soup = html.index("<bdi>A city in one chart</bdi></a>"), html.index("<bdi>Bread and soup</bdi>")
        assert talk < html.index("<bdi>Dana Example</bdi>") < soup, "by the hour"
        assert '<time class="ph-agenda__hour" datetime="2026-12-10T19:15:00+02:00"><bdi>7:15' in html
        assert "ph-agenda__day" not in html, "it has one day"
    entry = Calendar.from_ical(calendars.calendar(of, [event], "Hub", "calendar.ics")).walk("VEVENT")
    assert len(entry) == 1, "a talk is no event of its own"
    lines = "7:15 PM A city in one chart (Dana Example) https://talk.example/x\n8:30 PM Bread and soup\n"
    assert lines in entry[0]["DESCRIPTION"].replace("\u202f", " ")
    assert "A city in one chart · Dana Example · Bread and soup" in render.event_text(event)
    place = structured_data.event_data(event, of)["location"]
    assert structured_data.event_data(event, of)["subEvent"] == [
        {
            "@type": "Event",
            "name": "A city in one chart",
            "startDate": "2026-12-10T19:15:00+02:00",
            "location": place,
            "performer": {"@type": "Person", "name": "Dana Example"},
            "url": "https://talk.example/x",
        },
        {"@type": "Event", "name": "Bread and soup", "startDate": "2026-12-10T20:30:00+02:00", "location": place},
    ]
    (data,) = json.loads(public_data.events_json(of))["events"]
    assert data["agenda"][1] == {
        "at": "2026-12-10T20:30:00+02:00",
        "title": "Bread and soup",
        "speaker": None,
        "link": None,
    }
    assert event.being_corrected().agenda == ()


def test_an_agenda_of_several_days_names_them(hub: HubFolder) -> None:
    days = "    agenda: [{at: 10:00, title: Posters}, {at: 2026-12-11 10:00, title: Prizes}]\n"
    event = shown(hub, *FAIR, with_fields(days))
    page = Renderer(hub_of(event), FRAGMENTS).event_page(event, "../../../")
    for day in ("Thursday, December 10, 2026", "Friday, December 11, 2026"):
        assert f'<h3 class="ph-agenda__day"><bdi>{day}</bdi></h3>' in page
    text = calendars.description(event, hub_of(event), at_length=True).replace("\u202f", " ")
    assert "Thursday, December 10, 2026\n10:00 AM Posters\nFriday, December 11, 2026\n10:00 AM Prizes\n" in text


def test_an_event_does_not_collide_with_its_own_agenda(hub: HubFolder) -> None:
    hub.add("code.md", record("Code", TALKS), photo())
    assert [each.rule for each in hub.load("2026-11-01").findings if each.rule != "photo-too-small"] == []


# Tags

LABELS = """\
languages: [en, he]
tags: {open-data: {en: Open data, he: נתונים פתוחים}, night: {en: Nights}}
"""
TAGS = with_fields("    tags: [נתונים פתוחים, OPEN-DATA, soup, Nights]\n")


def test_a_tag_is_shown_by_its_label_and_known_by_its_key(make_hub: MakeHub) -> None:
    hub = make_hub(settings=LABELS)
    hub.add("code.md", record("Code", TAGS, ("photo:\n", "tags: [open data]\nphoto:\n")), photo())
    loaded = hub.load("2026-11-01").hub
    for language, shown_as in (("en", ["Open data", "soup", "Nights"]), ("he", ["נתונים פתוחים", "soup", "Nights"])):
        of = publish(loaded, language, {}).hub
        (event,) = of.events
        assert (event.tags, of.partners[0].tags) == (("open-data", "soup", "night"), ("open-data",))
        render = Renderer(of, FRAGMENTS)
        page = render.event_page(event, "../../../")
        assert re.findall(r'ph-tags__item"><bdi.*?>(.*?)</bdi>', page) == shown_as
        assert f'ph-tags__item"><bdi>{shown_as[0]}' in render.partner_page(of.partners[0], "../../")
        assert render.event_text(event).endswith(" · ".join(shown_as))
        assert render.partner_text(of.partners[0]).endswith(shown_as[0])
        entry = Calendar.from_ical(calendars.calendar(of, [event], "Hub", "calendar.ics")).walk("VEVENT")[0]
        assert entry["CATEGORIES"].cats == shown_as
        assert structured_data.event_data(event, of)["keywords"] == shown_as
        (data,) = json.loads(public_data.events_json(of))["events"]
        assert (data["tags"], data["tag_labels"]) == (["open-data", "soup", "night"], shown_as)
        news = feeds.entries(of)
        assert json.loads(feeds.json_feed(of, news, lambda event: "", "feed.json"))["items"][0]["tags"] == shown_as
        atom = feeds.atom(of, news, lambda event: "", "feed.xml").decode()
        assert f'<category term="open-data" label="{shown_as[0]}" /><category term="soup" />' in atom
        assert list(by_tag([event])) == ["night", "open-data", "soup"]
        assert f'tags/open-data.ics"><bdi>{shown_as[0]}</bdi>' in render.subscribe("../")
        for word in ("open-data", "Open-Data", "נתונים"):
            listed = render.marker("upcoming", {"tag": word}, "").count("<article")
            assert listed == (word != "נתונים"), "a part of a label is another word"
        assert ('<bdi lang="en">Nights</bdi>' in page) is (language == "he")
        assert of.tag_called("נתונים פתוחים") == "open-data"


def test_topics_to_choose_from_are_in_the_order_of_their_labels(make_hub: MakeHub) -> None:
    hub = make_hub(settings='tags: {a: {en: Zebras}, z: {en: "Apes & co"}}')
    text = record("Code", with_fields("    tags: [a, z]\n"), second_event("other", "Other", "2026-12-12 20:00"))
    hub.add("code.md", text, photo())
    html = Renderer(publish(hub.load("2026-11-01").hub, "en", {}).hub, FRAGMENTS).marker("upcoming", {}, "")
    assert re.findall(r'name="tag" value="(\w+)".*?<bdi>(.*?)</bdi> .*?>(\d)<', html) == [
        ("z", "Apes &amp; co", "1"),
        ("a", "Zebras", "1"),
    ]
    assert 'data-ph-tags="[&#34;a&#34;, &#34;z&#34;]"' in html


def test_a_label_that_changes_is_a_change_that_members_see(make_hub: MakeHub) -> None:
    hub = make_hub(settings="tags: {night: {en: Nights}}")
    hub.add("code.md", record("Code", with_fields("    tags: [night]\n")), photo())
    settings = read_config(hub.config_file).settings
    showings = []
    for label in ("Nights", "Nights", "Evenings"):
        source = read_bytes("content/partners/code.md", "code", (hub.partners / "code.md").read_bytes())
        partner = parse(source, {}, settings.model_copy(update={"tags": {"night": {"en": label}}})).partner
        showings.append(showing(partner).coming[0])
    assert showings[0] == showings[1] != showings[2]


def test_markdown_in_a_summary_is_noted_where_it_stands(hub: HubFolder) -> None:
    fields = "    summary: {en: Fine, he: '**תרשימים**'}\n    outcome: {summary: '- four'}\n"
    hub.add("code.md", record("Code", with_fields(fields)), photo())
    found = [each for each in hub.load("2026-12-12").findings if each.rule == "summary-markdown"]
    assert [(each.severity, each.field) for each in found] == [
        ("note", "events[0].summary.he"),
        ("note", "events[0].outcome.summary"),
    ]


# What a slip leaves of it

SLIP: Edit = "  - slug: data-night", "  - slug: data-night\n    placee: a slip"
CORRECTED: dict[str, tuple[list[Edit], list[Edit], dict[str, object]]] = {
    "a map of its own": (
        [with_fields("    map: https://maps.example/x\n")],
        [("https://maps.example/x", "https://maps.example/y")],
        {"map": "https://maps.example/y"},
    ),
    "a map that can't be read": (
        [with_fields("    map: https://maps.example/x\n")],
        [("https://maps.example/x", "the corner")],
        {"map": "https://maps.example/x"},
    ),
    "whole days": (FAIR, [], {"whole_day": True, "begins": "2026-12-10", "last_day": date(2026, 12, 11)}),
    "whole days, and another yes": (
        FAIR,
        [("whole_day: true", "whole_day: כן"), ("start: 2026-12-10", "start: 2026-12-08")],
        {"whole_day": True, "begins": "2026-12-10", "last_day": date(2026, 12, 11)},
    ),
    "whole days without the word": (
        FAIR,
        [("    whole_day: true\n", "")],
        {"whole_day": True, "begins": "2026-12-10", "last_day": date(2026, 12, 11)},
    ),
    "an evening that becomes days": (
        [],
        FAIR,
        {"whole_day": True, "begins": "2026-12-10", "last_day": date(2026, 12, 11), "stage": Stage.UPCOMING},
    ),
    "all that is not needed to come": (
        [AT_LENGTH, TALKS, with_fields("    price: Free\n")],
        [],
        {"description": None, "agenda": (), "price": None, "summary": Text("")},
    ),
}


@pytest.mark.parametrize(("before", "after", "left"), CORRECTED.values(), ids=CORRECTED)
def test_what_is_left_of_an_event_that_is_being_corrected(
    tmp_path: Path, before: list[Edit], after: list[Edit], left: dict[str, object]
) -> None:
    history = History(tmp_path / "repo")
    history.write("code.md", record("Code", *before), photo())
    history.commit("2026-10-01")
    history.edit("code.md", SLIP, *after)
    history.commit("2026-11-01")
    history.flush()
    (event,) = publish(history.hub.load("2026-11-02").hub, "en", {}).hub.events
    assert event.state is State.CORRECTED
    assert {name: getattr(event, name) for name in left} == left
