"""`partnerhub set`: what each action and each field comes to in the file, and what is refused."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from hubs import HubFolder
from partnerhub.editing.actions import Asked, Unanswered, edits_of
from partnerhub.editing.change import applied
from partnerhub.editing.edit import Edit, edited
from partnerhub.editing.field_path import place_named
from partnerhub.editing.subject import Refused, Subject, WhichEvent
from partnerhub.facts import facts_of
from partnerhub.record.fields import DeclaredField, leaves
from partnerhub.record.model import Record, Vetting
from partnerhub.record.parse import parse
from partnerhub.record.read import Tree, read_bytes
from pictures import picture
from records import SETTINGS
from typed_fields import typed

TEXT = """\
---
name: Code for Good
tags: [open-source]
photo:
  alt: Six volunteers
  caption: {he: הצוות, en: The team}
  consent: {given_by: 'Dana', given_on: 2026-11-02, valid_until: 2026-11-30}
vetting:
  values: [open-knowledge]
  win_win:
    ours: New volunteers
    theirs: Reviewers
    members: An evening
  reputation:
    standing: positive
    sources: ["Talk, 2026-10-28"]
  decision: approved
  decided_by: editor-2
  decided_on: 2026-11-01
outreach:
  log:
    # by phone
    - {at: 2026-10-20 09:00, from: us}
events:
  - slug: night      # the first
    title: Open data night
    start: 2026-12-10 19:00
    end: 2026-12-10 21:30
    place: Community House
    agenda:
      - {at: 19:15, title: One}
      - {at: 2026-12-10 20:00, title: Two}
    agreed: 2026-11-06
    announced: 2026-11-20
  - slug: autumn
    title: Autumn evening
    start: 2026-11-10 19:00
    place: Community House
    agreed: {us: 2026-11-01, them: 2026-11-02}
