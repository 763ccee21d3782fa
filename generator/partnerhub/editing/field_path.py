"""A field as one names it on the command line, followed to its place: `events.open-data-night.title.he`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args, get_origin

from partnerhub.editing.subject import Entry, Refused, Subject
from partnerhub.record.fields import DeclaredField, field_at
from partnerhub.record.meant import names_at, unknown
from partnerhub.record.model import Record
from partnerhub.words import slugs
from partnerhub.words.finding import FieldPath, field_name
from partnerhub.words.terms import LANGUAGE_TAG, N_

_STEP = re.compile(r"(?P<name>[^\[\]]+)(?P<entries>(?:\[\d{1,6}\])*)")
_EVENTS: FieldPath = ("events",)


@dataclass(frozen=True)
class Place:
    """A place in a file that the format knows."""

    field: DeclaredField
    """The one that stands there, or of whose value a part stands there."""
    path: FieldPath
    within: FieldPath = ()
    """What of the value is meant: an entry's number, a language, a link's label; empty for all of it."""

    @property
    def whole(self) -> FieldPath:
        """Where it stands in the file."""
        return (*self.path, *self.within)

    @property
    def is_list(self) -> bool:
        """Whether any number of entries stand there."""
        return not self.within and Ellipsis in get_args(self.field.annotation)

    @property
    def is_text_in_languages(self) -> bool:
        """Whether it may be one text a language."""
        return self.field.is_in_languages and not self.within

    @property
    def has_structure(self) -> bool:
        """Whether more than a text may stand there: fields of its own, names of one's choice, numbers."""
        of_entries = self.within and Ellipsis in get_args(self.field.annotation)
        holds_others = get_origin(self.field.annotation) in (dict, tuple) and not of_entries
        return self.field.holds is not None or (holds_others and self.within == ())


def place_named(subject: Subject, typed: str, event: Entry | str | None) -> Place:
    """The place of a field; `event` is the one that is meant, or its slug, where the name doesn't say it.

    Raises Refused, WhichEvent.
    """
    steps = _steps(typed)
    if steps[0] == "events":
        path = _in_events(subject, steps[1:], event)
    elif event is not None and steps[0] in names_at(()) and steps[0] not in names_at(_EVENTS):
        raise Refused(N_("{field} belongs to the partner, not to an event"), N_("Take --event out."), field=typed)
    elif event is not None:
        path = (*subject.entry(event, subject.is_coming).place, *steps)
    elif steps[0] in names_at(_EVENTS) and steps[0] not in names_at(()):
        path = (*subject.entry(None, subject.is_coming).place, *steps)
    else:
        path = steps
    if path[0] == "events" and len(path) == len(_EVENTS) + 1:
        hint = N_("Name one of its fields, as in {example}; to call it off: `{command}`.")
        command = f"partnerhub set {subject.partner.slug} cancel"
        raise Refused(N_("{field} is a whole event"), hint, field=typed, example=f"{typed}.start", command=command)
    return place_at(path)


def _steps(typed: str) -> FieldPath:
    steps: list[str | int] = []
    for part in typed.split("."):
        step = _STEP.fullmatch(part)
        if step is None:
            hint = N_("Write it like {example}.")
            raise Refused(N_("{field} is not the name of a field"), hint, field=typed, example="vetting.note")
        steps += [step["name"], *map(int, re.findall(r"\d+", step["entries"]))]
    return tuple(steps)


def _in_events(subject: Subject, rest: FieldPath, event: Entry | str | None) -> FieldPath:
    if not rest:
        hint = N_("Name an event and its field, as in {example}.")
        raise Refused(N_("{field} is a list"), hint, field="events", example="events.open-data-night.place")
    first = rest[0]
    if isinstance(first, int):
        if first >= len(subject.entries):
            raise Refused(N_("there is no {field}"), field=field_name((*_EVENTS, first)))
        return (*_EVENTS, *rest)
    is_slug = any(slugs.same(entry.slug) == slugs.same(first) for entry in subject.entries)
    if first in names_at(_EVENTS) and not is_slug:
        return (*subject.entry(event, subject.is_coming).place, *rest)
    return (*subject.named(first).place, *rest[1:])


def place_at(path: FieldPath) -> Place:
    """Follow a path through the declarations. Raises Refused where it leads to nothing."""
    field: DeclaredField | None = None
    for length, step in enumerate(path):
        before = path[:length]
        if field is not None and field.holds is None:
            return Place(field, before, _within(field, before, path[length:]))
        if isinstance(step, int):
            if field is None or not field.is_list:
                raise Refused(N_("{field} is no list"), field=field_name(before))
            if length + 1 == len(path):
                return Place(field, before, (step,))
            continue
        if field is not None and field.is_list and not isinstance(path[length - 1], int):
            example = f"{field_name(before)}[0].{step}"
            hint = N_("Say which entry, counted from 0, as in {example}.")
            raise Refused(N_("{field} is a list"), hint, field=field_name(before), example=example)
        field = field_at(Record, (*before, step))
        if field is None:
            raise _unknown(path[: length + 1])
    assert field is not None, "a path has steps"
    return Place(field, path)


def _within(field: DeclaredField, path: FieldPath, rest: FieldPath) -> FieldPath:
    """What of a value is meant. Raises Refused for what it can't have."""
    if rest and isinstance(rest[0], int) and len(rest) == 1 and Ellipsis in get_args(field.annotation):
        return rest
    if field.is_in_languages:
        if len(rest) == 1 and LANGUAGE_TAG.match(str(rest[0])):
            return rest
        message = N_("behind {field} must stand a language's code such as he or en")
        raise Refused(message, field=field_name(path))
    if get_origin(field.annotation) is dict and all(isinstance(step, str) for step in rest):
        return (".".join(map(str, rest)),)
    raise Refused(N_("{field} has no fields of its own"), field=field_name(path))


def _unknown(path: FieldPath) -> Refused:
    found = unknown(path, "")
    above = [step for step in path[:-1] if isinstance(step, str) and step != "events"]
    name = str(path[-1])
    meant = [(*above, found.meant)] if found.meant else [(*holder, name) for holder in found.holder_paths]
    hint = N_("Did you mean {meant}?") if meant else N_("Use one of {known}.")
    return Refused(
        N_("{field} is not a field of the format"),
        hint,
        field=".".join((*above, name)),
        meant=", ".join(map(".".join, meant)),
        known=", ".join(found.known),
    )
