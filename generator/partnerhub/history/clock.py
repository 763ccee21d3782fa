"""The clock of a timeline: moments, days, and which state of the branch was in force."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from partnerhub.history.threads import FileMoment, Instant, State
from partnerhub.record.facts import Hold
from partnerhub.words.span import first_moment


@dataclass(frozen=True, eq=False)
class Clock:
    """The states of a branch, and the moment at which they are looked at."""

    states: Sequence[State]
    now: datetime
    """Aware."""
    zone: ZoneInfo
    """Today's, of the hub: in which days are counted."""
    has_history: bool
    """Whether there is a branch to ask."""

    @cached_property
    def _begins(self) -> Sequence[datetime]:
        return [state.at for state in self.states]

    @property
    def last(self) -> Instant:
        """Now."""
        return self.now.astimezone(UTC), len(self.states) - 1

    def instant(self, moment: datetime) -> Instant:
        """A moment with the state that is in force then."""
        moment = moment.astimezone(UTC)
        return moment, bisect_right(self._begins, moment) - 1

    def day(self, moment: datetime) -> date:
        """The day of a moment."""
        return moment.astimezone(self.zone).date()

    def between(self, edges: Iterable[datetime], since: Instant, until: Instant) -> Iterator[Instant]:
        """The edges that lie after a moment, and not after another."""
        for edge in edges:
            if since < (instant := self.instant(edge)) <= until:
                yield instant

    def in_force(self, moment: FileMoment, at: Instant, event: int | None = None) -> list[Hold]:
        """The holds on a partner, and on one of the events, by its place in the file, that are asked at a moment.

        Of what the branch held, those are asked that were rules by then.
        """
        own = moment.holds_of.get(event, ()) if event is not None else ()
        return [
            hold
            for hold in (*moment.holds_of.get(None, ()), *own)
            if at[0] in hold.during
            and (not moment.state.commit or hold.asked_since is None or at[0] >= self.asked_from(hold.asked_since))
        ]

    def asked_from(self, day: date) -> datetime:
        """The moment from which on a rule is asked that came on a day."""
        return first_moment(day, self.zone)

    def dated(self, changes: Iterable[Instant]) -> Iterator[datetime]:
        """When changes happened, never earlier than the one before: a commit's moment, or the day's first moment."""
        latest: datetime | None = None
        for at, number in changes:
            moment, state = at, self.states[number]
            if state.at != at or not state.commit:
                moment = self.asked_from(self.day(at)).astimezone(UTC)
            latest = moment if latest is None else max(latest, moment)
            yield latest
