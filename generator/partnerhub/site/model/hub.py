"""All that is public in one language."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice
from zoneinfo import ZoneInfo

from partnerhub.site.model.event import PublicEvent
from partnerhub.site.model.partner import PublicPartner
from partnerhub.site.model.values import PublicTag, Text, absolute
from partnerhub.words import slugs
from partnerhub.words.week import Week

CALENDAR_SPAN = timedelta(days=365)
"""For which past events stay in the calendars."""
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
