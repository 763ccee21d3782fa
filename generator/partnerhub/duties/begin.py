"""How a partnership, or an event, begins without a terminal: a link, and what one copies by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from partnerhub.duties.links import EditLinks
from partnerhub.duties.wording import Show, Wording
from partnerhub.words.terms import N_


@dataclass(frozen=True)
class Blanks:
    """What one fills in by hand."""

    path: str
    """Of a new partner's file, in the hub."""
    partner: str
    """Its text."""
    event: str
    """An entry of `events`."""


@dataclass(frozen=True)
class Copied:
    """A text that is to be copied."""

    heading: str
    words: str
    """Where it goes."""
    text: str


@dataclass(frozen=True)
class Beginnings:
    """The ways to begin something, in the board's language."""

    heading: str
    propose: str
    """What the link to a new partner's file says."""
    address: str | None
    """Where that link leads; None where the host is not known."""
    copied: Sequence[Copied]


def beginnings(wording: Wording, links: EditLinks, blanks: Blanks, show: Show) -> Beginnings:
    """With `show` for the names of files and fields."""
    terms = wording.terms
    address, is_filled = links.new_file(blanks.path, blanks.partner)
    propose = terms(N_("Propose a partner"))
    partner = N_("Begin a file {path}, under a name of its own, and copy this into it.")
    event = N_(
        "Open the partner's file, and copy this to the end of {events}. Where there is no such line, write it first, "
        "above the closing line of hyphens."
    )
    copied = [Copied(terms(N_("Add an event")), terms(event, events=show("events:")), blanks.event)]
    if not is_filled:
        copied.insert(0, Copied(propose, terms(partner, path=show(blanks.path)), blanks.partner))
    return Beginnings(terms(N_("Something new")), propose, address, copied)
