"""Parts of pages that lists, calendars and data join: made once of the same, in whichever build that was.

A part is made of one partner or one event, and of what all pages have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from partnerhub.cache import Cache, version_of
from partnerhub.ours import PACKAGE, TEMPLATES
from partnerhub.site.digests import Digests, digest
from partnerhub.site.model import Page, PublicHub

LIBRARIES = ("Babel", "icalendar", "Jinja2", "MarkupSafe", "segno")
"""Those that have a part in what a site says."""


class Part(StrEnum):
    """What is joined of a page."""

    ITEM = "item"
    """In lists: as HTML."""
    CALENDAR = "calendar"
    DATA = "data"
    NEWS = "news"
    """In feeds."""
    SEARCH = "search"


class KeptParts:
    """The parts of a site's pages, as builds made them; without a cache those of one build."""

    def __init__(self, cache: Cache | None = None) -> None:
        cache = cache or Cache(Path(), is_shut=True)
        self._table = cache.table("parts", version_of(PACKAGE, TEMPLATES, *LIBRARIES))
        self._of: list[Parts] = []
        self._digests = Digests()

    def begin(self) -> None:
        """Begin another build."""
        self._of.clear()
        self._digests.begin()

    def of(self, hub: PublicHub, folders: Sequence[Path]) -> Parts:
        """Those of a language, made with fragments in these folders."""
        parts = Parts(hub, folders, self, self._digests)
        self._of.append(parts)
        return parts

    def get(self, key: str, variant: str, make: Callable[[], str]) -> str:
        """A variant of a part, made if it is unknown."""
        known: dict[str, str] = self._table.get(key) or {}
        if variant not in known:
            known[variant] = make()
            self._table.put(key, known)
        return known[variant]

    def save(self) -> None:
        """Remember them for the next build: those of all pages that there are, and no others."""
        for parts in self._of:
            for key in parts.keys:
                self._table.hold(key)
        self._table.save(forgets_others=True)


class Parts:
    """The parts of the pages of one language."""

    def __init__(
        self,
        hub: PublicHub,
        folders: Sequence[Path],
        kept: KeptParts | None = None,
        digests: Digests | None = None,
    ) -> None:
        self._hub, self._folders = hub, folders
        self._kept = kept or KeptParts()
        self.digests = digests or Digests()

    def of(self, page: Page, part: Part, make: Callable[[], str], variant: str = "") -> str:
        """A part of a page; `variant` says all of which it is made beside the page."""
        return self._kept.get(self._key(page, part), variant, make)

    @property
    def keys(self) -> Iterator[str]:
        """By which all that there may be are kept."""
        return (self._key(page, part) for page in self._hub.pages for part in Part)

    def _key(self, page: Page, part: Part) -> str:
        return f"{part} {self.in_common} {self.digests.told(page)}"

    @cached_property
    def in_common(self) -> str:
        """All that they are made of beside partners and events, as a digest.

        A hub's own fragments may ask for anything that is public.
        """
        hub = self._hub
        nobody = replace(hub, partners=(), events=(), withdrawn=(), redirects={}, known_tags=(), built_on=date.min)
        is_ours = self._folders == [TEMPLATES / "fragments"]
        fragments = [file.read_bytes() for folder in self._folders for file in sorted(folder.glob("*.html"))]
        return digest((nobody if is_ours else hub, fragments))
