"""Words and days as people type them: what a slip was meant to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta

_FAR = timedelta(days=183)
"""Between the two days of one plan; where more lies between them, a year is more likely to be mistyped."""


def close_to(word: str, choices: Sequence[str]) -> str | None:
    """The choice that was probably meant: one slip of the keyboard away, in longer words one for every four letters."""
    typed = word.casefold()
    within = (choice for choice in choices if abs(len(choice) - len(typed)) <= _allowed(choice))
    likely = [choice for choice in within if _letters_apart(typed, choice) <= 2 * _allowed(choice)]
    slips, closest = min(((_slips(typed, choice), choice) for choice in likely), default=(0, None))
    return closest if closest is not None and slips <= _allowed(closest) else None


def _allowed(word: str) -> int:
    return max(1, len(word) // 4)


def _letters_apart(one: str, other: str) -> int:
    """How many letters either has that the other has not: cheap, and no more than twice the slips."""
    first, second = Counter(one), Counter(other)
    return ((first - second) + (second - first)).total()


def _slips(typed: str, meant: str) -> int:
    """Letters that are missing, too many, others, or two that changed places (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for index, letter in enumerate(typed, start=1):
        last, before, row = before, row, [index]
        for at, other in enumerate(meant, start=1):
            steps = [before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != other)]
            if at > 1 and index > 1 and typed[index - 2 : index] == other + meant[at - 2]:
                steps.append(last[at - 2] + 1)
            row.append(min(steps))
    return row[-1]


def year_from(day: date, first: date) -> int | None:
    """The year that was probably meant for a day that lies before `first` and should not; None for a few months."""
    return _year(day, lambda meant: meant >= first, (first.year, first.year + 1)) if _are_far(day, first) else None


def year_until(day: date, last: date) -> int | None:
    """The year that was probably meant for a day that lies after `last` and should not; None for a few months."""
    return last_year_until(day, last) if _are_far(day, last) else None


def last_year_until(day: date, last: date) -> int | None:
    """The last year that puts a day no later than `last`."""
    return _year(day, lambda meant: meant <= last, (last.year, last.year - 1))


def year_near(day: date, other: date) -> int | None:
    """The year that was probably meant for a day that lies far from `other` and should not."""
    return _year(day, lambda meant: not _are_far(meant, other), (other.year, other.year - 1, other.year + 1))


def _are_far(day: date, other: date) -> bool:
    return abs(day - other) >= _FAR


def _year(day: date, fits: Callable[[date], bool], years: Sequence[int]) -> int | None:
    with suppress(ValueError):  # 29 February
        return next((year for year in years if fits(day.replace(year=year))), None)
    return None
