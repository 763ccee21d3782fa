"""Edits applied to a partner's file: what comes out is read and typed again, and refused where it can't be."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from partnerhub import checks
from partnerhub.editing.edit import CannotEdit, Edit, edited
from partnerhub.editing.subject import Refused, Subject, Unsound, changed_meanwhile
from partnerhub.facts import facts_of
from partnerhub.record.facts import Facts
from partnerhub.record.parse import parse
from partnerhub.record.read import read_bytes
from partnerhub.words.finding import Breach, Finding, Severity, field_name
from partnerhub.words.printable import DIRECTION_MARKS, printable
from partnerhub.words.terms import N_

_CONTEXT = 3
"""Lines around a change, as `diff -u` shows them."""


def applied(subject: Subject, data: bytes, edits: Sequence[Edit]) -> bytes:
    """The bytes of the file after some edits. Raises Refused, where a value would not be read as it should.

    What is there already is left as it is typed.
    """
    before, known = read_bytes("", "", data).front_matter, subject.facts.source.front_matter
    if before is None or known is None or before.tree != known.tree:
        raise changed_meanwhile(subject.facts.path)
    needed = [edit for edit in edits if subject.at(edit.path) != edit.value]
    try:
        result = edited(data, needed)
    except CannotEdit as stopped:
        raise refused(stopped, subject.facts.path) from None
    _refuse_unreadable(subject, result, needed)
    return result


def refused(stopped: CannotEdit, path: str) -> Refused:
    """Why nothing is written into a file; where it could not be read then, the reader says it."""
    if stopped.source is not None and stopped.source.breaches:
        problem = stopped.source.breaches[0].problem
        return Refused(problem.message, problem.hint, **(problem.facts or {}))
    hint = N_("Write it into {file} by hand, and check it.")
    return Refused(N_("{field} can't be written there"), hint, field=field_name(stopped.path), file=path)


def _refuse_unreadable(subject: Subject, data: bytes, edits: Iterable[Edit]) -> None:
    partner, facts = subject.partner, subject.facts
    source = read_bytes(facts.path, facts.source.slug, data)
    typed = parse(source, partner.photo_files, facts.settings)
    known = Counter(map(_said, parse(facts.source, partner.photo_files, facts.settings).breaches))
    wrong = []
    for breach in typed.breaches:
        place = breach.problem.field
        is_edited = any(place[: len(edit.path)] == edit.path for edit in edits)
        known[_said(breach)] -= 1
        if is_edited or known[_said(breach)] < 0:
            wrong.append(breach)
    if wrong:
        after = facts_of(source, partner.photo_files, facts.settings)
        findings = list(checks.findings(after, wrong, subject.hub))
        raise Unsound(findings, N_("nothing is written, since it could not be read"))


def _said(breach: Breach) -> tuple[str, str]:
    """What makes a breach the same where entries of lists moved."""
    return breach.rule, breach.problem.gist("en")


def new_findings(before: Iterable[Finding], after: Iterable[Finding], facts: Facts) -> list[Finding]:
    """The errors and warnings about a partner that came with a change."""

    def told(findings: Iterable[Finding]) -> Iterator[Finding]:
        return (each for each in findings if each.path == facts.path and each.severity.rank >= Severity.WARNING.rank)

    def identity(finding: Finding) -> tuple[str, str, str]:
        return finding.rule, finding.severity, finding.gist or finding.message

    known = Counter(map(identity, told(before)))
    new = []
    for finding in told(after):
        known[identity(finding)] -= 1
        if known[identity(finding)] < 0:
            new.append(finding)
    return new


def difference(path: str, before: bytes, after: bytes) -> list[str]:
    """A unified diff, safe to print."""
    old, new = (data.decode("utf-8", "replace").splitlines() for data in (before, after))
    lines = difflib.unified_diff(old, new, path, path, n=_CONTEXT, lineterm="")
    return [printable(line, keep=DIRECTION_MARKS) for line in lines]
