"""Front matter → Partner, or problems in our words. What can't be read is left out; the rest goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from partnerhub.record.fields import declared, field_at, field_names, may_be_quoted
from partnerhub.record.model import LANGUAGE_TAG, EventRecord, Record
from partnerhub.record.partner import Body, Partner, PhotoFile, UnreadableEvent
from partnerhub.record.read import FrontMatter, SourceFile, Tree
from partnerhub.record.settings import Settings
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
}


_NEEDED: Mapping[str, str] = {"name": "?", "title": "?", "start": "2000-01-01 00:00"}
"""What stands for a field that must be there and is not, so that the others can be typed; it is never shown."""


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
    breaches: list[Breach] = [*source.breaches]
    whole = _type(Record, tree, (), source.front_matter, breaches)
    places: list[int] = []
    events: list[EventRecord] = []
    unreadable: list[UnreadableEvent] = []
    if not isinstance(entries, list):
        breaches.append(Breach("field-invalid", _not_a_list(("events",), entries)))
        entries = []
    for index, entry in enumerate(entries):
        if not isinstance(entry, dict):
            breaches.append(Breach("field-invalid", _not_fields(("events", index), entry)))
            unreadable.append(UnreadableEvent(index, {}))
            continue
        typed = _type(EventRecord, entry, ("events", index), source.front_matter, breaches)
        if typed.missing:
            given = typed.record.model_fields_set - typed.missing
            unreadable.append(UnreadableEvent(index, {name: getattr(typed.record, name) for name in sorted(given)}))
        else:
            places.append(index)
            events.append(typed.record)
    partner = Partner(
        slug=source.slug,
        path=source.path,
        record=whole.record.model_copy(update={"events": tuple(events)}),
        bodies=[Body(part.language, part.text, part.first_line) for part in source.body],
        photo=photo,
        settings=settings,
        event_places=places,
        unreadable_events=unreadable,
        broken=frozenset(breach.problem.field for breach in breaches),
    )
    return Typed(partner, breaches)


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


@dataclass(frozen=True)
class _Typed(Generic[Model]):
    """Fields that could be typed; something stands in the place of those that must be there and are not."""

    record: Model
    missing: frozenset[str]


def _type(
    model: type[Model], tree: dict[str, Any], base: FieldPath, typed: FrontMatter, breaches: list[Breach]
) -> _Typed[Model]:
    """Validate; cut off what is wrong and validate again, until the rest holds. `base` is where the fields stand."""
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
            if not any(place[: len(known)] == known for known in reported):
                reported.add(place)
                breaches.append(_breach(detail, (*base, *place), typed))
            if not place:
                cuts |= {("end",), ("duration",)}  # the one thing that is wrong with an event as a whole
            elif detail["type"] != "missing":
                cuts.add(place)
            elif len(place) > 1:
                cuts.add(place[:-1])
            else:
                name = str(place[0])
                missing.add(name)
                tree[name] = _NEEDED[name]
        # Later items first, so that the places of earlier ones hold.
        for cut in sorted(cuts, key=_cut_order, reverse=True):
            _cut(tree, cut)


def _cut_order(cut: FieldPath) -> list[tuple[bool, str | int]]:
    return [(isinstance(step, str), step) for step in cut]


def _cut(tree: Any, cut: FieldPath) -> None:
    for step in cut[:-1]:
        if not _holds(tree, step):
            return  # cut off with what held it
        tree = tree[step]
    if _holds(tree, cut[-1]):
        del tree[cut[-1]]


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
    return tuple(place)


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
    hint = _HINTS.get(kind, N_("Compare it with the example in the documentation."))
    if may_be_quoted(Record, field) and isinstance(value, str) and (meant := close_to(value, choices)):
        hint, facts["meant"] = N_("Did you mean {meant}?"), meant
    rule = kind if kind != "value_error" else "field-invalid"
    return Breach(rule, _requires(context["words"], field, value, hint, facts))


def _not_fields(field: FieldPath, value: object) -> Problem:
    requirement = N_("must be fields of its own, one `name: value` a line")
    return _requires(requirement, field, value, N_("Indent what belongs to it by two spaces."))


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
