"""What members may see: the only data that rendering knows.

`publish` builds these values field by field from the private record; `render` and `assemble` read them.
A hub is published once for each of its languages, so every text here is already in the words of one page.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import groupby, islice
from urllib.parse import quote, urljoin
from zoneinfo import ZoneInfo

from partnerhub.photos import WIDEST, PhotoKind
from partnerhub.words import slugs
from partnerhub.words.terms import N_
from partnerhub.words.week import Week

PHOTO_FOLDER = "assets/partners"
"""Where photos lie in the site."""
CALENDAR_SPAN = timedelta(days=365)
"""For which past events stay in the calendars."""


@dataclass(frozen=True)
class Text:
    """A text as one page shows it."""

    value: str
    language: str | None = None
    """The BCP 47 tag of the text where it is known to differ from the page's language, else None."""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Prose:
    """A text in Markdown as one page shows it."""

    html: str
    """Sanitised."""
    text: str
    """Without markup, each block on a line of its own."""
    language: str | None
    """As `Text.language`."""


@dataclass(frozen=True)
class Rendition:
    """One processed image file under `assets/partners/`."""

    path: str
    """Relative to the root of the site, below `PHOTO_FOLDER`, e.g. `assets/partners/1f3a….webp`; ASCII."""
    width: int
    """In pixels."""
    height: int
    """In pixels."""


@lru_cache(maxsize=16_384)
def absolute(site_url: str | None, path: str) -> str | None:
    """The absolute address of a path in the site, not escaped; None where the hub does not say its own."""
    return urljoin(site_url, quote(path)) if site_url else None


def address_of(partner: str, event: str = "") -> str:
    """The folder of a partner's page, or of an event's, by their slugs: relative to the root of each language."""
    return f"partners/{partner}/{event}/" if event else f"partners/{partner}/"


@dataclass(frozen=True)
class PublicPhoto:
    """An approved photo, the partner's or an event's own, without the metadata of the original."""

    alt: Text
    caption: Text | None
    credit: str | None
    card: Sequence[Rendition]
    """Cropped to 3:2 around the focus, ascending widths; whole instead where `is_cutout`."""
    whole: Sequence[Rendition]
    """Not cropped, ascending widths."""
    share: Rendition
    """What a shared link shows: JPEG, 1200 × 630 pixels."""
    kind: PhotoKind
    """How it is shown."""
    tone: str
    """The colour of it as a whole, which stands in its place until it is there."""
    is_light: bool = False
    """Whether its ground is dark; of one that does not fill its place."""

    @property
    def is_cutout(self) -> bool:
        """Whether it is shown whole, on a ground of one colour, at its own size."""
        return self.kind is not PhotoKind.PHOTO

    @property
    def widest(self) -> int:
        """The widest at which it is shown, in CSS pixels."""
        return WIDEST[self.kind]


@dataclass(frozen=True)
class PublicValue:
    """A value that partner and hub share."""

    key: str
    label: Text


@dataclass(frozen=True)
class PublicTag:
    """A tag to which the hub gives a label."""

    label: Text
    names: Sequence[str]
    """Its key and its labels in all languages, as `slugs.same` has them."""


@dataclass(frozen=True)
class Link:
    """Where else the partner can be found."""

    label: str
    """As typed, e.g. `facebook`."""
    url: str
    """http or https."""


