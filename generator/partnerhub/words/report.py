"""Findings → text, JSON, and what code hosts read: annotations, code quality, SARIF."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from partnerhub.ours import address_of_rule
from partnerhub.words.finding import Finding, Severity
from partnerhub.words.printable import DIRECTION_MARKS, printable
from partnerhub.words.terms import N_, Term, Terms

ENGLISH = Terms("en")
SEVERITIES: Mapping[Severity, Term] = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.NOTE: N_("note"),
}
"""How grave a finding is, in words."""
_LONGEST = 4000
"""Characters of a message or a hint in a log."""


def line(finding: Finding, terms: Terms = ENGLISH) -> str:
    """One finding as a terminal or a log shows it, the hint on a line of its own; `terms` say how grave it is."""
    place = f"{printable(finding.path)}:{finding.line}:{finding.column}"
    hint = f"\n    {_message(finding.hint)}" if finding.hint else ""
    message = _message(finding.in_text or finding.message)
    return f"{place}: {terms(SEVERITIES[finding.severity])} {finding.rule}: {message}{hint}"


def lines(findings: Iterable[Finding], terms: Terms = ENGLISH) -> Iterator[tuple[Finding, str]]:
    """Each finding as `line` shows it; a hint that says again what the one above says is left out.

    Below the first of a rule stands where the handbook explains it.
    """
    above, explained = None, set[str]()
    for finding in findings:
        hint = (finding.rule, finding.hint)
        words = line(replace(finding, hint="") if hint == above else finding, terms)
        address = "" if finding.rule in explained else address_of_rule(finding.rule)
        yield finding, f"{words}\n    {address}" if address else words
        above = hint
        explained.add(finding.rule)


def text(findings: Iterable[Finding], terms: Terms = ENGLISH) -> str:
    """All findings, one after the other; empty where there are none."""
    return "\n".join(words for _, words in lines(findings, terms))


def as_json(findings: Iterable[Finding]) -> str:
    """All findings as a JSON list of objects, Hebrew readable."""
    return json_text([as_object(finding) for finding in findings])


def json_text(value: object) -> str:
    """JSON, Hebrew readable. Programs read what was there, but it holds no control characters, and no command.

    What is no text, of a name that is not UTF-8, is replaced.
    """
    written = json.dumps(value, ensure_ascii=False, indent=2)
    lines = (line if line.isprintable() else "".join(map(_escaped, line)) for line in written.split("\n"))
    return re.sub(r"##(?=\w*\[)", r"#\\u0023", "\n".join(lines))


def _escaped(char: str) -> str:
    if char.isprintable():
        return char
    return "\N{REPLACEMENT CHARACTER}" if "\ud800" <= char <= "\udfff" else json.dumps(char)[1:-1]


def as_object(finding: Finding) -> dict[str, object]:
    """One finding for programs."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "field": finding.field,
        "message": finding.message,
        "hint": finding.hint,
    }


def as_github(findings: Iterable[Finding]) -> str:
    """Workflow annotations, one a line: `::error file=…,line=…,col=…,title=…::…`.

    Nothing in a finding can begin a command of its own: line ends, `%`, and in properties `:` and `,` are escaped.
    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    commands = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}

    def words(finding: Finding) -> str:
        return _data(" ".join(filter(None, (_sentence(finding), address_of_rule(finding.rule)))))

    return "\n".join(
        f"::{commands[finding.severity]} file={_property(finding.path)},line={finding.line},col={finding.column},"
        f"title={_property(finding.rule)}::{words(finding)}"
        for finding in findings
    )


def as_gitlab(findings: Iterable[Finding]) -> str:
    """A code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""
    severities = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
    issues = [
        {
            "description": _sentence(finding),
            "check_name": finding.rule,
            "fingerprint": fingerprint,
            "severity": severities[finding.severity],
            "location": {"path": finding.path, "lines": {"begin": finding.line}},
        }
        for finding, fingerprint in _with_fingerprints(findings)
    ]
    return json_text(issues)


def as_sarif(findings: Sequence[Finding]) -> str:
    """SARIF 2.1.0 (OASIS): columns count code points, paths are percent-encoded and relative to the hub."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
    results = [
        {
            "ruleId": finding.rule,
            "level": levels[finding.severity],
            "message": {"text": _sentence(finding)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(finding.path, errors="surrogateescape")},
                        "region": {"startLine": finding.line, "startColumn": finding.column},
                    },
                    **({"logicalLocations": [{"fullyQualifiedName": finding.field}]} if finding.place else {}),
                }
            ],
            "partialFingerprints": {"partnerhub/v1": fingerprint},
        }
        for finding, fingerprint in _with_fingerprints(findings)
    ]
    rules = [
        {"id": slug, **({"helpUri": address} if (address := address_of_rule(slug)) else {})}
        for slug in sorted({finding.rule for finding in findings})
    ]
    run = {
        "tool": {"driver": {"name": "partnerhub", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json_text(log)


FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = {
    "text": text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
}
"""Name → how findings are written."""

JSON_FORMATS = frozenset({"json", "gitlab", "sarif"})
"""Those that are JSON."""

HOST_FORMATS = frozenset({"github", "gitlab", "sarif"})
"""Those that a code host reads: their paths are relative to the repository, not to the hub."""


def _sentence(finding: Finding) -> str:
    return f"{finding.message}. {finding.hint}" if finding.hint else finding.message


def _with_fingerprints(findings: Iterable[Finding]) -> Iterable[tuple[Finding, str]]:
    """Each finding with a name that stays when lines above it are added; the same finding twice gets two names."""
    counts = Counter[tuple[str, str, str]]()
    for finding in findings:
        key = (finding.rule, finding.path, finding.field)
        counts[key] += 1
        yield finding, hashlib.sha256(repr((*key, counts[key])).encode()).hexdigest()


def _message(text: str) -> str:
    return printable(text, _LONGEST, keep=DIRECTION_MARKS)


def _data(text: str) -> str:
    return _message(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
