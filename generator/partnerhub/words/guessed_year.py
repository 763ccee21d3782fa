"""The year that was probably meant by a day: said beside the day, and where it depends on today, when it is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partnerhub.words import spelling
from partnerhub.words.terms import N_


class Guess(StrEnum):
    """How a year is guessed for a day that lies on the wrong side of today, or too far from it."""

    FROM = "from"
    """It should not lie before."""
    UNTIL = "until"
    """It should not lie after."""
    NEAR = "near"

    def year(self, day: date, today: date) -> int | None:
        """The year that was probably meant; None for a few months."""
        return _YEARS[self](day, today)


_YEARS: Mapping[Guess, Callable[[date, date], int | None]] = {
    Guess.FROM: spelling.year_from,
    Guess.UNTIL: spelling.year_until,
    Guess.NEAR: spelling.year_near,
}


@dataclass(frozen=True)
class GuessedYear:
    """A day that was typed, and how its year is guessed once somebody is told."""

    day: date
    guess: Guess
    name: str = "got"
    """Of the fact that it is in a message."""

    def facts(self, today: date) -> Mapping[str, object]:
        """What a message says of it on a day."""
        return day_and_year(self.day, self.guess.year(self.day, today), self.name)


def day_and_year(day: date, year: int | None, name: str = "got") -> Mapping[str, object]:
    """The facts of what was typed and the year that was probably meant, if it was another."""
    return {name: N_("{day} ({year}?)"), "day": day, "year": year} if year else {name: day}