---
Code for Good brings together volunteers who build software for small charities, one evening at a time.
"""
NOW = "2026-11-23T10:05"


@pytest.fixture(scope="module")
def subject(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    """The file in a hub of two languages, outside any repository."""
    hub = HubFolder(tmp_path_factory.mktemp("set") / "hub", settings="languages: [en, he]\n")
    hub.add("code.md", TEXT, picture())
    loaded = hub.load(NOW)
    return Subject(loaded.hub, loaded.hub.files[0])


def reading(subject: Subject, text: str) -> Subject:
    """The same hub with another text in the file; what members know stays as it was."""
    source = read_bytes(subject.facts.path, "code", text.encode())
    return Subject(subject.hub, facts_of(source, subject.partner.photo_files, subject.hub.settings))


def asked(words: Sequence[str], **options: Any) -> Asked:
    return Asked(words=words, user=lambda: "editor-3", **options)


def written(subject: Subject, text: str, what: str, *words: str, **options: Any) -> str:
    """The file after an action."""
    edits = edits_of(subject, what, asked(words, **options))
    return applied(subject, text.encode(), edits).decode()


def lines(before: str, after: str) -> list[str]:
    changed = difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
    return [line for line in changed if not line.startswith(("---", "+++", "@@"))]


CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "approve",
        {"by": "editor-9"},
        ["-  decided_by: editor-2", "-  decided_on: 2026-11-01", "+  decided_by: editor-9", "+  decided_on: 2026-11-23"],
    ),
    (
        "decline",
        {"note": "why: so"},
        [
            "-  decision: approved",
            "-  decided_by: editor-2",
            "-  decided_on: 2026-11-01",
            "+  decision: declined",
            "+  decided_by: editor-3",
            "+  decided_on: 2026-11-23",
            '+  note: "why: so"',
        ],
    ),
    ("reply us", {}, ["+    - at: 2026-11-23 10:05", "+      from: us"]),
    (
        "reply said #3",
        {"sender": "them"},
        ["+    - at: 2026-11-23 10:05", "+      from: them", '+      note: "said #3"'],
    ),
    ("agree", {}, ["-    agreed: 2026-11-06", "+    agreed: 2026-11-23"]),
    (
        "agree",
        {"side": "us"},
        ["-    agreed: 2026-11-06", "+    agreed:", "+      us: 2026-11-23", "+      them: 2026-11-06"],
    ),
    (
        "move 2026-12-16",
        {"agreed": True},
        [
            "-    start: 2026-12-10 19:00",
            "-    end: 2026-12-10 21:30",
            "+    start: 2026-12-16 19:00",
            "+    end: 2026-12-16 21:30",
            "-      - {at: 2026-12-10 20:00, title: Two}",
            "-    agreed: 2026-11-06",
            "+      - {at: 2026-12-16 20:00, title: Two}",
            "+    agreed: 2026-11-23",
        ],
    ),
    (
        "move 2026-12-10 22:00",
        {"agreed": True},
        [
            "-    start: 2026-12-10 19:00",
            "-    end: 2026-12-10 21:30",
            "+    start: 2026-12-10 22:00",
            "+    end: 2026-12-11 00:30",
            "-      - {at: 19:15, title: One}",
            "-      - {at: 2026-12-10 20:00, title: Two}",
            "-    agreed: 2026-11-06",
            "+      - {at: 22:15, title: One}",
            "+      - {at: 2026-12-10 23:00, title: Two}",
            "+    agreed: 2026-11-23",
        ],
    ),
    ("move 2026-12-10 19:00", {}, []),
    ("move 10 December 7pm", {}, []),
    ("cancel", {}, ["+    status: cancelled"]),
    ("postpone", {"event": "night"}, ["+    status: postponed"]),
    (
        "announced",
        {},
        ["-    announced: 2026-11-20", "+    announced:", "+      - date: 2026-11-20", "+      - date: 2026-11-23"],
    ),
    (
        "announced their chat",
        {},
        [
            "-    announced: 2026-11-20",
            "+    announced:",
            "+      - date: 2026-11-20",
            "+      - date: 2026-11-23",
            "+        where: their chat",
        ],
    ),
    ("thanked", {}, ["+    thanked_on: 2026-11-23"]),
    (
        "outcome",
        {"attendance": "12", "summary": "A letter", "link": "https://x.example/a"},
        ["+    outcome:", "+      attendance: 12", "+      summary: A letter", "+      link: https://x.example/a"],
    ),
    (
        "withdraw-consent",
        {},
        [
            "-  consent: {given_by: 'Dana', given_on: 2026-11-02, valid_until: 2026-11-30}",
            "+  consent: {given_by: 'Dana', given_on: 2026-11-02, valid_until: 2026-11-30, withdrawn_on: 2026-11-23}",
        ],
    ),
    ("tags+=a b", {}, ["-tags: [open-source]", "+tags: [open-source, a, b]"]),
    ("tags+=Open-Source", {}, []),
    ("tags-=open-source", {}, ["-tags: [open-source]"]),
    ("tags [a, b]", {}, ["-tags: [open-source]", "+tags:", "+  - a", "+  - b"]),
    ("events.night.tags one two", {}, ["+    tags:", "+      - one", "+      - two"]),
    ("tags one", {"event": "autumn"}, ["+    tags:", "+      - one"]),
    ("vetting.note 3 reasons: so", {}, ['+  note: "3 reasons: so"']),
    ("place A hall", {}, ["-    place: Community House", "+    place: A hall"]),
    ("place A hall", {"event": "autumn"}, ["-    place: Community House", "+    place: A hall"]),
    ("events.autumn.place A hall", {}, ["-    place: Community House", "+    place: A hall"]),
    ("events[1].place A hall", {}, ["-    place: Community House", "+    place: A hall"]),
    ("events.place A hall", {}, ["-    place: Community House", "+    place: A hall"]),
    (
        "title.he ערב",
        {},
        ["-    title: Open data night", "+    title:", "+      en: Open data night", "+      he: ערב"],
    ),
    ("title.en Night", {}, ["-    title: Open data night", "+    title: Night"]),
    (
        "photo.caption.he הם",
        {},
        ["-  caption: {he: הצוות, en: The team}", "+  caption: {he: הם, en: The team}"],
    ),
    (
        "tagline {he: הם, en: They}",
        {},
        ["+tagline:", "+  he: הם", "+  en: They"],
    ),
    ("tagline {not, one}", {}, ['+tagline: "{not, one}"']),
    ("outreach.log[0].note hello", {}, ["-    - {at: 2026-10-20 09:00, from: us}", "+    - {at: 2026-10-20 09:00, from: us, note: hello}"]),
    ("agreed.us 2026-11-07", {}, ["-    agreed: 2026-11-06", "+    agreed:", "+      us: 2026-11-07", "+      them: 2026-11-06"]),
    ("links.facebook https://x.example/f", {}, ["+links:", "+  facebook: https://x.example/f"]),
    ("agenda+={at: 21:00, title: Three}", {}, ["+      - at: 21:00", "+        title: Three"]),
    ("place ", {"event": "autumn"}, ["-    place: Community House"]),
]  # fmt: skip


def split(typed: str) -> list[str]:
    """A command as a shell would split it, but for a value in brackets."""
    if "+={" in typed:
        return [typed]
    what, space, rest = typed.partition(" ")
    return [what, *([rest] if space and (rest[:1] in "[{" or not rest) else rest.split())]


@pytest.mark.parametrize(
    ("command", "options", "expected"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_is_asked_for_is_what_changes(
    subject: Subject, command: str, options: dict[str, Any], expected: list[str]
) -> None:
    what, *words = split(command)
    assert sorted(lines(TEXT, written(subject, TEXT, what, *words, **options))) == sorted(expected)
    crlf = TEXT.replace("\n", "\r\n")
    assert sorted(line.rstrip("\r") for line in lines(crlf, written(subject, crlf, what, *words, **options))) == sorted(
        expected
    )


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("vetting.nots x", {}, "vetting.nots is not a field of the format; Did you mean vetting.note?"),
    ("given_on x", {}, "given_on is not a field of the format; Did you mean photo.consent.given_on?"),
    ("tagline x", {"event": "night"}, "tagline belongs to the partner, not to an event; Take --event out."),
    ("title", {}, "title needs a value; Write it behind the field; an empty one in quotes takes the field out."),
    ("place x", {"event": "nights"}, "Code for Good has no event with the slug nights; Did you mean night?"),
    ("events.nights.place x", {}, "Code for Good has no event with the slug nights; Did you mean night?"),
    ("events x", {}, "events is a list; Name an event and its field, as in events.open-data-night.place."),
    ("events[7].title x", {}, "there is no events[7]; "),
    (
        "events.night x",
        {},
        "events.night is a whole event; Name one of its fields, as in events.night.start; to call it off: "
        "`partnerhub set code cancel`.",
    ),
    ("outreach.log.note x", {}, "outreach.log is a list; Say which entry, counted from 0, as in outreach.log[0].note."),
    ("vetting[0] x", {}, "vetting is no list; "),
    ("vetting.note.he x", {}, "vetting.note has no fields of its own; "),
    ("title.hebrew! x", {}, "behind events[0].title must stand a language's code such as he or en; "),
    ("photo.caption x", {}, "photo.caption is given in languages: he, en; Say which of them you mean, as in caption.he."),
    ("name+=x", {}, "name is no list; Write the whole value, without +=."),
    ("tags-=x", {}, "x is not in tags; These are there: open-source."),
    ("a..b x", {}, "a..b is not the name of a field; Write it like vetting.note."),
    ("photo.consent {a", {}, "{ opens here, and no } closes it on this line; Write } behind the last of what belongs to it."),
    ("thanked", {"event": "night"}, "“Open data night” is not over yet; "),
    ("outcome", {}, "an outcome must say what came of it; Give --attendance, --summary or --link."),
    (
        "agree",
        {"event": "autumn"},
        "“Autumn evening” is over; Add the next one as an event of its own: `partnerhub new event code`.",
    ),
    (
        "move 2026-12-17",
        {},
        "members know “Open data night”, so both sides have to say yes to another day first; the first that gives "
        "members 7 days is Mon, Nov 30, 2026; When they do: `partnerhub set code move 2026-12-17 19:00 --agreed --event "
        "night`. Until then: `partnerhub set code postpone --event night`.",
    ),
    (
        "move 2026-11-25",
        {},
        "members know “Open data night”, so both sides have to say yes to another day first, and this one is too soon; "
        "the first that gives members 7 days is Mon, Nov 30, 2026; When they do: `partnerhub set code move 2026-11-30 "
        "--agreed --event night`. Until then: `partnerhub set code postpone --event night`.",
    ),
    ("move next week", {"agreed": True}, "start must be a day and an hour such as 2026-12-10 19:00; "),
    ("move next week", {}, "start must be a day and an hour such as 2026-12-10 19:00; "),
    (
        "move 10/1/2027 7pm",
        {"agreed": True},
        "10/1/2027 7pm may be 2027-01-10 19:00 or 2027-10-01 19:00; Write the one that you mean.",
    ),
    (
        "consent",
        {},
        "--saw must say what they saw; It stands at the foot of the preview: `partnerhub preview code`.",
    ),
    (
        "consent",
        {"saw": "0123456789ab"},
        "what they saw is not what is there today, and git holds no version of it, so nobody can tell what changed; "
        "Send them the preview of today: `partnerhub preview code`.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "options", "expected"), REFUSED, ids=lambda value: value[:40] if isinstance(value, str) else ""
)
def test_what_is_refused(subject: Subject, command: str, options: dict[str, Any], expected: str) -> None:
    with pytest.raises(Refused) as refused:
        written(subject, TEXT, *split(command), **options)
    problem = refused.value.problem
    hint = problem.say(problem.hint, "en") if problem.hint else ""
    assert f"{problem.say(problem.message, 'en')}; {hint}" == expected


def test_where_there_is_no_photo_nobody_consents(subject: Subject) -> None:
    facts = facts_of(subject.facts.source, {}, subject.hub.settings)
    with pytest.raises(Refused) as refused:
        edits_of(Subject(subject.hub, facts), "consent", asked((), saw="0123456789ab"))
    assert str(refused.value.problem.message) == "there is no photo to consent to"


@pytest.mark.parametrize(
    ("command", "options", "rules"),
    [
        ("start tomorrow", {}, ["field-invalid"]),
        ("start ", {}, ["field-missing"]),
        ("whole_day true", {}, ["field-invalid"]),
        ("duration 2h", {}, ["field-invalid"]),
        ("outcome", {"attendance": "many"}, ["field-invalid"]),
        ("website ftp://x.example", {}, ["link-unsafe"]),
        ("tags <b>", {}, ["text-unsafe"]),
        ("events.night.slug a--b", {}, ["slug-invalid"]),
        ("vetting.decided_on tomorrow", {}, ["field-invalid"]),
        ("vetting.note a\x07b", {}, ["text-unsafe"]),
        ("name ", {}, ["field-missing"]),
        ("photo x", {}, ["field-invalid"]),
    ],
)  # fmt: skip
def test_what_a_file_could_not_hold_is_refused_with_its_finding(
    subject: Subject, command: str, options: dict[str, Any], rules: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        written(subject, TEXT, *split(command), **options)
    assert [finding.rule for finding in refused.value.findings] == rules


def test_what_was_wrong_before_is_in_nobody_s_way_but_can_be_mended(subject: Subject) -> None:
    text = TEXT.replace("start: 2026-12-10 19:00", "start: soon").replace(
        "2026-11-01\noutreach", "2026-13-01\noutreach"
    )
    broken = reading(subject, text)
    mended = written(broken, text, "events.night.start", "2026-12-10", "19:00")
    assert lines(text, mended) == ["-    start: soon", "+    start: 2026-12-10 19:00"]
    with pytest.raises(Refused) as refused:
        written(broken, text, "vetting.decided_on", "2026-14-01")
    assert [finding.rule for finding in refused.value.findings] == ["field-invalid"]
    with pytest.raises(Refused, match="the event can't be read"):
        written(broken, text, "move", "2026-12-12", event="night")


@pytest.mark.parametrize(
    ("what", "text", "expected"),
    [
        ("thanked", TEXT.replace("2026-11-10 19", "2026-12-11 19"), ["night", "autumn"]),
        ("cancel", TEXT.replace("2026-11-10 19", "2026-12-11 19"), ["night", "autumn"]),
        ("place", TEXT.replace("2026-11-10 19", "2026-12-11 19"), ["night", "autumn"]),
        ("cancel", TEXT.replace("2026-12-10", "2026-11-12"), ["night", "autumn"]),
    ],
    ids=["none of two is over", "two to come", "a field of two", "both are over"],
)  # fmt: skip
def test_with_several_events_one_has_to_be_named(subject: Subject, what: str, text: str, expected: list[str]) -> None:
    with pytest.raises(WhichEvent) as unclear:
        written(reading(subject, text), text, what, "x")
    assert [entry.slug for entry in unclear.value.entries] == expected


@pytest.mark.parametrize(
    ("what", "name"), [("reply", "--from"), ("move", "WHEN"), ("approve", "--by")]
)  # fmt: skip
def test_what_nobody_said_is_asked(subject: Subject, what: str, name: str) -> None:
    with pytest.raises(Unanswered) as missing:
        edits_of(subject, what, Asked())
    assert missing.value.name == name


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
def test_a_new_day_lets_it_take_place_again(subject: Subject, status: str) -> None:
    text = TEXT.replace("    agreed: 2026-11-06\n", f"    status: {status}\n    agreed: 2026-11-06\n")
    moved = written(reading(subject, text), text, "move", "2026-12-10", "19:30", event="night", agreed=True)
    assert "status" not in moved


def test_what_members_don_t_know_moves_alone_and_loses_what_was_agreed_of_another_day(subject: Subject) -> None:
    text = TEXT.replace("    announced: 2026-11-20\n", "").replace("decision: approved", "decision: pending")
    moved = written(reading(subject, text), text, "move", "2026-12-16")
    assert "-    agreed: 2026-11-06" in lines(text, moved)


# Any field, any text

LEAVES = [leaf for leaf in leaves(Record) if leaf.path != ("events", "whole_day")]
VALUES: Mapping[str, Any] = {
    "photo.focus": "[0.1, 0.9]",
    "duration": "5h13m",
    "timezone": "Europe/London",
    "language": "fr",
    "start": "2026-11-10 18:00",
    "end": "22:43",
}
"""What is typed in fields whose type alone doesn't say it."""
FULL = TEXT.replace(
    "    agreed: {us",
    "    photo: {file: autumn.jpg, consent: {given_by: Dana, given_on: 2026-11-02}}\n"
    "    agenda: [{at: 19:15, title: One}]\n    announced: [{date: 2026-11-03, where: chat}]\n    agreed: {us",
)


