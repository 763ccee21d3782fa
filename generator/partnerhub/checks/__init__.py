"""Every rule, run over everything that was read: files and partners → findings, and what they hold back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from partnerhub.checks import (  # the order of the groups
    decision,
    description,
    events,
    history,
    pages,
    photo,
    reputation,
    shape,
    values,
    win_win,
)
from partnerhub.checks.rule import RULES, Held, Hub, Rule
from partnerhub.record.model import Decision, Partner
from partnerhub.record.read import Flaw, SourceFile
from partnerhub.record.settings import Settings
from partnerhub.words.finding import FieldPath, Finding, Position, Problem, Severity, field_name

GROUPS = ("shape", "values", "win-win", "reputation", "decision", "photo", "description", "events", "history", "pages")
"""In the order of the file format."""

__all__ = ["GROUPS", "RULES", "Held", "Hub", "Rule", "check", "found"]

_MODULES = (shape, values, win_win, reputation, decision, photo, description, events, history, pages)
_EVENT = re.compile(r"events\[(\d+)\]")


def check(hub: Hub, flaws: Sequence[tuple[SourceFile, Flaw]]) -> tuple[list[Finding], Held]:
    """All findings about partner files, in the order of path and line, and what they hold back.

    `flaws` are what reading and parsing found already.
    """
    files = {file.path: file for file in hub.files}
    findings = [
        finding
        for file, flaw in flaws
        if (finding := found(RULES[flaw.rule], flaw.problem, file, hub.settings)) is not None
    ]
    for file in hub.files:
        for rule in RULES.values():
            if rule.file_check is not None:
                problems = rule.file_check(file, hub)
                findings += _weighed(rule, problems, file, hub.settings)
    for asks_what_is_public in (False, True):
        for partner in hub.partners:
            for rule in _rules_for(partner, asks_what_is_public):
                problems = _not_broken(rule.check(partner, hub) if rule.check else iter(()), partner)
                findings += _weighed(_for_decision(rule, partner), problems, files[partner.path], hub.settings)
        hub = replace(hub, held=_held(findings))
    return sorted(findings, key=lambda finding: finding.sort_key), hub.held


def found(rule: Rule, problem: Problem, file: SourceFile, settings: Settings) -> Finding | None:
    """A problem with its place and its weight; None where the hub's settings ignore the rule."""
    severity = rule.weigh(settings)
    if severity is Severity.IGNORE:
        return None
    place = problem.position or (file.front_matter.locate(problem.field) if file.front_matter else Position())
    return Finding(
        rule.slug,
        severity,
        file.path,
        place.line,
        place.column,
        field_name(problem.field),
        problem.say(problem.message, settings.language),
        problem.say(problem.hint, settings.language) if problem.hint else "",
    )


def _weighed(rule: Rule, problems: Iterator[Problem], file: SourceFile, settings: Settings) -> Iterator[Finding]:
    for problem in problems:
        if (finding := found(rule, problem, file, settings)) is not None:
            yield finding


def _rules_for(partner: Partner, asks_what_is_public: bool) -> Iterator[Rule]:
    """Declined records are the community's memory: only their shape matters, and that nothing is planned with them."""
    for rule in RULES.values():
        if rule.check is None or rule.asks_what_is_public is not asks_what_is_public:
            continue
        if partner.decision is not Decision.DECLINED or rule.group == "shape" or rule.slug == "vetting-declined":
            yield rule


def _for_decision(rule: Rule, partner: Partner) -> Rule:
    """While a decision is pending, what would block the approval is a warning."""
    # What the record itself lacks was found in parsing; the check of this name asks what an approval needs.
    of_content = rule.group != "shape" or rule.slug == "field-missing"
    if partner.decision is Decision.PENDING and of_content and rule.severity is Severity.ERROR:
        return _Softened(**vars(rule))
    return rule


class _Softened(Rule):
    def weigh(self, settings: Settings) -> Severity:
        severity = super().weigh(settings)
        return Severity.WARNING if severity is Severity.ERROR else severity


def _not_broken(problems: Iterator[Problem], partner: Partner) -> Iterator[Problem]:
    """Shape before meaning: a field that could not be read is reported once."""
    for problem in problems:
        if not any(_touch(problem.field, broken) for broken in partner.broken):
            yield problem


def _touch(field: FieldPath, broken: FieldPath) -> bool:
    shorter = min(len(field), len(broken))
    # A problem of the event or the file as a whole is not the broken field's fault.
    return shorter > 0 and field[:shorter] == broken[:shorter] and not (len(field) == 2 and field[0] == "events")


def _held(findings: Sequence[Finding]) -> Held:
    files, rules_by_event = set[str](), defaultdict[tuple[str, int], set[str]](set)
    for finding in findings:
        if finding.severity is not Severity.ERROR and not RULES[finding.rule].holds_back:
            continue
        if event := _EVENT.match(finding.field):
            rules_by_event[finding.path, int(event.group(1))].add(finding.rule)
        else:
            files.add(finding.path)
    return Held(frozenset(files), {event: frozenset(rules) for event, rules in rules_by_event.items()})
