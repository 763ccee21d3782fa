"""Front matter → Partner, or problems in our words. What can't be read is left out; the rest goes on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from partnerhub.record.fields import declared, field_at, field_names, may_be_quoted
from partnerhub.record.model import LANGUAGE_TAG, LINE_BREAK, EventRecord, Record, on_one_line
from partnerhub.record.partner import Body, Partner, PhotoFile, UnreadableEvent
from partnerhub.record.read import FrontMatter, SourceFile, Tree
from partnerhub.record.settings import Settings
from partnerhub.words import markdown
from partnerhub.words.finding import Breach, FieldPath, Position, Problem, printable
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import N_, Term

Model = TypeVar("Model", bound=BaseModel)

_FIELD_LIKE = re.compile(r"[a-z_]{1,20}\Z")
"""What a misspelt field looks like, and what private text that slipped into a key's place rarely does."""
_HINTS = {
    "slug-invalid": N_("Write it like open-data-night; letters of any script will do."),
    "text-unsafe": N_("Type the text anew, without characters that are not words."),
    "link-unsafe": N_("Write the whole address, beginning with https://."),
    LINE_BREAK: N_("Write it on one line, without | before it; a space does instead of the line break."),
}


MOST_NAMED = 100
"""Mistakes of typing of which a file's findings tell one by one."""
ONE_LINE_SINCE = date(2026, 11, 28)
"""Since when a line break in a text of one line is an error."""

_NEEDED: Mapping[str, str] = {"name": "?", "title": "?", "start": "2000-01-01 00:00"}
"""What stands for a field that must be there and is not, so that the others can be typed; it is never shown."""
_NEEDED_DAY = "2000-01-01"
"""The same for the start of an event that has days instead of hours."""


@dataclass(frozen=True)
class Typed:
    """What came of one file."""

    partner: Partner | None
    """None where the front matter could not be read."""
    breaches: Sequence[Breach]


def parse(source: SourceFile, photo: PhotoFile | None, settings: Settings) -> Typed:
    """Type the record of a partner file, in a hub. What can't be typed is left out, with its breach."""
    if source.front_matter is None:
        return Typed(None, source.breaches)
    tree: Any = _without_empty(dict(source.front_matter.tree))
    entries = tree.pop("events", [])
    mistakes = _Mistakes([*source.breaches])
    whole = _type(Record, tree, (), source.front_matter, mistakes)
    places: list[int] = []
    events: list[EventRecord] = []
    unreadable: list[UnreadableEvent] = []
    if not isinstance(entries, list):
        mistakes.add(("events",), lambda: Breach("field-invalid", _not_a_list(("events",), entries)))
        entries = []
    for index, entry in enumerate(entries):
        if not isinstance(entry, dict):
            mistakes.add(("events", index), partial(_not_an_event, index, entry))
            unreadable.append(UnreadableEvent(index, {}))
            continue
        typed = _type(EventRecord, entry, ("events", index), source.front_matter, mistakes)
        if typed.missing:
            given = typed.record.model_fields_set - typed.missing
            unreadable.append(UnreadableEvent(index, {name: getattr(typed.record, name) for name in sorted(given)}))
        else:
            places.append(index)
            events.append(typed.record)
    events = list(_bounded(places, events, mistakes))
    partner = Partner(
        slug=source.slug,
        path=source.path,
        record=whole.record.model_copy(update={"events": tuple(events)}),
        bodies=[Body(part.language, part.text, part.first_line) for part in source.body],
        photo=photo,
        settings=settings,
        event_places=places,
        unreadable_events=unreadable,
        broken=mistakes.broken,
    )
    return Typed(partner, mistakes.said)


def _bounded(places: Sequence[int], events: Sequence[EventRecord], mistakes: _Mistakes) -> Iterator[EventRecord]:
    """The events, without the descriptions with which Markdown would have too much to look at in one file."""
    marks = 0
    for index, record in zip(places, events, strict=True):
        marks += sum(markdown.marks(text) for text in (record.description or {}).values())
        if record.description and marks > markdown.MAX_MARKS:
            field: FieldPath = ("events", index, "description")
            mistakes.add(field, partial(_endless, field))
            yield record.model_copy(update={"description": None})
        else:
            yield record


def _endless(field: FieldPath) -> Breach:
    words = N_(
        "{field} must be shorter: those of a file hold at most {limit} lines and signs such as * and [ that Markdown "
        "looks at"
    )
    hint = N_("Shorten it, or link to a page that has room for all of it.")
    return Breach("file-limits", Problem(field, words, hint, {"limit": markdown.MAX_MARKS}))


