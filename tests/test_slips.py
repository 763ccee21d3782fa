"""What people type: each slip is said once, where it is and with what to type instead; then nothing is said."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from broken_records import FIXTURES
from partnerhub.checks import findings
from partnerhub.facts import facts_of
from partnerhub.photos import Measured
from partnerhub.record import called, read
from partnerhub.record.fields import field_names, leaves
from partnerhub.record.model import Record
from partnerhub.record.photo import PhotoFile
from partnerhub.record.settings import Settings
from partnerhub.words import amounts, guesses, report
from partnerhub.words.finding import FieldPath, Finding
from partnerhub.words.places import NO_TITLES, place_name
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import Terms
from records import SOUND
from slips import PLACE, SLIPS, Slip

PATH = "content/partners/code.md"
PHOTOS = {("photo",): PhotoFile(PATH.replace("md", "jpg"), None, "1", Measured(1500, 1000))}
MEMBERS = "    members: A hands-on evening that ends with a merged pull request\n"
PARSERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


def checked(text: str, language: str = "en") -> list[Finding]:
    """All that is said of a file alone."""
    settings = Settings(languages=[language], timezone="Asia/Jerusalem", values={"open-knowledge": {"en": "x"}})
    now = datetime(2026, 11, 23, tzinfo=settings.zone)
    hub: Any = SimpleNamespace(now=now, today=now.date(), settings=settings, language=language)
    facts = facts_of(read.read_bytes(PATH, "code", text.encode()), PHOTOS, settings)
    return list(findings(facts, facts.breaches, hub))


def changed(old: str, new: str) -> str:
    assert SOUND.count(old) == 1
    return SOUND.replace(old, new)


def expected(slip: Slip, language: str) -> str:
    """The whole finding; what stands in <…> is a field of the event, named as a person would."""
    message, hint = slip.english if language == "en" else slip.hebrew
    partner = facts_of(
        read.read_bytes(PATH, "code", changed(slip.sound, slip.typed).encode()), PHOTOS, Settings(languages=[language])
    ).partner
    titles = partner.titles(language) if partner else NO_TITLES
    named = re.sub(
        "<([^>]*)>", lambda field: place_name(("events", 0, *field[1].split(".")), language, titles), message
    )
    severities = {} if language == "en" else {"error": "שגיאה", "warning": "אזהרה"}
    place, _, severity, rule = re.fullmatch(r"(.*?)(: )(\w+) (.*)", slip.place).groups()
    return f"{PATH}:{place}: {severities.get(severity, severity)} {rule}: {named}\n    {hint}"


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
@pytest.mark.parametrize("language", ["en", "he"])
def test_a_slip_is_said_whole(language: str, slip: Slip) -> None:
    said = report.text(checked(changed(slip.sound, slip.typed), language), Terms(language))
    assert said == expected(slip, language)


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_what_is_mended_is_sound(slip: Slip) -> None:
    assert checked(changed(slip.sound, slip.mended)) == []


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.__name__)
def test_every_parser_of_yaml_leads_to_the_same_words(parser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "_LOADER", parser)
    of_yaml = [slip for slip in SLIPS.values() if slip.place.endswith("yaml-invalid")]
    for slip in of_yaml:
        assert report.text(checked(changed(slip.sound, slip.typed))) == expected(slip, "en")


PRIVATE = [field for field in leaves(Record) if field.visibility.name == "private"]
SPOILT = (
    "@{}",
    "%{}",
    "{}: x",
    '"{}" x',
    "'{}",
    '"{}',
    "[{}",
    "{{{}: a: b}}",
    "*{}",
    "!{}",
    "`{}",
    "| {}",
    "- {}",
    "“{}: x”",
)


@pytest.mark.parametrize("field", PRIVATE, ids=lambda field: ".".join(field.path))
def test_no_slip_of_syntax_repeats_what_is_private(field: Any) -> None:
    for spoilt in SPOILT:
        text = f"---\nname: A\nkind: community\n{field.path[-1]}: {spoilt.format('SECRET')}\ntags: [a]\n---\nText\n"
        found = checked(text)
        assert found
        assert "SECRET" not in report.text(found) + report.as_json(found)


def test_what_is_meant_by_a_private_value_is_for_text_alone() -> None:
    for typed in ("decision: Approved", "decision: מאושר", "decided_on: 1/11/2026", "decided_on: 2026-11-01\u200f"):
        name = typed.partition(":")[0]
        (line,) = (line for line in SOUND.split("\n") if line.startswith(f"  {name}:"))
        (found,) = checked(changed(line, f"  {typed}"))
        meant = line.partition(": ")[2]
        assert f"type “{meant}”" in report.text([found])
        assert f"“{meant}”" not in report.as_json([found]) + report.as_github([found])
        assert "a private value" in report.as_json([found])


def places(tree: Any, place: FieldPath = ()) -> Iterator[FieldPath]:
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in steps:
        yield (*place, step)
        yield from places(value, (*place, step))


def at(tree: Any, place: FieldPath) -> Any:
    for step in place:
        tree = tree[step]
    return tree


def spoilt(tree: Any, place: FieldPath, way: str) -> Any:
    """The tree with one slip in it; None where there is no such slip."""
    tree = copy.deepcopy(tree)
    holder, last = at(tree, place[:-1]), place[-1]
    if way in ("a word", "a list", "fields"):
        holder[last] = {"a word": "qwerty uiop", "a list": ["qwerty"], "fields": {last: "qwerty"}}[way]
        return tree
    if isinstance(last, int):
        return None
    if way == "a field that stands one level up":
        above = at(tree, place[:-2]) if len(place) > 1 else []
        if isinstance(above, list) or last in above:
            return None
        above[last] = holder.pop(last)
        return tree
    names = {"upper case": last.upper(), "a letter too many": f"{last}{last[-1]}", "a direction mark": f"\u200f{last}"}
    if len(last) < 4 and way == "a letter too many":
        return None
    entries = {names[way] if name == last else name: value for name, value in holder.items()}
    holder.clear()
    holder.update(entries)
    return tree


WAYS = [
    "a word", "a list", "fields", "upper case", "a letter too many", "a direction mark",
    "a field that stands one level up",
]  # fmt: skip
ALL_OF_IT = {("photo",), ("photo", "consent"), ("events", 0), ("vetting", "values")}
"""Where more is wrong than one thing: what must be there is gone with what was there; no value is shared."""


@pytest.mark.sample(3)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["community", "declined", "minimal-pending"])
def test_one_slip_is_one_finding(name: str, way: str) -> None:
    front, body = (
        (FIXTURES / "sound" / f"{name}.md").read_text(encoding="utf-8").removeprefix("---\n").split("---\n", 1)
    )
    tree = yaml.load(front, Loader=yaml.BaseLoader)
    for place in places(tree):
        slip = spoilt(tree, place, way)
        if slip is None or (place[:2] in ALL_OF_IT and place == place[:2]) or place[:2] == ("vetting", "values"):
            continue
        text = f"---\n{yaml.dump(slip, allow_unicode=True, sort_keys=False, width=1000)}---\n{body}"
        assert len(checked(text)) <= 1, (place, report.text(checked(text)))


@pytest.mark.parametrize(
    ("typed", "without"),
    [("online: yes", PLACE), ("members_get: [a]", MEMBERS)],
    ids=["a place", "what members get"],
)
def test_nothing_is_concluded_from_what_cannot_be_read(typed: str, without: str) -> None:
    text = SOUND.replace(without, "").replace("    agreed", f"    {typed}\n    agreed")
    assert [found.place[-1] for found in checked(text)] == [typed.partition(":")[0]]


CUT = {
    "behind a space": ("title: Night #3", "Night"),
    "in a list": ("tags: \n      - law #3", "law"),
    "in an agenda": ("agenda:\n      - at: 19:15\n        title: Talk #3", "Talk"),
    "where it stands one language a line": ("price:\n      en: Free #today", "Free"),
    "a text that goes on": ("summary: One\n      two #3", "One two"),
    "several signs": ("title: Night ##3", "Night"),
}  # fmt: skip
WHOLE = {
    "a remark": "title: Night # 3",
    "a remark of signs alone": "title: Night ####",
    "in double quotes": 'title: "Night #3"',
    "in single quotes": "title: 'Night #3'",
    "a remark behind quotes": 'title: "Night" #3',
    "in a word": "title: Night#3",
    "in a block of lines": "summary: |\n      Night #3",
    "in a folded block": "summary: >\n      Night #3",
    "a field that is no text": "end: 21:30 #late",
    "a field that members don't read": "announced: 2026-11-20 #list",
    "a field without its sign": "title: Night\n    #summary: x",
}


@pytest.mark.parametrize(("typed", "kept"), CUT.values(), ids=CUT.keys())
@pytest.mark.parametrize("decision", ["approved", "pending", "declined"])
def test_a_text_that_yaml_cuts_is_a_warning(decision: str, typed: str, kept: str) -> None:
    (found,) = (found for found in of_event(typed, decision) if found.rule == "value-cut")
    assert (found.severity, f"“{kept}”" in found.message, found.hint.startswith("Put the text in quotes: ")) == (
        "warning", True, True,
    )  # fmt: skip


@pytest.mark.parametrize("typed", WHOLE.values(), ids=WHOLE.keys())
def test_a_remark_is_none(typed: str) -> None:
    assert not [found for found in of_event(typed) if found.rule == "value-cut"]


def of_event(typed: str, decision: str = "approved") -> list[Finding]:
    name = typed.partition(":")[0]
    lines = [line for line in SOUND.split("\n") if not line.startswith(f"    {name}:")]
    text = "\n".join(lines).replace("    agreed", f"    {typed}\n    agreed").replace("approved", decision)
    return checked(text)


@given(day=st.dates(date(1970, 1, 1), date(2199, 12, 31)), minutes=st.integers(0, 1439))
def test_days_and_hours_are_guessed_however_they_are_written(day: date, minutes: int) -> None:
    moment = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001 - as typed
    meant = f"{moment:%Y-%m-%d %H:%M}"
    for form in ("%d/%m/%Y %H:%M", "%d.%m.%Y %H.%M", "%Y/%m/%d %H:%M", "%d %B %Y, %H:%M", "%B %d, %Y at %I:%M %p"):
        (guess,) = guesses.moments(moment.strftime(form))
        assert guess.text == meant
    (alone,) = guesses.days(f"{moment:%d-%m-%Y}")
    assert alone.text == f"{day}"
    assert bool(alone.other) == (day.day <= 12 and day.day != day.month)


@given(text=st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    for guess in (
        guesses.as_typed, guesses.days, guesses.moments, guesses.starts, guesses.hours, amounts.lengths,
        guesses.addresses, guesses.answers, amounts.counts, guesses.names, guesses.zones, guesses.tongues,
    ):  # fmt: skip
        assert all(isinstance(each.text, str) for each in guess(text))
    assert checked(f"---\nname: A\n{text}\n---\nText\n")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("price", None), ("phone", None), ("time", None), ("date", None), ("titel", "title"), ("Strat", "start"),
        ("plase", "place"), ("discription", "description"), ("", None),
    ],
)  # fmt: skip
def test_only_what_is_near_was_meant(word: str, meant: str | None) -> None:
    assert close_to(word, ["title", "start", "place", "photo", "name", "description"]) == meant


def test_what_people_call_a_field_is_asked_for_in_the_words_of_the_format() -> None:
    assert set(called.CALLED) <= field_names(Record)
    words = {name: words.split(", ") for name, words in called.CALLED.items()}
    for name, of_name in words.items():
        assert of_name == [
            word.strip().casefold().replace("_", " ") for word in of_name if word.replace(" ", "_") != name
        ]
        assert called.called(of_name[0], [name]) == name
    assert called.called("name", ["slug", "title"]) == "title"


SOUND_LINES = {
    "a mark before a text": "tagline: \u200fקהילה",
    "hard spaces in a text": "tagline: two\u00a0words",
    "curly quotes": "tagline: “Open” data",
    "gershayim": "tagline: ״ואלס״",
    "a dash in a text": "tagline: one – two",
    "quotes over lines": "tagline: 'one\n  two'",
    "double quotes over lines": 'tagline: "one\n  two"  # remark',
    "a text over lines": "tagline: one\n  two",
    "a block": "tagline: |\n  one: two: three\n  - @x",
    "brackets with quotes": "tags: [\"a, *b\", 'c, ''d'' e', f]",
    "brackets over lines": "tags: [a,\n  b]",
    "braces": "links: {x: https://x.example}",
    "a list": "tags:\n  - a\n  - 'b: c'",
    "a list that is not indented": "tags:\n- a\n- b",
    "a remark": "# name: a: b",
    "a quoted key": '"tagline": x',
}
SLIPS_BELOW = {
    "a colon": "kind: a: b",
    "a sign": "kind: @a",
    "quotes": 'kind: "a" b',
    "no space": "kind:a",
    "no colon": "kind a",
    "an indentation": " kind: a",
    "brackets": "kind: [a",
    "a tab": "photo:\n\talt: x",
}


@pytest.mark.parametrize("slip", SLIPS_BELOW.values(), ids=SLIPS_BELOW.keys())
@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.__name__)
def test_a_line_that_is_sound_is_not_blamed(parser: Any, slip: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "_LOADER", parser)
    for above in SOUND_LINES.values():
        (found,) = checked(f"---\nname: A\n{above}\n{slip}\nvetting: {{}}\n---\nText\n")
        assert (found.rule, found.line) == ("yaml-invalid", 3 + above.count("\n") + 1 + slip.count("\n")), above
