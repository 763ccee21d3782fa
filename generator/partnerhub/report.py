"""Findings → text or JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from partnerhub.finding import Finding, Severity, printable


def line(finding: Finding) -> str:
    """One finding as a terminal shows it, the hint on a line of its own; free of control characters."""
    place = f"{printable(finding.path)}:{finding.line}:{finding.column}"
    hint = f"\n    {finding.hint}" if finding.hint else ""
    return f"{place}: {finding.severity} {finding.rule}: {finding.message}{hint}"


def text(findings: Iterable[Finding]) -> str:
    """All findings, one after the other; empty where there are none."""
    return "\n".join(line(finding) for finding in findings)


def as_json(findings: Iterable[Finding]) -> str:
    """All findings as a JSON list of objects, Hebrew readable."""
    return json.dumps([vars(finding) for finding in findings], ensure_ascii=False, indent=2)


def counted(count: int, noun: str) -> str:
    """`1 event`, `2 events`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def summary(findings: Sequence[Finding]) -> str:
    """How many of each severity: `2 errors, 1 warning`."""
    counts = Counter(finding.severity for finding in findings)
    parts = [
        counted(counts[severity], severity)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
        if counts[severity]
    ]
    return ", ".join(parts) or "nothing to mend"
