"""Front matter → Partner, or problems in our words. What can't be read is left out; the rest goes on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from partnerhub.record.fields import field_at, field_names
from partnerhub.record.meant import cut_texts, names_at, unknown
from partnerhub.record.mistyped import MENDED, MENDED_SINCE, breach_of, cut_at_comma, not_a_list, not_an_event
from partnerhub.record.model import EventRecord, Record
from partnerhub.record.partner import Body, Partner, ReadDescription, UnreadableEvent
from partnerhub.record.photo import PhotoFile
from partnerhub.record.read import FrontMatter, SourceFile, Tree
from partnerhub.record.settings import Settings
from partnerhub.words import markdown
from partnerhub.words.finding import Breach, FieldPath, Problem
from partnerhub.words.terms import LANGUAGE_TAG, N_

Model = TypeVar("Model", bound=BaseModel)

MOST_NAMED = 100
"""Mistakes of typing of which a file's findings tell one by one."""

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


class TypedBefore(dict[tuple[type[BaseModel], str], BaseModel]):
    """Parts of records that were typed without a mistake, by how they are written: versions of a file share most."""


def parse(
    source: SourceFile,
    photo_files: Mapping[FieldPath, PhotoFile],
    settings: Settings,
    read: ReadDescription = markdown.read,
    before: TypedBefore | None = None,
) -> Typed:
    """Type the record of a partner file, in a hub. What can't be typed is left out, with its breach.

    `photo_files` are the files of its photos, by where those stand in it; `read` reads its descriptions. What was typed
    `before` isn't typed again.
    """
    before = TypedBefore() if before is None else before
    if source.front_matter is None:
        return Typed(None, source.breaches)
    tree: Any = _without_empty(dict(source.front_matter.tree), source.front_matter.bare)
    tree = _with_texts(tree)
    entries = tree.pop("events", [])
    mistakes = _Mistakes([*source.breaches])
    whole = _type(Record, tree, (), source.front_matter, mistakes, before)
    places: list[int] = []
    events: list[EventRecord] = []
    unreadable: list[UnreadableEvent] = []
    if not isinstance(entries, list):
        mistakes.add(("events",), lambda: Breach("field-invalid", not_a_list(("events",), entries)))
        entries = []
    parts_of_event = names_at(("events",)) if mistakes.astray else []
    for index, entry in enumerate(entries):
        if not isinstance(entry, dict):
            mistakes.add(("events", index), partial(not_an_event, index, entry))
            unreadable.append(UnreadableEvent(index, {}))
            continue
        for name in parts_of_event:
            if mistakes.is_astray(("events", name)) and name not in entry:
                mistakes.leave_out(("events", index, name))
        typed = _type(EventRecord, entry, ("events", index), source.front_matter, mistakes, before)
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
        bodies=[Body(part.language, part.text, part.first_line, read) for part in source.body],
        photo_files=photo_files,
        settings=settings,
        event_places=places,
        unreadable_events=unreadable,
        broken=mistakes.broken,
        read=read,
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


def photo_names(source: SourceFile) -> Iterator[tuple[FieldPath, str | None]]:
    """Where the photos of a record stand that is not typed yet, each with the file that it names, if it names one.

    The partner's own is always among them: the file beside may be its.
    """
    tree = source.front_matter.tree if source.front_matter else {}
    yield ("photo",), _name_in(tree.get("photo"))
    events = tree.get("events")
    for index, event in enumerate(events if isinstance(events, list) else ()):
        if isinstance(event, dict) and (name := _name_in(event.get("photo"))):
            yield ("events", index, "photo"), name


def _name_in(photo: object) -> str | None:
    name = photo.get("file") if isinstance(photo, dict) else None
    return name.strip() if isinstance(name, str) and name.strip() else None


def _without_empty(tree: Tree, bare: Set[FieldPath], place: FieldPath = ()) -> Tree:
    """A field that is left empty is a field that is not there.

    Anything else without a value stays, to be found: it may be half of a text with a comma and no quotes around it.
    """
    if isinstance(tree, dict):
        return {
            key: _without_empty(value, bare, (*place, key))
            for key, value in tree.items()
            if value is not None or (*place, key) in bare or not _may_be_empty(key, place)
        }
    if isinstance(tree, list):
        return [_without_empty(item, bare, (*place, index)) for index, item in enumerate(tree)]
    return tree


def _with_texts(tree: Tree, place: FieldPath = ()) -> Tree:
    """An entry that is a text with a colon in it, such as `- Open data night:`, is one name that means no field."""
    if isinstance(tree, dict):
        return {key: _with_texts(value, (*place, key)) for key, value in tree.items()}
    if isinstance(tree, list):
        items = ((item, (*place, index)) for index, item in enumerate(tree))
        return [_as_text(item, at) or _with_texts(item, at) for item, at in items]
    return tree


def _as_text(entry: Tree, place: FieldPath) -> str | None:
    if not isinstance(entry, dict) or len(entry) != 1:
        return None
    ((name, value),) = entry.items()
    found = unknown((*place, name), value)
    if not found.known or name in found.known or found.meant or found.holder_paths or isinstance(value, dict | list):
        return None
    return f"{name}: {value or ''}".rstrip()


def _may_be_empty(key: str, place: FieldPath) -> bool:
    return key in field_names(Record) or LANGUAGE_TAG.match(key) is not None or place == ("links",)


