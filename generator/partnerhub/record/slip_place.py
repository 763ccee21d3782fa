"""Where YAML gave up, and how a slip is told: on its line of the file, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from partnerhub.record.mended_lines import KnownFields
from partnerhub.record.typed_lines import Line
from partnerhub.words.finding import Position, Problem
from partnerhub.words.terms import N_, Term

FIRST_LINE = 2
"""Of the front matter, in the file: the opening fence is a line of its own."""
STRANGE = N_("here stands {oddity}, which can't be read")
HYPHENS = "\u00ad\u05be\u2010-\u2015\u2212"
_FENCE_LIKE = re.compile(rf"[-{HYPHENS}.]{{2,}}|[\u2013-\u2015]|[*_+]{{3,}}|={{2,}}|(?:```|~~~)\w*")


@dataclass(frozen=True)
class Place:
    """Where YAML gave up, among the lines that it had read."""

    line: Line
    column: int
    before: Sequence[Line]
    """Those above it, blank ones and what stands in block texts aside."""
    failed: Line
    """The line on which YAML gave up, which may be a later one."""
    known: KnownFields


def problem(words: Term, hint: Term, number: int, column: int, /, **facts: object) -> Problem:
    """A slip at a line and column of the front matter, counted from 0."""
    return Problem((), words, hint, facts, Position(number + FIRST_LINE, column + 1))


def is_like_fence(line: str) -> bool:
    """Whether a line is nearly one of three hyphens, or one."""
    return _FENCE_LIKE.fullmatch("".join(line.split())) is not None


Ask = Callable[[Place], "Problem | None"]
"""One kind of slip: what is wrong at a place, if that is it."""
