"""What a live preview keeps in memory: the facts of all files, and the shell, so that for a partner no MkDocs runs."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from partnerhub import pipeline
from partnerhub.edge.building import Asked, Building
from partnerhub.edge.config import Config
from partnerhub.edge.shell_inputs import ShellInputs
from partnerhub.facts import FactsOfFiles
from partnerhub.history.own_cache import cache_of
from partnerhub.record.facts import Facts
from partnerhub.record.kept import Kept
from partnerhub.site import assemble
from partnerhub.site.edition import Edition
from partnerhub.site.model import address_of
from partnerhub.site.shell import Shell

_FEW = 10
"""Partners whose pages come first: who changes more at once waits for all of them."""


@dataclass(frozen=True)
class _Kept:
    shell: Shell
    files: Mapping[str, bytes]
    """What MkDocs wrote, by path."""

    def write(self, folder: Path) -> bool:
        """Write that into a folder; returns that all of it was there."""
        for path, data in self.files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return True


class LivePreview:
    """One preview, as long as it is served."""

    def __init__(self) -> None:
        self._made_of: ShellInputs | None = None
        """What MkDocs read when it ran last; None where that isn't all known."""
        self._stamps: str | None = None
        self._kept: _Kept | None = None
        self._make = FactsOfFiles()
        """Knows the facts of the files that were read last, in the same settings."""
        self.made: pipeline.Made | None = None
        """What the last build made."""
        self._files: Mapping[str, Facts] = {}
        """Path → the facts of which the preview is made."""

    def begin(self, config: Config) -> FactsOfFiles:
        """MkDocs is about to run; returns what makes facts until it runs again."""
        self._made_of = self._kept = None
        cache = cache_of(config.folders.hub)
        self._make, self.made = FactsOfFiles(Kept(cache)), pipeline.Made(cache)
        made_of = ShellInputs(config, is_preview=True)
        with suppress(OSError):
            if not any(made_of.reads_more):
                self._stamps, self._made_of = made_of.stamps(), made_of
        return self._make

    def shows(self, files: Iterable[Facts]) -> Collection[str]:
        """Remember of which facts the preview is made now; returns the addresses of partners of whom it has others."""
        before, self._files = self._files, {file.path: file for file in files}
        return {address_of(file.source.slug) for path, file in self._files.items() if before.get(path) is not file}

    def keep(self, shell: Shell, folder: Path) -> None:
        """Keep what MkDocs made, before the hub goes into it."""
        if self._made_of is not None:
            files = (file for file in sorted(folder.rglob("*")) if file.is_file())
            self._kept = _Kept(shell, {file.relative_to(folder).as_posix(): file.read_bytes() for file in files})

    def stands(self) -> bool:
        """Whether MkDocs would make the same again."""
        try:
            return self._kept is not None and self._stamps is not None and self._now() == self._stamps
        except OSError:
            return False

    def _now(self) -> str | None:
        return self._made_of.stamps() if self._made_of else None

    def rebuild(self, asked: Asked, site: Path, look_again: Callable[[], None]) -> None:
        """Bring the preview up to date without MkDocs; raises Stopped.

        First come the pages of partners whose files were edited, and `look_again` is told: who edits looks at them.
        """
        assert self._made_of is not None, "it stands"
        assert self._kept is not None, "it stands"

        def before(building: Building) -> None:
            edited = self.shows(building.loaded.hub.files)

            def show(editions: Sequence[Edition]) -> None:
                assemble.show(site, building.staging.folder, editions, edited)
                look_again()

            building.first, building.made = show if 0 < len(edited) <= _FEW else None, self.made

        with _undisturbed():
            Building.around(self._made_of.config, asked, site, self._kept, self._make, before)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Look for what nobody needs any more once the preview is up to date: meanwhile that takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
