"""The hand-written pages of a hub, as MkDocs will find them: text, or what keeps it from being read.

Nothing of a page that can't be read as its author meant it is published.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from partnerhub.record.settings import Folders
from partnerhub.record.settings_yaml import Unreadable, read_yaml
from partnerhub.words.finding import Position, Problem
from partnerhub.words.terms import N_

MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""As MkDocs has it."""
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|---)[ \t]*\n", re.DOTALL)
"""As MkDocs finds it."""
_MEANT_AS_FRONT_MATTER = re.compile(
    "[\u200e\u200f\u061c\u2066-\u2069\u202a-\u202e\ufeff]*---[ \t]*\n[ \t]*[A-Za-z_-]+:\\s"
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_AS_UTF_8 = N_("Save the file as UTF-8 text; most editors offer it under “Save with encoding”.")


@dataclass(frozen=True)
class HandWritten:
    """A page, or what else lies among the pages and can't be opened."""

    path: str
    """Relative to the hub's folder, with forward slashes."""
    text: str = ""
    """With line feeds alone."""
    fault: Problem | None = None
    """Why it can't be read; there is no text then."""


def hand_written(folders: Folders) -> Iterator[HandWritten]:
    """Every page, and every other file and folder among them that can't be opened, by path.

    Links are followed as MkDocs follows them, but not back into a folder that holds them, and nowhere where something
    lies that is not for everybody.
    """
    shut: list[OSError] = []
    found: list[HandWritten] = []
    for parent, below, names in os.walk(folders.pages, followlinks=True, onerror=shut.append):
        hidden = [name for name in below if name.startswith(".")]
        looped = [name for name in below if name not in hidden and _leads_back(Path(parent, name))]
        astray = [name for name in (*below, *names) if _leads_astray(Path(parent, name), folders)]
        below[:] = [name for name in below if name not in (*hidden, *looped, *astray)]
        faults = {**dict.fromkeys(astray, _astray()), **dict.fromkeys(looped, _loop())}
        found += [HandWritten(_path(Path(parent, name), folders), fault=fault) for name, fault in faults.items()]
        for name in names:
            if not name.startswith(".") and name not in astray:
                file = Path(parent, name)
                if not _is_plain(file):
                    found.append(HandWritten(_path(file, folders), fault=_shut()))
                elif file.suffix in MARKDOWN:
                    found.append(_read(file, _path(file, folders)))
    found += [HandWritten(_path(Path(each.filename), folders), fault=_shut()) for each in shut]
    yield from sorted(found, key=lambda each: each.path)


def _path(file: Path, folders: Folders) -> str:
    return Path(os.path.relpath(file, folders.hub)).as_posix()


def _leads_back(folder: Path) -> bool:
    return folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve())


def _leads_astray(file: Path, folders: Folders) -> bool:
    """Whether a link leads out of the hub, to partner files, or to what is hidden, as git's own folder is."""
    if not file.is_symlink():
        return False
    target, hub, partners = file.resolve(), folders.hub.resolve(), folders.partners.resolve()
    if target.is_relative_to(folders.pages.resolve()):
        return False
    if not target.is_relative_to(hub) or target.is_relative_to(partners) or partners.is_relative_to(target):
        return True
    return any(part.startswith(".") for part in target.relative_to(hub).parts)


def _astray() -> Problem:
    words = N_(
        "a link among the pages must lead to what is for everybody: nothing outside the hub, hidden, or of partners"
    )
    return Problem((), words, N_("Put the file itself here."))


def _is_plain(file: Path) -> bool:
    """Whether it is a file that can be opened: no device, and no pipe for whose other end one would wait."""
    try:
        return stat.S_ISREG(file.stat().st_mode) and os.access(file, os.R_OK)
    except OSError:
        return False


def _loop() -> Problem:
    words = N_("the link must not lead back into a folder that holds it")
    return Problem((), words, N_("Take the link out."))


def _shut() -> Problem:
    words = N_("everything among the pages must be open to the one who builds")
    return Problem((), words, N_("Mend the permissions, or the link that leads nowhere."))


def _read(file: Path, path: str) -> HandWritten:
    try:
        data = file.read_bytes()
    except OSError:
        return HandWritten(path, fault=_shut())
    return page_of(path, data)


def page_of(path: str, data: bytes) -> HandWritten:
    """A page from its bytes; `path` is its own, relative to the hub."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].rpartition(b"\n")[2].decode()
        place = Position(data.count(b"\n", 0, error.start) + 1, len(before) + 1)
        return HandWritten(path, fault=Problem((), N_("a page must be UTF-8 text"), _AS_UTF_8, position=place))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (at := text.find("\0")) >= 0:
        place = Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        words = N_("a page must not hold a NUL character")
        return HandWritten(path, fault=Problem((), words, _AS_UTF_8, position=place))
    if (line := _broken_front_matter(text)) is not None:
        words = N_("what stands between two lines of three hyphens must be fields; MkDocs would print it on the page")
        hint = N_("Look at this line and the one before it: colons, quotes and indentation.")
        return HandWritten(path, fault=Problem((), words, hint, position=Position(line)))
    return HandWritten(path, text)


def _broken_front_matter(text: str) -> int | None:
    """The line at which front matter breaks off that MkDocs can't read."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return 1 if _MEANT_AS_FRONT_MATTER.match(text) else None
    try:
        read_yaml(match.group(1).encode(), {})  # bounded
        yaml.load(match.group(1), Loader=_LOADER)  # safe, and what MkDocs does, which knows no tags
    except Unreadable as unreadable:
        return unreadable.position.line + 1
    except yaml.MarkedYAMLError as error:
        return error.problem_mark.line + 2 if error.problem_mark else 1
    except (ValueError, TypeError):  # a day that isn't in the calendar; a key that can't be one
        return 1
    return None
