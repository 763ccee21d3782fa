"""Partners' photos on disk: found, kept inside content/partners, measured."""

from __future__ import annotations

from pathlib import Path

from partnerhub import photos
from partnerhub.record.model import PhotoFile


def find_photo(partner_file: Path, named: str | None, partners: Path) -> PhotoFile | None:
    """The photo that a record names, else the image with the partner file's stem; None where there is neither.

    `partners` is the folder content/partners: the photo lies in it, and no part of its path is a link.
    """
    if named is None:
        # Cameras and phones write .JPG and .HEIC.
        endings = (ending for extension in photos.EXTENSIONS for ending in (extension, extension.upper()))
        beside = (partner_file.with_suffix(ending) for ending in endings)
        found = next((path for path in beside if path.is_symlink() or path.is_file()), None)
        return _measured(found, partners) if found else None
    if "\0" in named or "\\" in named or Path(named).is_absolute() or ".." in Path(named).parts:
        return PhotoFile(partners, "photo-outside")
    path = partner_file.parent / named
    if path.suffix.lower() not in photos.EXTENSIONS:
        return PhotoFile(path, "photo-unreadable")
    return _measured(path, partners)


def _measured(path: Path, partners: Path) -> PhotoFile:
    inside = path.relative_to(partners)
    if any((partners / part).is_symlink() for part in (inside, *inside.parents) if part != Path()):
        return PhotoFile(path, "photo-outside")
    if not path.is_file():
        return PhotoFile(path, "photo-missing")
    if path.stat().st_size > photos.MAX_BYTES:
        return PhotoFile(path, "photo-too-large")
    try:
        width, height = photos.measure(path.read_bytes())
    except photos.PhotoError as error:
        return PhotoFile(path, error.rule)
    return PhotoFile(path, None, width, height)
