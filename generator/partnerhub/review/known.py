"""Do we know them already? Files that may be the same partner, above all those that were declined."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from partnerhub.checks import Hub
from partnerhub.record.model import Decision
from partnerhub.record.partner import Partner
from partnerhub.words import slugs

_ALIKE = 0.8
"""How alike names are, from 0 to 1, that may be one: `Quick Loans` and `Quick Loan`; `Data Club` is not `Art Club`."""


@dataclass(frozen=True)
class Duplicate:
    """A file that may be the same partner."""

    path: str
    was_declined: bool
    is_gone: bool = False
    """Whether the proposal takes it away, or gives it another name."""


def duplicates(partner: Partner, before: Partner | None, base: Hub, head: Hub) -> list[Duplicate]:
    """Files with the same name or address, and declined ones with a similar one; those that the change deletes too.

    Declined ones first. `before` is the partner itself, as it was: what was declined under another name and comes back
    is one of them.
    """
    declined: dict[str, bool] = {}
    for hub in (base, head):
        others = [other for _, mark in partner.marks for other in hub.partners_by_mark[mark]]
        for other in dict.fromkeys([*others, *_similar(partner, hub)]):
            was_declined = other.decision is Decision.DECLINED
            is_back = was_declined and partner.decision is not Decision.DECLINED and other.path != partner.path
            if is_back or (other is not partner and other is not before):
                declined[other.path] = declined.get(other.path, False) or was_declined
    found = [Duplicate(path, was, path not in head.partners_by_path) for path, was in declined.items()]
    return sorted(found, key=lambda each: (not each.was_declined, each.path))


def _similar(partner: Partner, hub: Hub) -> Iterator[Partner]:
    """Those that were declined and may be this one: by a similar name, or an address below the other's."""
    names, addresses = _names(partner), _addresses(partner)
    for other in hub.partners:
        if other.decision is Decision.DECLINED and (
            other.key == partner.key
            or any(difflib.get_close_matches(name, _names(other), n=1, cutoff=_ALIKE) for name in names)
            or any(one.startswith(two) or two.startswith(one) for one in addresses for two in _addresses(other))
        ):
            yield other


def _names(partner: Partner) -> list[str]:
    """In each language: its words in no order."""
    return [" ".join(sorted(re.findall(r"\w+", slugs.same(name)))) for name in partner.record.name.values()]


def _addresses(partner: Partner) -> list[str]:
    """Website and links, each with a slash at its end."""
    kinds = (mark.partition(" ") for _, mark in partner.marks)
    return [f"{address}/" for kind, _, address in kinds if kind == "address" and address]
