"""site/, the folder that is published: whose it is, and how it is brought up to date.

It is ours where it holds our marker, which is written before anything else and names the files that builds wrote. What
else lies there is somebody's, and stays. Nothing is written or deleted through a link.
"""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from partnerhub.links import is_junction, is_link
from partnerhub.words.slugs import same
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_

MARKER = ".partnerhub-site"
UNFINISHED = ".partnerhub-new"
"""Where a file is written before it takes its place. What a kill leaves has this name; the next build removes it."""

_ABOUT = "partnerhub builds this folder, and deletes of these files what it no longer builds. Other files stay."
_PATIENCE = (0.05, 0.1, 0.2, 0.4)
"""Seconds between attempts: on Windows a file can't be replaced while somebody reads it."""


class NotOurs(Spoken):
    """The folder, or a file in it where a file of the site goes, was not written by a build."""


def written_before(site: Path) -> frozenset[str]:
    """The paths that earlier builds wrote, by the marker; none for a folder that is new or empty. Raises NotOurs."""
    if is_link(site):
        raise NotOurs(
            N_("{site} is a link, which the site must not be; name the folder to which it leads"), site=site.name
        )
    if not os.path.lexists(site):
        return frozenset()
    if not site.is_dir():
        raise NotOurs(N_("{site} is a file, and the site is a folder; name another one"), site=site.name)
    if not os.path.lexists(site / MARKER):
        if any(path.name != UNFINISHED for path in site.iterdir()):
            raise NotOurs(
                N_(
                    "{site}/ holds files, and no {marker} says that a build wrote them; delete the folder if it is an "
                    "older site, or name an empty or a new one"
                ),
                site=site.name,
                marker=MARKER,
            )
        return frozenset()
    try:
        if is_link(site / MARKER):
            raise ValueError("a build writes no links")
        files = json.loads((site / MARKER).read_bytes())["files"]
        if not all(isinstance(path, str) for path in files):
            raise TypeError("paths are texts")
    except (ValueError, TypeError, LookupError, RecursionError):
        raise NotOurs(
            N_("{path} isn't as a build wrote it; delete the folder, or name an empty or a new one"),
            path=f"{site.name}/{MARKER}",
        ) from None
    return frozenset(files)


def bring_up_to_date(
    staging: Path, site: Path, standing: Collection[str] = (), there: Found | None = None
) -> list[str]:
    """Make `site` what `staging` is, touching only files that differ; returns what else lies there and stays.

    The paths `standing` belong to it too, and lie in the site already as they should, whatever is staged there. `there`
    is what lies in it, for who has looked.

    Each file has its turn, as the table of outputs says, deletions last: at no moment does a page lack what it shows.
    Raises NotOurs before anything is touched, and OSError that names the file.
    """
    staged = found(staging).plain - {*standing}
    wanted = _Paths(site, staged.union(standing))
    # Whether a folder is ours is asked without this.
    from partnerhub.site.outputs import turn_of  # noqa: PLC0415

    written = _Paths(site, written_before(site))
    if not standing and _takes_the_place(staging, site, staged):
        return []
    site.mkdir(parents=True, exist_ok=True)
    there = there or found(site)
    others = _Paths(site, there.odd | {path for path in there.plain if path not in written})
    _refuse_what_is_in_the_way(others, wanted, staged, staging)
    stale = {path for path in there.plain - others.spelt if path not in wanted}
    # A file where a folder goes now, and what lies in a folder where a file goes.
    in_the_way = {path for path in stale if path in wanted.folders or wanted.has_above(path)}
    turned = _with_all_in_them({folder for folder in there.folders if folder in wanted}, there.folders)
    put(site, MARKER, _marker(wanted.spelt | written.spelt))
    _delete(site, in_the_way)
    _remove_empty(site, turned)
    for path in sorted(staged, key=lambda path: (turn_of(path), path)):
        _bring(staging, site, path)
    _delete(site, stale - in_the_way)
    _remove_empty(site, (there.folders & written.folders) - wanted.folders - turned)
    put(site, MARKER, _marker(wanted.spelt))
    (site / UNFINISHED).unlink(missing_ok=True)
    return sorted({_outermost(path, wanted.folders) for path in others.spelt - wanted.spelt})


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let the system's errors say about which file or folder they are: that of a full disk does not."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


class _Paths:
    """Paths in a folder, known in every spelling that its file system takes for the same: in case, composed or not."""

    def __init__(self, folder: Path, paths: Iterable[str]) -> None:
        self.folder = folder
        self.spelt = frozenset(paths)
        folders = set[str]()
        for path in self.spelt:
            above = path.rpartition("/")[0]
            while above and above not in folders:
                folders.add(above)
                above = above.rpartition("/")[0]
        self.folders = frozenset(folders)

    @cached_property
    def _alike(self) -> Mapping[str, str]:
        return {same(path): path for path in self.spelt}

    def __contains__(self, path: str) -> bool:
        if path in self.spelt:
            return True
        alike = self._alike.get(same(path))
        try:
            return alike is not None and os.path.samestat((self.folder / alike).lstat(), (self.folder / path).lstat())
        except (FileNotFoundError, NotADirectoryError):
            return False

    def has_above(self, path: str) -> bool:
        """Whether one of them is where a folder must be for a path to be there."""
        return any(each in self for each in _above(path))


