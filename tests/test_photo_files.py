"""A partner's photo stays inside content/partners, and is a file of its own."""

from __future__ import annotations

import os
import socket

import pytest

from hubs import HubFolder
from partnerhub import photos
from partnerhub.record.files import Files, StoredFile, file_on_disk, files_on_disk
from partnerhub.record.photo import PhotoFile
from partnerhub.record.photo_files import find_photo, look_at, same_bytes
from pictures import picture

FILE = "content/partners/a.md"


def closely(path: str, file: StoredFile) -> PhotoFile:
    return look_at(path, file, lambda data, digest: photos.measure(data))


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
        (".\\photo.jpg", "photo-outside"),
        ("https://example.org/photo.jpg", "photo-outside"),
        ("link.jpg", "photo-outside"),
        ("linked/photo.jpg", "photo-outside"),
        ("dangling.jpg", "photo-outside"),
        ("missing.jpg", "photo-missing"),
        ("folder.jpg", "photo-missing"),
        ("a.md", "photo-unreadable"),
        (f"{'x' * 300}.jpg", "photo-missing"),
        ("x/" * 2_000 + "x.jpg", "photo-missing"),
        ("a\n.jpg", "photo-missing"),
        ("con.jpg", "photo-missing"),
        ("nul", "photo-unreadable"),
        ("C:photo.jpg", "photo-missing"),
        ("sub/photo.JPG/", None),
        (".", "photo-unreadable"),
        ("", "photo-unreadable"),
        ("pipe.jpg", "photo-outside"),
        ("socket.jpg", "photo-outside"),
        ("lies.png", None),
        ("sub/photo.JPG", None),
    ],
)
def test_a_named_photo(hub: HubFolder, named: str, fault: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    hub.add("a.md", "", None)
    secret = hub.root / "secret.jpg"
    secret.write_bytes(picture())
    (hub.partners / "link.jpg").symlink_to(secret)
    (hub.partners / "dangling.jpg").symlink_to("nowhere.jpg")
    (hub.partners / "linked").symlink_to(hub.root)
    (hub.partners / "folder.jpg").mkdir()
    (hub.partners / "lies.png").write_bytes(picture())
    if hasattr(os, "mkfifo"):
        os.mkfifo(hub.partners / "pipe.jpg")
        monkeypatch.chdir(hub.partners)  # a socket's address may not be long
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("socket.jpg")
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
    assert (photo.path, photo.fault, photo.measured) == (
        f"content/partners/a{extension}",
        None,
        photos.Measured(1080, 600),
    )


def test_a_linked_photo_beside_the_file_is_refused(hub: HubFolder) -> None:
    file = hub.add("a.md", "")
    (hub.root / "secret.jpg").write_bytes(picture())
    file.with_suffix(".jpg").symlink_to(hub.root / "secret.jpg")
    photo = photo_of(hub)
    assert photo is not None
    assert photo.fault
    assert photo.fault.rule == "photo-outside"


NAMES = [
    ("Photo.JPG", "photo.jpg"),
    ("photo.jpg", "Photo.JPG"),
    ("Jos\u00e9.jpg", "Jose\u0301.jpg"),
    ("Jose\u0301.jpg", "JOS\u00c9.jpg"),
    ("Straße/a.jpg", "strasse/A.jpg"),
]


@pytest.mark.parametrize(("on_disk", "named"), NAMES)
def test_a_name_is_found_in_any_case_and_any_form_of_its_letters(hub: HubFolder, on_disk: str, named: str) -> None:
    hub.add("a.md", "", None)
    (hub.partners / on_disk).parent.mkdir(exist_ok=True)
    (hub.partners / on_disk).write_bytes(picture())
    photo = photo_of(hub, named)
    assert photo is not None
    assert (photo.path, photo.fault) == (f"content/partners/{on_disk}", None)


def test_of_names_that_differ_in_case_the_one_that_is_named_is_taken(hub: HubFolder) -> None:
    names = {"a.jpg", "A.jpg", "A.JPG"}
    files = Files({f"content/partners/{name}": StoredFile("", lambda _: picture()) for name in names})
    for name in names:
        photo = find_photo(FILE, name, files, closely)
        assert photo is not None
        assert photo.path == f"content/partners/{name}"
    photo = find_photo(FILE, "a.JPG", files, closely)
    assert photo is not None
    assert photo.path == "content/partners/A.JPG"


def test_a_link_is_a_link_in_any_case(hub: HubFolder) -> None:
    hub.add("a.md", "", None)
    (hub.partners / "Linked").symlink_to(hub.root)
    (hub.root / "secret.jpg").write_bytes(picture())
    photo = photo_of(hub, "linked/secret.jpg")
    assert photo is not None
    assert photo.fault


def test_a_photo_that_the_machine_keeps_shut_says_so(hub: HubFolder) -> None:
    def shut(_: int) -> bytes:
        raise PermissionError(13, "Permission denied")

    photo = closely("content/partners/a.jpg", StoredFile("", shut))
    assert photo.fault
    assert (photo.fault.rule, photo.fault.reason) == ("photo-unreadable", "Permission denied")


def test_git_s_name_for_a_photo_may_be_that_of_other_bytes() -> None:
    stored = StoredFile("the name of a pointer of Git LFS", lambda _: picture())
    photo = closely("content/partners/a.jpg", stored)
    assert photo.identity == stored.identity
    assert same_bytes(photo, stored) == picture()


def test_a_photo_is_the_one_that_was_looked_at(hub: HubFolder) -> None:
    hub.add("a.md", "", picture())
    file = hub.partners / "a.jpg"
    photo = photo_of(hub)
    assert photo is not None
    assert same_bytes(photo, file_on_disk(file)) == picture()

    def reason() -> tuple[str, str]:
        with pytest.raises(photos.PhotoError) as refused:
            same_bytes(photo, file_on_disk(file))
        return refused.value.fault.rule, refused.value.fault.reason

    file.write_bytes(picture(colour="navy"))
    assert reason() == ("photo-unreadable", "")
    file.unlink()
    assert reason() == ("photo-unreadable", "No such file or directory")
    (hub.root / "same.jpg").write_bytes(picture())
    file.symlink_to(hub.root / "same.jpg")
    assert reason() == ("photo-outside", "")
    file.unlink()
    if hasattr(os, "mkfifo"):
        os.mkfifo(file)
        assert reason() == ("photo-outside", ""), "and nobody waits for it"
