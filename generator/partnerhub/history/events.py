"""What members know of each event, moment by moment: shown, being corrected, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain, count
from urllib.parse import urlsplit

from partnerhub.history.clock import Clock
from partnerhub.history.corrected import Corrected, corrected
from partnerhub.history.days import Run, Shown, Stood
from partnerhub.history.partners import (
    CohostKnowledge,
    PartnerKnowledge,
    Phase,
    is_sound,
    is_taken_back,
    photo_is_newer,
    shown_host,
)
from partnerhub.history.story import EPOCH, Edition, EventStory, Publication, Standing
from partnerhub.history.threads import EventMoment, EventThread, Instant, PartnerThread, State, instant
from partnerhub.record.facts import Facts, Hold, Reason
from partnerhub.record.model import Agreed, Status
from partnerhub.record.partner import Event
from partnerhub.record.settings import Settings
from partnerhub.words import slugs
from partnerhub.words.span import first_moment


@dataclass(frozen=True, eq=False)
class _Segment:
    """An event from an instant to the next."""

    at: Instant
    moment: EventMoment
    public_start: datetime | None
    """In UTC, where it is public and scheduled."""
    shown_start: datetime | None
    """Aware, where it is shown."""
    commit: str
    """The one that let it be so; empty for the files that are built."""


class EventKnowledge:
    """What members know of an event. Made by walking it once, from its first moment to now."""

    def __init__(
        self,
        thread: EventThread,
        partners: Mapping[PartnerThread, PartnerKnowledge],
        cohosts: CohostKnowledge,
        clock: Clock,
        before: EventKnowledge | None,
    ) -> None:
        """`before` is another event that had its key, and was over."""
        self.thread = thread
        self.standing = Standing.HIDDEN
        self.last_shown: Event | None = None
        self.first_shown: tuple[Instant, Event, State] | None = None
        self.changes: list[Instant] = []
        """When what members see became another, the first time being when it was first shown."""
        self.material_changes: list[Instant] = []
        self._clock = clock
        self._partners = partners
        self._cohosts = cohosts
        self._publication = Publication(clock.day(clock.now))
        self._corrected: Corrected | None = None
        self._moved_from: datetime | None = None
        self._address = ("", "")
        self._addresses: dict[tuple[str, str], None] = {}
        self._runs: dict[datetime, Run] = {}
        self._shown = Shown()
        self._stood: Stood = Stood(before._stood if before else None)
        self._content: object = None
        self._material: object = None
        self._told: list[tuple[datetime, bool]] = []
        """The starts that were shown, in UTC, and whether it took place then; each where it became another."""
        self._told_since = clock.day(clock.now)
        self._segment: _Segment | None = None
        for at, moment in self._instants():
            self._close(at)
            self._look(at, moment)

    def story(self, edition: Edition | None) -> EventStory:
        """What is so now."""
        moment = self.thread.moments[-1]
        event = moment.event
        return EventStory(
            standing=self.standing,
            publication=self._publication,
            path=self._partners[moment.file].path,
            event=event,
            before=next((each.event for each in reversed(self.thread.moments[:-1]) if each.event is not None), None),
            last_shown=self.last_shown,
            corrected=self._corrected,
            edition=edition,
            moved_from=self._moved_from,
            is_changed_late=self._is_changed_late(event),
            photo_is_newer_than_consent=photo_is_newer(
                ((each.state, each.event.photo if each.event else None) for each in self.thread.moments), self._clock
            ),
            is_agreement_outdated=event is not None and _is_agreement_outdated(self.thread),
            announced_before_moved=frozenset(
                entry
                for entry in (event.record.announced if event else ())
                if event and self._stood.told_of_another(entry, instant(event))
            ),
            address=self._address,
            old_addresses=[address for address in self._addresses if address != self._address],
            was_shown=self.first_shown is not None and self.first_shown[0] < self._clock.last,
        )

    # The walk

    def _instants(self) -> Iterator[tuple[Instant, EventMoment]]:
        """Its own moments, and between them those at which something about it may change, up to now."""
        moments = self.thread.moments
        following = [*(moment.state.instant for moment in moments[1:]), self._clock.last]
        for moment, until in zip(moments, following, strict=True):
            since = moment.state.instant
            ends = min(until, self._of_interest()) if moment.is_gone else until
            yield from ((at, moment) for at in sorted({since, *self._between(moment, since, ends)}))
        if self._clock.last > moments[-1].state.instant:
            yield self._clock.last, moments[-1]

    def _of_interest(self) -> Instant:
        """Until when something may change of an event that stands nowhere any more: then it would have been over."""
        event = self.last_shown or self.thread.last_event
        return self._clock.last if event.record.status is Status.POSTPONED else self._clock.instant(event.end)

    def _between(self, moment: EventMoment, since: Instant, until: Instant) -> Iterator[Instant]:
        yield from self._partners[moment.file].between(since, until)
        event = moment.event or self.last_shown or self.thread.last_event
        yield from (at for at in map(self._clock.instant, (event.start, event.end)) if since < at < until)
        for slug in event.record.cohosts:
            yield from self._cohosts.between(slugs.same(slug), since, until)

    def _close(self, at: Instant) -> None:
        """Count the days that the segment before was left so."""
        segment = self._segment
        if segment is None:
            return
        first, until = self._clock.day(segment.at[0]), self._clock.day(at[0])
        days = (until - first).days
        if segment.public_start is not None:
            run = self._runs.setdefault(segment.public_start, Run())
            run.add(first, until - timedelta(days=1), segment.commit)
        if segment.shown_start is not None:
            self._shown.add(segment.shown_start, days)
        if segment.moment.event is not None:
            for entry in segment.moment.event.record.announced:
                self._stood.add(entry, instant(segment.moment.event), days)

    def _look(self, at: Instant, moment: EventMoment) -> None:
        """What is so from an instant on."""
        phase = self._partners[moment.file].at(at)
        event = moment.event
        entry = event or moment.fragment
        holds = self._clock.in_force(phase.moment, at, entry.index if entry else None) if phase else []
        own = [hold for hold in holds if event is not None and hold.event == event.index]
        is_public = event is not None and phase is not None and phase.is_public and not own
        states = (moment.state, phase.moment.state) if phase else (moment.state,)
        commit = max(states, key=lambda state: state.number).commit
        if event is not None:
            self._publication = self._published(event, at, commit if is_public else "")
        if event is not None and (self._becomes_shown(event, moment.state, at, is_public) or self._stays(phase, own)):
            self.standing, self.last_shown = Standing.SHOWN, event
            if self.first_shown is None:
                self.first_shown = at, event, moment.state
        elif self.last_shown is not None:
            if self._is_taken_back(moment, phase, own):
                self.standing = Standing.WITHDRAWN
            elif self.standing is not Standing.WITHDRAWN or _is_given_back(event, phase, own):
                self.standing = Standing.CORRECTED
        self._tell(at, moment, phase, holds)
        self._segment = _Segment(
            at=at,
            moment=moment,
            public_start=instant(event) if event is not None and is_public and event.is_scheduled else None,
            shown_start=event.start if event is not None and self.standing is Standing.SHOWN else None,
            commit=commit,
        )

    def _becomes_shown(self, event: Event, state: State, at: Instant, is_public: bool) -> bool:
        """Whether it is public, and published early enough or begun; without a history also one that is called off."""
        if not is_public:
            return False
        if not event.is_scheduled:
            return not self._clock.has_history
        ahead = (self._clock.day(event.start) - self._publication.day).days
        return ahead >= state.settings.lead_time or event.start <= at[0]

    def _stays(self, phase: Phase | None, own: Iterable[Hold]) -> bool:
        """Whether members know it, and nothing but a consent is in the way."""
        is_there = phase is not None and phase.standing is Standing.SHOWN
        return self.last_shown is not None and is_there and all(hold.reason is Reason.CONSENT for hold in own)

    def _is_taken_back(self, moment: EventMoment, phase: Phase | None, own: Iterable[Hold]) -> bool:
        """Whether somebody decided so, since it was last shown."""
        last = self.last_shown
        assert last is not None, "only what was shown is taken back"
        if phase is None or phase.standing is Standing.WITHDRAWN:
            return True
        if phase.standing is Standing.HIDDEN and is_taken_back(phase.moment.holds, moment.facts, last.partner):
            return True
        partner = moment.facts.partner if moment.facts else None
        if partner is None:
            return moment.facts is None
        if moment.event is None:
            return moment.is_gone
        agreed, before = moment.event.record.agreed or Agreed(), last.record.agreed or Agreed()
        return any(
            hold.reason is Reason.DECISION
            and hold.decided_at[:1] == ("events",)
            and is_sound(partner.broken, hold.decided_at)
            and agreed != before
            for hold in own
        )

    def _published(self, event: Event, at: Instant, commit: str) -> Publication:
        """Since when it is published with this start, as seen at an instant; `commit` is what publishes it then."""
        today = self._clock.day(at[0])
        published = Publication(today, commit if event.is_scheduled else "")
        run = self._runs.get(instant(event))
        if run is not None and run.first is not None and run.reaches(today) and event.is_scheduled:
            published = Publication(run.first, run.commit)
        agreed = event.record.agreed or Agreed()
        earliest = max((day for day in (agreed.us, agreed.them) if day is not None), default=date.min)
        announced = [
            entry.date
            for entry in event.record.announced
            if earliest <= entry.date <= today and not self._stood.told_of_another(entry, instant(event))
        ]
        if announced and min(announced) < published.day:
            return Publication(min(announced))
        return published

    # What members are told

    def _tell(self, at: Instant, moment: EventMoment, phase: Phase | None, holds: Sequence[Hold]) -> None:
        last = self.last_shown
        if last is None:
            return
        host = _known_host(phase)
        # What is not shown has no address of its own: members find it where it was shown last.
        self._address = host.source.slug if host else self._address[0], last.slug
        self._corrected = None
        self._moved_from = None
        material: object
        content: object
        if self.standing is Standing.SHOWN:
            self._moved_from = self._shown.before(last.start)
            told = instant(last), last.is_scheduled
            if not self._told or self._told[-1] != told:
                self._told.append(told)
                self._told_since = self._clock.day(at[0])
            record = last.record
            material = (told, last.end.astimezone(UTC), record.place, record.online, record.status)
            content = (material, self._moved_from, self._own(moment, last, at), self._hosts(last, phase, at))
        elif self.standing is Standing.CORRECTED:
            self._corrected = left = corrected(
                last, moment.facts, moment.event, moment.fragment, holds, host_is_known=host is not None
            )
            told = left.start.astimezone(UTC), last.is_scheduled
            material = (told, left.end.astimezone(UTC), left.place, left.online, last.record.status)
            content = ("being corrected", left)
        else:
            material = content = ("withdrawn", last.record.title, instant(last))
        self._addresses[self._address] = None
        if (self._address, content) != self._content:
            self._content = (self._address, content)
            self.changes.append(at)
        if material != self._material:
            self._material = material
            self.material_changes.append(at)

    def _own(self, moment: EventMoment, event: Event, at: Instant) -> str:
        showing = moment.facts.showing if moment.facts else None
        if showing is None:
            return ""
        return (showing.over if event.end <= at[0] else showing.coming).get(event.index, "")

    def _hosts(self, event: Event, phase: Phase | None, at: Instant) -> tuple[str, ...]:
        # An event's own photo stands where the host's would; that one is as a co-host's then.
        photo = self._photo(event, phase, at)
        own = shown_host(phase, at, is_cohost=bool(photo)) if phase else ""
        names = dict.fromkeys(slugs.same(slug) for slug in event.record.cohosts)
        return (photo, own, *(self._cohosts.shown(name, at) for name in names if name != event.partner.key))

    def _photo(self, event: Event, phase: Phase | None, at: Instant) -> str:
        """What its page shows of its own photo, as a digest; empty where the host's stands for it."""
        facts = phase.last_shown if phase else None
        if facts is None or facts.showing is None or event.photo is None or not event.photo.is_shown(at[0]):
            return ""
        return facts.showing.event_photos.get(event.index, "")

    def _is_changed_late(self, event: Event | None) -> bool:
        """Whether members knew it otherwise, and hear of this start, or that it takes place, too late."""
        if event is None or self.standing is not Standing.SHOWN or not event.is_scheduled or len(self._told) < 2:
            return False
        published = min(self._publication.day, self._told_since)
        return (self._clock.day(event.start) - published).days < self._clock.states[-1].settings.lead_time


