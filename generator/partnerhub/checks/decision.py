"""Decision: a person said yes, somebody else than who proposed it, and not too long ago."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from partnerhub.checks.due import last_valid_day
from partnerhub.checks.hub import Hub
from partnerhub.checks.rule import rule, rule_across
from partnerhub.record.facts import Facts, Reason
from partnerhub.record.model import Decision
from partnerhub.record.partner import Event, Partner
from partnerhub.words import slugs
from partnerhub.words.finding import Problem, Severity
from partnerhub.words.span import Span, first_moment
from partnerhub.words.spelling import last_year_until
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


@rule("error", guarded=True, stands_on=[("vetting", "decided_on")])
def check_vetting_expired(partner: Partner) -> Iterator[Problem]:
    """An event lies within the days for which the vetting holds (`vetting_valid`, from `decided_on`).

    The partner's page and past events stay.
    """
    if (last_day := last_valid_day(partner)) is None:
        return
    for event in partner.events:
        if event.day > last_day:
            yield from _after(last_day, event)


def _after(last_day: date, event: Event) -> Iterator[Problem]:
    """An event for which the vetting doesn't hold, until a day that may be meant by its start has passed as well."""
    settings, typed = event.partner.settings, event.start.date()
    field, message = event.at("start"), N_("{event} must lie within {valid} of the decision, got {got}")
    valid = counted("{count} day", "{count} days", settings.vetting_valid)
    facts: Mapping[str, object] = {"event": event.at(), "valid": valid, "got": typed}
    since = None
    if year := last_year_until(event.day, last_day):
        since = first_moment(event.day.replace(year=year), settings.zone)
        yield Problem(
            field,
            message,
            N_("Mend the year; else ask the three questions again and write the new vetting.decided_on."),
            {**facts, "got": N_("{day} ({year}?)"), "day": typed, "year": year},
            during=Span(until=since),
            covers=[field, ("vetting", "decided_on")],
        )
    yield Problem(
        field,
        message,
        N_("Ask the three questions again and write the new vetting.decided_on."),
        facts,
        during=Span(since=since, until=event.end),
        covers=[("vetting", "decided_on")],
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
