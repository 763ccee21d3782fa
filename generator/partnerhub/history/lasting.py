"""When a hub in which nothing changes says or shows something else all the same: time is what it is made of, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from partnerhub.history.threads import State
from partnerhub.record.facts import Facts
from partnerhub.words.finding import Breach
from partnerhub.words.span import first_moment


def lasts_until(states: Sequence[State], now: datetime, zone: ZoneInfo, judged: Iterable[Breach]) -> datetime:
    """The first moment after now at which that may be, and never later than the day's end, since pages say the day.

    It is now where a commit claims to come from the future, because it is taken for one of now. `judged` is what was
    said of files beyond what is in their facts.
    """
    if any(state.commit and state.at >= now for state in states):
        return now
    every = {id(facts): facts for state in states for facts in state.files.values() if facts is not None}
    moments = list(day_ends({zone, *(state.settings.zone for state in states)}, now))
    moments += (edge for breach in judged for edge in breach.problem.during.edges)
    moments += (moment for facts in every.values() for moment in moments_of(facts))
    return min(moment for moment in moments if moment > now)


def day_ends(zones: Iterable[ZoneInfo], now: datetime) -> Iterator[datetime]:
    """When the day ends in each of some zones."""
    return (first_moment(now.astimezone(zone).date() + timedelta(days=1), zone) for zone in zones)


def moments_of(facts: Facts) -> Iterator[datetime]:
    """The moments at which something becomes true or false of a version of a file."""
    for hold in facts.holds:
        yield from hold.during.edges
    for breach in facts.breaches:
        yield from breach.problem.during.edges
    for event in facts.events:
        yield from (event.start, event.end)
    for photo in facts.partner.photos if facts.partner else ():
        yield from (end for end in (photo.withdrawn, photo.expires) if end is not None)
