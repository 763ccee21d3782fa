"""What members know of each partner, moment by moment: shown, being corrected, gone.

A partner is walked from change to change: the commits, and the moments at which something changes by itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from partnerhub.history.clock import Clock
from partnerhub.history.story import PartnerStory, Standing
from partnerhub.history.threads import FileMoment, Instant, PartnerThread, State
from partnerhub.record.facts import Facts, Hold, Reason
from partnerhub.record.model import Consent, Decision, Record
from partnerhub.record.partner import Partner
from partnerhub.record.photo import Photo
from partnerhub.words.finding import FieldPath


@dataclass(frozen=True, eq=False)
class Phase:
    """A partner from an instant on."""

    at: Instant
    moment: FileMoment
    standing: Standing
    is_public: bool
    """Whether nothing holds it back, consent included."""
    last_shown: Facts | None


class PartnerKnowledge:
    """What members know of a partner."""

    def __init__(self, thread: PartnerThread, clock: Clock) -> None:
        self.thread = thread
        self.clock = clock
        self.phases = list(self._phases())
        self._begins = [phase.at for phase in self.phases]

    def at(self, instant: Instant) -> Phase | None:
        """What is so at an instant; None before the file was first there."""
        place = bisect_right(self._begins, instant)
        return self.phases[place - 1] if place else None

    @property
    def path(self) -> str:
        """Where the file lies; empty where it is gone."""
        return self.thread.facts.path if self.thread.facts else ""

    def between(self, since: Instant, until: Instant) -> Sequence[Instant]:
        """When, after an instant and before another, something may change for it or its events."""
        return self._begins[bisect_right(self._begins, since) : bisect_left(self._begins, until)]

    def story(self) -> PartnerStory:
        """What is so now."""
        last = self.phases[-1]
        slugs = [
            phase.last_shown.source.slug
            for phase in self.phases
            if phase.standing is Standing.SHOWN and phase.last_shown
        ]
        now = last.moment.facts.source.slug if last.moment.facts else None
        return PartnerStory(
            standing=last.standing,
            last_shown=last.last_shown,
            photo_is_newer_than_consent=photo_is_newer(
                (
                    (moment.state, moment.facts.partner.photo if moment.facts and moment.facts.partner else None)
                    for moment in self.thread.moments
                ),
                self.clock,
            ),
            old_slugs=[slug for slug in dict.fromkeys(slugs) if slug != now],
            changed_at=self._changed_at(),
            was_shown=any(phase.standing is Standing.SHOWN for phase in self.phases[:-1]),
            pending_since=_pending_since(self.thread, self.clock),
        )

    def _phases(self) -> Iterator[Phase]:
        standing, last_shown = Standing.HIDDEN, None
        for at, moment in self._moments():
            facts = moment.facts
            holds = self.clock.in_force(moment, at)
            is_public = facts is not None and not holds
            stays = (
                last_shown is not None and facts is not None and all(each.reason is Reason.CONSENT for each in holds)
            )
            if is_public or stays:
                standing, last_shown = Standing.SHOWN, facts
            elif last_shown is not None:
                if facts is None or is_taken_back(holds, facts, last_shown.partner):
                    standing = Standing.WITHDRAWN
                elif standing is not Standing.WITHDRAWN or _is_given_back(holds, facts):
                    standing = Standing.CORRECTED
            yield Phase(at, moment, standing, is_public, last_shown)

    def _changed_at(self) -> datetime | None:
        """When what the partner's page says of the partner changed last."""
        changes: list[Instant] = []
        before: object = None
        for phase in self.phases:
            shown = phase.standing, _shown_page(phase)
            if shown != before:
                changes.append(phase.at)
                before = shown
        return max(self.clock.dated(changes), default=None) if self.clock.has_history else None

    def _moments(self) -> Iterator[tuple[Instant, FileMoment]]:
        """The partner's own moments, and between them those at which something changes by itself, up to now."""
        following = [*(moment.state.instant for moment in self.thread.moments[1:]), self.clock.last]
        for moment, until in zip(self.thread.moments, following, strict=True):
            since = moment.state.instant
            instants = {since, *self.clock.between(self._edges(moment), since, until)}
            if moment is self.thread.moments[-1]:
                instants.add(self.clock.last)
            for at in sorted(instants):
                if at == since or at < until or at == self.clock.last:
                    yield at, moment

    def _edges(self, moment: FileMoment) -> Iterator[datetime]:
        """The moments at which what a file shows changes by itself."""
        for hold in moment.holds:
            yield from hold.during.edges
            if hold.asked_since is not None:
                yield self.clock.asked_from(hold.asked_since)
        partner = moment.facts.partner if moment.facts else None
        if partner is not None:
            for photo in partner.photos:
                yield from (end for end in (photo.withdrawn, photo.expires) if end is not None)


