"""What stands in a sheet and comes into no file, told with its rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from partnerhub.words.finding import Problem
from partnerhub.words.terms import N_, Terms


@dataclass(frozen=True)
class Left:
    """Something that was left out."""

    row: int
    """As the sheet counts."""
    headings: Sequence[str]
    """Of the columns in which it stands; none for all of the row."""
    problem: Problem
    """Why."""


def lines(left: Iterable[Left], terms: Terms, *, of_calendar: bool) -> Iterator[str]:
    """A line for each reason, with all its rows, in the order of the first ones."""
    rows = dict[tuple[Sequence[str], str], list[int]]()
    for each in sorted(left, key=lambda each: each.row):
        problem = each.problem
        said = [problem.say(words, terms.language) for words in (problem.message, problem.hint) if words]
        reason = " ".join(f"{words.removesuffix('.')}." for words in said)
        rows.setdefault((each.headings, reason), []).append(each.row)
    for (headings, reason), numbers in rows.items():
        one, several = N_("row {rows}"), N_("rows {rows}")
        if of_calendar:
            one, several = N_("entry {rows}"), N_("entries {rows}")
        distinct = sorted(set(numbers))
        where = terms(one if len(distinct) == 1 else several, rows=_spans(distinct))
        columns = ", ".join(f"“{heading}”" for heading in headings)
        yield f"{where}, {columns}: {reason}" if columns else f"{where}: {reason}"


def _spans(numbers: Sequence[int]) -> str:
    """`2, 4–7`."""
    spans = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        row = [number for _, number in run]
        spans.append(f"{row[0]}" if len(row) == 1 else f"{row[0]}–{row[-1]}")
    return ", ".join(spans)
