"""History: git can tell what the rules ask of it."""

from __future__ import annotations

from collections.abc import Iterator

from partnerhub.checks.rule import RULES, Hub, Rule, rule
from partnerhub.record.model import Partner, Status
from partnerhub.words.finding import Problem, Severity
from partnerhub.words.terms import N_

RULES["repository-public"] = Rule(
    "repository-public",
    "history",
    Severity.WARNING,
    is_guarded=False,
    holds_back=False,
    explanation="""Private fields are private in the site, but anyone can read them in a public repository.

Said once, where a code host's CI tells that the repository is public.""",
)


@rule("error", guarded=True)
def check_history_shallow(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """The history reaches back far enough to tell since when an event has been public.

    Only events nearer than `lead_time` ask. Without the answer nobody can say that members had their week.
    """
    for event in partner.events:
        start = hub.start(event)
        days = (hub.day(start) - hub.published(partner, event)).days
        is_asking = event.status is Status.SCHEDULED and start > hub.now and days < hub.settings.lead_time
        if is_asking and hub.publication(partner, event).is_cut_off:
            yield Problem(
                event.at("start"),
                N_("{field} must be at least {lead} days after publication, but the history ends too early to tell"),
                N_("Fetch all of it: git fetch --unshallow; in a workflow, fetch-depth: 0."),
                {"lead": hub.settings.lead_time},
            )
