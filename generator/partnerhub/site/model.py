"""What members may see: the only data that rendering knows.

`publish` builds these values field by field from the private record; `render` and `assemble` read them.
A hub is published once for each of its languages, so every text here is already in the words of one page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import islice
from urllib.parse import quote, urljoin
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Text:
    """A text as one page shows it."""

    value: str
    language: str | None = None
    """The BCP 47 tag of the text where it is known to differ from the page's language, else None."""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Rendition:
    """One processed image file under `assets/partners/`."""

    path: str
    """Relative to the root of the site, e.g. `assets/partners/1f3a….webp`; ASCII."""
    width: int
    """In pixels."""
    height: int
    """In pixels."""


def absolute(site_url: str | None, path: str) -> str | None:
    """The absolute address of a path in the site, not escaped; None where the hub does not say its own."""
    return urljoin(site_url, quote(path)) if site_url else None


@dataclass(frozen=True)
class PublicPhoto:
    """The partner's approved photo, without the metadata of the original."""

    alt: Text
    caption: Text | None
    credit: str | None
    card: Sequence[Rendition]
    """Cropped to 3:2 around the focus, ascending widths; whole instead where `is_cutout`."""
    whole: Sequence[Rendition]
    """Not cropped, ascending widths."""
    share: Rendition
    """What a shared link shows: JPEG, 1200 × 630 pixels."""
    is_cutout: bool
    """True for a logo (transparent) or a picture too small to fill a card: shown whole, on a light ground."""


@dataclass(frozen=True)
class PublicValue:
    """A value that partner and hub share."""

    key: str
    label: Text


@dataclass(frozen=True)
class Link:
    """Where else the partner can be found."""

    label: str
    """As typed, e.g. `facebook`."""
    url: str
    """http or https."""


class Kind(StrEnum):
    """What a partner is."""

    PERSON = "person"
    COMMUNITY = "community"
    ORGANIZATION = "organization"


@dataclass(frozen=True)
class PublicPartner:
    """A partner's page."""

    prefix: str
    """Where the pages of this language lie in the site: empty, or `en/`."""
    slug: str
    kind: Kind
    name: Text
    tagline: Text | None
    website: str | None
    links: Sequence[Link]
    tags: Sequence[str]
    photo: PublicPhoto | None
    values: Sequence[PublicValue]
    """The values shared with the hub, in the partner's order; never the others."""
    promotes: PublicValue | None
    members_get: Text | None
    body: str
    """Sanitised HTML."""
    body_language: str | None
    """As `Text.language`."""
    body_text: str
    """The body without markup."""
    introduction: Text
    """The first paragraph of the body as plain text: who they are."""

    @property
    def address(self) -> str:
        """The page's folder, relative to the root of its language, not escaped: the same in each language."""
        return f"partners/{self.slug}/"

    @property
    def path(self) -> str:
        """The page's folder, relative to the root of the site, not escaped."""
        return self.prefix + self.address

    @property
    def url(self) -> str:
        """`path` as an address, percent-encoded."""
        return quote(self.path)

    @property
    def initials(self) -> str:
        """At most two first letters of the name, for a partner without a photo."""
        words = [word for word in self.name.value.split() if word[0].isalnum()]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


class Stage(StrEnum):
    """Where an event stands on the day of the build."""

    UPCOMING = "upcoming"
    ONGOING = "ongoing"
    PAST = "past"
    POSTPONED = "postponed"
    """It has no date until a new one is given: neither upcoming nor past."""


@dataclass(frozen=True)
class Outcome:
    """What came of a past event."""

    attendance: int | None
    summary: Text | None
    link: str | None


@dataclass(frozen=True)
class EventRevision:
    """How often, and when last, what members see of an event changed."""

    sequence: int = 0
    """Changes since it was public for the first time: `SEQUENCE` of RFC 5545 §3.8.7.4."""
    changed_at: datetime | None = None
    """In UTC; None where no history tells."""
    published_at: datetime | None = None
    """When it was public for the first time, in UTC; None where no history tells."""
    material_changes: int = 0
    """Changes of time, place or status: those that somebody who means to come must know."""
    materially_changed_at: datetime | None = None
    """The last of them, in UTC."""


@dataclass(frozen=True)
class PublicEvent:
    """An event's page."""

    slug: str
    title: Text
    host: PublicPartner
    """The partner in whose file the event stands."""
    cohosts: Sequence[PublicPartner]
    start: datetime
    """Aware, in the event's own time zone; for a postponed event the old start."""
    end: datetime
    """Aware, in the event's own time zone; by the hub's `event_length` where `end_is_known` is False."""
    end_is_known: bool
    timezone: str
    """IANA name."""
    place: Text | None
    is_online: bool
    online_url: str | None
    """Where it happens, if that address is public."""
    link: str | None
    """Details or registration."""
    summary: Text
    members_get: Text | None
    language: str | None
    """BCP 47 tag of the language that is spoken there."""
    tags: Sequence[str]
    is_cancelled: bool
    stage: Stage
    outcome: Outcome | None
    moved_from: datetime | None = None
    """The start, aware, with which members knew it, where it was moved nearer than the lead time."""
    revision: EventRevision = EventRevision()

    @property
    def address(self) -> str:
        """The page's folder, relative to the root of its language, not escaped: the same in each language."""
        return f"{self.host.address}{self.slug}/"

    @property
    def path(self) -> str:
        """The page's folder, relative to the root of the site, not escaped."""
        return self.host.prefix + self.address

    @property
    def url(self) -> str:
        """`path` as an address, percent-encoded."""
        return quote(self.path)

    @property
    def partners(self) -> Sequence[PublicPartner]:
        """The host, then the co-hosts."""
        return (self.host, *self.cohosts)

    @property
    def is_on_one_day(self) -> bool:
        """Whether pages need to name only the day of the start: it ends on that day too, or its end is not known."""
        return not self.end_is_known or self.start.date() == self.end.date()

    @property
    def own_summary(self) -> Text | None:
        """The summary, unless it only says again who the host is."""
        return self.summary if self.summary.value and self.summary != self.host.introduction else None

    @property
    def is_open(self) -> bool:
        """Whether one can still join: it has not ended, and it takes place."""
        return self.is_upcoming and not self.is_cancelled

    @property
    def where(self) -> str:
        """`place`, `online`, or both with a space between them."""
        return " ".join(["place"] * (self.place is not None) + ["online"] * self.is_online)

    @property
    def is_upcoming(self) -> bool:
        """True until it ends; a postponed event is not upcoming."""
        return self.stage in (Stage.UPCOMING, Stage.ONGOING)