class Kind(StrEnum):
    """What a partner is."""

    PERSON = N_("person")
    COMMUNITY = N_("community")
    ORGANIZATION = N_("organization")


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
    """By the keys of those that have labels, `PublicHub.label_of` says them; others as typed."""
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
    is_corrected: bool = False
    """Whether the details are being corrected: the page shows the name, a line that says so, and the events."""
    has_page: bool = True
    """False where the partner is gone and an event of theirs is withdrawn: nothing leads to them."""
    kept_in: Sequence[str] = ()
    """The tags by which lists keep the partner while it is being corrected. They are not shown."""
    changed_at: datetime | None = None
    """When what the page says of the partner changed last, in UTC; None without a history."""

    @classmethod
    def named(
        cls,
        prefix: str,
        slug: str,
        name: Text,
        kind: Kind = Kind.COMMUNITY,
        *,
        is_corrected: bool = False,
        has_page: bool = True,
        kept_in: Sequence[str] = (),
    ) -> PublicPartner:
        """A partner of whom nothing but the name is shown; by their kind lists keep them."""
        return cls(
            prefix=prefix,
            slug=slug,
            kind=kind,
            name=name,
            tagline=None,
            website=None,
            links=(),
            tags=(),
            photo=None,
            values=(),
            promotes=None,
            members_get=None,
            body="",
            body_language=None,
            body_text="",
            introduction=Text(""),
            is_corrected=is_corrected,
            has_page=has_page,
            kept_in=kept_in,
        )

    def being_corrected(self) -> PublicPartner:
        """The partner while the details are being corrected."""
        return self.named(
            self.prefix,
            self.slug,
            self.name,
            self.kind,
            is_corrected=True,
            has_page=self.has_page,
            kept_in=self.filed_under,
        )

    @property
    def filed_under(self) -> Sequence[str]:
        """The tags whose lists hold the partner."""
        return self.tags or self.kept_in

    @property
    def description(self) -> Text | None:
        """Who they are in a line or two: the tagline, else the first paragraph; None where neither is shown."""
        return self.tagline or (self.introduction if self.introduction.value else None)

    @property
    def address(self) -> str:
        """The page's folder, relative to the root of its language, not escaped: the same in each language."""
        return address_of(self.slug)

    @property
    def path(self) -> str:
        """The page's folder, relative to the root of the site, not escaped."""
        return self.prefix + self.address

    @property
    def url(self) -> str:
        """`path` as an address, percent-encoded."""
        return quote(self.path)

    @property
    def has_portrait(self) -> bool:
        """Whether their photo shows a face, so that it may be cut out round."""
        return self.kind is Kind.PERSON and self.photo is not None and self.photo.kind is not PhotoKind.LOGO

    @property
    def initials(self) -> str:
        """At most two first letters of the name, for a partner without a photo."""
        words = [word for word in self.name.value.split() if word[0].isalnum()]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


class State(StrEnum):
    """What members have to know of an event, whatever the day."""

    SCHEDULED = "scheduled"
    MOVED = "moved"
    """It takes place on another day, or at another hour, than members knew."""
    POSTPONED = "postponed"
    """It has no day until a new one is given: it is neither upcoming nor past."""
    CANCELLED = "cancelled"
    CORRECTED = "corrected"
    """It takes place; its details are being corrected, and until then only what is sure is shown."""
    WITHDRAWN = "withdrawn"
    """Members knew it, and a decision took it back: its page says so, and nothing of why."""

    @property
    def takes_place(self) -> bool:
        """Whether one can come."""
        return self in (State.SCHEDULED, State.MOVED, State.CORRECTED)

    @property
    def has_day(self) -> bool:
        """Whether the day that is given is the event's own."""
        return self is not State.POSTPONED


class Action(StrEnum):
    """What the page of an event asks of its readers before all else."""

    JOIN = "join"
    """To follow its link: details or registration."""
    JOIN_ONLINE = "join-online"
    """To come to the address where it happens."""
    ADD = "add"
    """To put it into their calendar: there is nothing to sign up for."""
    LEAD_ON = "lead-on"
    """To see what else is coming up: it does not take place."""


class Stage(StrEnum):
    """Where an event stands at the moment of the build, by its hours alone."""

    UPCOMING = "upcoming"
    ONGOING = "ongoing"
    PAST = "past"


@dataclass(frozen=True)
class Outcome:
    """What came of a past event."""

    attendance: int | None
    summary: Text | None
    link: str | None


@dataclass(frozen=True)
class AgendaEntry:
    """A talk or a break within an event."""

    at: datetime
    """When it begins: aware, in the event's own time zone."""
    title: Text
    speaker: str | None
    link: str | None


