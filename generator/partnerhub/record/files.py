"""The files of a hub, as they lie on disk or as a commit holds them: names and identities now, bytes when asked."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

PARTNERS = "content/partners/"
"""Where partner files and their photos lie in a hub."""


@dataclass(frozen=True)
class StoredFile:
    """One file. Its bytes are read when they are needed."""

    identity: str
    """The same for the same bytes: git's name for them. Empty where only the bytes themselves can tell."""
    read: Callable[[int], bytes] = field(repr=False, compare=False)
    """Its first bytes, at most so many, all of them for -1; raises OSError where they can't be read."""
    is_plain: bool = True
    """False for a link, a folder of that name, a submodule."""


Files = Mapping[str, StoredFile]
"""Path, relative to the hub, with forward slashes → file."""


def is_partner_file(path: str) -> bool:
    """Whether a path looks like a partner file: below content/partners, Markdown, no part of it hidden."""
    inside = PurePosixPath(path.removeprefix(PARTNERS))
    hidden = any(part.startswith(".") for part in inside.parts)
    return path.startswith(PARTNERS) and not hidden and inside.suffix.lower() in (".md", ".markdown")


def files_on_disk(hub: Path, known: Mapping[str, str] | None = None) -> dict[str, StoredFile]:
    """Everything below content/partners of a hub's folder, by path; links are named and not followed.

    `known` holds the identities that git has for them.
    """
    files: dict[str, StoredFile] = {}
    for parent, folders, names in os.walk(hub / PARTNERS):
        for name in (*names, *(each for each in folders if Path(parent, each).is_symlink())):
            file = Path(parent, name)
            path = file.relative_to(hub).as_posix()
            is_plain = file.is_file() and not file.is_symlink()
            files[path] = StoredFile((known or {}).get(path, ""), partial(_read, file), is_plain)
    return files


def _read(file: Path, most: int) -> bytes:
    with file.open("rb") as opened:
        return opened.read(most)


def content_identity(data: bytes) -> str:
    """The name that git gives to bytes, in repositories of SHA-1: the hash of a blob."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
