"""Decision: a person said yes, somebody else than who proposed it, and not too long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from partnerhub.checks.due import last_valid_day
from partnerhub.checks.hub import Hub
from partnerhub.checks.rule import rule, rule_across
from partnerhub.record.facts import Facts, Reason
from partnerhub.record.model import Decision
from partnerhub.record.partner import Partner
from partnerhub.words import slugs
from partnerhub.words.finding import Problem, Severity
from partnerhub.words.span import Span, first_moment
from partnerhub.words.terms import N_, counted

EXPIRES_SOON = timedelta(days=30)
"""By the file format."""


@rule(
    "warning",
    guarded=True,
    holds_back=True,
    reason=Reason.DECISION,
    decided_at=("vetting", "decision"),
    stands_on=[("vetting", "decision")],
)
def check_vetting_undecided(partner: Partner) -> Iterator[Problem]:
    """While a decision is pending, the partner and its events stay private."""
    if partner.decision is Decision.PENDING:
        for event in partner.events:
            yield Problem(
                event.at(),
                N_("{field} stays private while vetting.decision is pending"),
                N_("Decide: approved or declined."),
            )


@rule_across("error", guarded=True)
def check_vetting_declined(file: Facts, hub: Hub) -> Iterator[Problem]:
    """Nothing is planned with a partner that was declined. What members know of is withdrawn."""
    if file.partner is None or file.partner.decision is not Decision.DECLINED:
        return
    for event in file.partner.events:
        if not event.is_scheduled or event.end <= hub.now:
            continue
        is_known = hub.timeline.event(event).is_known
        yield Problem(
            event.at(),
            N_("{field} is withdrawn, since vetting.decision forbids it")
            if is_known
            else N_("{field} must not be planned with a partner whose vetting.decision forbids it"),
            N_("Take the event out, or vet the partner anew."),
            severity=Severity.WARNING if is_known else None,
        )


@rule("error", guarded=True)
def check_vetting_expired(partner: Partner) -> Iterator[Problem]:
    """An event lies within the days for which the vetting holds (`vetting_valid`, from `decided_on`).

    The partner's page and past events stay.
    """
    if (last_day := last_valid_day(partner)) is None:
        return
    for event in partner.events:
        if event.day > last_day:
            yield Problem(
                event.at("start"),
                N_("{event} must lie within {valid} of the decision, got {got}"),
                N_("Ask the three questions again and write the new vetting.decided_on."),
                {
                    "valid": counted("{count} day", "{count} days", partner.settings.vetting_valid),
                    "event": event.at(),
                    "got": event.start.date(),
                },
                during=Span(until=event.end),
            )


@rule("warning")
def check_vetting_expires_soon(partner: Partner) -> Iterator[Problem]:
    """Within 30 days of its end a vetting wants to be renewed."""
    if (last_day := last_valid_day(partner)) is not None:
        yield Problem(
            ("vetting", "decided_on"),
            N_("{field} must be renewed within {valid}, which end soon or have ended"),
            N_("Ask the three questions again and write the new date."),
            {"valid": counted("{count} day", "{count} days", partner.settings.vetting_valid)},
            during=Span(since=first_moment(last_day - EXPIRES_SOON, partner.settings.zone)),
        )


@rule("warning")
def check_self_approved(partner: Partner) -> Iterator[Problem]:
    """Who proposes a partnership does not approve it: two pairs of eyes."""
    vetting = partner.record.vetting
    if vetting.decided_by and vetting.proposed_by and slugs.same(vetting.decided_by) == slugs.same(vetting.proposed_by):
        yield Problem(
            ("vetting", "decided_by"),
            N_("{field} should be somebody else than vetting.proposed_by"),
            N_("Ask another editor to decide."),
        )
