"""Pictures that lie in content/partners under a name by which no record asks for them: what a missing photo may be.

A guess never names what another record may mean.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from pathlib import PurePosixPath

from partnerhub import photos
from partnerhub.record.facts import Facts
from partnerhub.words import slugs

_RENAMED = {".jfif": ".jpg", ".jpe": ".jpg", ".heif": ".heic"}
"""Other endings of pictures that can be shown."""
_NOT_SHOWN = {
    ".svg": "SVG",
    ".gif": "GIF",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".bmp": "BMP",
    ".jxl": "JPEG XL",
    ".pdf": "PDF",
    ".psd": "PSD",
    ".eps": "EPS",
}
"""Endings of what partners send instead of a picture that can be shown → what people call it."""
MOST_NAMED = 3
"""Of several that may be meant."""

_ENDINGS = frozenset((*photos.EXTENSIONS, *_RENAMED, *_NOT_SHOWN))
_COPY = re.compile(r"^(?:copy of|עותק של) |(?:[ _-]*\(\d+\)|[ _-]+(?:copy|עותק)(?:[ _-]*\d+)?)$")
"""What browsers and file managers add to the name of a copy."""
_SHORTEST_MISSPELT = 5
"""Letters of a name below which another letter makes another name."""


class StrayPhotos:
    """What pictures lie in which folder, and which records each may be meant by."""

    def __init__(self, lying: Iterable[str], names: Mapping[str, Sequence[str]]) -> None:
        """`lying` are the paths of plain files; `names` are those by which pictures are a record's, by its path."""
        self._pictures = defaultdict[str, list[str]](list)
        for path in sorted(lying):
            name = PurePosixPath(path)
            if _ending(path) in _ENDINGS and not name.name.startswith("."):
                self._pictures[name.parent.as_posix()].append(path)
        self._names = defaultdict[str, set[str]](set)
        self._near_names = defaultdict[str, set[str]](set)
        """A name, and a name with a letter taken out → the records that have it, or name a photo so."""
        for record, bears in names.items() if self._pictures else ():
            for each in bears:
                self._names[_alike(each)].add(record)
                for near in _near(_alike(each)):
                    self._near_names[near].add(record)
        self._by_folder: dict[str, Mapping[str, Sequence[str]]] = {}

    def for_missing(self, record: str, wanted: str, used: Set[str] = frozenset()) -> Sequence[str]:
        """The paths that a record may mean by a photo that isn't at `wanted`; those it shows already are `used`.

        What bears its name goes before what bears nobody's, and what can be shown before what can't.
        """
        meant_by = self._in(PurePosixPath(wanted).parent.as_posix())
        own = _shown_first([path for path in meant_by.get(record, ()) if path not in used])
        return own or meant_by.get("", ())

    def meant_by(self, record: str) -> Sequence[Sequence[str]]:
        """All that a record may mean wherever it misses a photo: in each folder what bears its name, or nobody's."""
        found = [self._in(folder) for folder in sorted(self._pictures)]
        return [each.get(name, ()) for each in found for name in (record, "")]

    def _in(self, folder: str) -> Mapping[str, Sequence[str]]:
        """The record that alone may mean a picture, or nothing where none may → the pictures in a folder."""
        if folder not in self._by_folder:
            meant_by = defaultdict[str, list[str]](list)
            for path in self._pictures.get(folder, ()):
                owners = self._owners(_alike(PurePosixPath(path).name))
                if len(owners) == 1 or (not owners and _ending(path) != ".pdf"):  # that may be anything
                    meant_by[next(iter(owners), "")].append(path)
            meant_by[""] = list(_shown_first(meant_by[""]))
            self._by_folder[folder] = meant_by
        return self._by_folder[folder]

    def _owners(self, name: str) -> Set[str]:
        if exact := self._names.get(name):
            return exact
        return {record for near in _near(name) for record in self._near_names.get(near, ())}


def _shown_first(paths: Sequence[str]) -> Sequence[str]:
    """Those that can be shown, if there are any."""
    return [path for path in paths if not kind_not_shown(path)] or paths


def kind_not_shown(path: str) -> str:
    """What people call the kind of a file, by its name; empty where such can be shown."""
    return _NOT_SHOWN.get(_ending(path), "")


def shown_ending(path: str) -> str:
    """The ending that a picture should have which can be shown."""
    ending = _ending(path)
    return _RENAMED.get(ending, ending)


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def names_of_pictures(file: Facts) -> Sequence[str]:
    """The names by which pictures belong to a partner file: its own, and those of its photos."""
    photos = file.partner.photos if file.partner else ()
    return [file.source.slug, *(PurePosixPath(photo.file.path).name for photo in photos if photo.file)]


@cache
def _alike(name: str) -> str:
    """A file's name without what people and machines vary: case, hyphens, accents, its endings, the mark of a copy."""
    name = name.casefold()
    while PurePosixPath(name).suffix in _ENDINGS:
        name = PurePosixPath(name).stem
    apart = unicodedata.normalize("NFKD", _COPY.sub("", name.strip()))
    return slugs.slugify("".join(char for char in apart if not unicodedata.combining(char))).replace("-", "")


def _near(name: str) -> Iterator[str]:
    """Marks that a name has in common with one in which a letter is another, missing, or one too many."""
    if len(name) < _SHORTEST_MISSPELT:
        return
    digits = "".join(filter(str.isdigit, name))
    for place, char in enumerate(name):
        if not char.isdigit():
            yield f"{name[:place]}{name[place + 1 :]} {digits}"
    yield f"{name} {digits}"
