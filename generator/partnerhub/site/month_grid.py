"""Months as grids of weeks, with what is on each day."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from partnerhub.site.lists import OPEN, month_of
from partnerhub.site.model import PublicEvent
from partnerhub.words.week import Week


@dataclass(frozen=True)
class Day:
    """A day of a month."""

    date: date
    events: Sequence[PublicEvent]
    """Those that begin on it, go on, or end."""


@dataclass(frozen=True)
class MonthGrid:
    """A month, week by week."""

    first: date
    weeks: Sequence[Sequence[Day | None]]
    """Seven days each; None for one of another month."""
    weekdays: Sequence[date]
    """Days of some week, in their order, which have the names of its columns."""
    beginning: Sequence[PublicEvent]
    """The events that begin in it."""
    is_folded: bool


def month_grids(events: Iterable[PublicEvent], week: Week) -> Sequence[MonthGrid]:
    """The months in which something is on, in their order; an event is on every day that it touches."""
    on_day: dict[date, list[PublicEvent]] = {}
    beginning: dict[date, list[PublicEvent]] = {}
    for event in events:
        beginning.setdefault(month_of(event), []).append(event)
        last = event.last_day if event.end_is_known else event.start.date()
        for number in range((last - event.start.date()).days + 1):
            on_day.setdefault(event.start.date() + timedelta(days=number), []).append(event)
    grids: list[MonthGrid] = []
    before = 0
    weeks_of = Calendar((week.first - 1) % 7).monthdatescalendar
    for first in sorted({day.replace(day=1) for day in on_day}):
        weeks = weeks_of(first.year, first.month)
        days = [[Day(day, on_day.get(day, ())) if day.month == first.month else None for day in each] for each in weeks]
        begun = beginning.get(first, ())
        grids.append(MonthGrid(first, days, weeks[0], begun, before >= OPEN))
        before += len(begun)
    return grids
