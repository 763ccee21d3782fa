"""Values: do the partner's overlap with ours?"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from partnerhub.checks.rule import rule
from partnerhub.record.partner import Partner
from partnerhub.words import slugs
from partnerhub.words.finding import Problem
from partnerhub.words.terms import N_

MOST_COMPARED = 30
"""Values of which one is looked for that is spelt nearly so; the vetting of a partner names a few."""
_NEARLY = 0.8
"""Of 1: how alike two spellings of one value are at least."""


@rule("error")
def check_values_not_shared(partner: Partner) -> Iterator[Problem]:
    """A partner shares at least one value with the hub, or as many as the hub's `shared_values` asks for."""
    if len(partner.shared_values) < partner.settings.shared_values:
        known = ", ".join(partner.settings.values)
        yield Problem(
            ("vetting", "values"),
            N_("{field} must share at least {needed} with the hub's values"),
            N_("Choose from {known}, as far as they are the partner's.")
            if known
            else N_("Declare the hub's values first."),
            {"needed": partner.settings.shared_values, "known": known},
        )


@rule("error", stands_on=[("vetting", "values")])
def check_promoted_value_not_shared(partner: Partner) -> Iterator[Problem]:
    """The value that a collaboration promotes is one that partner and hub share."""
    if len(partner.shared_values) < partner.settings.shared_values:
        return  # that it isn't shared follows
    promotes = partner.record.vetting.promotes
    is_known = promotes is not None and partner.settings.meaning(promotes, partner.settings.values) is not None
    if is_known and difflib.get_close_matches(slugs.same(promotes or ""), _unknown_values(partner), 1, _NEARLY):
        return  # one of the partner's values is misspelt, which is said
    if promotes and partner.settings.meaning(promotes, partner.settings.values) not in partner.shared_values:
        yield Problem(
            ("vetting", "promotes"),
            N_("{field} must be a value that partner and hub share, got “{got}”"),
            N_("Name one of the partner's values that is the hub's too, or leave it out."),
            {"got": promotes},
        )


@rule("warning")
def check_value_misspelt(partner: Partner) -> Iterator[Problem]:
    """A value that is nearly one of the hub's is probably meant to be it."""
    vocabulary = partner.settings.values
    spellings = [slugs.same(word) for key, labels in vocabulary.items() for word in (key, *labels.values())]
    for index, value in enumerate(partner.record.vetting.values[:MOST_COMPARED]):
        if partner.settings.meaning(value, vocabulary) is None and difflib.get_close_matches(
            slugs.same(value), spellings, n=1, cutoff=_NEARLY
        ):
            yield Problem(
                ("vetting", "values", index),
                N_("{field} must be spelt as the hub spells it, if it is meant to be one of the hub's values"),
                N_("Compare it with {known}."),
                {"known": ", ".join(vocabulary)},
            )


def _unknown_values(partner: Partner) -> list[str]:
    """The partner's values that the hub doesn't know, as they are compared."""
    values = partner.record.vetting.values[:MOST_COMPARED]
    return [slugs.same(value) for value in values if partner.settings.meaning(value, partner.settings.values) is None]