@dataclass(frozen=True)
class EventHistory:
    """Who an event is for calendars and feeds, and how often, and when last, what members see of it changed."""

    uid: str
    """`partner.event@host`, made when it was first shown and kept: with `.day` behind the event where that name had
    been another event's, with `/path` behind the host where the site does not lie at its root."""
    sequence: int
    """`SEQUENCE` of RFC 5545 §3.8.7.4: greater with each change."""
    changed_at: datetime
    """The last change, in UTC."""
    published_at: datetime
    """When members first saw it, in UTC."""
    material_changes: int = 0
    """Changes of time, place or status: those that somebody who means to come must know."""
    materially_changed_at: datetime | None = None
    """The last of them, in UTC."""

    @property
    def told_at(self) -> datetime:
        """When there was last news of it, in UTC: the last change, or where no history tells when it was published."""
        return self.changed_at if self.sequence else self.published_at

    @property
    def name(self) -> str:
        """`partner/event`, or `partner/event/day`: the same for good, whatever becomes of the address."""
        return self.uid.partition("@")[0].replace(".", "/")

    @property
    def feed_id(self) -> str:
        """A tag URI (RFC 4151), the same for good."""
        host, _, path = self.uid.partition("@")[2].partition("/")
        # The year belongs to the form of the address and says nothing: RFC 4151 §2.1.
        return f"tag:{host},2026:{quote('/'.join(part for part in (path.strip('/'), self.name) if part))}"


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
    """Aware, in the event's own time zone, not in it any more; by the hub's `event_length` where it is not known."""
    end_is_known: bool
    whole_day: bool
    """Whether it has days instead of hours: it lasts from the first moment of a day to that of the day after its last.
    """
    timezone: str
    """IANA name."""
    place: Text | None
    own_map: str | None
    """A map of the place."""
    map_search: str | None
    """A map search for the place, as far as the hub wants one."""
    is_online: bool
    online_url: str | None
    """Where it happens, if that address is public."""
    link: str | None
    """Details or registration."""
    summary: Text
    description: Prose | None
    agenda: Sequence[AgendaEntry]
    """In the order of time."""
    price: Text | None
    photo: PublicPhoto | None
    """Its own; None where it has none, or none that may be shown."""
    members_get: Text | None
    language: str | None
    """BCP 47 tag of the language that is spoken there."""
    tags: Sequence[str]
    """As `PublicPartner.tags`."""
    state: State
    stage: Stage
    outcome: Outcome | None
    history: EventHistory
    moved_from: datetime | None = None
    """The start, aware, with which members knew it; a moved event has one."""
    kept_in: Sequence[str] = ()
    """The tags by which lists and calendars keep the event while it is being corrected, and calendars once it is
    withdrawn. They are not shown."""

    def __hash__(self) -> int:
        return hash(self.history.uid)

    def __post_init__(self) -> None:
        if self.state is State.MOVED and self.moved_from is None:
            raise ValueError(f"{self.path} was moved, but nothing says from when")

    def being_corrected(self) -> PublicEvent:
        """The event while its details are being corrected: who, what, when, where; what was called off stays so."""
        host = self.host
        named = PublicPartner.named(
            host.prefix,
            host.slug,
            host.name,
            host.kind,
            is_corrected=host.is_corrected,
            has_page=host.has_page,
            kept_in=host.filed_under,
        )
        return PublicEvent(
            slug=self.slug,
            title=self.title,
            host=named,
            cohosts=(),
            start=self.start,
            end=self.end,
            end_is_known=self.end_is_known,
            whole_day=self.whole_day,
            timezone=self.timezone,
            place=self.place,
            own_map=self.own_map,
            map_search=self.map_search,
            is_online=self.is_online,
            online_url=self.online_url,
            link=self.link,
            summary=Text(""),
            description=None,
            agenda=(),
            price=None,
            photo=None,
            members_get=None,
            language=None,
            tags=(),
            state=State.CORRECTED if self.takes_place else self.state,
            stage=self.stage,
            outcome=None,
            history=self.history,
            kept_in=self.filed_under,
        )

    def withdrawn(self) -> PublicEvent:
        """The event once it is taken back: its name, and when it would have been."""
        bare = replace(self.being_corrected(), state=State.WITHDRAWN)
        return replace(bare, place=None, own_map=None, map_search=None, is_online=False, online_url=None, link=None)

    @property
    def map(self) -> str | None:
        """What leads to a map: its own, else a search."""
        return self.own_map or self.map_search

    @property
    def address(self) -> str:
        """The page's folder, relative to the root of its language, not escaped: the same in each language."""
        return address_of(self.host.slug, self.slug)

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
    def shown_photo(self) -> PublicPhoto | None:
        """What stands for it: its own photo, else its host's."""
        return self.photo or self.host.photo

    @property
    def picture(self) -> PublicPhoto | str:
        """What is to be seen of it in a list: the photo that stands for it, else the host's initials."""
        return self.shown_photo or self.host.initials

    @property
    def begins(self) -> str:
        """The start as ISO 8601 has it: `2026-12-10T19:00:00+02:00`, of whole days `2026-12-10`."""
        return self.start.date().isoformat() if self.whole_day else self.start.isoformat()

    @property
    def last_day(self) -> date:
        """The day on which it ends, in the event's own time zone."""
        return (self.end - timedelta.resolution if self.whole_day else self.end).date()

    @property
    def is_on_one_day(self) -> bool:
        """Whether pages need to name only the day of the start: it ends on that day too, or its end is not known."""
        return not self.end_is_known or self.start.date() == self.last_day

    @property
    def through(self) -> date:
        """The last day that it takes; what ends in the night after its first takes one."""
        is_long = self.whole_day or (self.end_is_known and self.end - self.start >= timedelta(days=1))
        return self.last_day if is_long else self.start.date()

    @property
    def agenda_by_day(self) -> Sequence[tuple[date | None, Sequence[AgendaEntry]]]:
        """The agenda by its days; None for a day that needs no name, since it is the event's own."""
        days = [(day, list(entries)) for day, entries in groupby(self.agenda, key=lambda entry: entry.at.date())]
        is_plain = [day for day, _ in days] == [self.start.date()] or self.is_postponed
        return [(None if is_plain else day, entries) for day, entries in days]

    @property
    def own_summary(self) -> Text | None:
        """The summary, unless it only says again who the host is."""
        return self.summary if self.summary.value and self.summary != self.host.introduction else None

    @property
    def has_introductions(self) -> bool:
        """Whether there is more to say of its partners than their names."""
        return any(partner.description for partner in self.partners)

    @property
    def filed_under(self) -> Sequence[str]:
        """The tags whose lists and calendars hold the event."""
        return self.tags or self.kept_in

    @property
    def where(self) -> str:
        """`place`, `online`, or both with a space between them."""
        return " ".join(["place"] * (self.place is not None) + ["online"] * self.is_online)

    @property
    def is_upcoming(self) -> bool:
        """True until it ends; a postponed event is not upcoming."""
        return self.state.has_day and self.stage is not Stage.PAST

    @property
    def is_past(self) -> bool:
        """Whether it belongs into the archive; a postponed event does not."""
        return self.state.has_day and self.stage is Stage.PAST

    @property
    def is_postponed(self) -> bool:
        """Whether it waits for a new date."""
        return not self.state.has_day

    @property
    def takes_place(self) -> bool:
        """Whether it is not called off, as far as members have to know."""
        return self.state.takes_place

    @property
    def is_open(self) -> bool:
        """Whether one can still join: it has not ended, and it takes place."""
        return self.is_upcoming and self.takes_place

    @property
    def action(self) -> Action | None:
        """What its page asks of its readers before all else; None once it is over."""
        if self.is_past:
            return None
        if not self.takes_place:
            return Action.LEAD_ON
        if self.link:
            return Action.JOIN
        return Action.JOIN_ONLINE if self.online_url else Action.ADD

    @property
    def is_ongoing(self) -> bool:
        """Whether it is happening at the moment of the build."""
        return self.takes_place and self.stage is Stage.ONGOING


