"""Who builds: partnerhub, Hugo, and plain MkDocs with Material. Each is a folder and a command line, and no more."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from benchmarks import peers
from benchmarks.hubs import PARTNERS, SETTINGS, Shape, settings
from benchmarks.measure import Times, memory, times
from benchmarks.records import DAY

NOON = datetime.combine(DAY, time(12), UTC)
NEXT_DAY = NOON + timedelta(days=1)
OURS, HUGO, MKDOCS, FRAMES = "partnerhub", "Hugo", "MkDocs", "MkDocs, frames only"


@dataclass(frozen=True)
class Contender:
    """One that builds a site."""

    name: str
    folder: Path
    build: Sequence[str | Path]
    made: Sequence[str]
    """What of the folder is made by it: without these a build is cold."""
    partner: Path
    """The file of the partner who changes."""
    environment: Mapping[str, str] = field(default_factory=dict)

    def clear(self) -> None:
        """Forget all that was made."""
        for name in self.made:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def edit(self, words: str) -> None:
        """Change the partner: the last line of what is said of them."""
        kept, _, _ = self.partner.read_text("utf-8").partition("\nEdited: ")
        self.partner.write_text(f"{kept.rstrip()}\n\nEdited: {words}\n", encoding="utf-8")

    def times(self, command: Sequence[str | Path] = (), moment: datetime = NOON) -> Times:
        """Of a command, or the build."""
        return times(command or self.build, self.folder, self.around(moment))

    def memory(self, command: Sequence[str | Path] = (), moment: datetime = NOON) -> float:
        """Of a command, or the build."""
        return memory(command or self.build, self.folder, self.around(moment))

    def around(self, moment: datetime = NOON) -> dict[str, str]:
        """The environment of its commands at a moment, which all peers read from the variable that Hugo reads."""
        frozen = {"SOURCE_DATE_EPOCH": f"{moment.timestamp():.0f}", "HUGO_PARAMS_NOW": peers.now(moment)}
        return {**os.environ, "NO_MKDOCS_2_WARNING": "1", **frozen, **self.environment}


def partnerhub(hub: Path, generator: Path) -> Contender:
    """Ours, from the source in a folder."""
    return Contender(
        OURS,
        hub,
        [sys.executable, "-m", "partnerhub", "build"],
        ["site", ".cache"],
        hub / PARTNERS / "partner-0.md",
        {"PYTHONPATH": str(generator)},
    )


def hugo(hub: Path, shape: Shape, program: Path) -> Contender:
    """The same hub as a site of Hugo; ours must be built."""
    folder = hub.with_name(f"{hub.name}.hugo")
    shutil.rmtree(folder, ignore_errors=True)
    peers.write_hugo(folder, shape, hub)
    return Contender(HUGO, folder, [program, "--quiet"], ["public", "resources"], peers.page_of_a_partner(folder))


def mkdocs(hub: Path, shape: Shape) -> Contender:
    """The same hub as a site of MkDocs."""
    folder = hub.with_name(f"{hub.name}.mkdocs")
    shutil.rmtree(folder, ignore_errors=True)
    peers.write_mkdocs(folder, shape, hub)
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    return Contender(MKDOCS, folder, build, ["site"], peers.page_of_a_partner(folder))


def frames(hub: Path, shape: Shape) -> Contender:
    """MkDocs with the hub's hand-written pages alone, in which our lists have their places."""
    ours = "  - partnerhub:\n"
    without, _ = settings(shape).split(ours)
    folder = hub.with_name(f"{hub.name}.frames")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(hub, folder, ignore=shutil.ignore_patterns("partners", "site", ".*"))
    (folder / SETTINGS).write_text(without, encoding="utf-8")
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    return Contender(FRAMES, folder, build, ["site"], folder / SETTINGS)
