"""Which events take place at the same time: a sweep over their starts."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import NamedTuple

MOST_NAMED = 3
"""Of the events that overlap with one, by the file format."""


class Span(NamedTuple):
    """When an event takes place."""

    path: str
    place: int
    """In the file's list of events, from 0."""
    start: datetime
    """Aware."""
    end: datetime
    """Aware."""
    slug: str


def overlaps(spans: Iterable[Span]) -> Mapping[tuple[str, int], list[str]]:
    """Path and place of an event → at most three events of other files that overlap with it, as `path (slug)`.

    Each span is looked at when it starts, beside those that have not ended; an event with enough names is not
    named to again, so that a crowded day stays linear.
    """
    named: dict[tuple[str, int], list[str]] = {}
    running: dict[tuple[str, int], Span] = {}
    wanting: dict[tuple[str, int], Span] = {}
    ends: list[tuple[datetime, str, int]] = []
    for span in sorted(spans, key=lambda span: (span.start, span.path, span.place)):
        while ends and ends[0][0] <= span.start:
            ended = heapq.heappop(ends)[1:]
            running.pop(ended)
            wanting.pop(ended, None)
        key = (span.path, span.place)
        others = list(islice((other for other in running.values() if other.path != span.path), MOST_NAMED))
        if others:
            named[key] = [f"{other.path} ({other.slug})" for other in others]
        for other_key, other in list(wanting.items()):
            if other.path != span.path:
                names = named.setdefault(other_key, [])
                names.append(f"{span.path} ({span.slug})")
                if len(names) >= MOST_NAMED:
                    del wanting[other_key]
        running[key] = span
        if len(others) < MOST_NAMED:
            wanting[key] = span
        heapq.heappush(ends, (span.end, *key))
    return named
