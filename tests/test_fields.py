"""Declarations: every field says who may see it, and what is read off that is what the format promises."""

from __future__ import annotations

import json
from typing import Annotated, Any

import pytest

from docs.reference import fields
from partnerhub.record.fields import (
    DeclaredField,
    Fields,
    Parts,
    Private,
    Public,
    declared,
    field_at,
    leaves,
    walk,
    withheld_fields,
)
from partnerhub.record.model import Record
from partnerhub.record.parse import parse
from partnerhub.record.read import read_bytes
from partnerhub.record.schema import json_schema
from partnerhub.words.finding import FieldPath
from partnerhub.words.terms import N_
from records import SETTINGS

PUBLIC = {
    "name", "kind", "tagline", "website", "links", "tags",
    "photo.alt", "photo.caption", "photo.credit",
    "vetting.promotes", "vetting.win_win.members",
    "events.slug", "events.title", "events.start", "events.end", "events.timezone", "events.whole_day", "events.place", "events.map", "events.online",
    "events.link", "events.summary", "events.description", "events.price",
    "events.photo.alt", "events.photo.caption", "events.photo.credit",
    "events.agenda.at", "events.agenda.title", "events.agenda.speaker", "events.agenda.link", "events.members_get", "events.language", "events.tags", "events.with",
    "events.status", "events.outcome.attendance", "events.outcome.summary", "events.outcome.link",
}  # fmt: skip
"""The format's table of what becomes public: the contract, written out here and nowhere in the code."""
SHAPES = {
    "photo.file", "photo.focus", "photo.consent.valid_until", "photo.consent.withdrawn_on",
    "vetting.values", "vetting.decision",
    "events.photo.file", "events.photo.focus", "events.photo.consent.valid_until", "events.photo.consent.withdrawn_on",
    "events.duration", "events.agreed.us", "events.agreed.them",
}  # fmt: skip
QUOTED = PUBLIC | {"photo.file", "photo.focus", "events.photo.file", "events.photo.focus", "events.duration"}
"""What messages may repeat."""

LEAVES = {".".join(leaf.path): leaf for leaf in leaves(Record)}
PRIVATE = LEAVES.keys() - PUBLIC - SHAPES
"""All else, a new field too."""


def test_the_declarations_are_the_formats_table() -> None:
    by_visibility: dict[str, set[str]] = {"public": set(), "shapes": set(), "private": set()}
    for name, leaf in LEAVES.items():
        (visibility,) = leaf.visibilities
        by_visibility[visibility].add(name)
    assert by_visibility == {"public": PUBLIC, "shapes": SHAPES, "private": PRIVATE}


def undeclared() -> None:
    class Thing(Fields):
        secret: str | None = None
        """A docstring."""


def declared_inside() -> None:
    class Thing(Fields):
        secret: Annotated[str, Public(N_("x"))] | None = None
        """A docstring."""


def declared_twice() -> None:
    class Thing(Fields):
        secret: Annotated[str, Public(N_("x")), Private(N_("x"))]
        """A docstring."""


def declared_as_one() -> None:
    class Inner(Fields):
        secret: Annotated[str, Private(N_("x"))]
        """A docstring."""

    class Thing(Fields):
        inner: Annotated[tuple[Inner, ...], Public(N_("x"))] = ()
        """A docstring."""


def declared_as_parts() -> None:
    class Thing(Fields):
        text: Annotated[str, Parts(N_("x"))]
        """A docstring."""


def unexplained() -> None:
    class Thing(Fields):
        secret: Annotated[str, Private(N_("x"))]


