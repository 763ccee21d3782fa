"""What one fills in by hand: a partner's file, and an event's entry in one, with comments that say what is what."""

from __future__ import annotations

from partnerhub.record.settings import Settings
from partnerhub.scaffold.partner import fields, in_comment, open_field
from partnerhub.words.terms import N_, Terms

_NEEDED = ("title", "start", "place")
_WISHED = ("end", "online", "link", "summary", "price", "members_get", "tags", "agreed")
"""Fields of an event that most of them have; `check` names what else there is."""


def blank_partner(settings: Settings) -> str:
    """A file that is sound as soon as it has a name; comments are in the hub's first language."""
    terms = Terms(settings.language)
    named = terms(N_("The file's name becomes their address: letters and digits, hyphens between them, .md behind it."))
    body = terms(N_("Below the line of hyphens: who they are, in two or three sentences. Members read it."))
    answers = {("name",): None, ("kind",): "community", ("vetting", "decision"): "pending"}
    lines = ["---", f"# {in_comment(named)}", *fields(answers, settings), "", f"# {in_comment(body)}", "---"]
    return "\n".join(lines) + "\n"


def blank_event(settings: Settings) -> str:
    """An entry of `events`; comments are in the hub's first language."""
    needed = [open_field(("events", name), settings.language) for name in _NEEDED]
    wished = [f"# {open_field(('events', name), settings.language)}" for name in _WISHED]
    first, *others = [*needed, *wished]
    return "\n".join([f"  - {first}", *(f"    {line}" for line in others)]) + "\n"
