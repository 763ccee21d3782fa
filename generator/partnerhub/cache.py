"""What earlier runs made of a hub, by what it was made of: JSON in tables, bytes on shelves.

A cache that is missing, damaged, older, full, shut or changed by somebody else meanwhile costs time, and nothing else:
no call in here fails for it. It is trusted like the machine, since it holds what is published.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import sys
import zoneinfo
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from partnerhub.links import is_link

MOST_BYTES = 256_000_000
"""Of a table: beyond, what wasn't asked for is left out, and a larger file isn't read."""
TICK = 0.05
"""Seconds in which two changes of a file may have one time. (Linux counts in steps of ten milliseconds at most.)"""
TELLS_OF_CHANGES = os.name == "posix"
"""Whether the system dates each change of a file itself: elsewhere whoever writes it can date it as it was."""
_UNFINISHED = ".half"
_KEY = hashlib.sha256
_DIGEST = 20
"""Hex digits: damage doesn't keep to them by chance."""


def folder_in(hub: Path) -> Path:
    """Where the cache of a hub lies; git ignores it."""
    return hub / ".cache" / "partnerhub"


class Cache:
    """A folder of tables and shelves. Several processes may use it at once."""

    def __init__(self, folder: Path, *, is_shut: bool = False) -> None:
        """Of one that `is_shut` nothing is taken, and nothing is put there."""
        self._folder = folder
        self._is_shut = is_shut

    def table(self, kind: str, version: str) -> Table:
        """The values of a kind; those that another version of their maker made are unknown."""
        return Table(self, f"{kind}.jsonl", version)

    def shelf(self, kind: str) -> Shelf:
        """The contents of a kind."""
        return Shelf(self, kind)

    def opened(self, name: str) -> Path | None:
        """Where a file or folder of ours lies or may be made; None where a link or a file is in the way."""
        path = self._folder / name
        way = [each for each in path.parents if each.is_relative_to(self._folder.parent)]
        is_barred = is_link(path) or any(is_link(each) or (os.path.lexists(each) and not each.is_dir()) for each in way)
        return None if self._is_shut or is_barred else path

    def put(self, name: str, data: Iterable[bytes]) -> bool:
        """Write a file, which comes in pieces, whole or not at all; returns whether it lies there."""
        path = self.opened(name)
        if path is None:
            return False
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}{_UNFINISHED}")
        try:
            self._make(path.parent)
            with fresh.open("xb") as file:
                file.writelines(data)
            fresh.replace(path)
        except OSError:
            _removed(fresh)
            return False
        return True

    def _make(self, folder: Path) -> None:
        """With a word to git, which keeps none of it, whatever the hub's own `.gitignore` says."""
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
        folder.mkdir(exist_ok=True)


