"""The guards of a hub as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from partnerhub.edge.doctor.place import Place
from partnerhub.edge.doctor.seen import Seen, State
from partnerhub.edge.doctor.table import GUARDS, seen
from partnerhub.words.report import json_text
from partnerhub.words.terms import N_, Term, Terms

_STATES: Mapping[State, Term] = {
    State.STANDS: N_("stands"),
    State.LOOK: N_("to look at"),
    State.WARNING: N_("warning"),
}

Sight = tuple[str, Seen]
"""Name of a guard, and what was seen of it."""


def sights(place: Place) -> dict[Term, list[Sight]]:
    """All that there is to say of a hub, by group."""
    return {
        group: [(name, each) for name, look in guards.items() for each in seen(look, place)]
        for group, guards in GUARDS.items()
    }


def as_text(groups: Mapping[Term, Sequence[Sight]], language: str) -> str:
    """A list with a hint below each that does not stand."""
    return "\n\n".join("\n".join(_lines(group, told, language)) for group, told in groups.items() if told)


def as_json(groups: Mapping[Term, Sequence[Sight]], language: str) -> str:
    """The same for programs: a list of objects."""
    told = (sight for group in groups.values() for sight in group)
    return json_text(
        [{"guard": name, "state": each.state, **_said(each, language)} for name, each in told],
    )


def closing(told: Iterable[Seen], terms: Terms) -> str:
    """How many guards stand, and what else there is."""
    states = [each.state for each in told]
    return ", ".join(
        (
            terms.counted("{count} stands", "{count} stand", states.count(State.STANDS)),
            terms.counted("{count} to look at", "{count} to look at", states.count(State.LOOK)),
            terms.counted("{count} warning", "{count} warnings", states.count(State.WARNING)),
        )
    )


def _lines(group: Term, told: Sequence[Sight], language: str) -> Iterator[str]:
    terms = Terms(language)
    yield terms(group)
    for name, each in told:
        said = _said(each, language)
        yield f"  {name}: {terms(_STATES[each.state])}: {said['message']}"
        if said["hint"]:
            yield f"      {said['hint']}"


def _said(each: Seen, language: str) -> dict[str, str]:
    problem = each.problem
    hint = problem.say(problem.hint, language) if problem.hint else ""
    return {"message": problem.say(problem.message, language), "hint": hint}
