"""Breaches → what they hold back, and findings: what a breach weighs in a hub, and how it is reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from partnerhub.checks.echoes import told_once
from partnerhub.checks.hub import Hub
from partnerhub.checks.rule import RULES
from partnerhub.record.facts import Facts, Hold
from partnerhub.record.fields import may_be_quoted
from partnerhub.record.model import Decision, Record
from partnerhub.record.partner import Partner
from partnerhub.record.read import FrontMatter
from partnerhub.record.settings import Settings
from partnerhub.words.finding import Breach, Finding, Position, Problem, Severity
from partnerhub.words.places import NO_TITLES, Titles


def holds(breaches: Iterable[Breach], partner: Partner | None, settings: Settings) -> Iterator[Hold]:
    """What breaches hold back: errors, and what a rule holds back even as a warning."""
    for breach in breaches:
        rule = RULES[breach.rule]
        if _weight(breach, partner, settings) is Severity.ERROR or rule.holds_back:
            place, at = breach.problem.field, rule.decided_at
            yield Hold(
                rule=rule.slug,
                place=place,
                reason=rule.reason,
                during=breach.problem.during,
                decided_at=(*place[:2], *at) if place[:1] == ("events",) and at[:1] != ("vetting",) else at,
                asked_since=max(filter(None, (rule.asked_since, breach.problem.asked_since)), default=None),
            )


def holds_back(finding: Finding) -> bool:
    """Whether a finding says of something that it is held back."""
    return finding.severity is Severity.ERROR or RULES[finding.rule].holds_back


def findings(file: Facts, breaches: Iterable[Breach], hub: Hub) -> Iterator[Finding]:
    """The breaches of a file that are true at the hub's moment, as they are reported."""
    titles = file.partner.titles(hub.language) if file.partner else NO_TITLES
    true_now = (breach for breach in breaches if hub.now in breach.problem.during)
    weighed = [(breach, _weight(breach, file.partner, hub.settings)) for breach in true_now]
    reported = [each for each in weighed if each[1] is not Severity.IGNORE]
    for breach, severity in told_once(reported, file.partner):
        said = replace(breach, problem=breach.problem.on(hub.today))
        yield _reported(said, severity, file.path, file.source.front_matter, hub.language, titles)


def finding(rule: str, problem: Problem, path: str, settings: Settings, language: str) -> Finding | None:
    """A problem of something that is no partner file, in a language; None where the hub's settings ignore the rule."""
    severity = RULES[rule].weigh(settings)
    if problem.severity is not None:
        severity = min(severity, problem.severity, key=lambda each: each.rank)
    if severity is Severity.IGNORE:
        return None
    return _reported(Breach(rule, problem), severity, path, None, language)


def _reported(
    breach: Breach,
    severity: Severity,
    path: str,
    front_matter: FrontMatter | None,
    language: str,
    titles: Titles = NO_TITLES,
) -> Finding:
    problem = breach.problem
    place = problem.position or (front_matter.locate(problem.field) if front_matter else Position())
    said = problem if may_be_quoted(Record, problem.field) else problem.withheld()
    return Finding(
        rule=breach.rule,
        severity=severity,
        path=path,
        line=place.line,
        column=place.column,
        place=problem.field,
        message=said.say(said.message, language, titles),
        hint=said.say(said.hint, language, titles) if said.hint else "",
        in_text="" if said is problem else problem.say(problem.message, language, titles),
        gist=said.gist(language),
    )


def _weight(breach: Breach, partner: Partner | None, settings: Settings) -> Severity:
    rule, cap = RULES[breach.rule], breach.problem.severity
    severity = rule.weigh(settings)
    # What the record itself lacks was found in typing; the check of this name asks what an approval needs.
    of_content = rule.group != "shape" or (rule.slug == "field-missing" and not _is_typed(breach, partner))
    if partner is not None and partner.decision is Decision.PENDING and of_content:
        cap = Severity.WARNING
    return min(severity, cap, key=lambda each: each.rank) if cap else severity


def _is_typed(breach: Breach, partner: Partner | None) -> bool:
    """Whether typing the record found it, and not a check."""
    return partner is not None and breach.problem.field in partner.broken