def _is_given_back(event: Event | None, phase: Phase | None, own: Iterable[Hold]) -> bool:
    """Whether it can be read and no decision is against it any more: what is in the way now is a slip."""
    return (
        event is not None
        and _known_host(phase) is not None
        and not any(hold.reason is Reason.DECISION for hold in own)
        and not any(field[:2] == event.at() for field in event.partner.broken)
    )


def _known_host(phase: Phase | None) -> Facts | None:
    """The file of the partner who hosts an event, where members know the partner."""
    is_known = phase is not None and phase.standing in (Standing.SHOWN, Standing.CORRECTED)
    return phase.moment.facts if phase is not None and is_known else None


def _is_agreement_outdated(thread: EventThread) -> bool:
    """Whether the start is another than the one to which both sides agreed last."""
    agreed_to: tuple[Agreed | None, datetime] | None = None
    # Of those, too, that had its key before and were over: their agreement was to another start.
    for moment in (moment for each in reversed(list(_of_key(thread))) for moment in each.moments):
        event = moment.event
        if event is not None and (agreed_to is None or agreed_to[0] != event.record.agreed):
            agreed_to = event.record.agreed, instant(event)
    return agreed_to is not None and agreed_to[1] != instant(thread.last_event)


def _of_key(thread: EventThread | None) -> Iterator[EventThread]:
    """An event, and those that had its key before and were over, the latest first."""
    while thread is not None:
        yield thread
        thread = thread.before


