"""Whether to say yes to a partner file, what to do next, and when that ceases to be true by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from partnerhub import checks
from partnerhub.checks import RULES, Hub
from partnerhub.record.facts import Facts
from partnerhub.record.fields import may_be_quoted
from partnerhub.record.model import Decision, Record, Status
from partnerhub.record.partner import Event, Partner
from partnerhub.review.known import Duplicate
from partnerhub.review.members import Losses
from partnerhub.review.model import EventReview, Turn, Verdict
from partnerhub.review.statement import Statement
from partnerhub.words.finding import Finding, Severity
from partnerhub.words.span import ALWAYS
from partnerhub.words.terms import N_

_SOON = timedelta(days=60)
"""For which a proposal may wait; what comes later, others will see to."""


def blocks(finding: Finding, partner: Partner | None, hub: Hub) -> bool:
    """Whether a finding stands in the way: an error, or what will be one once the partnership is approved."""
    if partner is None or partner.decision is not Decision.PENDING:
        return finding.severity is Severity.ERROR
    return Severity.ERROR in (finding.severity, RULES[finding.rule].weigh(hub.settings))


def verdict(
    findings: Sequence[Finding],
    partner: Partner | None,
    hub: Hub,
    lost: Losses,
    *,
    was_declined: bool,
) -> Verdict:
    """Whether to say yes; `lost` is what members lose, `was_declined` says whether they may be back."""
    if partner is None or any(blocks(finding, partner, hub) for finding in findings):
        return Verdict.NOT_READY
    # That a decision is pending is what the review is for.
    warnings = [each for each in findings if each.severity is Severity.WARNING and each.rule != "vetting-undecided"]
    return Verdict.WARNINGS if warnings or lost.coming or was_declined else Verdict.READY


def next_step(
    findings: Sequence[Finding],
    partner: Partner | None,
    hub: Hub,
    deleted: Sequence[Event],
    *,
    was_declined: bool,
) -> Statement | Finding:
    """The one thing to do next; `deleted` are the events that members know and the file has no more."""
    blocking = next((finding for finding in findings if blocks(finding, partner, hub)), None)
    if blocking:
        return blocking
    if was_declined:
        return Statement(N_("Read why they were declined before you decide."), {}, True, N_("Look who they may be."))
    if deleted:
        return Statement(
            N_("Cancel it instead (status: cancelled): its page stays, and says so to those who meant to come.")
        )
    if partner and partner.decision is Decision.PENDING:
        return Statement(N_("Decide: write approved or declined in vetting.decision, who decided and on which day."))
    warning = next((finding for finding in findings if finding.severity is Severity.WARNING), None)
    return warning or Statement(N_("Answer the questions below that only you can answer, then merge."))


def may_be_back(before: Partner | None, after: Partner, known: Sequence[Duplicate]) -> bool:
    """Whether a partner that was declined is proposed again, in its file or in another."""
    was_declined = before is not None and before.decision is Decision.DECLINED
    return after.decision is not Decision.DECLINED and (was_declined or any(each.was_declined for each in known))


def turn(file: Facts, hub: Hub, events: Sequence[EventReview]) -> Turn | None:
    """When a file that is in order will be so no more; None where that isn't soon."""
    turns = (*_of_events(file, hub, events), *_of_findings(file, hub))
    soon = [each for each in turns if each.last_day - hub.today <= _SOON]
    return min(soon, key=lambda each: each.last_day, default=None)


def _of_events(file: Facts, hub: Hub, events: Sequence[EventReview]) -> Iterator[Turn]:
    """Events that would miss their time, or of whose new day members would hear late."""
    by_slug = {event.slug: event for event in file.events}
    for event in events:
        has_a_deadline = event.status is Status.SCHEDULED and event.merge_by == event.publish_by
        if has_a_deadline and event.days_to_spare >= 0:
            is_known = hub.timeline.event(by_slug[event.slug]).was_shown
            words = (
                N_("members would hear late of the new time of {title}")
                if is_known
                else N_("it is too late to publish {title}")
            )
            yield Turn(event.merge_by, Statement(words, {"title": event.title}))


def _of_findings(file: Facts, hub: Hub) -> Iterator[Turn]:
    """Findings that begin on a day, and block."""
    for breach in (*file.breaches, *checks.breaches_among(file, hub.neighbours)):
        since, until = breach.problem.during.since, breach.problem.during.until
        if since is None or since <= hub.now or (until is not None and until <= since):
            continue
        begun = replace(breach, problem=replace(breach.problem, during=ALWAYS))
        for finding in checks.findings(file, [begun], hub):
            if blocks(finding, file.partner, hub):
                last_day = (since.astimezone(hub.settings.zone) - timedelta.resolution).date()
                yield Turn(last_day, finding, not may_be_quoted(Record, breach.problem.field))
