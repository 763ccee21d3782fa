"""Win-win: what does each side gain, and what do our members get?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from partnerhub.checks.rule import rule
from partnerhub.record.partner import Partner
from partnerhub.words import slugs
from partnerhub.words.finding import Problem
from partnerhub.words.terms import N_


@rule("error")
def check_win_win_one_sided(partner: Partner) -> Iterator[Problem]:
    """Both sides gain something, each something of its own; a copied answer is no answer."""
    win_win = partner.record.vetting.win_win
    ask_us = N_("Ask yourselves: what would make this worth our evening?")
    ask_them = N_("Ask them: what would make this worth your evening?")
    for side, answer, hint in (("ours", win_win.ours, ask_us), ("theirs", win_win.theirs, ask_them)):
        if not answer:
            yield Problem(("vetting", "win_win", side), N_("{field} must say what that side gains"), hint)
    answers = [slugs.same(answer) for answer in (win_win.ours, win_win.theirs) if answer]
    if len(answers) == 2 and answers[0] == answers[1]:
        yield Problem(
            ("vetting", "win_win", "theirs"), N_("{field} must differ from what the other side gains"), ask_them
        )
    if set(answers) & {slugs.same(text) for text in (win_win.members or {}).values()}:
        yield Problem(
            ("vetting", "win_win", "members"),
            N_("{field} must differ from what the two sides gain"),
            N_("Say what a member takes home."),
        )


@rule("error", stands_on=[("events", "members_get")])
def check_member_value_missing(partner: Partner) -> Iterator[Problem]:
    """Our members get something: `win_win.members` says what, or each event does in `members_get`."""
    every_event_says = bool(partner.events) and all(event.record.members_get for event in partner.events)
    if not _says_something(partner.record.vetting.win_win.members) and not every_event_says:
        yield Problem(
            ("vetting", "win_win", "members"),
            N_("{field} must say what our members get"),
            N_("Write what a member takes home; it is shown on the page."),
        )


def _says_something(texts: Mapping[str, str] | None) -> bool:
    return any((texts or {}).values())