def is_taken_back(holds: Iterable[Hold], facts: Facts | None, last_shown: Partner | None) -> bool:
    """Whether one of the holds on a file is a decision that was taken since it was last shown."""
    partner = facts.partner if facts else None
    if partner is None or last_shown is None:
        return False
    return any(
        hold.reason is Reason.DECISION
        and is_sound(partner.broken, hold.decided_at)
        and value_at(partner.record, hold.decided_at) != value_at(last_shown.record, hold.decided_at)
        for hold in holds
    )


def _is_given_back(holds: Iterable[Hold], facts: Facts) -> bool:
    """Whether it can be read and no decision is against the partner any more: what is in the way now is a slip."""
    partner = facts.partner
    return (
        partner is not None
        and not any(hold.reason is Reason.DECISION for hold in holds)
        and not any(field[:1] in ((), ("vetting",)) for field in partner.broken)
    )


def is_sound(broken: Iterable[FieldPath], field: FieldPath) -> bool:
    """Whether a field could be read, and so could the others of the same mapping: a misspelt key is no decision."""
    mapping = field[:-1]
    return not any(each == mapping or each[: len(field)] == field or each[:-1] == mapping for each in broken)


def value_at(record: Record, field: FieldPath) -> object:
    """What stands in a field of the record; None where that is nothing."""
    value: Any = record
    for step in field:
        value = getattr(value, str(step), None)
    return value


def _pending_since(thread: PartnerThread, clock: Clock) -> date | None:
    """The day since when nothing else was decided; states that can't be read are passed over."""
    since: date | None = None
    for moment in reversed(thread.moments if clock.has_history else ()):
        if moment.facts is None or moment.facts.partner is None:
            continue
        if moment.facts.partner.decision is not Decision.PENDING:
            break
        since = clock.day(moment.state.at)
    return since


def photo_is_newer(photos: Iterable[tuple[State, Photo | None]], clock: Clock) -> bool:
    """Whether the last photo took another's place after the consent was given, and the consent stayed as it was.

    `photos` are those of one holder, from state to state.
    """
    replaced: tuple[State, Consent | None] | None = None
    before: tuple[str, Consent | None] | None = None
    for state, photo in photos:
        if photo is None or photo.file is None or not photo.file.identity:
            continue
        if before is not None and before[0] != photo.file.identity:
            replaced = state, before[1]
        before = photo.file.identity, photo.record.consent
    if replaced is None or before is None or (consent := before[1]) is None:
        return False
    state, consent_before = replaced
    return consent.given_on is not None and clock.day(state.at) > consent.given_on and consent_before == consent


class CohostKnowledge:
    """Which partners an event's `with` means, and what is shown of them."""

    def __init__(self, partners: Iterable[PartnerKnowledge]) -> None:
        self._by_name: dict[str, dict[PartnerKnowledge, list[Instant]]] = {}
        """Name → those who ever had it, with the instants at which they did."""
        for known in partners:
            for moment in known.thread.moments:
                if moment.facts is not None:
                    of_name = self._by_name.setdefault(moment.facts.key, {})
                    of_name.setdefault(known, []).append(moment.state.instant)

    def between(self, name: str, since: Instant, until: Instant) -> Iterator[Instant]:
        """When, after an instant and before another, something may change for those who ever had a name."""
        for known in self._by_name.get(name, ()):
            yield from known.between(since, until)

    def shown(self, name: str, at: Instant) -> str:
        """What an event's page says of a co-host, as a digest; empty where it leaves it out."""
        meant: tuple[Instant, Phase] | None = None
        for known, had in self._by_name.get(name, {}).items():
            phase, place = known.at(at), bisect_right(had, at)
            # Who had the name last is meant: has it still, or was renamed.
            if place and phase is not None and phase.moment.facts and (meant is None or had[place - 1] > meant[0]):
                meant = had[place - 1], phase
        if meant is None or meant[1].standing not in (Standing.SHOWN, Standing.CORRECTED):
            return ""
        return shown_host(meant[1], at, is_cohost=True)


def _shown_page(phase: Phase) -> tuple[str, ...]:
    """What a partner's page says of the partner, as digests."""
    facts = phase.last_shown
    if facts is None or facts.partner is None or facts.showing is None:
        return ()
    photo = (facts.showing.photo, facts.showing.credit) if facts.partner.photo.is_shown(phase.at[0]) else ()
    return (facts.key, facts.showing.page, *photo)


def shown_host(phase: Phase, at: Instant, *, is_cohost: bool = False) -> str:
    """What an event's page says of a host, as a digest."""
    facts = phase.last_shown
    if facts is None or facts.partner is None or facts.showing is None:
        return ""
    photo = ""
    if facts.partner.photo.is_shown(at[0]):
        photo = facts.showing.photo if is_cohost else f"{facts.showing.photo} {facts.showing.credit}"
    return f"{facts.key} {phase.standing} {facts.showing.host} {photo}"