@dataclass(frozen=True)
class Facets:
    """By what a list of events can be filtered: what its events have, each once."""

    tags: Sequence[str]
    kinds: Sequence[Kind]
    """Of the hosts."""
    languages: Sequence[str]
    """BCP 47 tags of what is spoken there."""
    is_mixed: bool
    """Whether some take place somewhere and some online."""

    @classmethod
    def of(cls, events: Iterable[PublicEvent]) -> Facets:
        """What the events of a list have; empty where there is nothing to choose between."""
        events = list(events)
        tags = sorted({tag for event in events for tag in event.tags})
        kinds = [kind for kind in Kind if any(event.host.kind is kind for event in events)]
        languages = sorted({event.language for event in events if event.language})
        is_mixed = any(event.place for event in events) and any(event.is_online for event in events)
        return cls(
            tags if len(events) > 1 else [],
            kinds if len(kinds) > 1 else [],
            languages if len(languages) > 1 else [],
            is_mixed and len(events) > 1,
        )

    @property
    def are_useful(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.tags or self.kinds or self.languages or self.is_mixed)


@dataclass(frozen=True)
class WithdrawnEvent:
    """An event that was public and is held back now: its page says so, and nothing of why."""

    prefix: str
    """Where the pages of this language lie in the site: empty, or `en/`."""
    slug: str
    title: Text
    """As it was public."""
    host_slug: str
    start: datetime
    """Aware, in the event's own time zone, as it was public."""
    end: datetime
    """Aware."""
    revision: EventRevision = EventRevision()

    @property
    def address(self) -> str:
        """The page's folder, relative to the root of its language, not escaped: the same in each language."""
        return f"partners/{self.host_slug}/{self.slug}/"

    @property
    def path(self) -> str:
        """The page's folder, relative to the root of the site, not escaped."""
        return self.prefix + self.address


@dataclass(frozen=True)
class PublicHub:
    """Everything that is published in one language."""

    language: str
    """BCP 47 tag of the pages' language."""
    prefixes: Mapping[str, str]
    """Each language of the hub → where its pages lie in the site; the first at its root."""
    community: str
    site_name: str
    timezone: str
    """The hub's zone, IANA name; an event in another zone says so."""
    built_on: date
    """The day of the build, in the hub's zone."""
    partners: Sequence[PublicPartner]
    """By name."""
    events: Sequence[PublicEvent]
    """By start, then address."""
    withdrawn: Sequence[WithdrawnEvent] = ()
    """By address."""
    _events_of: Mapping[str, Sequence[PublicEvent]] = field(init=False, repr=False, compare=False)

    @property
    def prefix(self) -> str:
        """Where the pages of this language lie in the site: empty, or `en/`."""
        return self.prefixes[self.language]

    def __post_init__(self) -> None:
        events_of: dict[str, list[PublicEvent]] = {partner.slug: [] for partner in self.partners}
        for event in self.events:
            for partner in event.partners:
                events_of[partner.slug].append(event)
        object.__setattr__(self, "_events_of", events_of)

    def events_of(self, partner: PublicPartner) -> Sequence[PublicEvent]:
        """The events that a partner hosts or co-hosts, by start."""
        return self._events_of[partner.slug]

    def names_zone_of(self, event: PublicEvent) -> bool:
        """Whether its hours need the name of their time zone: it is not the hub's, or people join from anywhere."""
        return event.is_online or event.timezone != self.timezone

    def upcoming_of(self, partner: PublicPartner) -> Sequence[PublicEvent]:
        """The partner's events that have not ended and take place."""
        return [event for event in self.events_of(partner) if event.is_open]

    @cached_property
    def upcoming(self) -> Sequence[PublicEvent]:
        """Events that have not ended, cancelled ones among them (they say so)."""
        return [event for event in self.events if event.is_upcoming]

    @cached_property
    def postponed(self) -> Sequence[PublicEvent]:
        """Events that wait for a new date."""
        return [event for event in self.events if event.stage is Stage.POSTPONED]

    @cached_property
    def past(self) -> Sequence[PublicEvent]:
        """Events that have ended, the latest first."""
        return [event for event in reversed(self.events) if event.stage is Stage.PAST]

    def in_calendars(self, span: timedelta) -> Sequence[PublicEvent]:
        """The events that calendars show: all that have not been over for longer than a span."""
        oldest = datetime.combine(self.built_on, time(), ZoneInfo(self.timezone)) - span
        return [event for event in self.events if event.end > oldest]

    @cached_property
    def next_events(self) -> Sequence[PublicEvent]:
        """The first upcoming events that take place: the next, and those after it once that one has passed."""
        return list(islice((event for event in self.upcoming if event.is_open), 3))