class _Mistakes:
    """What can't be typed, of which so much is named that one finds what it has in common."""

    def __init__(self, breaches: Sequence[Breach]) -> None:
        self._named = list(breaches)
        self._fields = {breach.problem.field for breach in breaches}
        self._more = 0
        self.astray: set[tuple[str, ...]] = set()
        """Fields that stand at another place than theirs, by the path at which they should."""

    @property
    def are_none(self) -> bool:
        """Whether nothing at all is wrong, nor stands elsewhere."""
        return not (self._named or self._fields or self.astray)

    @property
    def is_full(self) -> bool:
        """Whether as many are named as there will be."""
        return len(self._named) >= MOST_NAMED

    def is_astray(self, field: FieldPath) -> bool:
        """Whether a field stands at another place than its own."""
        return bool(self.astray) and tuple(step for step in field if isinstance(step, str)) in self.astray

    def leave_out(self, field: FieldPath) -> None:
        """Take a field as one that can't be read because of a mistake that is named already."""
        self._fields.add(field)

    def add(self, field: FieldPath, breach: Callable[[], Breach]) -> None:
        """Add a mistake in a field."""
        if not self.is_full:
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
    model: type[Model],
    tree: dict[str, Any],
    base: FieldPath,
    typed: FrontMatter,
    mistakes: _Mistakes,
    before: TypedBefore,
) -> _Typed[Model]:
    """Type a part, unless it was typed before without a mistake. `base` is where its fields stand."""
    written = (model, repr(tree)) if mistakes.are_none and not typed.bare else None
    if written is not None and isinstance(known := before.get(written), model):
        return _Typed(known, frozenset())
    part = _typed(model, tree, base, typed, mistakes)
    if written is not None and mistakes.are_none and not part.missing:
        before[written] = part.record
    return part


def _typed(
    model: type[Model], tree: dict[str, Any], base: FieldPath, typed: FrontMatter, mistakes: _Mistakes
) -> _Typed[Model]:
    """Validate; cut off what is wrong and validate again, until the rest holds. `base` is where the fields stand.

    What has an error that is younger than the format goes on mended, so that it is told in what the branch held before.
    """
    missing: set[str] = set()
    reported: set[FieldPath] = set()
    kinds: set[tuple[FieldPath, object]] = set()
    for field, parts in cut_texts(tree, base, typed.bare):
        reported.add(field)
        # Until then the other parts were taken for fields that are left empty.
        since = MENDED_SINCE if all(_may_be_empty(part, (*base, *field[:-1])) for part in parts[1:]) else None
        mistakes.add((*base, *field), partial(cut_at_comma, (*base, *field), parts, since))
    for field in _misnamed(tree, base, mistakes):
        # What is there under another name, or at another place, isn't missing.
        reported |= _undecided_by(field)
        mistakes.leave_out((*base, *field))
    while True:
        try:
            return _Typed(model.model_validate(tree), frozenset(missing))
        except ValidationError as error:
            details = error.errors(include_url=False)
        cuts: set[FieldPath] = set()
        for detail in details:
            place = _place(detail, tree)
            kind = (place[:-1], _kind(detail, (*base, *place)))
            is_astray = detail["type"] == "missing" and mistakes.is_astray((*base, *place))
            if any(place[:length] in reported for length in range(len(place) + 1)):
                pass
            elif is_astray or kind in kinds:
                mistakes.leave_out((*base, *place))
            else:
                mistakes.add((*base, *place), partial(breach_of, detail, (*base, *place), typed))
            reported |= _undecided_by(place)
            kinds |= {kind} if kind[1] is not None else set()
            if detail["type"] in MENDED and _mend(tree, place, MENDED[detail["type"]]):
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


def _undecided_by(place: FieldPath) -> set[FieldPath]:
    """A field that is wrong, and those of which nobody can say whether they are as long as it is."""
    return {place, ("start",), ("end",), ("duration",)} if place == ("whole_day",) else {place}


def _kind(detail: ErrorDetails, field: FieldPath) -> object:
    """By what mistakes beside each other are one, so that the first of them tells of all; None for one of its own.

    Entries without fields, names that mean one field, fields of one holder, hours where the event has whole days.
    """
    if detail["type"] == "extra_forbidden":
        found = unknown(field, detail["input"])
        return found.meant or next(iter(found.holder_paths), None)
    if detail["type"] == "model_type" and isinstance(field[-1], int):
        return "fields"
    context = detail.get("ctx", {})
    return context["words"] if context.get("facts", {}).get("at") else None


def _misnamed(tree: Any, base: FieldPath, mistakes: _Mistakes) -> Iterator[FieldPath]:
    """The fields that stand under another name, at any depth, as far as their mistakes will be named."""
    names = tuple(step for step in base if isinstance(step, str))
    open_places: list[tuple[Any, FieldPath]] = [(tree, ())]
    while open_places and not mistakes.is_full:
        holder, place = open_places.pop()
        if isinstance(holder, list):
            open_places += [
                (item, (*place, index)) for index, item in enumerate(holder) if isinstance(item, dict | list)
            ]
            continue
        for key, value in holder.items():
            field = field_at(Record, (*base, *place, key))
            if field is None:
                found = unknown((*base, *place, key), value)
                if found.meant is not None and found.meant not in holder:
                    yield (*place, found.meant)
                for path in found.holder_paths:
                    mistakes.astray.add((*path, str(key)))
                    if path[: len(names)] == names:
                        yield (*path[len(names) :], str(key))
            elif isinstance(value, dict | list) and field.holds:
                open_places.append((value, (*place, key)))


def _mend(tree: Any, place: FieldPath, mend: Callable[[Any], Any]) -> bool:
    """Whether what is at a place is another now."""
    for step in place[:-1]:
        tree = tree[step]
    before = tree[place[-1]]
    tree[place[-1]] = mend(before)
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
