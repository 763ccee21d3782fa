"""The closed words of a record, as people say them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from partnerhub.record.model import Address, ReputationField
from partnerhub.words.terms import N_, Term

_SAID: Mapping[type[StrEnum], Mapping[str, Term]] = {
    ReputationField: {
        ReputationField.SAME: N_("in our own field"),
        ReputationField.OTHER: N_("in another field"),
    },
    Address: {
        Address.F: N_("as a woman"),
        Address.M: N_("as a man"),
        Address.PLURAL: N_("as several people"),
    },
}
"""Choices whose typed words say little by themselves."""


def in_words(choice: StrEnum) -> Term:
    """What a choice says."""
    return _SAID.get(type(choice), {}).get(choice) or Term(choice)
