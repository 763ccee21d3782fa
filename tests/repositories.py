"""Hubs in git repositories, with the days of their commits set."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from hubs import HubFolder
from pictures import picture
from records import UNANNOUNCED

FILE = "content/partners/code.md"


class Repo:
    """A hub in a git repository, with the days of its commits set."""

    def __init__(self, hub: HubFolder) -> None:
        self.hub = hub
        self.root = hub.root
        hub.add("code.md", UNANNOUNCED.replace("decision: approved", "decision: pending"), picture())
        self.git("init", "-q", "-b", "main")
        self.commit("2026-10-01", "Begin")

    def git(self, *arguments: str, day: str = "2026-10-01", cwd: Path | None = None) -> None:
        moment = f"{day}T12:00:00+02:00"
        names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environment = {**os.environ, **names, "GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": "2026-09-01T12:00:00Z"}
        subprocess.run(["git", *arguments], cwd=cwd or self.root, env=environment, check=True, capture_output=True)

    def commit(self, day: str, message: str = "Change", text: str | None = None) -> None:
        if text is not None:
            (self.root / FILE).write_text(text, encoding="utf-8")
        self.git("add", "-A", day=day)
        self.git("commit", "-q", "--allow-empty", "-m", message, day=day)
