"""A partner and its events, resolved: what a file says, with the hub's settings applied once.

Checks, history, publication and review all take these values, and nothing beside them that would say the same again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from partnerhub.record.model import AgendaEntry, Agreed, Decision, EventRecord, PhotoRecord, Record, Status
from partnerhub.record.photo import Photo, PhotoFile
from partnerhub.record.schedule import moment_within, span_of
from partnerhub.record.settings import Settings
from partnerhub.site.model import Kind
from partnerhub.words import markdown, slugs
from partnerhub.words.finding import FieldPath
from partnerhub.words.languages import one_text
from partnerhub.words.markdown import Document
from partnerhub.words.places import Titles

ReadDescription = Callable[[str], Document]
"""Markdown, untrusted → what it says."""


@dataclass(frozen=True)
class Body:
    """The public description, or the part of it that is in one language."""

    language: str
    """BCP 47 tag; empty for the part that names none."""
    text: str
    """Markdown, untrusted."""
    first_line: int
    """In the file, from 1."""
    read: ReadDescription = field(default=markdown.read, repr=False, compare=False)

    @cached_property
    def document(self) -> Document:
        """What it says, read once."""
        return self.read(self.text)


@dataclass(frozen=True)
class UnreadableEvent:
    """An entry of `events` that can't be typed whole: something that it must have is missing or wrong."""

    index: int
    """Its place in the file's list of events, from 0."""
    fields: Mapping[str, Any]
    """Those that could be typed, by their names in the model."""

    def key(self, settings: Settings) -> str | None:
        """The slug as slugs are compared, as written or from the title; None where neither can be read."""
        if slug := self.fields.get("slug"):
            return slugs.same(slug)
        return slugs.same(implicit_slug(self.fields["title"], settings)) if "title" in self.fields else None


@dataclass(frozen=True, eq=False)
class Event:
    """One event: what is typed of it, and what follows from that in this hub."""

    partner: Partner = field(repr=False)
    """In whose file it stands."""
    index: int
    """Its place in the file's list of events, from 0; others may be unreadable."""
    record: EventRecord
    zone: ZoneInfo
    """Its own, else the hub's."""
    start: datetime
    """Aware, in its zone; of whole days the first moment."""
    end: datetime
    """Aware, in its zone; not in it any more. By the hub's `event_length` where none is typed, or one whole day."""
    day: date
    """On which it starts, in the hub's zone."""
    slug: str
    """As written, else from its title, else `event`."""

    @classmethod
    def resolve(cls, partner: Partner, index: int, record: EventRecord) -> Event:
        """Apply the hub's settings to an entry of a partner file."""
        settings = partner.settings
        zone = ZoneInfo(record.timezone or settings.timezone)
        start, end = span_of(record.start, record.end, record.duration, settings.event_length, zone)
        return cls(
            partner=partner,
            index=index,
            record=record,
            zone=zone,
            start=start,
            end=end,
            day=start.astimezone(settings.zone).date(),
            slug=record.slug or implicit_slug(record.title, settings),
        )

    @property
    def path(self) -> str:
        """Of the file in which it stands."""
        return self.partner.path

    @property
    def key(self) -> str:
        """By what it is known within its file: the slug, in the form in which slugs are compared."""
        return slugs.same(self.slug)

    @property
    def title(self) -> str:
        """In the hub's first language."""
        return one_text(self.record.title, self.partner.settings.language)

    @property
    def begins(self) -> datetime | date:
        """The start as people say it: of whole days the day alone."""
        return self.start.date() if self.record.whole_day else self.start

    @property
    def end_is_known(self) -> bool:
        """Whether the end is the event's own, and not the hub's usual length."""
        return self.record.whole_day or self.record.end is not None or self.record.duration is not None

    @property
    def last_day(self) -> date:
        """The last day on which a part of it lies, in the hub's zone."""
        return (self.end.astimezone(UTC) - timedelta.resolution).astimezone(self.partner.settings.zone).date()

    @property
    def agenda(self) -> Sequence[tuple[datetime, AgendaEntry]]:
        """What happens within it, aware, in its zone, in the order of time."""
        moments = (moment_within(self.start, self.end, entry.at, self.zone) for entry in self.record.agenda)
        return sorted(zip(moments, self.record.agenda, strict=True), key=lambda each: each[0])

    @cached_property
    def photo(self) -> Photo | None:
        """Its own; None where it has none, and the partner's is shown."""
        return self.partner.photo_of(self.record.photo, *self.at("photo")) if self.record.photo else None

    @cached_property
    def description(self) -> Mapping[str, Document]:
        """Language → what its description says in it, read once."""
        return {language: self.partner.read(text) for language, text in (self.record.description or {}).items()}

    @property
    def is_scheduled(self) -> bool:
        """Whether it is neither postponed nor cancelled."""
        return self.record.status is Status.SCHEDULED

    @property
    def is_agreed(self) -> bool:
        """Whether both sides confirmed day and hour."""
        agreed = self.record.agreed or Agreed()
        return agreed.us is not None and agreed.them is not None

    def at(self, *steps: str | int) -> FieldPath:
        """The path of one of its fields in the file."""
        return ("events", self.index, *steps)