def photo_name(source: SourceFile) -> str | None:
    """The `photo.file` of a record that is not typed yet, if it is text."""
    photo = source.front_matter.tree.get("photo") if source.front_matter else None
    name = photo.get("file") if isinstance(photo, dict) else None
    return name.strip() if isinstance(name, str) and name.strip() else None


def _without_empty(tree: Tree, place: FieldPath = ()) -> Tree:
    """A field that is left empty is a field that is not there.

    Anything else without a value stays, to be found: it may be half of a text with a comma and no quotes around it.
    """
    if isinstance(tree, dict):
        return {
            key: _without_empty(value, (*place, key))
            for key, value in tree.items()
            if value is not None or not (key in field_names(Record) or LANGUAGE_TAG.match(key) or place == ("links",))
        }
    return [_without_empty(item, place) for item in tree] if isinstance(tree, list) else tree


class _Mistakes:
    """What can't be typed, of which so much is named that one finds what it has in common."""

    def __init__(self, breaches: Sequence[Breach]) -> None:
        self._named = list(breaches)
        self._fields = {breach.problem.field for breach in breaches}
        self._more = 0

    def add(self, field: FieldPath, breach: Callable[[], Breach]) -> None:
        """Add a mistake in a field."""
        if len(self._named) < MOST_NAMED:
            self._named.append(breach())
            self._fields.add(self._named[-1].problem.field)
        else:
            self._more += 1
            self._fields |= {field, ()}

    @property
    def said(self) -> Sequence[Breach]:
        """Those that are named, and how many there are beside them: these hold back the whole file."""
        if not self._more:
            return self._named
        message = N_("the record must be readable, but {count} more of its values are not")
        problem = Problem((), message, N_("Mend those that are named, then check again."), {"count": self._more})
        return [*self._named, Breach("field-invalid", problem)]

    @property
    def broken(self) -> frozenset[FieldPath]:
        """The fields of all of them."""
        return frozenset(self._fields)


@dataclass(frozen=True)
class _Typed(Generic[Model]):
    """Fields that could be typed; something stands in the place of those that must be there and are not."""

    record: Model
    missing: frozenset[str]


def _type(
    model: type[Model], tree: dict[str, Any], base: FieldPath, typed: FrontMatter, mistakes: _Mistakes
) -> _Typed[Model]:
    """Validate; cut off what is wrong and validate again, until the rest holds. `base` is where the fields stand.

    A text with a line break goes on as one line, so that it is told in what the branch held before that was an error.
    """
    missing: set[str] = set()
    reported: set[FieldPath] = set()
    while True:
        try:
            return _Typed(model.model_validate(tree), frozenset(missing))
        except ValidationError as error:
            details = error.errors(include_url=False)
        cuts: set[FieldPath] = set()
        for detail in details:
            place = _place(detail, tree)
            if not any(place[:length] in reported for length in range(len(place) + 1)):
                reported.add(place)
                mistakes.add((*base, *place), partial(_breach, detail, (*base, *place), typed))
            if place == ("whole_day",):
                # As long as it is wrong, nobody can say whether these are.
                reported |= {("start",), ("end",), ("duration",)}
            if detail["type"] == LINE_BREAK and _put_on_one_line(tree, place):
                continue
            if not place:
                cuts |= {("end",), ("duration",)}  # the one thing that is wrong with an event as a whole
            elif detail["type"] != "missing":
                cuts.add(place)
            elif len(place) > 1:
                cuts.add(place[:-1])
            else:
                name = str(place[0])
                missing.add(name)
                is_day = name == "start" and tree.get("whole_day") == "true"
                tree[name] = _NEEDED_DAY if is_day else _NEEDED[name]
        _cut(tree, cuts)


def _put_on_one_line(tree: Any, place: FieldPath) -> bool:
    """Whether there is a line break at a place, which is a space from now on."""
    for step in place[:-1]:
        tree = tree[step]
    before = tree[place[-1]]
    tree[place[-1]] = on_one_line(before)
    return bool(tree[place[-1]] != before)


def _cut(tree: Any, cuts: set[FieldPath]) -> None:
    """Take things out of a tree; a list loses all of its items at once, so that the places of the others hold."""
    of_holder = defaultdict[FieldPath, set[str | int]](set)
    for cut in cuts:
        of_holder[cut[:-1]].add(cut[-1])
    # What lies deeper goes first, while the way to it is as it was.
    for holder in sorted(of_holder, key=len, reverse=True):
        found = tree
        for step in holder:
            found = found[step]
        if isinstance(found, list):
            found[:] = [item for index, item in enumerate(found) if index not in of_holder[holder]]
        else:
            for name in of_holder[holder]:
                found.pop(name, None)


