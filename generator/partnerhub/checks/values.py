"""Values: do the partner's overlap with ours?"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

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
    if _shares_too_few(partner):
        known = ", ".join(partner.settings.values)
        meant = ", ".join(filter(None, (_nearest(value, partner) for value in _compared(partner))))
        hint = N_("Choose from {known}, as far as they are the partner's.")
        if meant:
            hint = N_("Write {meant}, as the hub spells it, if that is meant.")
        elif not known:
            hint = N_("Declare the hub's values first.")
        yield Problem(
            ("vetting", "values"),
            N_("{field} must share at least {needed} with the hub's values"),
            hint,
            {"needed": partner.settings.shared_values, "known": known, "meant": meant},
        )


@rule("error", stands_on=[("vetting", "values")])
def check_promoted_value_not_shared(partner: Partner) -> Iterator[Problem]:
    """The value that a collaboration promotes is one that partner and hub share."""
    if _shares_too_few(partner):
        return  # that it isn't shared follows
    promotes = partner.record.vetting.promotes
    if promotes is None:
        return
    meant = partner.settings.meaning(promotes, partner.settings.values)
    if meant is not None and meant in [_nearest(value, partner) for value in _compared(partner)]:
        return  # one of the partner's values is misspelt, which is said
    if meant not in partner.shared_values:
        yield Problem(
            ("vetting", "promotes"),
            N_("{field} must be a value that partner and hub share, got “{got}”"),
            N_("Name one of the partner's values that is the hub's too, or leave it out."),
            {"got": promotes},
        )


@rule("warning")
def check_value_misspelt(partner: Partner) -> Iterator[Problem]:
    """A value that is nearly one of the hub's is probably meant to be it."""
    if _shares_too_few(partner):
        return  # which says what was meant
    for index, value in enumerate(_compared(partner)):
        if meant := _nearest(value, partner):
            yield Problem(
                ("vetting", "values", index),
                N_("{field} must be spelt as the hub spells it, if it is meant to be one of the hub's values"),
                N_("Write {meant}, as the hub spells it, if that is meant."),
                {"meant": meant},
            )


def _shares_too_few(partner: Partner) -> bool:
    return len(partner.shared_values) < partner.settings.shared_values


def _compared(partner: Partner) -> Sequence[str]:
    return partner.record.vetting.values[:MOST_COMPARED]


def _nearest(value: str, partner: Partner) -> str | None:
    """The key of the hub's value that is spelt nearly as one which the hub doesn't know."""
    vocabulary = partner.settings.values
    if partner.settings.meaning(value, vocabulary) is not None:
        return None
    keys = {slugs.same(word): key for key, labels in vocabulary.items() for word in (key, *labels.values())}
    near = difflib.get_close_matches(slugs.same(value), list(keys), n=1, cutoff=_NEARLY)
    return keys[near[0]] if near else None
