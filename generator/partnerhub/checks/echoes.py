"""One slip, one finding: what follows from a mistake that is told already is not told beside it."""

from __future__ import annotations

from collections import defaultdict
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
    told = _Told()
    for each in sorted(breaches, key=lambda each: -each[1].rank):
        if each[0].problem.covers and not told.repeats(each, partner):
            told.tell(each)
    yield from (each for each in breaches if not told.repeats(each, partner))


class _Told:
    """The fields of which somebody tells all, by name, since a file that repeats one mistake has thousands of them."""

    def __init__(self) -> None:
        self._of: dict[FieldPath, list[Weighed]] = defaultdict(list)
        self._within: dict[FieldPath, list[Weighed]] = defaultdict(list)

    def tell(self, weighed: Weighed) -> None:
        """Take in what tells all of a field; what weighs more comes first."""
        covers = set(weighed[0].problem.covers)
        for field in covers:
            self._of[field].append(weighed)
        for holder in {holder for field in covers for holder in _holders(field)}:
            self._within[holder].append(weighed)

    def repeats(self, weighed: Weighed, partner: Partner | None) -> bool:
        """Whether another that weighs no less tells all of the field already, or of one on which it stands."""
        if not self._of:
            return False
        breach, severity = weighed
        stood_on = list(_stood_on(RULES[breach.rule], breach.problem, partner)) if partner else []
        telling = [
            self._of.get(holder, []) for field in (breach.problem.field, *stood_on) for holder in _holders(field)
        ]
        telling += [self._within.get(field, []) for field in stood_on]
        # The weightiest that is another is one of the first two.
        return any(
            other is not breach and weight.rank >= severity.rank for each in telling for other, weight in each[:2]
        )


def _holders(field: FieldPath) -> Iterator[FieldPath]:
    """A field, and each that holds it."""
    return (field[:length] for length in range(len(field) + 1))


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
