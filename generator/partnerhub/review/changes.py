"""What changed between two versions of a partner file, in words, field by field as the record declares them."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from pydantic import BaseModel

from partnerhub.checks import Hub
from partnerhub.record.fields import DeclaredField, declared, is_empty
from partnerhub.record.model import Agreed, Consent, EventRecord, Record
from partnerhub.record.partner import Event, Partner
from partnerhub.record.photo import Photo
from partnerhub.review.statement import Statement
from partnerhub.review.values import as_typed, said_of
from partnerhub.words.terms import N_, Term

Items = tuple[Any, ...]

_LONG = 120
"""Characters from which a text is said to be rewritten instead of being repeated twice."""
_SAID_OF_EVENTS = {("slug",), ("start",)}
"""Fields of an event that are compared as they are resolved, not as they are typed."""
_WITHDRAWN = next(field for field in declared(Consent) if field.attribute == "withdrawn_on")


class PhotoChange(Enum):
    """What became of the file of a photo."""

    ADDED = N_("photo added")
    REPLACED = N_("photo replaced")
    REMOVED = N_("photo removed")


@dataclass(frozen=True)
class TouchedFile:
    """A partner file that differs between two revisions, or whose photo does; paths relative to the hub."""

    before: str | None
    after: str | None
    photos: Mapping[str, PhotoChange] = dataclasses.field(default_factory=dict)
    """What became of the files of its photos, by path."""

    def became_of(self, before: Photo | None, after: Photo | None) -> PhotoChange | None:
        """What became of a photo, the partner's or an event's; None where its file stayed."""
        files = [photo.file.path for photo in (before, after) if photo and photo.file]
        became = {self.photos[path] for path in files if path in self.photos}
        return became.pop() if len(became) == 1 else PhotoChange.REPLACED if became else None


def file_changes(file: TouchedFile, before: Partner | None, after: Partner | None, hub: Hub) -> Iterator[Statement]:
    """What changed about the file and its photo; the partner is None where it could not be read."""
    if file.before is None:
        yield Statement(N_("new partner"))
    elif file.before != file.after:
        paths = {"before": file.before, "after": file.after}
        yield Statement(N_("the file is renamed, so the partner's link changes: {before} → {after}"), paths)
    if after is None:
        yield Statement(N_("the file can't be read any more") if before else N_("the file can't be read"))
    if file.before is not None:
        yield from _photo_changes(file, before, after, hub)


def _photo_changes(file: TouchedFile, before: Partner | None, after: Partner | None, hub: Hub) -> Iterator[Statement]:
    """What became of the partner's photo, and of those of events that were there before."""
    is_newer = after is not None and hub.timeline.partner(after.path).photo_is_newer_than_consent
    if words := _photo_change(
        file, before.photo if before else None, after.photo if after else None, hub.now, is_newer=is_newer
    ):
        yield Statement(words)
    earlier = {event.key: event for event in before.events} if before else {}
    for event in after.events if after else ():
        was, is_newer = earlier.get(event.key), hub.timeline.event(event).photo_is_newer_than_consent
        if was is not None and (words := _photo_change(file, was.photo, event.photo, hub.now, is_newer=is_newer)):
            yield Statement(N_("event {title}: {change}"), {"title": event.title, "change": words})


def _photo_change(
    file: TouchedFile, before: Photo | None, after: Photo | None, now: datetime, *, is_newer: bool
) -> Term | None:
    became = file.became_of(before, after)
    if became is None:
        return None
    if became is PhotoChange.REMOVED and before and after and after.withdrawn and not before.withdrawn:
        goes_early = after.withdrawn > now
        return N_("photo removed, before the day from which its consent is taken back") if goes_early else None
    if became is PhotoChange.REPLACED and is_newer:
        return N_("photo replaced; consent is older than the photo")
    return became.value