class Table:
    """Many small values in one file: read at once, each decoded when it is asked for, and saved at once."""

    def __init__(self, of: Cache, name: str, version: str) -> None:
        self._cache, self._name, self._version = of, name, version
        self._lines: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._is_changed = False
        for line in self._read():
            self._lines[line.partition(b" ")[0]] = line

    def get(self, key: str) -> Any:
        """The value of a key as JSON has it, None where it is unknown."""
        name = self._named(key)
        line = self._lines.get(name)
        data = _sound(line) if line is not None else None
        if data is None:
            return None
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            return None
        self._used.add(name)
        return value

    def has(self, key: str) -> bool:
        """Whether there is a value of a key, be it damaged."""
        return self._named(key) in self._lines

    def hold(self, key: str) -> None:
        """Keep the value of a key, if there is one, as if it had been asked for."""
        name = self._named(key)
        if name in self._lines:
            self._used.add(name)

    def put(self, key: str, value: Any) -> None:
        """Keep a value: what JSON has, and not None."""
        self.put_text(key, json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def put_text(self, key: str, text: str) -> None:
        """Keep a value that is written as JSON already."""
        name = self._named(key)
        self._lines[name] = _line(name, text.encode("utf-8", "surrogatepass"))
        self._used.add(name)
        self._is_changed = True

    def save(self, *, forgets_others: bool = False) -> None:
        """Write what changed; a run that asks for all there is `forgets_others`, which it neither got nor put."""
        others = self._lines.keys() - self._used
        room = 0 if forgets_others else MOST_BYTES - sum(len(self._lines[name]) + 1 for name in self._used)
        for name in others:
            room -= len(self._lines[name]) + 1
            if room < 0:
                del self._lines[name]
                self._is_changed = True
        if self._is_changed:
            self._cache.put(self._name, (line + b"\n" for line in self._lines.values()))
            self._is_changed = False
        if forgets_others:
            self._clear_away()

    def _named(self, key: str) -> bytes:
        return _KEY(f"{self._version}\0{key}".encode("utf-8", "surrogatepass")).hexdigest().encode()

    def _read(self) -> Iterator[bytes]:
        path = self._cache.opened(self._name)
        try:
            if path is not None and path.stat().st_size <= MOST_BYTES:
                with path.open("rb") as file:
                    yield from filter(None, (line.rstrip(b"\n") for line in file))
        except OSError:
            return

    def _clear_away(self) -> None:
        """What a killed run left of this table."""
        path = self._cache.opened(self._name)
        with contextlib.suppress(OSError):
            for left in path.parent.glob(f"{self._name}.*{_UNFINISHED}") if path else ():
                _removed(left)


class Shelf:
    """Contents, each in a file by a name of its own that begins with its digest."""

    def __init__(self, of: Cache, name: str) -> None:
        self._cache, self._name = of, name
        self._used: set[str] = set()

    def put(self, name: str, data: bytes) -> bool:
        """Keep a content by a name that begins with `digest(data)`; returns whether it is kept."""
        return self.holds(name, len(data)) or self._cache.put(f"{self._name}/{name}", [data])

    def holds(self, name: str, size: int) -> bool:
        """Whether a content of a name and a size lies here; that it is sound shows when it is got."""
        self._used.add(name)
        path = self._path(name)
        try:
            return path is not None and path.is_file() and path.stat().st_size == size
        except OSError:
            return False

    def get(self, name: str) -> bytes | None:
        """A content; None where it isn't there any more, or was damaged, and then it is removed."""
        self._used.add(name)
        path = self._path(name)
        if path is None:
            return None
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if name.startswith(digest(data)):
            return data
        _removed(path)
        return None

    def forget_others(self) -> None:
        """Remove what nobody asked for, and what a killed run left."""
        folder = self._cache.opened(self._name)
        with contextlib.suppress(OSError):
            for file in folder.iterdir() if folder else ():
                if file.name not in self._used:
                    _removed(file)

    def _path(self, name: str) -> Path | None:
        return self._cache.opened(f"{self._name}/{name}")


def digest(data: bytes) -> str:
    """By which a content is known: the name of what holds it begins so, and is a new one whenever it changes."""
    return _KEY(data).hexdigest()[:_DIGEST]


@cache
def version_of(*makers: Path | str) -> str:
    """Of all that has a part in what is made: files and folders of ours, libraries by name, Python, and time zones.

    A library may be missing, which tells too. Read once a process.
    """
    from importlib import metadata  # where nothing is made, nobody asks  # noqa: PLC0415

    told = _KEY(f"{sys.version} {_zones()}".encode())
    for maker in makers:
        if isinstance(maker, Path):
            files = sorted(maker.rglob("*")) if maker.is_dir() else [maker]
            parts = [file.read_bytes() for file in files if file.is_file() and file.suffix != ".pyc"]
        else:
            told.update(maker.encode())
            try:
                library = metadata.distribution(maker)
            except metadata.PackageNotFoundError:  # an extra
                parts = []
            else:
                # The record tells one build of a version from another, with the libraries that came with it.
                parts = [library.version.encode(), (library.read_text("RECORD") or "").encode()]
        for part in parts:
            told.update(b"%d\0" % len(part) + part)
    return told.hexdigest()


def _zones() -> str:
    """Which time zones the system brings: their compiler writes a version into the first line of this file."""
    for folder in zoneinfo.TZPATH:
        with contextlib.suppress(OSError), Path(folder, "tzdata.zi").open(encoding="utf-8") as file:
            return file.readline().strip()
    return ""


def _line(name: bytes, data: bytes) -> bytes:
    return b"%s %s %s" % (name, digest(name + data).encode(), data)


def _sound(line: bytes) -> bytes | None:
    """The data of a line, None where it is damaged."""
    name, _, rest = line.partition(b" ")
    told, _, data = rest.partition(b" ")
    return data if told == digest(name + data).encode() else None


def _removed(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
