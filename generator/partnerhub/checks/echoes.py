"""One slip, one finding: what follows from a mistake that is told already is not told beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partnerhub.checks.rule import RULES, Rule
from partnerhub.record.partner import Partner
from partnerhub.words.finding import Breach, FieldPath, Problem, Severity

Weighed = tuple[Breach, Severity]


def sound(rule: Rule, problems: Iterator[Problem], partner: Partner | None) -> Iterator[Breach]:
    """Shape before meaning: a field that could not be read is reported once, and nothing is concluded from it."""
    for problem in problems:
        # A problem of an event as a whole is not the broken field's fault.
        is_of_event = len(problem.field) == 2 and problem.field[0] == "events"
        if partner is None or not (
            (not is_of_event and partner.touches_broken(problem.field))
            or any(partner.touches_broken(field) for field in _stood_on(rule, problem, partner))
        ):
            yield Breach(rule.slug, problem)


def told_once(breaches: Sequence[Weighed], partner: Partner | None) -> Iterator[Weighed]:
    """The breaches of a file at a moment, without those of a field of which another says all that there is to say.

    What weighs less silences nothing.
    """
    telling: list[Weighed] = []
    for each in sorted(breaches, key=lambda each: -each[1].rank):
        if each[0].problem.covers and not _is_echo(each, telling, partner):
            telling.append(each)
    yield from (each for each in breaches if not _is_echo(each, telling, partner))


def _is_echo(of: Weighed, telling: Sequence[Weighed], partner: Partner | None) -> bool:
    breach, severity = of
    weightier = (other.problem for other, weight in telling if other is not breach and weight.rank >= severity.rank)
    covered = [field for problem in weightier for field in problem.covers]
    if not covered:
        return False
    field = breach.problem.field
    stood_on = list(_stood_on(RULES[breach.rule], breach.problem, partner)) if partner else []
    return any(_is_in(field, each) or any(_is_in(on, each) or _is_in(each, on) for on in stood_on) for each in covered)


def _is_in(field: FieldPath, holder: FieldPath) -> bool:
    return field[: len(holder)] == holder


def _stood_on(rule: Rule, problem: Problem, partner: Partner) -> Iterator[FieldPath]:
    """The fields on which a problem stands beside its own: of an event that event's, else those of every event."""
    yield from problem.stands_on
    for names in rule.stands_on:
        if names[0] != "events":
            yield names
        elif problem.field[:1] == ("events",):
            yield (*problem.field[:2], *names[1:])
        else:
            for index in _events_of(partner):
                yield ("events", index, *names[1:])


def _events_of(partner: Partner) -> Iterator[int]:
    yield from partner.event_places
    yield from (event.index for event in partner.unreadable_events)
