"""What is wrong, where, and what to do about it. Values, never exceptions.

Three levels: a *problem* is what a check says of a place in a file, a *breach* is a problem with the rule that it
breaks, a *finding* is a breach as it is reported: weighed, with path and line, in the reader's words.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partnerhub.words.guessed_year import GuessedYear
from partnerhub.words.places import NO_TITLES, FieldPath, Titles, event_name, field_name, place_name
from partnerhub.words.printable import inert, printable
from partnerhub.words.span import ALWAYS, Span
from partnerhub.words.terms import N_, Counted, Named, Term, Terms

# Where a finding is and how it is printed is part of it: FieldPath, field_name, inert and printable.
__all__ = [
    "Breach", "FieldPath", "Finding", "Position", "Problem", "Severity", "errors", "field_name", "inert", "printable",
]  # fmt: skip


class Severity(StrEnum):
    """How much a finding weighs; an error stops a build or holds back what it is about."""

    IGNORE = "ignore"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for ignore to 3 for error."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, order=True)
class Position:
    """A place in a file, counted from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Finding:
    """One thing that a person should know about one place in one file."""

    rule: str
    """The rule's slug, e.g. `event-too-soon`."""
    severity: Severity
    path: str
    """Relative to the hub's folder, with forward slashes."""
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    place: FieldPath
    """Where the field stands in the record; empty for the file as a whole."""
    message: str
    """`<field> must …, got …`; never holds the value of a private field."""
    hint: str = ""
    """What to do, beginning with a verb."""
    in_text: str = ""
    """The message with the value of a private field, for text output alone; empty where that is none."""
    gist: str = ""
    """The message without what its places are called, which changes while entries of lists move and are renamed."""

    @property
    def field(self) -> str:
        """The field's path for programs, e.g. `events[0].start`; empty for the file as a whole."""
        return field_name(self.place)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The order in which findings are shown: path, line, column, rule, message."""
        return (self.path, self.line, self.column, self.rule, self.message)


@dataclass(frozen=True)
class Problem:
    """What a check says of one place in a partner file, before it has a line and a weight.

    `message` and `hint` are format strings over `facts`, `{field}`, which is what a person calls the place, and
    `{title}`, the title of the event in which it lies. Facts that are places are named like it; facts that are words of
    ours are said in the reader's language too, and may hold facts in their turn.
    """

    field: FieldPath
    message: Term
    hint: Term | None = None
    facts: Mapping[str, object] | None = None
    position: Position | None = None
    """Where it stands, if that is not the place of `field` (a line of the body)."""
    during: Span = dataclasses.field(default=ALWAYS, kw_only=True)
    """When it is one: what depends on the day says so itself."""
    severity: Severity | None = dataclasses.field(default=None, kw_only=True)
    """The most that it weighs, if that is less than its rule: of what is over already, for instance."""
    stands_on: Sequence[FieldPath] = dataclasses.field(default=(), kw_only=True)
    """Other fields from which it concludes, beside those of its rule."""
    covers: Sequence[FieldPath] = dataclasses.field(default=(), kw_only=True)
    """Fields of which it says all that there is to say: what is probably mistyped leads to nothing else."""
    asked_since: date | None = dataclasses.field(default=None, kw_only=True)
    """Of a part of a rule that is younger than the rule: the day since which it is asked of what the branch held."""
    guessed: GuessedYear | None = dataclasses.field(default=None, kw_only=True)
    """A day in the message of which one year was probably meant, depending on the day on which it is said."""

    def on(self, day: date) -> Problem:
        """The same as it is said on a day, in the hub's zone."""
        if self.guessed is None:
            return self
        return dataclasses.replace(self, facts={**(self.facts or {}), **self.guessed.facts(day)}, guessed=None)

    def withheld(self) -> Problem:
        """The same without what was typed."""
        facts = dict(self.facts or {})
        return dataclasses.replace(self, facts={**facts, "got": N_("a private value")}) if "got" in facts else self

    def say(self, message: Term, language: str, titles: Titles = NO_TITLES) -> str:
        """The message or the hint in a language, with its facts filled in; `titles` are those of the file's events."""
        names = {name: place_name(place, language, titles) for name, place in self._places}
        return self._said(message, language, {"title": event_name(self.field, language, titles), **names})

    def gist(self, language: str) -> str:
        """The message without what its places are called."""
        return self._said(self.message, language, {"title": "", **dict.fromkeys(dict(self._places), "")})

    @property
    def _places(self) -> Iterable[tuple[str, FieldPath]]:
        facts = self.facts or {}
        return [("field", self.field), *((name, fact) for name, fact in facts.items() if isinstance(fact, tuple))]

    def _said(self, message: Term, language: str, names: Mapping[str, str]) -> str:
        terms, typed, said = Terms(language), dict(names), dict[str, str]()
        facts = self.facts or {}
        for name, fact in facts.items():
            if isinstance(fact, Named):
                typed[name] = printable(fact.in_language(language))
            elif not isinstance(fact, Term | Counted | tuple):
                typed[name] = printable(str(fact))
        for name, fact in facts.items():
            if isinstance(fact, Term):
                said[name] = terms(fact, **typed)
            elif isinstance(fact, Counted):
                said[name] = terms.counted(fact.one, fact.many, fact.count, **typed)
        return terms(message, **typed, **said)


@dataclass(frozen=True)
class Breach:
    """A problem, and the rule that it breaks."""

    rule: str
    """The rule's slug."""
    problem: Problem


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop a build."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]
