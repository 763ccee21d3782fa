"""What a look at one guard of a hub showed: a value, in words that are said later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from partnerhub.edge.doctor.place import Place
from partnerhub.words.finding import Problem
from partnerhub.words.terms import Term


class State(StrEnum):
    """How a guard stands."""

    STANDS = "stands"
    LOOK = "look"
    """It can't be known from here, or is as somebody may have wished: a person has to look."""
    WARNING = "warning"
    """It isn't there."""


@dataclass(frozen=True)
class Seen:
    """What is to be said of a guard; the hint says what to do, beginning with a verb."""

    state: State
    problem: Problem


Look = Callable[[Place], Iterator[Seen]]
"""A check: what there is to say of one guard. May raise GitFailed and NoBranch."""


def stands(message: Term, **facts: object) -> Seen:
    """The guard is there."""
    return Seen(State.STANDS, Problem((), message, facts=facts))


def look(message: Term, hint: Term, **facts: object) -> Seen:
    """Somebody has to look."""
    return Seen(State.LOOK, Problem((), message, hint, facts))


def warning(message: Term, hint: Term, **facts: object) -> Seen:
    """The guard isn't there."""
    return Seen(State.WARNING, Problem((), message, hint, facts))