def named(leaf: DeclaredField) -> str:
    """How one names a field, of the second event and of the first entry of other lists."""
    name = ".".join(leaf.path).replace("events.", "events[1].")
    for of_list in ("log", "agenda", "announced"):
        name = name.replace(f"{of_list}.", f"{of_list}[0].")
    return name


@pytest.mark.sample(4)
@pytest.mark.parametrize("leaf", LEAVES, ids=named)
def test_each_field_that_is_declared_can_be_set_and_taken_out(subject: Subject, leaf: DeclaredField) -> None:
    full = reading(subject, FULL)
    value = VALUES.get(".".join(leaf.path).removeprefix("events.")) or typed(leaf)
    name, path = named(leaf), place_named(full, named(leaf), None).whole
    if isinstance(value, dict):
        ((label, value),) = value.items()
        name, path = f"{name}.{label}", (*path, label)
    if isinstance(full.at(path), dict):
        name, path = f"{name}.en", (*path, "en")
    words = value if isinstance(value, list) else [value]
    text = written(full, FULL, name, *words)
    found = reading(subject, text)
    assert found.facts.partner is not None
    assert not found.partner.touches_broken(path)
    assert found.at(path) == (["0.1", "0.9"] if name.endswith("photo.focus") else value)
    if leaf.is_required:
        with pytest.raises(Refused):
            written(found, text, name, "")
    else:
        assert reading(subject, written(found, text, name, "")).at(path) is None


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"], include_characters="\n\t"), max_size=30))
@example("a\n\u2028b")
@example("a\n\tb\n\n c")
def test_any_text_is_read_back_as_it_was_typed(text: str) -> None:
    said = read_alone(text)
    assume(said is not None)
    assert written_alone(text) == said


def written_alone(text: str) -> Tree:
    """A text after it was written as a value of several lines, and read again."""
    data = edited(TEXT.encode(), [Edit(("vetting", "note"), text.strip())])
    source = read_bytes("", "", data)
    partner = parse(source, {}, SETTINGS).partner
    assert partner is not None
    return partner.record.vetting.note


def read_alone(text: str) -> str | None:
    """What the format makes of a text, without any file."""
    try:
        return Vetting.model_validate({"note": text}).note
    except ValidationError:
        return None
