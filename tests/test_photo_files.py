"""A partner's photo stays inside content/partners, and is a file of its own."""

from __future__ import annotations

import pytest

from hubs import HubFolder
from partnerhub import photos
from partnerhub.record.files import StoredFile, files_on_disk
from partnerhub.record.partner import PhotoFile
from partnerhub.record.photo_files import find_photo, look_at
from pictures import picture

FILE = "content/partners/a.md"


def closely(path: str, file: StoredFile) -> PhotoFile:
    return look_at(path, file, photos.measure)


def photo_of(hub: HubFolder, named: str | None = None) -> PhotoFile | None:
    return find_photo(FILE, named, files_on_disk(hub.root).files, closely)


@pytest.mark.parametrize(
    ("named", "fault"),
    [
        ("../secret.jpg", "photo-outside"),
        ("/etc/passwd", "photo-outside"),
        ("sub/../../secret.jpg", "photo-outside"),
        ("..\\secret.jpg", "photo-outside"),
        ("a\0.jpg", "photo-outside"),
        ("link.jpg", "photo-outside"),
        ("linked/photo.jpg", "photo-outside"),
        ("dangling.jpg", "photo-outside"),
        ("missing.jpg", "photo-missing"),
        ("folder.jpg", "photo-missing"),
        ("a.md", "photo-unreadable"),
        ("lies.png", None),
        ("sub/photo.JPG", None),
    ],
)
def test_a_named_photo(hub: HubFolder, named: str, fault: str | None) -> None:
    hub.add("a.md", "", None)
    secret = hub.root / "secret.jpg"
    secret.write_bytes(picture())
    (hub.partners / "link.jpg").symlink_to(secret)
    (hub.partners / "dangling.jpg").symlink_to("nowhere.jpg")
    (hub.partners / "linked").symlink_to(hub.root)
    (hub.partners / "folder.jpg").mkdir()
    (hub.partners / "lies.png").write_bytes(picture())
    (hub.partners / "sub").mkdir()
    (hub.partners / "sub" / "photo.JPG").write_bytes(picture())
    photo = photo_of(hub, named)
    assert photo is not None
    assert (photo.fault.rule if photo.fault else None) == fault


@pytest.mark.parametrize("extension", [".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".JPG", ".HEIC"])
def test_the_photo_beside_the_file(hub: HubFolder, extension: str) -> None:
    file = hub.add("a.md", "")
    assert photo_of(hub) is None
    kind = {".jpg": "JPEG", ".jpeg": "JPEG", ".heic": "HEIF"}.get(extension.lower(), extension[1:].upper())
    file.with_suffix(extension).write_bytes(picture(kind=kind))
    photo = photo_of(hub)
    assert photo is not None
    assert (photo.path, photo.fault, photo.width, photo.height) == (f"content/partners/a{extension}", None, 900, 600)


def test_a_linked_photo_beside_the_file_is_refused(hub: HubFolder) -> None:
    file = hub.add("a.md", "")
    (hub.root / "secret.jpg").write_bytes(picture())
    file.with_suffix(".jpg").symlink_to(hub.root / "secret.jpg")
    photo = photo_of(hub)
    assert photo is not None
    assert photo.fault
    assert photo.fault.rule == "photo-outside"