@pytest.mark.parametrize(
    ("define", "message"),
    [
        (undeclared, "Thing.secret must say once who may see it: Annotated[…, Public(…)], Private, Shapes or Parts"),
        (
            declared_inside,
            "Thing.secret must say once who may see it: Annotated[…, Public(…)], Private, Shapes or Parts",
        ),
        (
            declared_twice,
            "Thing.secret must say once who may see it: Annotated[…, Public(…)], Private, Shapes or Parts",
        ),
        (declared_as_one, "Thing.inner must be marked as Parts if it holds fields of its own, and only then"),
        (declared_as_parts, "Thing.text must be marked as Parts if it holds fields of its own, and only then"),
        (unexplained, "Thing.secret must have a docstring: editors show it"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_field_without_a_declaration_cannot_be_imported(define: Any, message: str) -> None:
    with pytest.raises(TypeError) as refused:
        define()
    assert str(refused.value) == message


@pytest.mark.parametrize("field", walk(Record), ids=lambda field: ".".join(field.path))
def test_every_field_says_what_it_is(field: DeclaredField) -> None:
    assert field.visibility.words
    assert field.docstring.endswith((".", "…"))
    assert "typing." not in field.type_in_words
    assert "class" not in field.type_in_words


def test_fields_of_one_place_are_told_apart_by_their_words() -> None:
    holders = [declared(Record), *(field.parts for field in walk(Record) if field.holds)]
    assert all(len({field.visibility.words for field in fields}) == len(fields) for fields in holders)


def said_of(tree: object) -> dict[FieldPath, str]:
    """Field → what is said of it, in a record that holds a tree."""
    text = json.dumps({"name": "A"} | tree if isinstance(tree, dict) else tree)
    file = read_bytes("content/partners/a.md", "a", f"---\n{text}\n---\n".encode())
    assert file.breaches == ()
    said: dict[FieldPath, str] = {}
    for flaw in parse(file, {}, SETTINGS).breaches:
        problem = flaw.problem
        words = [problem.say(term, "en") for term in (problem.message, problem.hint) if term]
        names = tuple(step for step in problem.field if isinstance(step, str))
        said[names] = said.get(names, "") + " ".join(words)
    return said


def nested(fields: tuple[DeclaredField, ...], value: object) -> object:
    """A record with a value in one of its fields, and in nothing else."""
    for field in reversed(fields):
        if field.is_list:
            value = [value]
        value = {field.path[-1]: value}
    return value


@pytest.mark.parametrize("name", LEAVES)
def test_messages_repeat_what_was_typed_in_no_secret_field(name: str) -> None:
    path = LEAVES[name].path
    by_path = {field.path: field for field in walk(Record)}
    fields = tuple(by_path[path[:length]] for length in range(1, len(path) + 1))
    wrong = "CANARY\u202e"
    said = ""
    for value in (wrong, [wrong], {"x": wrong}):
        messages = said_of(nested(fields, value))
        about = [words for names, words in messages.items() if names[: len(path)] == path]
        said += " ".join(about)
    assert said, "each of them is found"
    assert ("CANARY" in said) is (name in QUOTED)


@pytest.mark.parametrize("name", [".".join(field.path) for field in walk(Record) if field.holds])
def test_messages_repeat_no_text_that_stands_where_private_fields_were_due(name: str) -> None:
    path = tuple(name.split("."))
    by_path = {field.path: field for field in walk(Record)}
    above = tuple(by_path[path[:length]] for length in range(1, len(path)))
    said = " ".join(said_of(nested(above, {path[-1]: "CANARY"})).values())
    assert said
    assert ("CANARY" in said) is (name in ("events.outcome", "events.agenda"))


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (("links", "facebook"), "links"),
        (("title",), None),
        (("events", 2, "title", "he"), "events.title"),
        (("events", 2, "tags", 1), "events.tags"),
        (("events", 2), "events"),
        (("outreach", "log", 0, "from"), "outreach.log.from"),
        (("vetting", "win_win", "CANARY"), None),
        (("CANARY", "name"), None),
        ((), None),
    ],
)
def test_a_place_in_a_file_belongs_to_a_field(place: FieldPath, name: str | None) -> None:
    field = field_at(Record, place)
    assert (field and ".".join(field.path)) == name


def test_fields_that_are_filled_in_and_withheld_are_named() -> None:
    text = """---
name: A
photo: {file: a.jpg, consent: {given_by: B, given_on: 2026-11-02}}
vetting: {values: [], note: "", reputation: {sources: [x]}, promotes: y}
outreach: {log: [{at: 2026-10-20 09:00, from: us}, {at: 2026-10-21 09:00, from: them, note: z}]}
events: [{title: B, start: 2026-12-10 19:00, duration: 2h, agreed: 2026-11-06}]
---
"""
    partner = parse(read_bytes("a.md", "a", text.encode()), {}, SETTINGS).partner
    assert partner
    assert withheld_fields(partner.record) == [
        "events.agreed.them", "events.agreed.us", "outreach.log.at", "outreach.log.from", "outreach.log.note",
        "photo.consent.given_by", "photo.consent.given_on", "vetting.reputation.sources",
    ]  # fmt: skip


def test_the_schema_says_who_sees_what() -> None:
    schema = json.loads(json_schema())
    said = {}

    def read(properties: dict[str, Any], fields: Any) -> None:
        for field in fields:
            typed = properties[field.path[-1]]
            if field.holds:
                assert "x-visibility" not in typed
                read(schema["$defs"][field.holds.__name__]["properties"], field.parts)
            else:
                said[".".join(field.path)] = typed["x-visibility"]
                assert typed["description"].endswith(
                    {"public": " Public.", "private": " Private.", "shapes": " Not shown, but shapes what is public."}[
                        typed["x-visibility"]
                    ]
                )

    read(schema["properties"], declared(Record))
    assert said == {
        **dict.fromkeys(PUBLIC, "public"),
        **dict.fromkeys(PRIVATE, "private"),
        **dict.fromkeys(SHAPES, "shapes"),
    }


def test_a_row_of_the_reference() -> None:
    rows = fields.page().splitlines()
    assert (
        "| `kind` | one of person, community, organization |  | public |  | 0.1 | person, community or organization. |"
        in rows
    )
    assert (
        "| `photo.consent.given_on` | date such as 2026-12-10 | `2026-12-10` | private | in `photo.consent` | 0.1 "
        "| The day on which it was approved. |"
    ) in rows
