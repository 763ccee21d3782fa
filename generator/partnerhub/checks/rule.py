"""What a rule is. The modules beside this one hold the rules, a group each.

A rule is about one file alone (`rule`), about a file and what it may know of the others (`rule_among`), or about the
whole hub as it is today (`rule_across`). The first two judge the past as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from inspect import cleandoc, getdoc
from typing import Any, TypedDict, Unpack

from partnerhub.checks.hub import Hub
from partnerhub.record.facts import Facts, Reason
from partnerhub.record.neighbours import Neighbours
from partnerhub.record.partner import Partner
from partnerhub.record.read import SourceFile
from partnerhub.record.settings import Settings
from partnerhub.words.finding import FieldPath, Problem, Severity
from partnerhub.words.terms import Term

FileCheck = Callable[[SourceFile], Iterator[Problem]]
Check = Callable[[Partner], Iterator[Problem]]
CheckAmong = Callable[[Facts, Neighbours], Iterator[Problem]]
CheckAcross = Callable[[Facts, Hub], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A promise that the hub keeps, and how it is checked."""

    slug: str
    group: str
    severity: Severity
    """By default; settings may change it."""
    explanation: Term
    """Its first line alone says what it asks for."""
    is_guarded: bool = False
    """Guards members, partners or secrets: its severity can be raised, never lowered."""
    holds_back: bool = False
    """Holds back what it is about even as a warning."""
    reason: Reason = Reason.SLIP
    """Why it holds back, where it does."""
    decided_at: FieldPath = ()
    """Of a decision: the field that says it; of an event, counted from there."""
    stands_on: Sequence[tuple[str, ...]] = ()
    """Other fields from which it concludes, by their names: where one can't be read, there is nothing to conclude."""
    asked_since: date | None = None
    """The day since which it is asked of what the branch held; None for always."""
    file_check: FileCheck | None = None
    check: Check | None = None
    check_among: CheckAmong | None = None
    check_across: CheckAcross | None = None

    @property
    def marks(self) -> str:
        """`!` for a guarded rule, `H` for one that holds back even as a warning."""
        return ("H" if self.holds_back else "") + ("!" if self.is_guarded else "")

    def weigh(self, settings: Settings) -> Severity:
        """The rule's severity in a hub."""
        return settings.severity.get(self.slug, self.severity)


RULES: dict[str, Rule] = {}
"""Every rule by its slug, in the order of the groups."""


class Options(TypedDict, total=False):
    """What else a rule says of itself; see `Rule`."""

    guarded: bool
    holds_back: bool
    reason: Reason
    decided_at: FieldPath
    stands_on: Sequence[tuple[str, ...]]
    asked_since: date


def rule(severity: str, **options: Unpack[Options]) -> Callable[[Check], Check]:
    """Register a check of a partner: its name is the rule's, its docstring the explanation, its module the group."""

    def register(check: Check) -> Check:
        _register(Rule(**_named(check, severity, options), check=check))
        return check

    return register


def file_rule(severity: str, **options: Unpack[Options]) -> Callable[[FileCheck], FileCheck]:
    """Register a check of a file, which runs even where the file could not be read."""

    def register(check: FileCheck) -> FileCheck:
        _register(Rule(**_named(check, severity, options), file_check=check))
        return check

    return register


def rule_among(severity: str, **options: Unpack[Options]) -> Callable[[CheckAmong], CheckAmong]:
    """Register a check of a file that asks for no more of the others than `Neighbours`; it judges the past as well."""

    def register(check: CheckAmong) -> CheckAmong:
        _register(Rule(**_named(check, severity, options), check_among=check))
        return check

    return register


def rule_across(severity: str, **options: Unpack[Options]) -> Callable[[CheckAcross], CheckAcross]:
    """Register a check of a file in the whole hub, as it is today and as members came to know it."""

    def register(check: CheckAcross) -> CheckAcross:
        _register(Rule(**_named(check, severity, options), check_across=check))
        return check

    return register


def kept_elsewhere(group: str, slug: str, severity: str, explanation: str, *, guarded: bool = False) -> None:
    """Register a rule that is not a check of a partner file: one that reading keeps, or one about the hub."""
    _register(Rule(slug, group, Severity(severity), Term(cleandoc(explanation)), guarded))


def _register(new: Rule) -> None:
    RULES[new.slug] = new


def _named(check: Callable[..., object], severity: str, options: Options) -> dict[str, Any]:
    named = {"guarded": "is_guarded"}
    return {
        "slug": check.__name__.removeprefix("check_").replace("_", "-"),
        "group": check.__module__.rpartition(".")[2].replace("_", "-"),
        "severity": Severity(severity),
        "explanation": Term(getdoc(check) or ""),
        **{named.get(name, name): value for name, value in options.items()},
    }
