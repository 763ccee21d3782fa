"""What MkDocs makes the shell of: as long as it is the same, the shell of an earlier build stands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from partnerhub.edge import inputs
from partnerhub.edge.config import Config
from partnerhub.ours import PACKAGE, TEMPLATES
from partnerhub.record.pure_shell import ReadsMore
from partnerhub.words.terms import N_

_DIFFERS = re.compile(rb"build_date_utc|update_date|random|lipsum")
"""What a template of MkDocs may show that isn't the same at the next build."""
_NO_TEMPLATES = frozenset({".js", ".css", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".ico", ".woff", ".woff2"})


@dataclass(frozen=True)
class ShellInputs:
    """All that MkDocs reads for a hub of which that is known."""

    config: Config
    is_preview: bool = False
    """Whether the shell is for the live preview, whose pages differ."""

    @property
    def roots(self) -> list[Path]:
        """Files and folders."""
        config = self.config
        folders = [config.folders.pages, config.folders.hub / "templates", PACKAGE, TEMPLATES]
        return [*config.files, *folders, *config.own_theme]

    @property
    def reads_more(self) -> Iterator[ReadsMore]:
        """Why MkDocs runs with each build; nothing where the shell can be kept. Raises OSError."""
        config = self.config
        yield from config.reads_more
        hub = config.folders.hub
        if config.custom_dir is not None and not config.custom_dir.is_relative_to(hub):
            yield ReadsMore(N_("the theme's folder {name} lies outside the hub"), name=config.custom_dir.name)
        for link in inputs.links_in([config.folders.pages, *self._theme]):
            yield ReadsMore(N_("{path} is a link, and what lies behind it may change"), path=_in(hub, link))
        for template in self._templates():
            if found := _DIFFERS.search(template.read_bytes()):
                words = N_("{path} uses {word}, which is another each time")
                yield ReadsMore(words, path=_in(hub, template), word=found[0].decode())

    def key(self) -> str:
        """By which a shell is known; raises OSError."""
        config = self.config
        about = (
            inputs.contents(self.roots),
            inputs.installed(),
            sorted(config.variables.items()),
            config.folders.hub,
            config.settings.site_url,
            self.is_preview,
        )
        return hashlib.sha256(repr(about).encode("utf-8", "surrogatepass")).hexdigest()

    def stamps(self) -> str | None:
        """A digest that is another after any change of files; None where none is sure. Raises OSError."""
        return inputs.stamps(self.roots)

    @property
    def _theme(self) -> list[Path]:
        own = self.config.folders.hub / "templates" / "theme"
        return [own, *self.config.own_theme]

    def _templates(self) -> Iterator[Path]:
        for folder in self._theme:
            yield from (
                file for file in sorted(folder.rglob("*")) if file.suffix not in _NO_TEMPLATES and file.is_file()
            )


def _in(hub: Path, path: Path) -> str:
    return path.relative_to(hub).as_posix() if path.is_relative_to(hub) else path.as_posix()
