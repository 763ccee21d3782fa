"""What stands in a sheet and comes into no file, told with its rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from partnerhub.importing.sheet import Kind
from partnerhub.words.finding import Problem
from partnerhub.words.terms import N_, Term, Terms

_ROWS: Mapping[Kind, tuple[Term, Term]] = {
    Kind.TABLE: (N_("row {rows}"), N_("rows {rows}")),
    Kind.CALENDAR: (N_("entry {rows}"), N_("entries {rows}")),
}
"""What one row is called, and several."""


@dataclass(frozen=True)
class Left:
    """Something that was left out."""

    row: int
    """As the sheet counts."""
    headings: Sequence[str]
    """Of the columns in which it stands; none for all of the row."""
    problem: Problem
    """Why."""


def lines(left: Iterable[Left], terms: Terms, kind: Kind) -> Iterator[str]:
    """A line for each reason, with all its rows, in the order of the first ones; a form has no rows to speak of."""
    rows = dict[tuple[Sequence[str], str], list[int]]()
    for each in sorted(left, key=lambda each: each.row):
        problem = each.problem
        said = [problem.say(words, terms.language) for words in (problem.message, problem.hint) if words]
        reason = " ".join(f"{words.removesuffix('.')}." for words in said)
        rows.setdefault((each.headings, reason), []).append(each.row)
    for (headings, reason), numbers in rows.items():
        where = [f"“{heading}”" for heading in headings]
        if kind in _ROWS:
            one, several = _ROWS[kind]
            distinct = sorted(set(numbers))
            where.insert(0, terms(one if len(distinct) == 1 else several, rows=_spans(distinct)))
        yield f"{', '.join(where)}: {reason}" if where else reason


def _spans(numbers: Sequence[int]) -> str:
    """`2, 4–7`."""
    spans = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        row = [number for _, number in run]
        spans.append(f"{row[0]}" if len(row) == 1 else f"{row[0]}–{row[-1]}")
    return ", ".join(spans)
