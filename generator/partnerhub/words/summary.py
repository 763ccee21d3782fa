"""What a run found, in one breath: how much there is to mend, where most of it is, and what to do first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from partnerhub.words.finding import Finding, Severity, printable
from partnerhub.words.printable import DIRECTION_MARKS
from partnerhub.words.terms import N_, Terms

_NAMED = 3
"""Files with the most findings; where no more have any, they are seen anyway."""
_MANY = 2
"""Findings of a file that is worth a name."""


def summary(partners: int, events: int, findings: Sequence[Finding], terms: Terms, *, lists_notes: bool) -> str:
    """`104 partners, 123 events: 3 to mend, 5 to look at (7 notes; --notes lists them).`"""
    said = terms(
        N_("{partners}, {events}: {found}"),
        partners=terms.counted("{count} partner", "{count} partners", partners),
        events=terms.counted("{count} event", "{count} events", events),
        found=found(findings, terms),
    )
    notes = sum(finding.severity is Severity.NOTE for finding in findings)
    if not notes:
        return f"{said}."
    counted = (
        terms.counted("{count} note", "{count} notes", notes)
        if lists_notes
        else terms.counted("{count} note; --notes lists it", "{count} notes; --notes lists them", notes)
    )
    return f"{said} ({counted})."


def found(findings: Sequence[Finding], terms: Terms) -> str:
    """`3 to mend, 5 to look at`: errors and warnings."""
    counts = Counter(finding.severity for finding in findings)
    parts = []
    if errors := counts[Severity.ERROR]:
        parts.append(terms.counted("{count} to mend", "{count} to mend", errors))
    if warnings := counts[Severity.WARNING]:
        parts.append(terms.counted("{count} to look at", "{count} to look at", warnings))
    return ", ".join(parts) or terms(N_("nothing to mend"))


def closing(findings: Sequence[Finding], terms: Terms) -> list[str]:
    """The files with the most errors and warnings, where there are many, and the one next step; nothing for no such."""
    grave = [finding for finding in findings if finding.severity.rank >= Severity.WARNING.rank]
    files = Counter(finding.path for finding in grave)
    said = []
    most = [f"{printable(path)} ({count})" for path, count in files.most_common(_NAMED) if count >= _MANY]
    if 2 * sum(count for _, count in files.most_common(len(most))) > len(grave) and len(files) > _NAMED:
        said.append(terms(N_("Most of it is in {files}."), files=", ".join(most)))
    if grave:
        said.append(next_step(grave, terms))
    return said


def next_step(findings: Sequence[Finding], terms: Terms) -> str:
    """Where to begin, and with what: the first of the gravest findings, of which there is one at least."""
    first = max(findings, key=lambda finding: finding.severity.rank)
    words = printable(first.hint or f"{first.message}.", keep=DIRECTION_MARKS)
    return terms(N_("Begin with {place}: {step}"), place=f"{printable(first.path)}:{first.line}", step=words)
