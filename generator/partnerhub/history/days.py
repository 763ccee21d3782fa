"""What counts in whole days, as each day left it: since when an event is published, whether it moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, datetime

_BREAK = 2
"""Days from which a break is one, by the file format."""


@dataclass
class Run:
    """The last days in a row on which something was so; breaks of less than two days didn't happen."""

    first: date | None = None
    last: date | None = None
    commit: str = ""
    """The one that began it."""

    def add(self, first: date, last: date, commit: str) -> None:
        """Say that it was so at the end of these days; later days come later."""
        if last < first:
            return  # no day was left so
        if not self.reaches(first):
            self.first, self.commit = first, commit
        self.last = last

    def reaches(self, day: date) -> bool:
        """Whether a day belongs to the run, but for a break that didn't happen."""
        return self.last is not None and (day - self.last).days <= _BREAK


@dataclass
class Shown:
    """The starts that were shown, in their order, with the number of days for which each was."""

    starts: list[tuple[datetime, int]] = field(default_factory=list)

    def add(self, start: datetime, days: int) -> None:
        """Say that a start was shown at the end of so many days."""
        if self.starts and self.starts[-1][0] == start:
            self.starts[-1] = (start, self.starts[-1][1] + max(days, 0))
        else:
            self.starts.append((start, max(days, 0)))

    def before(self, start: datetime) -> datetime | None:
        """The last start that was shown for two days or more before the present one; None for an event that stayed.

        A start that is put back before the other was shown for two days is as if nothing happened.
        """
        kept: list[datetime] = []
        for each in [each for each, days in self.starts if days >= _BREAK] + [start]:
            if not kept or kept[-1] != each:
                kept.append(each)
        return kept[-2] if len(kept) > 1 else None


class Stood:
    """Beside which starts an entry of `announced` stood, and for how many days."""

    def __init__(self, before: Stood | None = None) -> None:
        """`before` is what is so of an event that had the same key before, and was over."""
        self._before = before
        self._days: dict[Hashable, dict[datetime, int]] = defaultdict(lambda: defaultdict(int))

    def add(self, entry: Hashable, start: datetime, days: int) -> None:
        """Say that it stood beside a start at the end of so many days."""
        self._days[entry][start] += max(days, 0)

    def told_of_another(self, entry: Hashable, start: datetime) -> bool:
        """Whether it stood for two days or more beside another start."""
        stood: Stood | None = self
        while stood is not None:
            if any(days >= _BREAK for other, days in stood._days.get(entry, {}).items() if other != start):
                return True
            stood = stood._before
        return False
