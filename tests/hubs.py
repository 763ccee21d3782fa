"""Hubs made for tests: a folder with settings, pages, partner files and photos; how it is checked and built."""

from __future__ import annotations

import gzip
import os
import subprocess
import textwrap
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

import command_line
from partnerhub import pipeline
from partnerhub.edge.building import Asked
from partnerhub.edge.config import Config, moment, read_config
from partnerhub.edge.plugin import PartnerhubPlugin, Run
from partnerhub.facts import FactsOfFiles
from partnerhub.progress import Item

TODAY = "2026-11-23"
"""The day on which the fixtures are judged."""

MKDOCS = """\
site_name: Open Evenings
site_url: https://open-evenings.example/
docs_dir: content/pages
theme: {{name: material, language: {language}, font: false}}
plugins:
  - search
  - partnerhub:
      timezone: Asia/Jerusalem
      values: {{open-knowledge: {{he: ידע פתוח, en: Open knowledge}}, volunteering: {{he: התנדבות, en: Volunteering}}}}
      red_flags: {{fraud: {{he: הונאה, en: Fraud}}}}
      holidays: IL
      quiet_days: [fri, sat]
{settings}"""

PAGES = {
    "index.md": "# Open Evenings\n\n<!-- partnerhub: next -->\n\n<!-- partnerhub: upcoming -->\n",
    "partners.md": "# Partners\n\n<!-- partnerhub: partners -->\n",
    "archive.md": "# Archive\n\n<!-- partnerhub: archive -->\n",
}


def silent(items: Iterable[Item], label: str, total: int) -> Iterable[Item]:
    """Progress that shows nothing."""
    return items


class HubFolder:
    """A hub on disk."""

    def __init__(self, root: Path, language: str = "en", settings: str = "") -> None:
        self.root = root
        self.partners = root / "content" / "partners"
        self.partners.mkdir(parents=True)
        (root / "content" / "pages").mkdir(parents=True)
        self.config_file = root / "mkdocs.yml"
        indented = textwrap.indent(textwrap.dedent(settings), "      ")
        self.config_file.write_text(MKDOCS.format(language=language, settings=indented), encoding="utf-8")
        for name, text in PAGES.items():
            (root / "content" / "pages" / name).write_text(text, encoding="utf-8")

    @classmethod
    def at(cls, root: Path) -> HubFolder:
        """One that lies there already."""
        hub = cls.__new__(cls)
        hub.root, hub.partners, hub.config_file = root, root / "content" / "partners", root / "mkdocs.yml"
        return hub

    def add(self, name: str, text: str | bytes, photo: bytes | None = None) -> Path:
        """Write a partner file, and its photo beside it."""
        file = self.partners / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        if photo is not None:
            file.with_suffix(".jpg").write_bytes(photo)
        return file

    def load(self, today: str = TODAY, make: FactsOfFiles | None = None) -> pipeline.Loaded:
        """Read and check it; with the same `make` in the same settings, as a live preview does, only what changed."""
        config = read_config(self.config_file) if make is None else _as_before(self.config_file, self.settings_text)
        return pipeline.load(config.folders, config.settings, self.moment(today), silent, shell=config.shell, make=make)

    @property
    def settings_text(self) -> str:
        """What its settings file says."""
        return self.config_file.read_text("utf-8")

    def moment(self, today: str = TODAY) -> datetime:
        """A moment in the hub's zone."""
        return moment(today, read_config(self.config_file).settings.zone)


@lru_cache(maxsize=1)
def _as_before(config_file: Path, text: str) -> Config:
    """The settings that were read last, if they say the same."""
    return read_config(config_file)


def build(
    hub: HubFolder, today: str = TODAY, *, hold_back: bool = False, command: Literal["build", "serve"] = "build"
) -> Path:
    """Build a hub through MkDocs, as both command lines do; returns the site's folder."""
    config = load_config(config_file=str(hub.config_file))
    plugin = config.plugins["partnerhub"]
    assert isinstance(plugin, PartnerhubPlugin)
    plugin.run = Run(Asked(when=today, hold_back=hold_back))
    config.plugins.on_startup(command=command, dirty=False)
    mkdocs_build(config)
    return hub.root / "site"


def everything(site: Path) -> bytes:
    """All names and bytes of a site, what is compressed unpacked."""
    parts = []
    for path in sorted(site.rglob("*")):
        parts.append(str(path.relative_to(site)).encode())
        if path.is_file():
            parts.append(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes())
    return b"\n".join(parts)


def files_of(site: Path) -> dict[str, bytes]:
    """Path → bytes of every file."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def partnerhub(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person would, on a machine of their own and not in CI."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_"))}
    return command_line.run(arguments, cwd, {**own, **environment})
