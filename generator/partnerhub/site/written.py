"""What lies in site/ as builds of ours wrote it: what would be made of the same again isn't made."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from partnerhub.cache import TELLS_OF_CHANGES, TICK, Cache, version_of
from partnerhub.links import is_link
from partnerhub.ours import PACKAGE, TEMPLATES
from partnerhub.site.folder import Found, Looks, found, looks_of
from partnerhub.site.parts import LIBRARIES


class Written:
    """The files of a site that were made of something that has a name; `keep` remembers them for the next build."""

    def __init__(self, cache: Cache, site: Path) -> None:
        self._table = cache.table("site", version_of(PACKAGE, TEMPLATES, *LIBRARIES))
        self._folder, self._site = site, str(site)
        self._known: Mapping[str, list[Any]] = self._table.get(self._site) or {}
        """Path → what the file was made of, and its looks. One value for them all: it takes little time to read."""
        self._made_of: dict[str, str] = {}
        self.standing: set[str] = set()
        """The paths of those that lie there already."""
        self.there: Found | None = None
        """All that lay there when the build began; None where there was no site."""

    def begin(self) -> None:
        """Begin to say what the files of this build are made of, or begin anew."""
        self._made_of.clear()
        self.standing.clear()
        self.there = found(self._folder) if self._folder.is_dir() and not is_link(self._folder) else None

    def stands(self, path: str, made_of: str | None) -> bool:
        """Whether a file lies there as a build wrote it, made of the same; it is one of this build's now.

        It is never, where nobody knows of what it is made.
        """
        if made_of is None:
            return False
        self._made_of[path] = made_of
        known = self._known.get(path)
        if known is None or known[0] != made_of or self.there is None or not TELLS_OF_CHANGES:
            return False
        if known[1:] != self.there.looks.get(path):
            return False
        self.standing.add(path)
        return True

    def keep(self) -> None:
        """Remember the files of this build, once they lie there."""
        time.sleep(TICK)
        kept = {}
        for path, made_of in self._made_of.items():
            if path in self.standing:
                kept[path] = self._known[path]
            elif looks := self._looks(path):
                kept[path] = [made_of, *looks]
        self._table.put(self._site, kept)
        self._table.save(forgets_others=True)

    def _looks(self, path: str) -> Looks | None:
        """By what one sees that nobody wrote into a file since; None where there is none, or nothing to see it by."""
        if not TELLS_OF_CHANGES:
            return None
        try:
            there = os.lstat(os.path.join(self._site, path))  # noqa: PTH118 - thousands of them
        except OSError:
            return None
        return looks_of(there) if stat.S_ISREG(there.st_mode) else None
