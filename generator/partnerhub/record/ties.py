"""Ties: by what one version of a partner file and another file could ever concern each other.

Two files without a tie in common, in all that the branch ever held of them, know nothing of each other: neither of them
names the other, no event could have gone from one to the other, and both could not be of the same partner.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import PurePosixPath

from partnerhub.record.model import Decision
from partnerhub.record.parse import photo_names
from partnerhub.record.partner import Partner
from partnerhub.record.photo_files import beside
from partnerhub.record.read import SourceFile
from partnerhub.words import slugs

_LENGTH = 6
"""Bytes of a mark. Two that come out the same by chance tie files that have nothing to do with each other: no harm."""


@dataclass(frozen=True)
class Ties:
    """Those of one version of a partner file."""

    marks: Sequence[str]
    photos: Sequence[str]
    """Where its photos may lie, as paths of photos are compared; those beside the file are left out."""
    is_beside: bool
    """Whether one may lie beside the file."""
    is_declined: bool


def ties_of(source: SourceFile, partner: Partner | None) -> Ties:
    """By what a version is tied to others, with the partner that it was typed as."""
    photos = [(PurePosixPath(source.path).parent / name).as_posix() for _, name in photo_names(source) if name]
    names = [slugs.same(PurePosixPath(photo).stem) for photo in photos]
    marks = dict.fromkeys([*map(name_mark, names), *(map(_mark, _of_partner(partner)) if partner else ())])
    return Ties(
        list(marks),
        list(dict.fromkeys(map(slugs.same, photos))),
        is_beside=any(name is None for _, name in photo_names(source)),
        is_declined=partner is not None and partner.decision is Decision.DECLINED,
    )


def name_mark(name: str) -> str:
    """What ties those who have a name, as slugs are compared, or use it."""
    return _mark(f"name {name}")


def photos_beside(path: str) -> Iterator[str]:
    """Where the photo of a partner file may lie that no field names, as such paths are compared."""
    return map(slugs.same, beside(path))


def asked_photos(source: SourceFile) -> Iterator[str]:
    """Where the photos of a partner file may lie, as such paths are compared."""
    for _, name in photo_names(source):
        if name:
            yield slugs.same((PurePosixPath(source.path).parent / name).as_posix())
        else:
            yield from photos_beside(source.path)


def _of_partner(partner: Partner) -> Iterator[str]:
    yield from (f"name {name}" for name in partner.cohosts)
    # By which another file of the same partner is found
    yield from (mark for _, mark in partner.marks)
    # By which an event is found again in another file
    for event in partner.events:
        start = event.start.astimezone(UTC).isoformat()
        yield f"slug {start} {event.key}"
        yield f"title {start} {event.title}"


def _mark(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_LENGTH).hexdigest()
