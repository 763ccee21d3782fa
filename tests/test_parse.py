"""Fields: how values are read, and what is said of those that can't be."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from partnerhub.record.parse import Typed, parse
from partnerhub.record.read import SourceFile, read_bytes
from records import SETTINGS

RECORD = """\
---
name: A
outreach: {}
{field}
---
"""
EVENT = "events:\n  - title: B\n    start: 2026-12-10 19:00\n    {field}"


def parsed(field: str) -> tuple[SourceFile, Typed]:
    file = read_bytes("content/partners/a.md", "a", RECORD.replace("{field}", field).encode())
    assert file.breaches == ()
    return file, parse(file, {}, SETTINGS)


def of_event(name: str, typed: str) -> object:
    _, result = parsed(EVENT.replace("{field}", typed))
    assert result.breaches == []
    assert result.partner
    return getattr(result.partner.events[0].record, name)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("end", "end: 21:00", time(21)),
        ("end", "end: 9:05", time(9, 5)),
        ("end", "end: 2026-12-11T01:00", datetime(2026, 12, 11, 1)),  # noqa: DTZ001 - as typed
        ("duration", "duration: 2h30m", timedelta(minutes=150)),
        ("duration", "duration: 90m", timedelta(minutes=90)),
        ("title", "tags: [a]", {"": "B"}),
        ("place", "place: {he: פה, en: here}", {"he": "פה", "en": "here"}),
        ("place", "place: NO", {"": "NO"}),
        ("place", "place: 0501234567", {"": "0501234567"}),
        ("place", "place: no", {"": "no"}),
        ("online", "online: true", True),
        ("online", "online: https://x.example", "https://x.example"),
        ("tags", "tags:", ()),
        ("tags", "tags: [1.0, on, 2026-12-10]", ("1.0", "on", "2026-12-10")),
        ("cohosts", "with: [b, c]", ("b", "c")),
    ],
)
def test_scalars_are_text_until_their_field_types_them(name: str, typed: str, value: object) -> None:
    assert of_event(name, typed) == value


def test_one_date_means_both_sides_and_one_announcement() -> None:
    agreed, announced = of_event("agreed", "agreed: 2026-11-06"), of_event("announced", "announced: 2026-12-01")
    assert (agreed.us, agreed.them) == (date(2026, 11, 6), date(2026, 11, 6))
    assert [entry.date for entry in announced] == [date(2026, 12, 1)]


WRONG = {
    "kind: communty": "4:7 field-invalid kind must be one of person, community, organization, got “communty”",
    "website: example.org": "4:10 field-invalid website must be an address such as https://example.org, got “example.org”",
    "website: javascript:alert(1)": "4:10 link-unsafe website must be an address that begins with https://, got “javascript:alert(1)”",
    "tags: one": "4:7 field-invalid tags must be a list, got “one”",
    "tags: [one, <two>]": "4:13 text-unsafe the second of tags must not hold < or >, got “<two>”",
    "tagline: {one: x, 2: y}": "4:10 field-invalid tagline must be one text a language such as {he: …, en: …}",
    "tagline: {en: Bread, butter, he: לחם}": "4:15 field-invalid tagline.en must be in quotes, since between braces a comma ends a text",
    "tagline: [x]": "4:10 field-invalid tagline must be one text, or one text a language such as {he: …, en: …}, got a list",
    "vetting: {win_win: {ours: Bread, and SECRET}}": "4:27 field-invalid vetting.win_win.ours must be in quotes, since between braces a comma ends a text",
    "photo: {focus: [0.5]}": "4:16 field-invalid photo.focus must be two numbers from 0 to 1, such as [0.5, 0.3], got a list",
    "photo: {focus: [0.5, 2]}": "4:16 field-invalid photo.focus must be two numbers from 0 to 1, such as [0.5, 0.3], got a list",
    "photo: x": "4:8 field-invalid photo must be fields of its own, one `name: value` a line",
    "photo: {consent: {given_on: 2026-11-02}}": "4:9 field-missing photo.consent.given_by must be given",
    "vetting: {decided_on: 2026-02-30}": "4:23 field-invalid vetting.decided_on must be a day of the calendar, from 1970 to 2199",
    "vetting: {decision: aproved}": "4:21 field-invalid vetting.decision must be one of pending, approved, declined, got “aproved”; type “approved”",
    "vetting: {note: [a]}": "4:17 field-invalid vetting.note must be text, got a list",
    "events: {title: x}": "4:9 field-invalid events must be a list",
    "events: [x]": "4:10 field-invalid the first event must be fields of its own, one `name: value` a line",
    EVENT.replace("{field}", "online: yes"): "7:13 field-invalid online of the first event must be true, or an address such as https://example.org, got “yes”",
    EVENT.replace("{field}", "agreed: maybe"): "7:13 field-invalid agreed of the first event must be a date such as 2026-12-10",
    EVENT.replace("{field}", "timezone: Mars/Base"): "7:15 field-invalid timezone of the first event must be a time zone such as Asia/Jerusalem, got “Mars/Base”",
    EVENT.replace("{field}", "slug: a--b"): "7:11 slug-invalid slug of the first event must be letters and digits with single hyphens between them, at most 60, got “a--b”",
    EVENT.replace("19:00\n    {field}", "25:00"): "6:12 field-invalid start of the first event must be a day of the calendar, from 1970 to 2199, and an hour of the day, got “2026-12-10 25:00”",
    EVENT.replace(" 19:00\n    {field}", ""): "6:12 field-invalid start of the first event must have an hour, such as 2026-12-10 19:00, got “2026-12-10”",
    EVENT.replace("{field}", "end: 21:00\n    duration: 1h"): "5:5 field-invalid the first event must have an end or a duration, not both",
    EVENT.replace("{field}", "titel: x"): "7:5 field-unknown titel of the first event is not a field of the format",
    "nickname_of_theirs: x": "4:1 field-unknown the record must have fields of the format only, but this one is not known",
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "words"), WRONG.items(), ids=[words.split(" ", 2)[2][:50] for words in WRONG.values()]
)
def test_what_is_said_of_a_value_that_cannot_be_read(field: str, words: str) -> None:
    file, result = parsed(field)
    assert file.front_matter
    said = []
    for breach in result.breaches:
        place = breach.problem.position or file.front_matter.locate(breach.problem.field)
        said.append(f"{place.line}:{place.column} {breach.rule} {breach.problem.say(breach.problem.message, 'en')}")
    assert said == [words]


def test_events_that_cannot_be_read_leave_the_others_their_places() -> None:
    _, result = parsed("events:\n  - {title: A}\n  - {title: B, start: 2026-12-10 19:00}\n  - {start: x}\n")
    assert result.partner
    assert [(event.title, event.index) for event in result.partner.events] == [("B", 1)]
    assert [(event.index, dict(event.fields)) for event in result.partner.unreadable_events] == [
        (0, {"title": {"": "A"}}), (2, {}),
    ]  # fmt: skip
    assert [breach.problem.field for breach in result.breaches] == [
        ("events", 0, "start"), ("events", 2, "title"), ("events", 2, "start"),
    ]  # fmt: skip


def test_without_a_name_the_rest_is_read_and_all_is_found() -> None:
    file = read_bytes("a.md", "a", b"---\nkind: x\nevents: [{}]\n---\n")
    result = parse(file, {}, SETTINGS)
    assert result.partner
    assert ("name",) in result.partner.broken
    assert {breach.problem.field for breach in result.breaches} >= {("name",), ("kind",), ("events", 0, "title")}


def test_an_hour_with_an_offset_that_nobody_has_goes_on_as_the_moment_that_it_was() -> None:
    _, result = parsed(EVENT.replace("{field}", "").replace("19:00", "19:00-21:30"))
    assert [breach.problem.asked_since for breach in result.breaches] == [date(2026, 11, 28)]
    assert result.partner
    assert result.partner.events[0].start.isoformat() == "2026-12-11T18:30:00+02:00"
