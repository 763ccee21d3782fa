"""A hand-written page that can't be read is named, with its place, and stops a build; or it is left out alone."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hubs import HubFolder, build, partnerhub
from partnerhub.record.hand_written import hand_written
from partnerhub.record.settings import Folders
from partnerhub.words.finding import Finding
from pictures import picture
from records import SOUND

UNREADABLE = {
    "Windows-1255": ("# Hi\n\nשלום\n".encode("cp1255"), 3, 1),
    "Latin-1 behind Hebrew": ("שלום ".encode() + b"caf\xe9\n", 1, 9),
    "cut inside a letter": ("# א".encode()[:-1], 1, 3),
    "UTF-16": ("# Hi\n".encode("utf-16"), 1, 1),
    "a bad byte behind a mark": (b"\xef\xbb\xbfa\r\nb\xff", 2, 2),
    "NUL": (b"# Hi\nab\0\n", 2, 3),
    "fields that are none": (b"---\ntitle: A: B\n---\n# Hi\n", 2, 1),
    "a quote that is not closed": (b'---\ntitle: "A\n---\n# Hi\n', 2, 1),
    "a tag": (b"---\ntitle: !!python/name:os.system\n---\n", 2, 1),
    "a day that is none": (b"---\ndate: 2026-13-45\n---\n", 2, 1),
    "not closed": (b"---\ntitle: A\n\n# Hi\n", 1, 1),
    "behind a direction mark": ("\u200f---\ntitle: A\n---\n# Hi\n".encode(), 1, 1),
}
READABLE = {
    "nothing": b"",
    "a mark": b"\xef\xbb\xbf---\ntitle: A\n---\n# Hi\n",
    "Windows' line ends": b"---\r\ntitle: A\r\n---\r\n# Hi\r\n",
    "front matter alone": b"---\ntitle: A\n---\n",
    "a rule at the top": b"---\n\nA text: with a colon\n\n---\n",
    "a comment in front matter": b"---\n# title: A\n---\n# Hi\n",
}


def pages_of(hub: HubFolder) -> Path:
    return hub.root / "content" / "pages"


def told(hub: HubFolder) -> list[Finding]:
    return hub.load().findings


@pytest.mark.parametrize(("data", "line", "column"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_page_that_can_not_be_read_is_named(hub: HubFolder, data: bytes, line: int, column: int) -> None:
    (pages_of(hub) / "new.md").write_bytes(data)
    (found,) = told(hub)
    assert (found.rule, found.severity, found.path) == ("page-unreadable", "error", "content/pages/new.md")
    assert (found.line, found.column) == (line, column)
    assert found.hint


@pytest.mark.parametrize("data", READABLE.values(), ids=READABLE.keys())
def test_a_page_that_can_be_read_has_no_finding(hub: HubFolder, data: bytes) -> None:
    (pages_of(hub) / "new.md").write_bytes(data)
    assert told(hub) == []


def nowhere(pages: Path) -> None:
    (pages / "new.md").symlink_to("gone.md")


def picture_of_nothing(pages: Path) -> None:
    (pages / "new.png").symlink_to("gone.png")


def around(pages: Path) -> None:
    (pages / "new").mkdir()
    (pages / "new" / "again").symlink_to(pages, target_is_directory=True)


@pytest.mark.parametrize(
    ("make", "path"),
    [(nowhere, "new.md"), (picture_of_nothing, "new.png"), (around, "new/again")],
    ids=["to nothing", "a picture to nothing", "back"],
)
def test_links_that_lead_nowhere_or_back(hub: HubFolder, make: Callable[[Path], None], path: str) -> None:
    make(pages_of(hub))
    assert [(found.rule, found.path) for found in told(hub)] == [("page-unreadable", f"content/pages/{path}")]
    hub.add("a.md", SOUND, picture())
    assert (build(hub, hold_back=True) / "partners" / "a" / "index.html").exists()


def test_what_is_shut_is_named(hub: HubFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    shut = pages_of(hub) / "shut"
    shut.mkdir()
    real_scandir, real_read = os.scandir, Path.read_bytes

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path) == shut:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real_scandir(path)

    def read_bytes(path: Path) -> bytes:
        if path.name == "archive.md":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real_read(path)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert [(found.rule, found.path) for found in told(hub)] == [
        ("page-unreadable", "content/pages/archive.md"),
        ("page-unreadable", "content/pages/shut"),
    ]


def test_names_that_are_no_pages(hub: HubFolder) -> None:
    (pages_of(hub) / "folder.md").mkdir()
    (pages_of(hub) / "folder.md" / "page.md").write_bytes("שלום".encode("cp1255"))
    (pages_of(hub) / ".hidden.md").write_bytes(b"\xff")
    (pages_of(hub) / "data.txt").write_bytes(b"\xff")
    assert [found.path for found in told(hub)] == ["content/pages/folder.md/page.md"]


def test_a_build_stops_and_names_it_and_one_that_goes_on_leaves_it_out(hub: HubFolder) -> None:
    hub.add("a.md", SOUND, picture())
    (pages_of(hub) / "new.md").write_bytes("# Hi\n\nשלום\n".encode("cp1255"))
    (pages_of(hub) / "leak.md").write_bytes(b"---\ntitle: A: B\n---\n# Hi\n")
    ran = partnerhub("build", "--today", "2026-11-23", cwd=hub.root)
    assert ran.returncode == 1
    assert "content/pages/new.md:3:1: error page-unreadable: a page must be UTF-8 text" in ran.stderr
    assert not (hub.root / "site").exists()
    ran = partnerhub("build", "--keep-going", "--today", "2026-11-23", cwd=hub.root)
    assert ran.returncode == 0
    assert "content/pages/leak.md:2" in ran.stderr
    site = hub.root / "site"
    assert not (site / "new").exists()
    assert not (site / "leak").exists()
    assert (site / "partners" / "a" / "index.html").exists()


def test_a_hub_without_a_folder_of_pages_is_told_so(hub: HubFolder) -> None:
    pages_of(hub).rename(hub.root / "elsewhere")
    ran = partnerhub("check", cwd=hub.root)
    assert ran.returncode == 2
    assert "mkdocs.yml:3:1: error settings: docs_dir must be the folder of the hand-written pages" in ran.stderr


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("outside.md", "/proc/self/environ"),
        ("outside.txt", "/proc/self/environ"),
        ("endless.png", "/dev/zero"),
        ("settings.md", "../../.git/config"),
        ("git", "../../.git"),
        ("record.md", "../partners/a.md"),
        ("hub", "../.."),
        ("shared", "../../shared"),
    ],
)
def test_a_link_among_the_pages_leads_to_what_is_for_everybody(name: str, target: str, hub: HubFolder) -> None:
    hub.add("a.md", SOUND, picture())
    (hub.root / ".git").mkdir()
    (hub.root / ".git" / "config").write_text("[secret]\n")
    (hub.root / "shared").mkdir()
    (hub.root / "shared" / "partners").symlink_to("../content/partners")
    pages = hub.root / "content" / "pages"
    (pages / name).symlink_to(target)

    found = [each.path for each in hand_written(read_folders(hub)) if each.fault]

    inside = f"content/pages/{name}"
    assert found == [f"{inside}/partners" if name == "shared" else inside]


def test_a_link_to_a_file_of_the_hub_is_a_page(hub: HubFolder) -> None:
    (hub.root / "CHANGES.md").write_text("# Changes\n")
    (hub.root / "content" / "pages" / "changes.md").symlink_to("../../CHANGES.md")
    assert [each.path for each in hand_written(read_folders(hub)) if each.fault] == []


def read_folders(hub: HubFolder) -> Folders:
    pages, site = hub.root / "content" / "pages", hub.root / "site"
    return Folders(hub=hub.root, config_file="mkdocs.yml", pages=pages, site=site)