def editions(known: Iterable[EventKnowledge], settings: Settings, clock: Clock) -> Mapping[EventThread, Edition]:
    """How often what members see of each event changed. UIDs are made in the order in which events were first shown."""
    made: set[str] = set()
    edition_of = {}
    shown = [each for each in known if each.first_shown is not None]
    for each in sorted(shown, key=lambda each: (each.changes[0], each.thread.number)):
        assert each.first_shown is not None, "those alone are asked"
        _, event, state = each.first_shown
        site_url = state.site_url if clock.has_history else settings.site_url
        uid = _uid(event, site_url, made)
        edition_of[each.thread] = _edition(uid, event, each, clock)
    return edition_of


def _uid(event: Event, site_url: str | None, made: set[str]) -> str:
    address = urlsplit(site_url or "")
    place = f"{address.hostname or 'partnerhub.invalid'}{address.path.rstrip('/')}"
    name = f"{event.partner.key}.{event.key}"
    dated = f"{name}.{event.start.date()}"
    names = chain((name, dated), (f"{dated}.{number}" for number in count(2)))
    chosen = next(each for each in names if each not in made)
    made.add(chosen)
    return f"{chosen}@{place}"


def _edition(uid: str, event: Event, known: EventKnowledge, clock: Clock) -> Edition:
    if not clock.has_history:
        today = first_moment(clock.day(clock.now), clock.zone).astimezone(UTC)
        return Edition(uid, 0, today, min(today, event.start.astimezone(UTC)))
    moments = list(clock.dated(known.changes))
    sequence = 0
    for at in moments:
        sequence = max(int((at - EPOCH).total_seconds() // 60), sequence + 1)
    material = list(clock.dated(known.material_changes))
    return Edition(
        uid=uid,
        sequence=sequence,
        changed_at=moments[-1],
        published_at=moments[0],
        material_changes=len(material) - 1,
        materially_changed_at=material[-1] if len(material) > 1 else None,
    )