@dataclass(frozen=True, eq=False)
class Partner:
    """A partner file that could be read: the record, and the public description."""

    slug: str
    """The file's stem in NFC."""
    path: str
    """Relative to the hub's folder."""
    record: Record
    bodies: Sequence[Body]
    photo_files: Mapping[FieldPath, PhotoFile]
    """Where a photo stands in the record → its file; none where it has none."""
    settings: Settings = field(repr=False)
    """The hub's, by which the record is read."""
    event_places: Sequence[int] = ()
    """Where each of the record's events stands in the file's list."""
    unreadable_events: Sequence[UnreadableEvent] = ()
    broken: frozenset[FieldPath] = frozenset()
    """Fields left out because they could not be read; they are breaches already."""
    read: ReadDescription = field(default=markdown.read, repr=False)
    """Of descriptions of its events."""

    def touches_broken(self, field: FieldPath) -> bool:
        """Whether a field, something in it or what it stands in could not be read; the file as a whole counts not."""
        return field in self._around_broken or any(field[:length] in self.broken for length in range(1, len(field) + 1))

    @cached_property
    def _around_broken(self) -> frozenset[FieldPath]:
        return frozenset(field[:length] for field in self.broken for length in range(1, len(field)))

    @cached_property
    def events(self) -> Sequence[Event]:
        """The events that could be read."""
        pairs = zip(self.event_places, self.record.events, strict=True)
        return [Event.resolve(self, index, record) for index, record in pairs]

    def titles(self, language: str) -> Titles:
        """Of each event whose title can be read: in a language, else in the hub's first."""
        titles = {event.index: event.record.title for event in self.events}
        titles |= {each.index: each.fields["title"] for each in self.unreadable_events if "title" in each.fields}
        first = self.settings.language
        return Titles(
            {("events", index): title.get(language) or one_text(title, first) for index, title in titles.items()}
        )

    def photo_of(self, record: PhotoRecord, *place: str | int) -> Photo:
        """The photo of which something is typed at a place."""
        is_of_person = self.record.kind is Kind.PERSON
        return Photo(record, self.photo_files.get(place), place, is_of_person, self.settings.zone)

    @cached_property
    def photo(self) -> Photo:
        """The partner's own."""
        return self.photo_of(self.record.photo, "photo")

    @cached_property
    def photos(self) -> Sequence[Photo]:
        """The partner's own, then those of its events."""
        return [self.photo, *(event.photo for event in self.events if event.photo)]

    @property
    def event_descriptions(self) -> Iterator[tuple[FieldPath, Document]]:
        """What events say of themselves at length: where each stands in the file, and what it says."""
        for event in self.events:
            for language, document in event.description.items():
                yield event.at("description", *([language] if language else [])), document

    @property
    def key(self) -> str:
        """The slug in the form in which slugs are compared."""
        return slugs.same(self.slug)

    @property
    def slug_to_be(self) -> str:
        """The slug that it has once its file has a name which can be one."""
        return self.slug if slugs.is_slug(self.slug) else slugs.slugify(self.slug) or self.slug

    @property
    def name(self) -> str:
        """In the hub's first language."""
        return one_text(self.record.name, self.settings.language)

    @property
    def decision(self) -> Decision:
        """What was decided about the partnership."""
        return self.record.vetting.decision

    @cached_property
    def cohosts(self) -> frozenset[str]:
        """The names in `with` of any event, as slugs are compared."""
        return frozenset(slugs.same(slug) for event in self.events for slug in event.record.cohosts)

    @cached_property
    def shared_values(self) -> Sequence[str]:
        """The keys of the values that partner and hub share, in the partner's order."""
        vocabulary = self.settings.values
        meanings = (self.settings.meaning(value, vocabulary) for value in self.record.vetting.values)
        return list(dict.fromkeys(key for key in meanings if key is not None))

    @cached_property
    def marks(self) -> Sequence[tuple[FieldPath, str]]:
        """By what it would be recognised in another file: names and addresses, without case, scheme or www."""
        return list(_marks(self.record))


def implicit_slug(title: Mapping[str, str], settings: Settings) -> str:
    """The slug of an event that has none written down."""
    return slugs.unreserved(slugs.slugify(one_text(title, settings.language)) or "event", "event")


def _marks(record: Record) -> Iterator[tuple[FieldPath, str]]:
    for name in record.name.values():
        yield ("name",), f"name {slugs.same(name)}"
    addresses: list[tuple[FieldPath, str | None]] = [(("website",), record.website)]
    addresses += [(("links", label), url) for label, url in record.links.items()]
    for field_path, url in addresses:
        if url:
            bare = slugs.same(url).partition("://")[2].removeprefix("www.").rstrip("/")
            yield field_path, f"address {bare}"
