"""Partners' photos among the files of a hub: found, kept inside content/partners, looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import PurePosixPath

from partnerhub import photos
from partnerhub.record.files import PARTNERS, Files, StoredFile, content_identity
from partnerhub.record.fingerprint import begun
from partnerhub.record.photo import PhotoFile
from partnerhub.words.terms import N_

Look = Callable[[str, StoredFile], PhotoFile]
"""Path and file of a photo → what is known of it."""
Measure = Callable[[bytes, str], photos.Measured]
"""How large a photo is, by its bytes and their SHA-256; raises photos.PhotoError."""

_LEADS_AWAY = re.compile(r"[\\\0]|\A\w+://")
"""What no path has that begins at the partner file: the ways of Windows and of the web."""

_MISSING = photos.PhotoFault(
    "photo-missing",
    N_("{field} must be a picture beside the partner file"),
    N_("Put {slug}.jpg there, or name the file in photo.file."),
)
_ELSEWHERE = photos.PhotoFault(
    "photo-outside",
    N_("{field} must name a picture in content/partners, not a place elsewhere"),
    N_("Put the picture beside the partner file, and write file: {name}."),
)
_OUTSIDE = photos.PhotoFault(
    "photo-outside",
    N_("the photo must be a file in content/partners, not a link to another place"),
    N_("Put the file there."),
)


def find_photo(partner_file: str, named: str | None, files: Files, look: Look) -> PhotoFile | None:
    """The photo that a record names, else the image with the partner file's stem; None where there is neither.

    It lies in content/partners, and no part of its path is a link.
    """
    if named is None:
        path = _as_written(beside(partner_file), files)
        return _looked_at(path, files, look) if path else None
    name = PurePosixPath(named)
    if _LEADS_AWAY.search(named) or name.is_absolute() or ".." in name.parts:
        return PhotoFile(f"{PARTNERS}/{_last_name(named) or beside(partner_file)[0].rpartition('/')[2]}", _ELSEWHERE)
    path = (PurePosixPath(partner_file).parent / name).as_posix()
    if name.suffix.lower() not in photos.EXTENSIONS:
        return PhotoFile(path, photos.NO_PICTURE)
    return _looked_at(_as_written([path], files) or path, files, look)


@cache
def beside(partner_file: str) -> Sequence[str]:
    """Where the photo of a partner may lie that no field names, in the order in which it is looked for."""
    path = PurePosixPath(partner_file)
    return [path.with_suffix(extension).as_posix() for extension in photos.EXTENSIONS]


def _last_name(named: str) -> str:
    """Of a path of whatever system or of an address, the name of a picture in the end; empty where there is none."""
    name = re.split(r"[/\\\0]", named)[-1]
    return name if PurePosixPath(name).suffix.lower() in photos.EXTENSIONS else ""


def look_at(path: str, file: StoredFile, measure: Measure) -> PhotoFile:
    """Look at a photo: `measure` says how closely."""
    try:
        data = file.read(photos.MAX_BYTES + 1)
    except OSError as error:
        return PhotoFile(path, photos.unopened(error), file.identity)
    digest = content_identity(data)
    identity, hashed = file.identity or digest, begun(data)
    try:
        measured = measure(data, hashed.hexdigest())
    except photos.PhotoError as error:
        return PhotoFile(path, error.fault, identity, digest=digest)
    return PhotoFile(path, None, identity, measured, digest, hashed)


def same_bytes(photo: PhotoFile, file: StoredFile) -> bytes:
    """The bytes of a photo that was looked at; raises photos.PhotoError where they are others by now, or not there."""
    if not file.is_plain:
        raise photos.PhotoError(_OUTSIDE)
    try:
        data = file.read(photos.MAX_BYTES + 1)
    except OSError as error:
        raise photos.PhotoError(photos.unopened(error)) from None
    if content_identity(data) != photo.digest:
        raise photos.PhotoError(photos.CHANGED_MEANWHILE)
    return data


def _as_written(paths: Sequence[str], files: Files) -> str | None:
    """The first of some paths that is there, as it is written there.

    Cameras write .JPG, and macOS takes letters and accents apart: there and on Windows these are one name.
    """
    if paths[0] in files:
        return paths[0]
    there = next((like for path in paths if (like := files.like(path))), ())
    return min(there, key=lambda path: (path not in paths, path), default=None)


def _looked_at(path: str, files: Files, look: Look) -> PhotoFile:
    on_the_way = (files.get(parent.as_posix()) for parent in (PurePosixPath(path), *PurePosixPath(path).parents))
    if any(each is not None and not each.is_plain for each in on_the_way):
        return PhotoFile(path, _OUTSIDE)
    file = files.get(path)
    return look(path, file) if file is not None else PhotoFile(path, _MISSING)
