"""The shell: pages that MkDocs rendered, with slots where our fragments go. Found once, split once, joined.

A slot is a random token of the build, so that neither a partner's text nor a minifier can hold or touch one.
Knows nothing of MkDocs; the plugin hands pages in, `assemble` takes filled pages out.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from partnerhub.cards.model import DEFAULT_COLOUR
from partnerhub.photos import EncodedImage
from partnerhub.site.markers import Marker
from partnerhub.site.page_links import ATTRIBUTE
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_

FRAMES = "partners/partnerhub-frame-"
"""How the addresses begin, below those of their language, that MkDocs gives to the frames; nothing is written there.

They lie beside the pages that they are for, so that the theme's relative links are the same to the letter."""


BANNER = Marker("")
"""Where the findings stand on a hand-written page, in the live preview. Nobody can write it: a marker has a name."""
LINK = "a link"
"""The name of the slot of a link to a partner or an event, and of its argument. Nobody can write it: it has a space."""


class Slot(StrEnum):
    """What goes into a frame."""

    HEAD = "head"
    """Title, description and canonical address."""
    TITLE = "title"
    """The page's title in the theme's header."""
    CONTENT = "content"


class BrokenFrame(Spoken):
    """A frame does not hold each of its slots as often as expected."""


@dataclass(frozen=True)
class Frame:
    """A page for pages of ours: rendered once for a language and a depth, split at its slots."""

    literals: Sequence[str]
    """One more than `slots`."""
    slots: Sequence[str]
    """A slot's name, or `alternate-` and the number of a language."""

    def fill(self, fragments: Mapping[str, str]) -> str:
        """The finished page."""
        parts = [self.literals[0]]
        for slot, literal in zip(self.slots, self.literals[1:], strict=True):
            parts += (fragments[slot], literal)
        return "".join(parts)


@dataclass(frozen=True)
class SlottedPage:
    """A hand-written page, split at its markers and links."""

    language: str
    literals: Sequence[str]
    markers: Sequence[Marker]


@dataclass
class Tokens:
    """The slots of one build."""

    secret: str = field(default_factory=lambda: secrets.token_hex(16))
    markers: list[Marker] = field(default_factory=list)

    def of(self, slot: Slot) -> str:
        """The token of a frame's slot."""
        return f"ph{self.secret}{slot}"

    def alternate(self, number: int) -> str:
        """The token of the address of the same page in a language, by the language's number among the hub's.

        It looks like an absolute address, which the theme leaves as it is.
        """
        return f"https://ph{self.secret}alternate-{number}"

    def for_marker(self, marker: Marker) -> str:
        """A token for one marker of a hand-written page."""
        self.markers.append(marker)
        return f"ph{self.secret}m{len(self.markers) - 1}z"

    def frame(self, html: str, template: str) -> Frame:
        """Split a rendered frame; raises BrokenFrame, naming the template."""
        pieces = re.split(f"(?:https://)?ph{self.secret}({'|'.join(Slot)}|alternate-[0-9]+)", html)
        slots = pieces[1::2]
        if wrong := [slot for slot in Slot if Counter(slots)[slot] != 1]:
            raise BrokenFrame(
                N_(
                    "{template} must show each of its slots once, but the page made from it does not ({counts}); look "
                    "for a block of the theme that templates/theme/ overrides"
                ),
                template=template,
                counts=", ".join(f"{slot}: {Counter(slots)[slot]}" for slot in wrong),
            )
        return Frame(pieces[0::2], slots)

    def page(self, html: str, language: str) -> SlottedPage | None:
        """Split a hand-written page at its markers and its links to partners and events; None where it has none."""
        html = ATTRIBUTE.sub(lambda found: self.for_marker(Marker(LINK, ((LINK, found["link"]),))), html)
        pieces = re.split(f"ph{self.secret}m([0-9]+)z", html)
        if len(pieces) == 1:
            return None
        return SlottedPage(language, pieces[0::2], [self.markers[int(number)] for number in pieces[1::2]])

    def without(self, text: str) -> str:
        """Text without the tokens in it."""
        return re.sub(f"ph{self.secret}m[0-9]+z", "", text)


@dataclass(frozen=True)
class PageCard:
    """What is shown beside a shared link to a hand-written page, in words."""

    title: str
    community: str
    description: str
    language: str


@dataclass
class Shell:
    """All that was made for us to fill: the one value that the rest knows of MkDocs, or of what comes in its place."""

    frames: dict[tuple[str, int], Frame] = field(default_factory=dict)
    """By language and depth: the number of folders between the page and the site's root."""
    pages: dict[str, SlottedPage] = field(default_factory=dict)
    """By the path of the file in the site."""
    sources: dict[str, str] = field(default_factory=dict)
    """Address of a hand-written page, absolute where the hub says its own → its file, relative to the hub's folder."""
    changed_at: Mapping[str, datetime] = field(default_factory=dict)
    """Address of a hand-written page → the last commit of its file, in UTC."""
    colour: str = DEFAULT_COLOUR
    """Of its theme, as `#rrggbb` or `#rgb`."""
    page_cards: list[PageCard] = field(default_factory=list)
    """What shared links to hand-written pages show."""
    cards: dict[str, EncodedImage] = field(default_factory=dict)
    """The same as pictures, by their names."""
    banner: str = ""
    """Stands above the content of each page of ours: the findings, in the live preview."""


class MadeShell(Protocol):
    """The port: a shell as whatever renders pages hands it over, MkDocs at an earlier build, or another program now.

    A second adapter makes one of these, and `Building.around` does the rest. MkDocs' own hooks come the other way round
    (`edge/plugin.py`), since `mkdocs build` has to work too.
    """

    @property
    def shell(self) -> Shell:
        """What is to be filled."""

    def write(self, folder: Path) -> bool:
        """Write all other files of the site into a folder that isn't there yet; whether all of them could be had.

        Raises OSError.
        """
