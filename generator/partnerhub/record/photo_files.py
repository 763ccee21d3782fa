"""Partners' photos among the files of a hub: found, kept inside content/partners, looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from partnerhub import photos
from partnerhub.record.files import PARTNERS, Files, StoredFile, content_identity
from partnerhub.record.partner import PhotoFile

Look = Callable[[str, StoredFile], PhotoFile]
"""Path and file of a photo → what is known of it."""
Size = Callable[[bytes], tuple[int, int]]
"""Width and height of a photo, upright; raises photos.PhotoError."""


def find_photo(partner_file: str, named: str | None, files: Files, look: Look) -> PhotoFile | None:
    """The photo that a record names, else the image with the partner file's stem; None where there is neither.

    It lies in content/partners, and no part of its path is a link.
    """
    if named is None:
        path = next((path for path in beside(partner_file) if path in files), None)
        return _looked_at(path, files, look) if path else None
    name = PurePosixPath(named)
    if "\0" in named or "\\" in named or name.is_absolute() or ".." in name.parts:
        return PhotoFile(PARTNERS, "photo-outside")
    path = (PurePosixPath(partner_file).parent / name).as_posix()
    if name.suffix.lower() not in photos.EXTENSIONS:
        return PhotoFile(path, "photo-unreadable")
    return _looked_at(path, files, look)


def beside(partner_file: str) -> Iterator[str]:
    """Where the photo of a partner may lie that no field names, in the order in which it is looked for."""
    # Cameras and phones write .JPG and .HEIC.
    for extension in photos.EXTENSIONS:
        for ending in (extension, extension.upper()):
            yield PurePosixPath(partner_file).with_suffix(ending).as_posix()


def look_at(path: str, file: StoredFile, size: Size) -> PhotoFile:
    """Look at a photo: `size` says how closely."""
    try:
        data = file.read(photos.MAX_BYTES + 1)
    except OSError:
        return PhotoFile(path, "photo-unreadable", file.identity)
    identity = file.identity or content_identity(data)
    try:
        width, height = size(data)
    except photos.PhotoError as error:
        return PhotoFile(path, error.rule, identity)
    return PhotoFile(path, None, identity, width, height)


def _looked_at(path: str, files: Files, look: Look) -> PhotoFile:
    on_the_way = (files.get(parent.as_posix()) for parent in (PurePosixPath(path), *PurePosixPath(path).parents))
    if any(each is not None and not each.is_plain for each in on_the_way):
        return PhotoFile(path, "photo-outside")
    file = files.get(path)
    return look(path, file) if file is not None else PhotoFile(path, "photo-missing")
