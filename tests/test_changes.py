"""What changed, and what members will see: every field of the record is said, by its own words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from hubs import HubFolder
from partnerhub.checks import Hub
from partnerhub.record.fields import leaves, values_at, walk
from partnerhub.record.model import Record
from partnerhub.record.parse import parse
from partnerhub.record.partner import Partner
from partnerhub.record.read import read_bytes
from partnerhub.record.settings import Settings
from partnerhub.review.changes import record_changes
from partnerhub.review.questions import preview
from partnerhub.review.statement import Statement
from partnerhub.review.values import as_typed
from partnerhub.review.writer import Links, Writer
from partnerhub.words.terms import N_
from pictures import picture
from records import SETTINGS, SOUND

LITTLE = """\
---
name: Code for Good
photo: {}
vetting: {}
outreach: {}
events:
  - slug: open-data-night
    title: Open data night
    start: 2026-12-10 19:00
  - slug: last-year
    title: Last year
    start: 2025-12-10 19:00
  - slug: fair
    title: Fair
    start: 2025-11-02 00:00
---
Who they are.
"""
MUCH = """\
---
name: {he: קוד לטובה, en: Code for Better}
kind: organization
tagline: {en: Volunteers, he: מתנדבים}
website: https://codeforgood.example
links: {facebook: https://facebook.example/code}
tags: [open-source]
photo:
  file: team.jpg
  alt: Six volunteers
  caption: The team
  credit: A photographer
  focus: [0.5, 0.3]
  consent: {given_by: Their lead, given_on: 2026-11-02, via: email, valid_until: 2027-11-02, saw: 3f9a1c0be2d4, withdrawn_on: 2027-11-01}
vetting:
  proposed_by: editor-1
  values: [open-knowledge]
  promotes: open-knowledge
  win_win: {ours: New volunteers, theirs: Reviewers, members: A hands-on evening}
  reputation:
    standing: positive
    field: other
    summary: A good light
    sources: [A talk]
    flags: [fraud]
    checked_on: 2026-10-30
  decision: approved
  decided_by: editor-2
  decided_on: 2026-11-01
  note: They are kind
outreach:
  platform: facebook
  contact: Dana
  address: plural
  feedback: Their workshops
  log: [{at: 2026-10-20 09:00, from: us, note: hello}]
events:
  - slug: open-data-night
    title: Open data evening
    start: 2026-12-10 20:00
    end: 21:30
    timezone: Europe/Berlin
    place: {he: בית הקהילה, en: Community House}
    map: https://map.example
    online: https://meet.example
    link: https://details.example
    summary: Charts of city budgets
    description: |
      We read them in *pairs*.

      Then we draw.
    agenda: [{at: 20:15, title: {en: A city}, speaker: Dana, link: https://talk.example}]
    price: Free
    photo:
      file: evening.jpg
      alt: Lamps on a table
      caption: The last evening
      credit: Another photographer
      focus: [0.4, 0.2]
      consent: {given_by: Their host, given_on: 2026-11-03, via: phone, valid_until: 2027-11-03, saw: 3f9a1c0be2d5, withdrawn_on: 2027-10-01}
    members_get: A chart of your own city
    language: he
    tags: [open-data]
    with: [star-club]
    status: postponed
    agreed: {us: 2026-11-05, them: 2026-11-06}
    announced: [{date: 2026-11-20, where: a paper}]
  - slug: last-year
    title: Last year
    start: 2025-12-10 19:00
    duration: 2h30m
    thanked_on: 2025-12-11
    outcome: {attendance: 42, summary: Four pull requests, link: https://pictures.example}
  - slug: fair
    title: Fair
    start: 2025-11-02
    whole_day: true
---
Who they are.
"""


def partner_of(text: str, settings: Settings = SETTINGS) -> Partner:
    result = parse(read_bytes("content/partners/code.md", "code", text.encode()), {}, settings)
    assert result.breaches == []
    assert result.partner
    return result.partner


@pytest.fixture
def star_hub(hub: HubFolder) -> Hub:
    """A hub with a partner that can be a co-host, and files of the partner that is compared."""
    star = SOUND.replace("Code for Good", "Star Club").replace("codeforgood", "starclub")
    hub.add("star-club.md", star, picture())
    return hub.load().hub


WRITER = Writer.of("en", Links(), date(2026, 11, 23))


def said(statement: Statement) -> str:
    return WRITER.say(statement, str).replace("\N{NARROW NO-BREAK SPACE}", " ")


def statements_on(before: str, after: str) -> list[Statement]:
    """What is said of a change; the events are the same by their slugs."""
    old, new = partner_of(before), partner_of(after)
    earlier = {event: was for event in new.events for was in old.events if was.key == event.key}
    return list(record_changes(old, new, earlier))


def changes(before: str, after: str) -> list[str]:
    return [said(each) for each in statements_on(before, after)]


def test_everything_is_typed_here() -> None:
    """What the tests below rest on: a new field is added to `MUCH`."""
    record = partner_of(MUCH).record
    missing = [
        leaf.path for leaf in leaves(Record) if all(value == leaf.default for value in values_at(record, leaf.path))
    ]
    assert missing == []


def test_what_changed_is_said_of_every_field() -> None:
    assert changes(LITTLE, MUCH) == [
        "name: Code for Good → he: קוד לטובה / en: Code for Better",
        "kind: community → organization",
        "tagline added: en: Volunteers / he: מתנדבים",
        "website added: https://codeforgood.example",
        "links added: facebook: https://facebook.example/code",
        "tags added: open-source",
        "photo file added: team.jpg",
        "description of the photo added: Six volunteers",
        "caption added: The team",
        "photo credit added: A photographer",
        "photo focus: 0.5, 0.5 → 0.5, 0.3",
        "who approved the photo added: Their lead",
        "day of the consent added: Mon, Nov 2",
        "way in which the photo was approved added: email",
        "last day of the consent added: Tue, Nov 2, 2027",
        "fingerprint of what they saw added: 3f9a1c0be2d4",
        "photo withdrawn: from Mon, Nov 1, 2027 on it is not shown",
        "who proposed it added: editor-1",
        "values added: open-knowledge",
        "promoted value added: open-knowledge",
        "what we gain added: New volunteers",
        "what they gain added: Reviewers",
        "what members get added: A hands-on evening",
        "standing added: positive",
        "field of the reputation: in our own field → in another field",
        "reputation in short added: A good light",
        "sources on the reputation added: A talk",
        "red flags added: fraud",
        "day of the check added: Fri, Oct 30",
        "decision: pending → approved",
        "who decided added: editor-2",
        "day of the decision added: Sun, Nov 1",
        "reasons added: They are kind",
        "where we write to them added: facebook",
        "whom we write to added: Dana",
        "how we address them added: as several people",
        "what we like about their work added: Their workshops",
        "messages added: Tue, Oct 20, 9:00 AM / us / hello",
        "event Open data evening moved: Thu, Dec 10, 7:00 PM → Thu, Dec 10, 8:00 PM",
        "event Open data evening: title: Open data night → Open data evening",
        "event Open data evening: end added: 9:30 PM",
        "event Open data evening: time zone added: Europe/Berlin",
        "event Open data evening: place added: he: בית הקהילה / en: Community House",
        "event Open data evening: map added: https://map.example",
        "event Open data evening: online: no → https://meet.example",
        "event Open data evening: link added: https://details.example",
        "event Open data evening: summary added: Charts of city budgets",
        "event Open data evening: description added: We read them in *pairs*.\n\nThen we draw.",
        "event Open data evening: agenda added: 8:15 PM / en: A city / Dana / https://talk.example",
        "event Open data evening: price added: Free",
        "event Open data evening: photo file added: evening.jpg",
        "event Open data evening: description of the photo added: Lamps on a table",
        "event Open data evening: caption added: The last evening",
        "event Open data evening: photo credit added: Another photographer",
        "event Open data evening: photo focus: 0.5, 0.5 → 0.4, 0.2",
        "event Open data evening: who approved the photo added: Their host",
        "event Open data evening: day of the consent added: Tue, Nov 3",
        "event Open data evening: way in which the photo was approved added: phone",
        "event Open data evening: last day of the consent added: Wed, Nov 3, 2027",
        "event Open data evening: fingerprint of what they saw added: 3f9a1c0be2d5",
        "event Open data evening: photo withdrawn: from Fri, Oct 1, 2027 on it is not shown",
        "event Open data evening: what members get added: A chart of your own city",
        "event Open data evening: language added: Hebrew",
        "event Open data evening: tags added: open-data",
        "event Open data evening: co-hosts added: star-club",
        "event Open data evening: status: scheduled → postponed",
        "event Open data evening: our agreement on day and hour added: Thu, Nov 5",
        "event Open data evening: their agreement on day and hour added: Fri, Nov 6",
        "event Open data evening: announcements elsewhere added: Fri, Nov 20 / a paper",
        "event Last year: length added: 2:30 hours",
        "event Last year: thanks added: Thu, Dec 11, 2025",
        "event Last year: how many came added: 42",
        "event Last year: what came of it added: Four pull requests",
        "event Last year: link to what came of it added: https://pictures.example",
        "event Fair: whole day: no → yes",
    ]


def test_no_field_changes_in_silence() -> None:
    """By the declarations alone: what is added to the record is in the review."""
    statements = statements_on(LITTLE, MUCH)
    inner = [each.facts.get("change", each) for each in statements]
    labels = {str(each.facts["label"]) for each in inner if isinstance(each, Statement) and "label" in each.facts}
    lists = [field for field in walk(Record) if field.is_list and field.path != ("events",)]
    expected = {str(field.visibility.words) for field in lists}
    for leaf in leaves(Record):
        is_said_with_its_list = any(leaf.path[: len(field.path)] == field.path for field in lists)
        if not is_said_with_its_list and leaf.path not in (("events", "slug"), ("events", "start")):
            expected.add(str(leaf.visibility.words))
    assert labels == expected


CHANGES = {
    "nothing": ("Code for Good", "Code for Good", []),
    "parts that go": (", withdrawn_on: 2027-11-01}", "}", ["day on which the consent is taken back removed"]),
    "all parts that go": (
        "  consent: {given_by: Their lead, given_on: 2026-11-02, via: email, valid_until: 2027-11-02, saw: 3f9a1c0be2d4, withdrawn_on: 2027-11-01}\n",
        "",
        ["consent for the photo removed"],
    ),
    "an empty text": ("ours: New volunteers", 'ours: ""', ["what we gain removed"]),
    "another item": (
        "note: hello}]",
        "note: hello}, {at: 2026-10-20 10:30, from: them}]",
        ["messages added: Tue, Oct 20, 10:30 AM / them"],
    ),
    "an item that changed": (
        "note: hello}]",
        "note: bye}]",
        ["messages: Tue, Oct 20, 9:00 AM / us / hello → Tue, Oct 20, 9:00 AM / us / bye"],
    ),
    "an item that goes": (
        "    language: he\n    tags: [open-data]",
        "    language: en\n    tags: [maps]",
        [
            "event Open data evening: language: Hebrew → English",
            "event Open data evening: tags: open-data → maps",
        ],
    ),
    "a talk that begins later": (
        "{at: 20:15, title",
        "{at: 20:30, title",
        [
            "event Open data evening: agenda: 8:15 PM / en: A city / Dana / https://talk.example"
            " → 8:30 PM / en: A city / Dana / https://talk.example"
        ],
    ),
    "a long text": ("Four pull requests", "long " * 40, ["event Last year: what came of it rewritten"]),
    "another length": ("2h30m", "90m", ["event Last year: length: 2:30 hours → 1:30 hours"]),
    "another spelling": ("2h30m", "150m", []),
    "one date that means both": (
        "agreed: {us: 2026-11-05, them: 2026-11-06}",
        "agreed: 2026-11-07",
        [
            "event Open data evening: our agreement on day and hour: Thu, Nov 5 → Sat, Nov 7",
            "event Open data evening: their agreement on day and hour: Fri, Nov 6 → Sat, Nov 7",
        ],
    ),
    "a body": ("Who they are.", "Who they were.", ["description rewritten"]),
    "a new event": (
        "events:\n",
        "events:\n  - {title: More, start: 2026-12-20 19:00}\n",
        ["new event: More, Sun, Dec 20, 7:00 PM"],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_what_changed(old: str, new: str, expected: list[str]) -> None:
    assert MUCH.count(old) == 1 or old == new
    assert changes(MUCH, MUCH.replace(old, new)) == expected


LISTS = {
    "one that comes in the middle": ("[a, c]", "[a, b, c]", ["tags added: b"]),
    "one that goes": ("[a, b, c]", "[a, c]", ["tags removed: b"]),
    "one for another": ("[a, b, c]", "[a, d, c]", ["tags: b → d"]),
    "another order": ("[a, b]", "[b, a]", ["tags: a, b → b, a"]),
}


@pytest.mark.parametrize(("old", "new", "expected"), LISTS.values(), ids=LISTS.keys())
def test_of_a_list_what_differs_is_said(old: str, new: str, expected: list[str]) -> None:
    before, after = (MUCH.replace("tags: [open-source]", f"tags: {tags}") for tags in (old, new))
    assert changes(before, after) == expected


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("end: 21:30", "end: 22:00", "21:30 ← 22:00"),
        ("duration: 2h30m", "duration: 1d", "2:30 שעות ← יום אחד"),
        ("language: he", "language: en", "עברית ← אנגלית"),
        ("whole_day: true", "whole_day: false", "כן ← לא"),
        ("status: postponed", "status: cancelled", "נדחה ← בוטל"),
        ("kind: organization", "kind: person", "ארגון ← אדם"),
        ("decision: approved", "decision: declined", "אושר ← נדחה"),
        ("platform: facebook", "platform: phone", "פייסבוק ← טלפון"),
        ("address: plural", "address: f", "ברבים ← בלשון נקבה"),
        ("at: 20:15", "at: 20:30", "20:15 / en: A city / Dana / https://talk.example"),
    ],
)
def test_closed_words_and_hours_are_the_readers(old: str, new: str, expected: str) -> None:
    writer = Writer.of("he", Links(), date(2026, 11, 23))
    before, after = MUCH, MUCH.replace(old, new)
    if old.startswith("whole_day"):
        after = after.replace("2025-11-02\n    whole_day", "2025-11-02 00:00\n    whole_day")
    assert any(expected in writer.say(each, str) for each in statements_on(before, after))


def test_only_what_is_no_secret_is_said_in_public() -> None:
    statements = statements_on(LITTLE, MUCH)
    public = [said(each) for statement in statements for each in statement.public()]
    assert len(public) == len(statements)
    assert [words for words in public if words.endswith("changed")] == [
        "who approved the photo changed",
        "day of the consent changed",
        "way in which the photo was approved changed",
        "last day of the consent changed",
        "fingerprint of what they saw changed",
        "who proposed it changed",
        "values changed",
        "what we gain changed",
        "what they gain changed",
        "standing changed",
        "field of the reputation changed",
        "reputation in short changed",
        "sources on the reputation changed",
        "red flags changed",
        "day of the check changed",
        "decision changed",
        "who decided changed",
        "day of the decision changed",
        "reasons changed",
        "where we write to them changed",
        "whom we write to changed",
        "how we address them changed",
        "what we like about their work changed",
        "messages changed",
        "event Open data evening: who approved the photo changed",
        "event Open data evening: day of the consent changed",
        "event Open data evening: way in which the photo was approved changed",
        "event Open data evening: last day of the consent changed",
        "event Open data evening: fingerprint of what they saw changed",
        "event Open data evening: our agreement on day and hour changed",
        "event Open data evening: their agreement on day and hour changed",
        "event Open data evening: announcements elsewhere changed",
        "event Last year: thanks changed",
    ]


def test_a_statement_about_a_part_is_withheld_with_it() -> None:
    secret = Statement(N_("in short: {summary}"), {"summary": "SECRET"}, is_private=True)
    whole = Statement(N_("event {title}: {change}"), {"title": "A", "change": secret})
    assert list(whole.public()) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (time(21, 30), "21:30"),
        (time(21, 30, 5), "21:30:05"),
        (datetime(2026, 12, 10, 19, tzinfo=UTC), "2026-12-10 19:00+00:00"),
        (date(2026, 12, 10), "2026-12-10"),
        (timedelta(days=1, minutes=90), "1d1h30m"),
        (True, "true"),
        ({"": "A", "he": "א"}, "A / he: א"),
        (("a", "b"), "a, b"),
        (None, ""),
    ],
    ids=str,
)
def test_values_read_as_they_are_typed(value: object, text: str) -> None:
    assert as_typed(value) == text


def test_the_preview_shows_every_public_field_and_nothing_else(star_hub: Hub) -> None:
    rows = [
        (str(label), [said(text) if isinstance(text, Statement) else text for text in texts])
        for label, texts in preview(partner_of(MUCH, star_hub.settings), star_hub)
    ]
    # No photo is there, and an event's title is what its rows begin with.
    shown = [
        leaf for leaf in leaves(Record) if leaf.is_public and "photo" not in leaf.path and leaf.path[1:] != ("title",)
    ]
    words = {str(leaf.visibility.words) for leaf in shown}
    parts_of_the_agenda = {words for words in words if words.endswith("in the agenda")}
    assert {label for label, _ in rows} == words - parts_of_the_agenda | {
        *("description", "values that we share", "event", "agenda")
    }
    assert rows == [
        ("name", ["Code for Better"]),
        ("kind", ["organization"]),
        ("tagline", ["Volunteers"]),
        ("website", ["https://codeforgood.example"]),
        ("links", ["facebook: https://facebook.example/code"]),
        ("tags", ["open-source"]),
        ("promoted value", ["Open knowledge"]),
        ("what members get", ["A hands-on evening"]),
        ("description", ["Who they are."]),
        ("values that we share", ["Open knowledge"]),
        ("event", ["Open data evening"]),
        ("link of its page", ["partners/code/open-data-night/"]),
        ("start", [datetime(2026, 12, 10, 20, tzinfo=ZoneInfo("Europe/Berlin"))]),
        ("end", [datetime(2026, 12, 10, 21, 30, tzinfo=ZoneInfo("Europe/Berlin"))]),
        ("time zone", ["Europe/Berlin"]),
        ("place", ["Community House"]),
        ("map", ["https://map.example"]),
        ("online", ["https://meet.example"]),
        ("link", ["https://details.example"]),
        ("summary", ["Charts of city budgets"]),
        ("description", ["We read them in pairs.\nThen we draw."]),
        ("agenda", ["8:15 PM / A city / Dana / https://talk.example"]),
        ("price", ["Free"]),
        ("what members get", ["A chart of your own city"]),
        ("language", ["he"]),
        ("tags", ["open-data"]),
        ("co-hosts", ["Star Club"]),
        ("status", ["postponed"]),
        ("event", ["Last year"]),
        ("link of its page", ["partners/code/last-year/"]),
        ("start", [datetime(2025, 12, 10, 19, tzinfo=ZoneInfo("Asia/Jerusalem"))]),
        ("end", [datetime(2025, 12, 10, 21, 30, tzinfo=ZoneInfo("Asia/Jerusalem"))]),
        ("what members get", ["A hands-on evening"]),
        ("how many came", ["42"]),
        ("what came of it", ["Four pull requests"]),
        ("link to what came of it", ["https://pictures.example"]),
        ("event", ["Fair"]),
        ("link of its page", ["partners/code/fair/"]),
        ("start", [date(2025, 11, 2)]),
        ("end", [date(2025, 11, 2)]),
        ("whole day", ["yes"]),
        ("what members get", ["A hands-on evening"]),
    ]


def test_one_date_that_means_both_is_one_change() -> None:
    both = MUCH.replace("agreed: {us: 2026-11-05, them: 2026-11-06}", "agreed: 2026-11-06")
    assert changes(both, both.replace("agreed: 2026-11-06", "agreed: 2026-11-07")) == [
        "event Open data evening: agreement on day and hour: Fri, Nov 6 → Sat, Nov 7"
    ]
