"""What changed between two versions of a partner file, in words, field by field as the record declares them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from pydantic import BaseModel

from partnerhub.checks import Hub
from partnerhub.record.fields import DeclaredField, declared, is_empty
from partnerhub.record.model import EventRecord, Record
from partnerhub.record.partner import Event, Partner
from partnerhub.review.statement import Statement
from partnerhub.words.terms import N_

_LONG = 120
"""Characters from which a text is said to be rewritten instead of being repeated twice."""
_SAID_OF_EVENTS = {("slug",), ("start",)}
"""Fields of an event that are compared as they are resolved, not as they are typed."""


@dataclass(frozen=True)
class TouchedFile:
    """A partner file that differs between two revisions, or a photo of which does; paths relative to the hub."""

    before: str | None
    after: str | None
    replaced_photos: frozenset[str] = frozenset()
    """Those that took another's place under its name."""


def file_changes(file: TouchedFile, before: Partner | None, after: Partner | None, hub: Hub) -> Iterator[Statement]:
    """What changed about the file and its photos; the partner is None where it could not be read."""
    if file.before is None:
        yield Statement(N_("new partner"))
    elif file.before != file.after:
        paths = {"before": file.before, "after": file.after}
        yield Statement(N_("the file is renamed, so the partner's link changes: {before} → {after}"), paths)
    if after is None:
        yield Statement(N_("the file can't be read any more") if before else N_("the file can't be read"))
    if file.replaced_photos and file.before is not None:
        yield from _replaced_photos(file, after, hub)


def _replaced_photos(file: TouchedFile, after: Partner | None, hub: Hub) -> Iterator[Statement]:
    events = [event for event in after.events if event.photo] if after else []
    of_events = {event.photo.file.path for event in events if event.photo and event.photo.file}
    if file.replaced_photos - of_events:
        is_newer = after and hub.timeline.partner(after.path).photo_is_newer_than_consent
        yield Statement(N_("photo replaced; consent is older than the photo") if is_newer else N_("photo replaced"))
    for event in events:
        if event.photo and event.photo.file and event.photo.file.path in file.replaced_photos:
            is_newer = hub.timeline.event(event).photo_is_newer_than_consent
            change = N_("photo replaced; consent is older than the photo") if is_newer else N_("photo replaced")
            yield Statement(N_("event {title}: {change}"), {"title": event.title, "change": change})


def record_changes(before: Partner, after: Partner, earlier: Mapping[Event, Event]) -> Iterator[Statement]:
    """What changed in the record, the description and the events; `earlier` holds each event as it was."""
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
        if event not in earlier.values():
            yield Statement(N_("event removed: {title}, {start}"), {"title": event.title, "start": event.begins})


def as_typed(value: object) -> str:
    """A field's value as one would type it, on one line; a list's items with commas between them."""
    if isinstance(value, dict):
        return " / ".join(f"{key}: {as_typed(each)}" if key else as_typed(each) for key, each in value.items())
    if isinstance(value, (tuple, list)):
        return ", ".join(as_typed(each) for each in value)
    if isinstance(value, BaseModel):
        values = (getattr(value, field.attribute) for field in declared(type(value)))
        return " / ".join(as_typed(each) for each in values if not is_empty(each))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _duration(span: timedelta) -> str:
    hours, minutes = divmod(span.seconds // 60, 60)
    parts = ((span.days, "d"), (hours, "h"), (minutes, "m"))
    return "".join(f"{count}{unit}" for count, unit in parts if count)


def _event_changes(before: Event, after: Event) -> Iterator[Statement]:
    if before.start != after.start:
        facts = {"title": after.title, "before": before.begins, "after": after.begins}
        yield Statement(N_("event {title} moved from {before} to {after}"), facts)
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
    elif new is not None:
        for part in declared(field.holds):
            yield from _field_changes(part, old, new)
    elif old is not None:
        yield Statement(N_("{label} removed"), {"label": field.visibility.words})


def _value_change(field: DeclaredField, old: Any, new: Any) -> Iterator[Statement]:
    if old == new or (is_empty(old) and is_empty(new)):
        return
    facts: dict[str, object] = {"label": field.visibility.words}
    if is_empty(new):
        yield Statement(N_("{label} removed"), facts)
        return
    is_continued = field.is_list and new[: len(old)] == old
    before, after = as_typed(old), as_typed(new[len(old) :] if is_continued else new)
    if is_empty(old) or is_continued:
        term, facts = N_("{label} added: {after}"), {**facts, "after": after}
    elif max(len(before), len(after)) > _LONG:
        term = N_("{label} rewritten")
    else:
        term, facts = N_("{label}: {before} → {after}"), {**facts, "before": before, "after": after}
    yield Statement(term, facts, not field.may_be_quoted, N_("{label} changed"))