def record_changes(
    before: Partner, after: Partner, earlier: Mapping[Event, Event], said: Collection[Event] = ()
) -> Iterator[Statement]:
    """What changed in the record, the description and the events.

    `earlier` holds each event as it was; of those in `said` it is told already that they are gone.
    """
    for field in declared(Record):
        if field.holds is not EventRecord:
            yield from _field_changes(field, before.record, after.record)
    if [(body.language, body.text) for body in before.bodies] != [(body.language, body.text) for body in after.bodies]:
        yield Statement(N_("description rewritten"))
    for event in after.events:
        if event in earlier:
            yield from _event_changes(earlier[event], event)
        else:
            yield Statement(N_("new event: {title}, {start}"), {"title": event.title, "start": event.begins})
    for event in before.events:
        if event not in earlier.values() and event not in said:
            yield Statement(N_("event removed: {title}, {start}"), {"title": event.title, "start": event.begins})


def _event_changes(before: Event, after: Event) -> Iterator[Statement]:
    if before.start != after.start:
        facts = {"title": after.title, "before": before.begins, "after": after.begins}
        yield Statement(N_("event {title} moved: {before} → {after}"), facts)
    if before.slug != after.slug:
        addresses = {"title": after.title, "before": before.slug, "after": after.slug}
        yield Statement(N_("event {title}: the link changes: {before} → {after}"), addresses)
    for field in declared(EventRecord):
        if field.path not in _SAID_OF_EVENTS:
            for change in _field_changes(field, before.record, after.record):
                yield Statement(N_("event {title}: {change}"), {"title": after.title, "change": change})


def _field_changes(field: DeclaredField, before: BaseModel | None, after: BaseModel) -> Iterator[Statement]:
    """What changed in a field of two versions of what holds it; None where it wasn't there before."""
    # What is new is compared with what holds if nothing is typed.
    old = field.default if before is None else getattr(before, field.attribute)
    new = getattr(after, field.attribute)
    if field.holds is None or field.is_list:
        yield from _value_change(field, old, new)
    elif isinstance(new, Agreed) and _is_one(new) and (old is None or _is_one(old)):
        # One date means both, so that one line is one change.
        yield from _value_change(declared(Agreed)[0], old and old.us, new.us, field.visibility.words)
    elif new is not None:
        for part in declared(field.holds):
            yield from _field_changes(part, old, new)
    elif old is not None:
        yield Statement(N_("{label} removed"), {"label": field.visibility.words})


def _is_one(agreed: Agreed) -> bool:
    return agreed.us == agreed.them


def _value_change(field: DeclaredField, old: Any, new: Any, label: Term | None = None) -> Iterator[Statement]:
    if old == new or (is_empty(old) and is_empty(new)):
        return
    facts: dict[str, object] = {"label": label or field.visibility.words}
    if is_empty(new):
        yield Statement(N_("{label} removed"), facts)
        return
    if field is _WITHDRAWN and is_empty(old):
        said = N_("photo withdrawn: from {day} on it is not shown")
        yield Statement(said, {**facts, "day": new}, not field.may_be_quoted, N_("photo withdrawn"))
        return
    if field.default == ():
        old, new = _beyond_each_other(old, new)
    facts |= {"before": said_of(field, old), "after": said_of(field, new)}
    if is_empty(old):
        term = N_("{label} added: {after}")
    elif is_empty(new):
        term = N_("{label} removed: {before}")
    elif any(len(as_typed(each)) > _LONG for each in (old, new)):
        term = N_("{label} rewritten")
    else:
        term = N_("{label}: {before} → {after}")
    yield Statement(term, facts, not field.may_be_quoted, N_("{label} changed"))


def _beyond_each_other(old: Items, new: Items) -> tuple[Items, Items]:
    """The items of two lists that the other one hasn't; the lists where only their order differs."""
    gone = tuple(each for each in old if each not in new)
    come = tuple(each for each in new if each not in old)
    return (gone, come) if gone or come else (old, new)