Looks = Sequence[int]
"""By what one sees that nobody wrote into a file since."""


@dataclass(frozen=True)
class Found:
    """What lies in a folder: paths relative to it."""

    plain: frozenset[str]
    odd: frozenset[str]
    """Links, and whatever else is neither a file nor a folder."""
    folders: frozenset[str]
    looks: Mapping[str, Looks]
    """Of the files that are plain."""

    @property
    def all(self) -> frozenset[str]:
        """Whatever it is."""
        return self.plain | self.odd | self.folders


def found(site: Path) -> Found:
    """All that lies in a folder, but for what only builds know."""
    looks, odd, folders, open_folders = dict[str, Looks](), set[str](), set[str](), [""]
    while open_folders:
        inside = open_folders.pop()
        with os.scandir(site / inside) as entries:
            for entry in entries:
                path = f"{inside}{entry.name}"
                if entry.is_file(follow_symlinks=False):
                    looks[path] = looks_of(entry.stat(follow_symlinks=False))
                elif entry.is_dir(follow_symlinks=False) and not is_junction(entry.path):
                    folders.add(path)
                    open_folders.append(f"{path}/")
                else:
                    odd.add(path)
    plain = looks.keys() - {MARKER, UNFINISHED}
    return Found(frozenset(plain), frozenset(odd - {UNFINISHED}), frozenset(folders), looks)


def looks_of(file: os.stat_result) -> Looks:
    """Of a plain file."""
    return [file.st_size, file.st_mtime_ns, file.st_ctime_ns, file.st_ino]


def _refuse_what_is_in_the_way(others: _Paths, wanted: _Paths, staged: Collection[str], staging: Path) -> None:
    site = others.folder
    for path in sorted(wanted.spelt) if others.spelt else ():
        way = next((each for each in _above(path) if each in others), None)
        is_another = path in staged and path in others and not _holds(site / path, (staging / path).read_bytes())
        if way is None and (path in others.folders or is_another):
            way = path
        if way is not None:
            raise NotOurs(
                N_(
                    "{path} is in the way, and no build wrote it; move it to the hand-written pages if it belongs to "
                    "the site, else out of the folder"
                ),
                path=f"{site.name}/{way}",
            )


def _with_all_in_them(folders: set[str], among: Iterable[str]) -> set[str]:
    """Folders, and those among others that lie in one of them."""
    if not folders:
        return folders
    return {each for each in among if each in folders or any(above in folders for above in _above(each))}


def _outermost(path: str, folders: Collection[str]) -> str:
    """The outermost folder of a path that is none of these, with a slash at its end; else the path itself."""
    return next((f"{each}/" for each in _above(path) if each not in folders), path)


def _takes_the_place(staging: Path, site: Path, staged: Iterable[str]) -> bool:
    """Let the staged folder be the site where there is none yet; returns whether it could."""
    if os.path.lexists(site):
        return False
    (staging / MARKER).write_bytes(_marker(staged))
    site.parent.mkdir(parents=True, exist_ok=True)
    return _is_moved(staging, site)


def _bring(staging: Path, site: Path, path: str) -> None:
    """Move a file to its place, where it isn't the same already."""
    staged, place = staging / path, site / path
    if _is_alike(staged, place):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    if not _is_moved(staged, place):
        put(site, path, staged.read_bytes())


def _is_moved(source: Path, place: Path) -> bool:
    """Whether it could be moved: not to another disk, for instance, nor where somebody reads what lies there."""
    try:
        source.replace(place)
    except OSError:
        return False
    return True


def _is_alike(staged: Path, place: Path) -> bool:
    try:
        there = place.lstat()
    except OSError:
        return False
    is_file = stat.S_ISREG(there.st_mode) and there.st_size == staged.stat().st_size
    return is_file and place.read_bytes() == staged.read_bytes()


def put(site: Path, path: str, data: bytes) -> None:
    """Write a file whole or not at all, where it isn't the same already."""
    if _holds(site / path, data):
        return
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    fresh = site / UNFINISHED
    fresh.unlink(missing_ok=True)
    with naming(site / path), fresh.open("xb") as opened:
        opened.write(data)
    _patiently(os.replace, fresh, site / path)  # also where the file exists


def _holds(file: Path, data: bytes) -> bool:
    return not is_link(file) and file.is_file() and file.stat().st_size == len(data) and file.read_bytes() == data


def _delete(site: Path, paths: Iterable[str]) -> None:
    for path in sorted(paths):
        _patiently(os.unlink, site / path)


def _remove_empty(site: Path, folders: Iterable[str]) -> None:
    for folder in sorted(folders, reverse=True):
        if not any((site / folder).iterdir()):
            _patiently(os.rmdir, site / folder)


def _patiently(change: Callable[..., None], *paths: Path) -> None:
    for seconds in _PATIENCE:
        try:
            change(*paths)
        except PermissionError:
            time.sleep(seconds)
        else:
            return
    change(*paths)


def _marker(paths: Iterable[str]) -> bytes:
    return f"{json.dumps({'about': _ABOUT, 'files': sorted(paths)}, indent=2)}\n".encode()


def _above(path: str) -> list[str]:
    """The folders in which a path lies, the outermost first."""
    parts = path.split("/")
    return ["/".join(parts[:number]) for number in range(1, len(parts))]
