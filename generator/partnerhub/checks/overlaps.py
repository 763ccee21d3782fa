"""Which events take place at the same time: a sweep over their starts."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice

from partnerhub.record.partner import Event

MOST_NAMED = 3
"""Of the events that overlap with one, by the file format."""


def overlaps(events: Iterable[Event]) -> Mapping[Event, list[Event]]:
    """An event → at most three events of other files that overlap with it.

    Each is looked at when it starts, beside those that have not ended; an event with enough names is not named to
    again, so that a crowded day stays linear.
    """
    named: dict[Event, list[Event]] = {}
    running: dict[Event, None] = {}
    wanting: dict[Event, None] = {}
    ends: list[tuple[datetime, int, Event]] = []
    in_order = sorted(events, key=lambda event: (event.start, event.partner.path, event.index))
    for number, event in enumerate(in_order):
        while ends and ends[0][0] <= event.start:
            ended = heapq.heappop(ends)[2]
            running.pop(ended)
            wanting.pop(ended, None)
        others = list(islice((other for other in running if other.partner is not event.partner), MOST_NAMED))
        if others:
            named[event] = others
        for other in list(wanting):
            if other.partner is not event.partner:
                names = named.setdefault(other, [])
                names.append(event)
                if len(names) >= MOST_NAMED:
                    del wanting[other]
        running[event] = None
        if len(others) < MOST_NAMED:
            wanting[event] = None
        heapq.heappush(ends, (event.end, number, event))
    return named
