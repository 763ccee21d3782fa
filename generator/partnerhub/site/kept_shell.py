"""The shell between builds: its pages as JSON, the files that MkDocs wrote on a shelf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from partnerhub.cache import Cache, Shelf, digest, version_of
from partnerhub.ours import PACKAGE
from partnerhub.site.markers import Marker
from partnerhub.site.shell import Frame, MadeShell, PageCard, Shell, SlottedPage

Json = Any


@dataclass(frozen=True)
class _Found:
    """A shell that was kept; another build may take its files away meanwhile."""

    shell: Shell
    files: Mapping[str, str]
    """Path → the name on the shelf."""
    shelf: Shelf

    def write(self, folder: Path) -> bool:
        for path, name in self.files.items():
            data = self.shelf.get(name)
            if data is None:
                return False
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return True


class KeptShell:
    """The last shell of a kind, known by what it was made of. A cache that lost any of it knows none."""

    def __init__(self, cache: Cache, kind: str, made_of: str) -> None:
        self._table = cache.table(kind, version_of(PACKAGE))
        self._shelf = cache.shelf(kind)
        self._made_of = made_of

    def found(self) -> MadeShell | None:
        """The shell, where all of it is kept."""
        kept = self._table.get(self._made_of)
        if kept is None or not all(self._shelf.get(name) is not None for _, name in kept["files"]):
            return None
        return _Found(_shell_of_json(kept), dict(kept["files"]), self._shelf)

    def keep(self, shell: Shell, folder: Path) -> None:
        """Keep a shell, and what lies in the folder in which MkDocs wrote, in place of the last one."""
        files = list(self._kept_files(folder))
        if all(is_kept for *_, is_kept in files):
            self._table.put(self._made_of, _shell_as_json(shell, [(path, name) for path, name, _ in files]))
            self._table.save(forgets_others=True)
            self._shelf.forget_others()

    def _kept_files(self, folder: Path) -> Iterator[tuple[str, str, bool]]:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                data = file.read_bytes()
                name = digest(data)
                yield file.relative_to(folder).as_posix(), name, self._shelf.put(name, data)


def _shell_as_json(shell: Shell, files: list[tuple[str, str]]) -> Json:
    return {
        "frames": [[*key, list(frame.literals), list(frame.slots)] for key, frame in shell.frames.items()],
        "pages": {
            path: [page.language, list(page.literals), [[each.name, each.arguments] for each in page.markers]]
            for path, page in shell.pages.items()
        },
        "sources": shell.sources,
        "cards": [astuple(card) for card in shell.page_cards],
        "colour": shell.colour,
        "files": files,
    }


def _shell_of_json(kept: Json) -> Shell:
    return Shell(
        frames={(language, depth): Frame(literals, slots) for language, depth, literals, slots in kept["frames"]},
        pages={
            path: SlottedPage(language, literals, [Marker(name, tuple(map(tuple, told))) for name, told in markers])
            for path, (language, literals, markers) in kept["pages"].items()
        },
        sources=kept["sources"],
        page_cards=[PageCard(*card) for card in kept["cards"]],
        colour=kept["colour"],
    )
