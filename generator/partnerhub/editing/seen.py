"""What a partner may have seen before today: versions of photo, caption and description that git holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from partnerhub import photos
from partnerhub.history.git import Repository
from partnerhub.record.fingerprint import Approved, begun, fingerprint
from partnerhub.record.parse import parse, photo_names
from partnerhub.record.partner import Event, Partner
from partnerhub.record.photo_files import beside
from partnerhub.record.read import MAX_BYTES, SourceFile, read_bytes
from partnerhub.words.terms import N_, Term

if TYPE_CHECKING:
    from hashlib import _Hash as Hash


def changed_since(saw: str, holder: Partner | Event, repository: Repository) -> Sequence[Term] | None:
    """What became another since a fingerprint was taken of a partner's photo, or of an event's own.

    None where git holds nothing that has it, or there is no photo today. Raises GitFailed.
    """
    file = holder.photo.sound_file if holder.photo else None
    if file is None or file.hashed is None:
        return None
    today = Approved.of(holder)
    for picture, approved in _held(holder, file.hashed, repository):
        if fingerprint(picture, approved) == saw:
            same = {
                N_("photo"): picture.digest() == file.hashed.digest(),
                N_("caption"): approved.captions == today.captions,
                N_("description"): approved.descriptions == today.descriptions,
            }
            return [words for words, is_same in same.items() if not is_same]
    return None


def _held(holder: Partner | Event, photo: Hash, repository: Repository) -> Iterator[tuple[Hash, Approved]]:
    """Each photo, the one of today first, with the words of each version, however they met in a work tree."""
    partner = holder.partner if isinstance(holder, Event) else holder
    versions, named = [holder], {file.path for file in partner.photo_files.values()}
    for path, data in _contents({partner.path}, MAX_BYTES, repository):
        source = read_bytes(path, partner.slug, data, is_older=True)
        named.update(_photos_of(source))
        then = parse(source, {}, partner.settings).partner
        if then is not None and isinstance(holder, Event):
            versions += [event for event in then.events if event.key == holder.key]
        elif then is not None:
            versions.append(then)
    older = (begun(data) for _, data in _contents(named, photos.MAX_BYTES, repository))
    words = [Approved.of(version) for version in versions]
    for picture in (photo, *older):
        yield from ((picture, approved) for approved in words)


def _photos_of(source: SourceFile) -> Iterator[str]:
    """Where the photos of a version may have lain."""
    for _, name in photo_names(source):
        yield from [(PurePosixPath(source.path).parent / name).as_posix()] if name else beside(source.path)


def _contents(paths: Collection[str], most: int, repository: Repository) -> Iterator[tuple[str, bytes]]:
    """What lay at some paths of the hub, or came there from others: path of then, and bytes; the newest first."""
    head = repository.commit("HEAD")
    followed = {f"{repository.prefix}{path}" for path in paths}
    found: dict[str, str] = {}
    for commit in reversed(repository.first_parents(head) if head else []):
        for change in commit.changes:
            if change.after in followed:
                if change.blob_after:
                    found.setdefault(change.blob_after, change.after.removeprefix(repository.prefix))
                if change.before:
                    followed.add(change.before)
    for path, data in zip(found.values(), repository.blobs(found, most), strict=True):
        if data is not None:
            yield path, data
