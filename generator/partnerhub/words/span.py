"""Spans of time: when something holds. A rule says for how long, so that what it says of a file needs no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from functools import cache


@dataclass(frozen=True)
class Span:
    """From a moment on, until another; both aware, the first in it, the second not; None for no bound."""

    since: datetime | None = None
    until: datetime | None = None

    def __contains__(self, moment: datetime) -> bool:
        return (self.since is None or self.since <= moment) and (self.until is None or moment < self.until)

    @property
    def edges(self) -> Iterator[datetime]:
        """The moments at which it begins or ends."""
        yield from (edge for edge in (self.since, self.until) if edge is not None)


ALWAYS = Span()


@cache
def first_moment(day: date, zone: tzinfo) -> datetime:
    """The moment at which a day begins in a zone, aware."""
    return datetime.combine(day, time(), zone)
