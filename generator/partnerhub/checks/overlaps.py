"""Which events take place at the same time: a sweep over their starts."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

from partnerhub.record.partner import Event

MOST_NAMED = 3
"""Of the events that overlap with one, by the file format."""


@dataclass(frozen=True)
class Occurrence:
    """An event that takes place, and no more of it than is said of it beside another."""

    path: str
    """Of the partner file."""
    index: int
    """Its place in the file's list of events, from 0."""
    start: datetime
    """In UTC."""
    end: datetime
    title: str
    """In the hub's first language."""

    @property
    def partner(self) -> str:
        """Whose it is."""
        return self.path

    @classmethod
    def of(cls, event: Event) -> Occurrence:
        """What is said of an event."""
        return cls(event.path, event.index, event.start.astimezone(UTC), event.end.astimezone(UTC), event.title)


Each = TypeVar("Each", Event, Occurrence)


def overlaps(events: Iterable[Each]) -> Mapping[Each, list[Each]]:
    """An event → at most three events of other files that overlap with it.

    Each is looked at when it starts, beside those that have not ended; an event with enough names is not named to
    again, so that a crowded day stays linear.
    """
    named: dict[Each, list[Each]] = {}
    running: dict[Each, None] = {}
    wanting: dict[Each, None] = {}
    ends: list[tuple[datetime, int, Each]] = []
    in_order = sorted(events, key=lambda event: (event.start, event.path, event.index))
    for number, event in enumerate(in_order):
        while ends and ends[0][0] <= event.start:
            ended = heapq.heappop(ends)[2]
            running.pop(ended)
            wanting.pop(ended, None)
        others = list(islice((other for other in running if other.partner != event.partner), MOST_NAMED))
        if others:
            named[event] = others
        for other in list(wanting):
            if other.partner != event.partner:
                names = named.setdefault(other, [])
                names.append(event)
                if len(names) >= MOST_NAMED:
                    del wanting[other]
        running[event] = None
        if len(others) < MOST_NAMED:
            wanting[event] = None
        heapq.heappush(ends, (event.end, number, event))
    return named
