"""An event's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from urllib.parse import quote

from partnerhub.site.model.partner import PublicPartner
from partnerhub.site.model.values import Prose, PublicPhoto, Text, address_of


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
