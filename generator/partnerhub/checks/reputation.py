"""Reputation: in what light will the partner show us next time? All of it is private; no message repeats a value."""

from __future__ import annotations

from collections.abc import Iterator

from partnerhub.checks.rule import rule
from partnerhub.record.facts import Reason
from partnerhub.record.model import ReputationField, Standing
from partnerhub.record.partner import Partner
from partnerhub.words.finding import FieldPath, Problem
from partnerhub.words.terms import N_

_STANDING: FieldPath = ("vetting", "reputation", "standing")
_FLAGS: FieldPath = ("vetting", "reputation", "flags")


@rule("error", guarded=True, reason=Reason.DECISION, decided_at=_STANDING)
def check_reputation_negative(partner: Partner) -> Iterator[Problem]:
    """A partner with a bad name in our own field is not shown: it would become ours."""
    reputation = partner.record.vetting.reputation
    if reputation.standing is Standing.NEGATIVE and reputation.field is ReputationField.SAME:
        yield Problem(
            _STANDING,
            N_("{field} must not speak against a public partnership"),
            N_("Decline, or wait and ask again."),
        )


@rule("warning")
def check_reputation_negative_elsewhere(partner: Partner) -> Iterator[Problem]:
    """A bad name in another field is a reason to think twice."""
    reputation = partner.record.vetting.reputation
    if reputation.standing is Standing.NEGATIVE and reputation.field is ReputationField.OTHER:
        yield Problem(
            _STANDING, N_("{field} should not speak against the partner, even in another field"), N_("Talk it over.")
        )


@rule("warning")
def check_reputation_unknown(partner: Partner) -> Iterator[Problem]:
    """Unknown is not negative, but someone should ask."""
    if partner.record.vetting.reputation.standing is Standing.UNKNOWN:
        yield Problem(
            _STANDING, N_("{field} should be known before members are invited"), N_("Ask a former partner of theirs.")
        )


@rule("error")
def check_reputation_unsourced(partner: Partner) -> Iterator[Problem]:
    """What is said of a partner's reputation has a source: an address, or a talk with somebody."""
    reputation = partner.record.vetting.reputation
    if reputation.standing not in (None, Standing.UNKNOWN) and not reputation.sources:
        yield Problem(
            ("vetting", "reputation", "sources"),
            N_("{field} must say where the reputation was learnt"),
            N_("Add a source."),
        )


@rule("error", guarded=True, reason=Reason.DECISION, decided_at=_FLAGS)
def check_red_flag(partner: Partner) -> Iterator[Problem]:
    """None of the hub's red flags applies."""
    for index, flag in enumerate(partner.record.vetting.reputation.flags):
        if partner.settings.meaning(flag, partner.settings.red_flags) is not None:
            yield Problem(
                (*_FLAGS, index),
                N_("{field} must not be one of the hub's red flags"),
                N_("Decline, or take the flag away if it turned out to be wrong."),
            )


@rule("error")
def check_red_flag_unknown(partner: Partner) -> Iterator[Problem]:
    """A red flag is one that the hub's settings name; another would go unnoticed."""
    for index, flag in enumerate(partner.record.vetting.reputation.flags):
        if partner.settings.meaning(flag, partner.settings.red_flags) is None:
            known = ", ".join(partner.settings.red_flags)
            yield Problem(
                (*_FLAGS, index),
                N_("{field} must be a red flag that the settings name"),
                N_("Use one of {known}, or add it to red_flags in mkdocs.yml.")
                if known
                else N_("Add it to red_flags first."),
                {"known": known},
            )
