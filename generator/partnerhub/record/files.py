"""The files of a hub, as they lie on disk or as a commit holds them: names and identities now, bytes when asked."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from partnerhub.words.slugs import same

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


class Files(dict[str, StoredFile]):
    """Path, relative to the hub, with forward slashes → file."""

    def __init__(self, files: Mapping[str, StoredFile] | Iterable[tuple[str, StoredFile]] = ()) -> None:
        super().__init__()
        self._spellings: dict[str, set[str]] = {}
        for path, file in dict(files).items():
            self[path] = file

    def __setitem__(self, path: str, file: StoredFile) -> None:
        super().__setitem__(path, file)
        self._spellings.setdefault(same(path), set()).add(path)

    def __delitem__(self, path: str) -> None:
        super().__delitem__(path)
        self._spellings[same(path)].discard(path)

    def like(self, path: str) -> Collection[str]:
        """The paths that some file system takes for a path: in any case, composed or not."""
        return self._spellings.get(same(path), ())


def is_partner_file(path: str) -> bool:
    """Whether a path looks like a partner file: below content/partners, Markdown, no part of it hidden."""
    # Asked for each file of each commit, for which a path of pathlib takes too long.
    return path.startswith(PARTNERS) and path.lower().endswith((".md", ".markdown")) and "/." not in path


@dataclass(frozen=True)
class Listing:
    """What lies below content/partners of a hub's folder."""

    files: Files
    """Links are named and not followed."""
    shut: Mapping[str, OSError]
    """Folders in it that can't be listed or entered, by path, and why."""

    def with_bytes(self, instead: Mapping[str, bytes]) -> Listing:
        """The same with other bytes in some files, by path, as if they lay there."""
        files = {path: StoredFile("", partial(first_bytes, data)) for path, data in instead.items()}
        return Listing(Files({**self.files, **files}), self.shut)


def files_on_disk(hub: Path, known: Mapping[str, str] | None = None) -> Listing:
    """Everything below content/partners. Raises OSError where that folder itself can't be listed or entered.

    `known` holds the identities that git has for the files, by path.
    """
    files = Files()
    shut: dict[str, OSError] = {}

    def refused(error: OSError) -> None:
        path = Path(error.filename).relative_to(hub).as_posix()
        if f"{path}/" == PARTNERS:
            raise error
        shut[path] = error

    for parent, folders, names in os.walk(hub / PARTNERS, onerror=refused):
        try:
            os.stat(f"{parent}/.")  # noqa: PTH116 - whether it can be entered; a Path would take the dot out
        except OSError as error:
            folders.clear()
            refused(OSError(error.errno, error.strerror, parent))
            continue
        for name in (*names, *(each for each in folders if Path(parent, each).is_symlink())):
            file = Path(parent, name)
            path = file.relative_to(hub).as_posix()
            files[path] = file_on_disk(file, (known or {}).get(path, ""))
    return Listing(files, shut)


def file_on_disk(file: Path, identity: str = "") -> StoredFile:
    """One file as it lies there now."""
    return StoredFile(identity, partial(_read, file), _is_plain(file))


def _is_plain(file: Path) -> bool:
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except OSError:
        return True  # reading it will tell


def first_bytes(data: bytes, most: int) -> bytes:
    """What `StoredFile.read` gives of bytes that are in memory."""
    return data if most < 0 else data[:most]


def _read(file: Path, most: int) -> bytes:
    with file.open("rb") as opened:
        return opened.read(most)


def identified(file: StoredFile, most: int) -> StoredFile:
    """A file with an identity, by its first bytes where it has none; `most` are all that will be read of it.

    The same where it can't be opened: reading it will tell.
    """
    if file.identity or not file.is_plain:
        return file
    try:
        data = file.read(most)
    except OSError:
        return file
    return StoredFile(content_identity(data), partial(first_bytes, data))


def content_identity(data: bytes) -> str:
    """The name that git gives to bytes, in repositories of SHA-1: the hash of a blob."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
