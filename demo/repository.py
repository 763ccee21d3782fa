"""Commits → a git repository of their own, the same to the last bit wherever it is made. `fresh` calls."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

WHO = b"Panas <editors@panas.example>"
BRANCH = b"refs/heads/main"


@dataclass(frozen=True)
class Commit:
    """What a commit holds that the one before it did not."""

    at: datetime
    """Aware."""
    message: str
    files: Mapping[str, bytes]
    """Path → content."""


def write(folder: Path, commits: Iterable[Commit], files: Mapping[str, bytes]) -> None:
    """Make a folder a repository, with commits on its branch main and `files` (path → content) in the work tree.

    An earlier repository in it is replaced. Raises OSError where there is no git, CalledProcessError where it fails.
    """
    shutil.rmtree(folder / ".git", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    _git(folder, "init", "--quiet", "--template=", ".")
    _git(folder, "symbolic-ref", "HEAD", BRANCH.decode())
    # One stream, and neither a hook, a filter nor a signature on its way.
    _git(folder, "fast-import", "--quiet", stream=b"".join(map(_command, commits)))
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    _git(folder, "reset", "--quiet")


def _command(commit: Commit) -> bytes:
    """https://git-scm.com/docs/git-fast-import#_commit"""
    lines = [
        b"commit %b\ncommitter %b %d +0000\n" % (BRANCH, WHO, commit.at.timestamp()),
        _data(commit.message.encode()),
    ]
    for path, content in sorted(commit.files.items()):
        lines += [b"M 100644 inline %b\n" % os.fsencode(path), _data(content)]
    return b"".join(lines)


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def _git(folder: Path, *arguments: str, stream: bytes = b"") -> None:
    """Run git on this folder's own repository, whatever is set for the one around it or for the one who runs it."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    nowhere = {
        "HOME": os.devnull,
        "XDG_CONFIG_HOME": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_DEFAULT_HASH": "sha1",
        "GIT_DIR": str(folder / ".git"),
    }
    subprocess.run(["git", *arguments], cwd=folder, env={**own, **nowhere}, input=stream, check=True)
