"""Every rule: asked of one file, of a file among the others, of the whole hub. `weigh` says what a breach means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partnerhub.checks import (  # the order of the groups
    dates,
    decision,
    description,
    events,
    follow_up,
    history,
    missing_photo,
    pages,
    photo,
    reputation,
    shape,
    values,
    win_win,
)
from partnerhub.checks.echoes import sound
from partnerhub.checks.hub import Hub
from partnerhub.checks.rule import RULES, Rule
from partnerhub.checks.weigh import finding, findings, holds
from partnerhub.record.facts import Facts
from partnerhub.record.model import Decision
from partnerhub.record.neighbours import Neighbours
from partnerhub.record.partner import Partner
from partnerhub.record.read import SourceFile
from partnerhub.words.finding import Breach
from partnerhub.words.terms import N_

GROUPS = (
    *(N_("shape"), N_("values"), N_("win-win"), N_("reputation"), N_("decision"), N_("photo"), N_("description")),
    *(N_("events"), N_("dates"), N_("history"), N_("pages"), N_("languages"), N_("follow-up")),
)
"""In the order of the file format."""
FOLLOW_UP = GROUPS[-1]
"""Asked apart from the others: a day that passed holds nothing back, and is in no review."""

__all__ = [
    "FOLLOW_UP", "GROUPS", "RULES", "Hub", "Rule", "breaches_across", "breaches_among", "breaches_of",
    "finding", "findings", "holds", "with_what_was_meant",
]  # fmt: skip

_MODULES = (shape, values, win_win, reputation, decision, photo, description, events, dates, history, pages, follow_up)


def breaches_of(source: SourceFile, partner: Partner | None) -> Iterator[Breach]:
    """What the rules about one file say of it."""
    for rule in RULES.values():
        if rule.file_check is not None:
            yield from (Breach(rule.slug, problem) for problem in rule.file_check(source))
        elif rule.check is not None and partner is not None and _asks(rule, partner):
            yield from sound(rule, rule.check(partner), partner)


def with_what_was_meant(file: Facts, hub: Hub) -> Sequence[Breach]:
    """What the rules about one file said of it, each telling what was meant where the hub as it is today lets guess."""
    if file.partner is None:
        return file.breaches
    return [missing_photo.with_what_lies_there(breach, file.partner, hub) for breach in file.breaches]


def breaches_among(file: Facts, neighbours: Neighbours) -> Iterator[Breach]:
    """What the rules say of a file that ask what it may know of the others."""
    for rule in RULES.values():
        if rule.check_among is not None and (file.partner is None or _asks(rule, file.partner)):
            yield from sound(rule, rule.check_among(file, neighbours), file.partner)


def breaches_across(file: Facts, hub: Hub, *, of_follow_up: bool = False) -> Iterator[Breach]:
    """What the rules about the whole hub say of a file: those of the follow-up, or all the others."""
    for rule in RULES.values():
        if (rule.group == FOLLOW_UP) is not of_follow_up:
            continue
        if rule.check_across is not None and (file.partner is None or _asks(rule, file.partner)):
            yield from sound(rule, rule.check_across(file, hub), file.partner)


def _asks(rule: Rule, partner: Partner) -> bool:
    """Declined records are the community's memory: only their shape matters, and that nothing is planned with them."""
    return partner.decision is not Decision.DECLINED or rule.group == "shape" or rule.slug == "vetting-declined"
