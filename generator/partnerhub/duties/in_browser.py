"""What one does in a browser: write down what happened, propose a partner, add an event. Links, and texts to copy."""

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
class InBrowser:
    """The ways, in the board's language."""

    heading: str
    links: Sequence[tuple[str, str]]
    """What each says, and its address."""
    copied: Sequence[Copied]


def in_browser(wording: Wording, links: EditLinks, blanks: Blanks, show: Show) -> InBrowser:
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
    led = ((terms(N_("Write down what happened")), links.button), (propose, address))
    return InBrowser(terms(N_("In the browser")), [(words, leads) for words, leads in led if leads], copied)
