"""Decision: a person said yes, somebody else than who proposed it, and not too long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from partnerhub.checks.rule import Hub, rule
from partnerhub.record.model import Decision, Partner
from partnerhub.words import slugs
from partnerhub.words.finding import Problem
from partnerhub.words.terms import N_

EXPIRES_SOON = timedelta(days=30)
"""By the file format."""


@rule("warning", guarded=True, holds_back=True)
def check_vetting_undecided(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """While a decision is pending, the partner and its events stay private."""
    if partner.decision is Decision.PENDING:
        for event in partner.events:
            yield Problem(
                event.at(),
                N_("{field} stays private while vetting.decision is pending"),
                N_("Decide: approved or declined."),
            )


@rule("error", guarded=True)
def check_vetting_declined(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """Nothing is planned with a partner that was declined."""
    if partner.decision is Decision.DECLINED:
        for event in partner.events:
            if not hub.is_over(event):
                yield Problem(
                    event.at(),
                    N_("{field} must not be planned with a partner whose vetting.decision forbids it"),
                    N_("Take the event out, or vet the partner anew."),
                )


@rule("error", guarded=True)
def check_vetting_expired(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """An event lies within the days for which the vetting holds (`vetting_valid`, from `decided_on`).

    The partner's page and the events before stay.
    """
    if (last_day := _last_valid_day(partner, hub)) is None:
        return
    for event in partner.events:
        if hub.day(hub.start(event)) > last_day:
            yield Problem(
                event.at("start"),
                N_("{field} must lie within {valid} days of the decision, got {got}"),
                N_("Ask the three questions again and write the new vetting.decided_on."),
                {"valid": hub.settings.vetting_valid, "got": event.start.date()},
            )


@rule("warning")
def check_vetting_expires_soon(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """Within 30 days of its end a vetting wants to be renewed."""
    last_day = _last_valid_day(partner, hub)
    if last_day is not None and last_day - hub.today <= EXPIRES_SOON:
        yield Problem(
            ("vetting", "decided_on"),
            N_("{field} must be renewed within {valid} days, which end soon or have ended"),
            N_("Ask the three questions again and write the new date."),
            {"valid": hub.settings.vetting_valid},
        )


@rule("warning")
def check_self_approved(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """Who proposes a partnership does not approve it: two pairs of eyes."""
    vetting = partner.record.vetting
    if vetting.decided_by and vetting.proposed_by and slugs.same(vetting.decided_by) == slugs.same(vetting.proposed_by):
        yield Problem(
            ("vetting", "decided_by"),
            N_("{field} should be somebody else than vetting.proposed_by"),
            N_("Ask another editor to decide."),
        )


def _last_valid_day(partner: Partner, hub: Hub) -> date | None:
    decided_on = partner.record.vetting.decided_on
    if partner.decision is not Decision.APPROVED or decided_on is None:
        return None
    return decided_on + timedelta(days=hub.settings.vetting_valid)
