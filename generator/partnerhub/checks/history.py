"""History: git can tell what the rules ask of it, and the day that both sides agreed to is still the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from partnerhub.checks.events import too_soon
from partnerhub.checks.hub import Hub
from partnerhub.checks.rule import kept_elsewhere, rule_across
from partnerhub.checks.weigh import finding
from partnerhub.history.timeline import Gap
from partnerhub.record.facts import Facts
from partnerhub.words import slugs
from partnerhub.words.finding import FieldPath, Finding, Problem, Severity
from partnerhub.words.terms import N_, Term

kept_elsewhere(
    "history",
    "repository-public",
    "warning",
    """Private fields are private in the site, but anyone can read them in a public repository.

Said once, where a code host's CI tells that the repository is public.""",
)

FETCH = N_("Fetch all of it: git fetch --unshallow; in a workflow, fetch-depth: 0.")
_WITHOUT: Mapping[Gap, tuple[Term, Term]] = {
    Gap.SHALLOW: (
        N_("the history of {branch} is cut off, so nobody can tell what members knew"),
        FETCH,
    ),
    Gap.UNAVAILABLE: (
        N_("git can't tell what members knew, and says: {reason}"),
        N_("{advice}"),
    ),
}


def gap_in_history(hub: Hub, path: str) -> Iterator[Finding]:
    """Where the history can't be told and no finding of a partner file depends on it: said once, of the settings' file.

    A build needs the answer, whatever the rules say of today's files.
    """
    gap = hub.timeline.gap
    if gap is not None and not any(True for file in hub.files for _ in _depends_on_history(file, hub)):
        said = finding(gap, problem_of_gap(hub), path, hub.settings, hub.language)
        yield from [said] if said else []


def problem_of_gap(hub: Hub) -> Problem:
    """Why the history can't be told, and what to do; of a hub where it can't."""
    gap, past = hub.timeline.gap, hub.timeline.past
    assert gap is not None, "it is asked only where there is one"
    message, hint = _WITHOUT[gap]
    facts = {"branch": past.branch, "reason": past.reason, "advice": past.advice}
    return Problem((), message, hint, facts, severity=Severity.WARNING)


@rule_across("error", guarded=True)
def check_history_shallow(file: Facts, hub: Hub) -> Iterator[Problem]:
    """The history reaches back far enough to tell what members know, and since when.

    Without the answer nobody can say that they had their week. A build refuses to guess.
    """
    if hub.timeline.gap is Gap.SHALLOW:
        for field in _depends_on_history(file, hub):
            yield Problem(
                field,
                N_(
                    "{field} can't be judged: the history of {branch} ends too early to tell since when members know it"
                ),
                FETCH,
                {"branch": hub.timeline.branch},
            )


@rule_across("error", guarded=True)
def check_history_unavailable(file: Facts, hub: Hub) -> Iterator[Problem]:
    """Where a hub lies in a repository, git answers: no answer is never an answer. A build refuses to guess."""
    if hub.timeline.gap is Gap.UNAVAILABLE:
        for field in _depends_on_history(file, hub):
            yield Problem(
                field,
                N_("{field} can't be judged: git can't tell since when members know it and says: {reason}"),
                N_("{advice}"),
                {"reason": hub.timeline.past.reason, "advice": hub.timeline.past.advice},
            )


def _depends_on_history(file: Facts, hub: Hub) -> Iterator[FieldPath]:
    """The fields of a file that could be wrong, were the answer known."""
    for event, _ in too_soon(file, hub):
        yield event.at("start")
    for event in file.events:
        for index, slug in enumerate(event.record.cohosts):
            if slugs.same(slug) not in hub.neighbours.holders:
                yield event.at("with", index)


@rule_across("warning")
def check_agreement_outdated(file: Facts, hub: Hub) -> Iterator[Problem]:
    """Both sides say yes to this day and hour: an agreement from before the start was changed is to another."""
    for event in file.events:
        is_agreed = event.is_scheduled and event.record.agreed is not None
        if is_agreed and hub.timeline.event(event).is_agreement_outdated:
            yield Problem(
                event.at("agreed"),
                N_("{field} should be newer than the start, which was changed on {branch} since"),
                N_("Ask the partner to confirm the new day and hour, then write the date."),
                {"branch": hub.timeline.branch},
            )
