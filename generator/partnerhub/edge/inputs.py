"""Files that something was made of: whether they are the same, by their content, or sooner by the system's word."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

from partnerhub.cache import TELLS_OF_CHANGES, TICK, version_of
from partnerhub.ours import PACKAGE

_COMPILED = os.fspath(PACKAGE), "__pycache__"
"""Where Python keeps what it made of our own files, under which name."""


class _Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...


def contents(roots: Iterable[Path]) -> str:
    """A digest of all that lies in folders, and of files; of a link its target's name. Raises OSError."""
    told = hashlib.sha256()
    for path, about in _entries(roots):
        _tell(told, f"{path} {about.st_mode if about else None}")
        if about is not None and stat.S_ISLNK(about.st_mode):
            _tell(told, os.fspath(Path(path).readlink()))
        elif about is not None and stat.S_ISREG(about.st_mode):
            data = Path(path).read_bytes()
            told.update(b"%d\0" % len(data) + data)
    return told.hexdigest()


def stamps(roots: Iterable[Path]) -> str | None:
    """A digest of what the system says of them, which is another after any change; None where that isn't sure.

    Raises OSError.
    """
    if not TELLS_OF_CHANGES:
        return None
    roots = list(roots)
    digest, latest = _stamps(roots)
    if latest > time.time() - TICK:
        # The next change might have the same time.
        time.sleep(TICK)
        digest, latest = _stamps(roots)
    return digest if latest <= time.time() - TICK else None


def are_older(files: Iterable[Path], moment: float) -> bool:
    """Whether none of the files changed since a moment, in seconds since 1970. Raises OSError."""
    return _stamps(files)[1] < moment - TICK


def links_in(roots: Iterable[Path]) -> Iterator[Path]:
    """The links among them: what they lead to belongs to no digest."""
    return (Path(path) for path, about in _entries(roots) if about is not None and stat.S_ISLNK(about.st_mode))


@cache
def installed() -> str:
    """A digest of Python, of time zones, and of all that is installed, by the lists of files that come with it."""
    told = hashlib.sha256(version_of().encode())
    for folder in dict.fromkeys(sys.path):
        for about in sorted(Path(folder).glob("*.dist-info")) if Path(folder).is_dir() else ():
            _tell(told, about.name)
            record = about / "RECORD"
            told.update(record.read_bytes() if record.is_file() else b"")
    return told.hexdigest()


def _stamps(roots: Iterable[Path]) -> tuple[str, float]:
    """Their digest, and when the last of them changed, in seconds since 1970.

    Of a folder what it holds, not when that changed: Python compiles ours whenever one is first imported.
    """
    told, latest = hashlib.sha256(), 0.0
    for path, about in _entries(roots):
        if about is None or stat.S_ISDIR(about.st_mode):
            _tell(told, f"{path} {about and about.st_mode}")
        else:
            known = (about.st_mode, about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino)
            _tell(told, f"{path} {known}")
            latest = max(latest, about.st_ctime, about.st_mtime)
    return told.hexdigest(), latest


def _tell(told: _Digest, text: str) -> None:
    data = os.fsencode(text)
    told.update(b"%d\0" % len(data) + data)


def _entries(roots: Iterable[Path]) -> Iterator[tuple[str, os.stat_result | None]]:
    """What lies there, by path, each once; a root that isn't there is told too. No link is followed."""
    left = [os.fspath(root) for root in sorted(set(roots), reverse=True)]
    while left:
        path = left.pop()
        try:
            about = os.lstat(path)
        except FileNotFoundError:
            yield path, None
            continue
        yield path, about
        if stat.S_ISDIR(about.st_mode):
            names = sorted(os.listdir(path), reverse=True)  # noqa: PTH208
            if path.startswith(_COMPILED[0]):
                names = [name for name in names if name != _COMPILED[1]]
            left += [os.path.join(path, name) for name in names]  # noqa: PTH118 - it is asked for thousands