Page = PublicPartner | PublicEvent
"""What has a page of its own."""


def by_tag(events: Iterable[PublicEvent], known: Iterable[str] = ()) -> dict[str, tuple[str, list[PublicEvent]]]:
    """The stem of a tag's file → the tag, by its key or as it was written first, and its events.

    Case and spaces make no new tag; tags that are `known` are there without an event.
    """
    groups: dict[str, tuple[str, list[PublicEvent]]] = {}
    written: dict[str, str] = {}

    def tagged(tag: str) -> list[PublicEvent]:
        stem = slugs.tag_stem(tag)
        # Lower case is not enough: to some file systems ς and σ are one letter, and so are ß and ss.
        stem = written.setdefault(slugs.same(stem), stem)
        return groups.setdefault(stem, (tag, []))[1] if stem else []

    for event in events:
        for tag in event.filed_under:
            # Two of its tags may be one to us.
            if (of_tag := tagged(tag))[-1:] != [event]:
                of_tag.append(event)
    for tag in known:
        tagged(tag)
    return dict(sorted(groups.items()))


@dataclass(frozen=True)
class PublicHub:
    """Everything that is published in one language."""

    language: str
    """BCP 47 tag of the pages' language."""
    prefixes: Mapping[str, str]
    """Each language of the hub → where its pages lie in the site; the first at its root."""
    community: str
    site_name: str
    site_url: str | None
    """The site's own address; None where the hub does not say it."""
    timezone: str
    """The hub's zone, IANA name; an event in another zone says so."""
    built_on: date
    """The day of the build, in the hub's zone."""
    partners: Sequence[PublicPartner]
    """By name."""
    events: Sequence[PublicEvent]
    """All that are shown, by start, then address."""
    withdrawn: Sequence[PublicEvent] = ()
    """By address, then start; they are nowhere but at their own pages, and in calendars, feeds and events.json, which
    say that they are off.

    An address that another event has now, or the last of them, is not theirs any more.
    """
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Old address → address now: folders relative to the root of a language, as `PublicEvent.address`."""
    known_tags: Sequence[str] = ()
    """Of all events that members ever knew, those that are gone among them: their calendars are subscribed to."""
    tags: Mapping[str, PublicTag] = field(default_factory=dict)
    """Those that have labels, by key."""
    propose: str | None = None
    """Where somebody may propose a partnership: `mailto:…`, http or https."""
    week: Week = Week()  # noqa: RUF009 - it is frozen
    """Of the hub's country."""
    _events_of: Mapping[str, Sequence[PublicEvent]] = field(init=False, repr=False, compare=False)

    @property
    def prefix(self) -> str:
        """Where the pages of this language lie in the site: empty, or `en/`."""
        return self.prefixes[self.language]

    def __post_init__(self) -> None:
        events_of: dict[str, list[PublicEvent]] = {partner.slug: [] for partner in self.partners}
        for event in self.events:
            for partner in event.partners:
                events_of.setdefault(partner.slug, []).append(event)
        object.__setattr__(self, "_events_of", events_of)

    @property
    def pages(self) -> Sequence[Page]:
        """All that have one, whether it says more of them than that they were taken back."""
        return [*self.partners, *self.events, *self.withdrawn]

    def only(self, addresses: Container[str]) -> PublicHub:
        """The same with no more than the pages at some addresses."""
        return replace(
            self,
            partners=[partner for partner in self.partners if partner.address in addresses],
            events=[event for event in self.events if event.address in addresses],
            withdrawn=[event for event in self.withdrawn if event.address in addresses],
            redirects={old: new for old, new in self.redirects.items() if new in addresses},
        )

    def absolute(self, path: str) -> str | None:
        """The absolute address of a path in the site, not escaped; None where the hub does not say its own."""
        return absolute(self.site_url, path)

    @cached_property
    def titles(self) -> Mapping[str, Text]:
        """The title of the page at an address, for all partners and events."""
        names = {partner.address: partner.name for partner in self.partners}
        return {**names, **{event.address: event.title for event in (*self.withdrawn, *self.events)}}

    def page_at(self, address: str) -> str | None:
        """The address of a page by that or by an older one, whatever the letters' case; None where there is none."""
        return self._pages.get(slugs.same(address))

    @cached_property
    def _pages(self) -> Mapping[str, str]:
        old = {slugs.same(old): new for old, new in self.redirects.items() if new in self.titles}
        return {**old, **{slugs.same(address): address for address in self.titles}}

    def events_of(self, partner: PublicPartner) -> Sequence[PublicEvent]:
        """The events that a partner hosts or co-hosts, by start."""
        return self._events_of[partner.slug]

    def withdrawn_of(self, partner: PublicPartner) -> Sequence[PublicEvent]:
        """The events that a partner hosted, and that were taken back."""
        return self._withdrawn_of.get(partner.slug, ())

    @cached_property
    def _withdrawn_of(self) -> Mapping[str, Sequence[PublicEvent]]:
        withdrawn_of: dict[str, list[PublicEvent]] = {}
        for event in self.withdrawn:
            withdrawn_of.setdefault(event.host.slug, []).append(event)
        return withdrawn_of

    def label_of(self, tag: str) -> Text:
        """What a tag is called, by its key or as it is typed."""
        return self.tags[tag].label if tag in self.tags else Text(tag)

    def tag_called(self, word: str) -> str:
        """The key of the tag that is called by its key or any of its labels; the word itself for another."""
        return next((key for key, tag in self.tags.items() if slugs.same(word) in tag.names), word)

    def names_zone_of(self, event: PublicEvent) -> bool:
        """Whether its hours need the name of their time zone: it is not the hub's, or people join from anywhere."""
        return event.is_online or event.timezone != self.timezone

    def changed_at(self, page: Page) -> datetime | None:
        """When what a page shows changed last, in UTC; None where no history tells."""
        if isinstance(page, PublicEvent):
            return page.history.changed_at if page.history.sequence else None
        changes = [self.changed_at(event) for event in (*self.events_of(page), *self.withdrawn_of(page))]
        return max((change for change in (page.changed_at, *changes) if change), default=None)

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
        return [event for event in self.events if event.is_postponed]

    @cached_property
    def past(self) -> Sequence[PublicEvent]:
        """Events that have ended, the latest first."""
        return [event for event in reversed(self.events) if event.is_past]

    @cached_property
    def in_calendars(self) -> Sequence[PublicEvent]:
        """The events that calendars show: all that have not been over for longer than `CALENDAR_SPAN`."""
        return self._in_calendars(self.events)

    def in_calendars_of(self, partner: PublicPartner) -> Sequence[PublicEvent]:
        """Those of them that a partner hosts or co-hosts."""
        return self._in_calendars(self._events_of.get(partner.slug, ()))

    @cached_property
    def in_tag_calendars(self) -> Mapping[str, tuple[str, Sequence[PublicEvent]]]:
        """The stem of a tag's calendar → the tag and what it shows; under the tag's other names too.

        Who subscribed to one before the tag had a label, or before its last event was over, still finds it.
        """
        groups = by_tag([*self.in_calendars, *self.withdrawn], self.known_tags)
        others = {
            stem: tagged
            for tagged in groups.values()
            for name in (self.tags[tagged[0]].names if tagged[0] in self.tags else ())
            if (stem := slugs.tag_stem(name))
        }
        return {**others, **groups}

    def _in_calendars(self, events: Iterable[PublicEvent]) -> Sequence[PublicEvent]:
        return [event for event in events if event.end > self._oldest_in_calendars]

    @cached_property
    def _oldest_in_calendars(self) -> datetime:
        return datetime.combine(self.built_on, time(), ZoneInfo(self.timezone)) - CALENDAR_SPAN

    @cached_property
    def next_events(self) -> Sequence[PublicEvent]:
        """The first upcoming events that take place: the next, and those after it once that one has passed."""
        return list(islice((event for event in self.upcoming if event.is_open), 3))