def _holds(tree: Any, step: str | int) -> bool:
    return step in tree if isinstance(tree, dict) else isinstance(tree, list) and step in range(len(tree))


def _place(detail: ErrorDetails, tree: Any) -> FieldPath:
    """The error's location, less what pydantic adds that stands in no file (`[key]`, the arms of a union)."""
    place: list[str | int] = []
    for step in detail["loc"]:
        if _holds(tree, step):
            tree = tree[step]
        elif detail["type"] == "missing" and isinstance(tree, dict):
            tree = None
        else:
            break
        place.append(step)
    # What is wrong between fields says at which of them.
    at = detail.get("ctx", {}).get("facts", {}).get("at")
    return (*place, at) if at else tuple(place)


def _breach(detail: ErrorDetails, field: FieldPath, typed: FrontMatter) -> Breach:
    kind, value = detail["type"], detail["input"]
    if kind == "missing":
        return Breach("field-missing", Problem(field, N_("{field} must be given"), N_("Add the field.")))
    if kind == "extra_forbidden":
        return Breach("field-unknown", _unknown(field, typed.keys.get(field)))
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return Breach("field-invalid", _not_fields(field, value))
    if kind in ("tuple_type", "list_type"):
        return Breach("field-invalid", _not_a_list(field, value))
    context: dict[str, Any] = detail.get("ctx", {})
    facts = dict(context.get("facts", {}))
    choices = facts.pop("close_to", ())
    if at := facts.pop("at", None):
        value = value[at]
    hint = facts.pop("hint", None) or _HINTS.get(kind, N_("Compare it with the example in the documentation."))
    if may_be_quoted(Record, field) and isinstance(value, str) and (meant := close_to(value, choices)):
        hint, facts["meant"] = N_("Did you mean {meant}?"), meant
    problem = _requires(context["words"], field, value, hint, facts)
    if kind == LINE_BREAK:
        return Breach("field-invalid", replace(problem, asked_since=ONE_LINE_SINCE))
    return Breach(kind if kind != "value_error" else "field-invalid", problem)


def _not_fields(field: FieldPath, value: object) -> Problem:
    requirement = N_("must be fields of its own, one `name: value` a line")
    return _requires(requirement, field, value, N_("Indent what belongs to it by two spaces."))


def _not_an_event(index: int, entry: object) -> Breach:
    return Breach("field-invalid", _not_fields(("events", index), entry))


def _not_a_list(field: FieldPath, value: object) -> Problem:
    return _requires(N_("must be a list"), field, value, N_("Put it in brackets: [one, two]."))


def _requires(
    requirement: Term, field: FieldPath, value: object, hint: Term, facts: Mapping[str, object] | None = None
) -> Problem:
    """`requirement` is what a field must be; what was typed is repeated where that tells no secret."""
    facts = {**(facts or {}), "requirement": requirement}
    if isinstance(value, list):
        return Problem(field, N_("{field} {requirement}, got {got}"), hint, {**facts, "got": N_("a list")})
    if isinstance(value, str) and may_be_quoted(Record, field):
        got = f"“{printable(value, limit=60)}”"
        return Problem(field, N_("{field} {requirement}, got {got}"), hint, {**facts, "got": got})
    return Problem(field, N_("{field} {requirement}"), hint, facts)


def _unknown(field: FieldPath, place: Position | None) -> Problem:
    """A field that the format does not know. Its name is repeated only where it can't be private text gone astray."""
    parent, key = field[:-1], str(field[-1])
    known = _names_at(parent)
    meant = close_to(key, known)
    if meant and _FIELD_LIKE.match(key):
        message, hint = N_("{field} is not a field of the format"), N_("Did you mean {meant}?")
        return Problem(field, message, hint, {"meant": meant}, place)
    words = N_("{parent} must have fields of the format only, but this one is not known")
    hint = N_("Did you mean {meant}?") if meant else N_("Delete it, or use one of {known}.")
    return Problem(
        parent, words, hint, {"parent": _parent_name(parent), "known": ", ".join(known), "meant": meant}, place
    )


def _parent_name(parent: FieldPath) -> str:
    return N_("the record") if not parent else ".".join(str(step) for step in parent if isinstance(step, str))


def _names_at(place: FieldPath) -> list[str]:
    """The names that a record knows at a place."""
    field = field_at(Record, place)
    return [part.path[-1] for part in (field.parts if field else declared(Record))]
