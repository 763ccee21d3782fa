"""site/ as a folder of ours among somebody's files: whose it is, what stays, what goes, and what an interruption leaves."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from hubs import files_of
from partnerhub.site import folder
from partnerhub.site.folder import MARKER, UNFINISHED, NotOurs, bring_up_to_date, written_before


def fill(root: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def published(root: Path, files: Mapping[str, str]) -> list[str]:
    """Bring a site up to date with these files; returns what else stays there."""
    staging = fill(root / f"staging-{len(list(root.iterdir()))}", files)
    staging.mkdir(exist_ok=True)
    return bring_up_to_date(staging, root / "site")


def test_files_come_in_their_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("a/index.html", "calendar.ics", "assets/partners/x.webp", "index.html", "sitemap.xml")
    published(tmp_path, dict.fromkeys(names, ""))
    order: list[str] = []
    replace = Path.replace

    def note(source: Path, place: Path) -> Path:
        order.append(place.relative_to(tmp_path / "site").as_posix())
        return replace(source, place)

    monkeypatch.setattr(Path, "replace", note)
    published(tmp_path, dict.fromkeys(names, "later"))
    assert order == ["assets/partners/x.webp", "a/index.html", "index.html", "calendar.ics", "sitemap.xml"]


# Whose it is


def a_link(site: Path) -> None:
    fill(site.with_name("elsewhere"), {"kept": ""})
    site.symlink_to("elsewhere")


UNMARKED = "site/ holds files, and no .partnerhub-site says that a build wrote them; delete the folder if it is an older site, or name an empty or a new one"
DAMAGED = "site/.partnerhub-site isn't as a build wrote it; delete the folder, or name an empty or a new one"
NOT_OURS: Mapping[str, tuple[Callable[[Path], Any], str]] = {
    "somebody's pages": (lambda site: fill(site, {"index.html": ""}), UNMARKED),
    "a hidden file": (lambda site: fill(site, {".nojekyll": ""}), UNMARKED),
    "a file": (lambda site: site.write_text(""), "site is a file, and the site is a folder; name another one"),
    "a link": (a_link, "site is a link, which the site must not be; name the folder to which it leads"),
    "a dead link": (
        lambda site: site.symlink_to("nowhere"),
        "site is a link, which the site must not be; name the folder to which it leads",
    ),
    "an empty marker": (lambda site: fill(site, {MARKER: ""}), DAMAGED),
    "a marker cut off": (lambda site: fill(site, {MARKER: '{"files": ["a'}), DAMAGED),
    "a list": (lambda site: fill(site, {MARKER: '["a"]'}), DAMAGED),
    "numbers": (lambda site: fill(site, {MARKER: '{"files": [1]}'}), DAMAGED),
    "no list": (lambda site: fill(site, {MARKER: '{"files": 1}'}), DAMAGED),
    "deep": (lambda site: fill(site, {MARKER: "[" * 100_000}), DAMAGED),
    "a linked marker": (lambda site: fill(site, {"x": ""}).joinpath(MARKER).symlink_to("x"), DAMAGED),
}


@pytest.mark.parametrize(("make", "words"), NOT_OURS.values(), ids=NOT_OURS.keys())
def test_what_is_not_ours_is_refused_and_left_alone(tmp_path: Path, make: Callable[[Path], Any], words: str) -> None:
    make(tmp_path / "site")
    before = files_of(tmp_path)
    with pytest.raises(NotOurs) as refused:
        published(tmp_path, {"index.html": "new"})
    assert str(refused.value) == words
    assert {path: data for path, data in files_of(tmp_path).items() if not path.startswith("staging")} == before


@pytest.mark.parametrize("left", [None, (), (UNFINISHED,)], ids=["new", "empty", "begun by a build that was killed"])
def test_a_new_or_an_empty_folder_becomes_ours(tmp_path: Path, left: tuple[str, ...] | None) -> None:
    if left is not None:
        (tmp_path / "site").mkdir()
        fill(tmp_path / "site", dict.fromkeys(left, "ha"))
    assert published(tmp_path, {"index.html": "new"}) == []
    assert files_of(tmp_path / "site").keys() == {MARKER, "index.html"}
    assert written_before(tmp_path / "site") == {"index.html"}


# What stays, and what goes


def test_what_we_no_longer_write_goes_and_what_is_somebodys_stays_and_is_named(tmp_path: Path) -> None:
    published(tmp_path, {"index.html": "1", "old/deep/index.html": "1", "a/index.html": "1", ".well-known/ours": "1"})
    theirs = {
        "CNAME": "hub.example",
        ".nojekyll": "",
        "a/theirs.html": "x",
        "old/deep/theirs/x/y": "x",
        ".git/objects/x": "x",
    }
    fill(tmp_path / "site", theirs)
    (tmp_path / "site" / ".git" / "refs").mkdir()
    named = published(tmp_path, {"index.html": "2", "a/index.html": "1"})
    assert named == [".git/", ".nojekyll", "CNAME", "a/theirs.html", "old/"]
    site = files_of(tmp_path / "site")
    assert site.pop(MARKER)
    assert site == {"index.html": b"2", "a/index.html": b"1", **{path: text.encode() for path, text in theirs.items()}}
    assert (tmp_path / "site" / ".git" / "refs").is_dir()
    assert not (tmp_path / "site" / ".well-known").exists(), "ours, hidden or not"


def test_the_same_files_give_the_same_marker_whatever_was_there_before(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    published(tmp_path / "one", {"b": "", "a": ""})
    published(tmp_path / "two", {"gone": "", "a": "1"})
    fill(tmp_path / "two" / "site", {"CNAME": ""})
    published(tmp_path / "two", {"a": "", "b": ""})
    markers = [(tmp_path / name / "site" / MARKER).read_bytes() for name in ("one", "two")]
    assert markers[0] == markers[1]
    assert json.loads(markers[0])["files"] == ["a", "b"]


def test_a_file_becomes_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    published(tmp_path, {"a": "1", "b/c/index.html": "1", "b/d": "1"})
    (tmp_path / "site" / "b" / "nothing").mkdir()
    assert published(tmp_path, {"a/x": "2", "b": "2"}) == []
    assert files_of(tmp_path / "site").keys() == {MARKER, "a/x", "b"}


def test_a_page_of_ours_that_somebody_changed_is_ours(tmp_path: Path) -> None:
    published(tmp_path, {"index.html": "1"})
    fill(tmp_path / "site", {"index.html": "theirs"})
    assert published(tmp_path, {"index.html": "1"}) == []
    assert files_of(tmp_path / "site")["index.html"] == b"1"


def link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


IN_THE_WAY: Mapping[str, tuple[str, Callable[[Path], Any], str]] = {
    "another file": ("feed.xml", lambda path: path.write_text("x"), "feed.xml"),
    "a file for a folder": ("new", lambda path: path.write_text("x"), "new"),
    "a folder for a file": ("feed.xml/x", lambda path: fill(path.parent, {"x": "x"}), "feed.xml"),
    "a link for a file": ("feed.xml", link("../outside/kept"), "feed.xml"),
    "a link to the same": ("feed.xml", link("../outside/same"), "feed.xml"),
    "a link for a folder": ("new", link("../outside"), "new"),
    "a link for a folder of ours": ("a", link("../outside"), "a"),
    "a link for a file of ours": ("index.html", link("../outside/kept"), "index.html"),
    "a link to nowhere": ("new", link("nowhere"), "new"),
}


@pytest.mark.parametrize(("path", "make", "way"), IN_THE_WAY.values(), ids=IN_THE_WAY.keys())
def test_what_is_in_the_way_is_named_and_nothing_is_touched(
    tmp_path: Path, path: str, make: Callable[[Path], Any], way: str
) -> None:
    fill(tmp_path / "outside", {"kept": "kept", "same": "2"})
    published(tmp_path, {"index.html": "1", "a/index.html": "1", "gone": "1"})
    where = tmp_path / "site" / path
    if where.is_dir():
        (where / "index.html").unlink()
        where.rmdir()
    where.unlink(missing_ok=True)
    make(where)
    before = [files_of(tmp_path / name) for name in ("site", "outside")]
    with pytest.raises(NotOurs) as refused:
        published(tmp_path, {"index.html": "2", "a/index.html": "2", "feed.xml": "2", "new/index.html": "2"})
    assert str(refused.value).startswith(f"site/{way} is in the way, and no build wrote it; move it")
    assert [files_of(tmp_path / name) for name in ("site", "outside")] == before


def test_a_foreign_file_that_is_the_same_is_taken_over(tmp_path: Path) -> None:
    published(tmp_path, {"index.html": "1"})
    fill(tmp_path / "site", {"robots.txt": "same"})
    assert published(tmp_path, {"index.html": "1", "robots.txt": "same"}) == []
    published(tmp_path, {"index.html": "1"})
    assert not (tmp_path / "site" / "robots.txt").exists()


def test_nothing_is_deleted_through_a_link_or_outside(tmp_path: Path) -> None:
    fill(tmp_path / "outside", {"kept": "kept"})
    (tmp_path / "outside" / "empty").mkdir()
    listed = ["../outside/kept", str(tmp_path / "outside" / "kept"), "l/kept", "l/empty/x", "../outside/empty/x"]
    site = fill(tmp_path / "site", {MARKER: json.dumps({"files": listed})})
    (site / "l").symlink_to("../outside")
    assert published(tmp_path, {"index.html": "1"}) == ["l"]
    assert files_of(tmp_path / "outside") == {"kept": b"kept"}
    assert (tmp_path / "outside" / "empty").is_dir()


@pytest.mark.parametrize(
    ("old", "new"), [("tags/AI.ics", "tags/ai.ics"), ("tags/e\u0301.ics", "tags/\xe9.ics")], ids=["case", "composition"]
)
def test_a_file_that_the_system_takes_for_the_same_is_not_deleted(tmp_path: Path, old: str, new: str) -> None:
    published(tmp_path, {old: "1"})
    published(tmp_path, {old: "1", new: "1"})
    # As where both are names of one file.
    (tmp_path / "site" / new).unlink()
    (tmp_path / "site" / new).hardlink_to(tmp_path / "site" / old)
    assert published(tmp_path, {new: "1"}) == []
    assert files_of(tmp_path / "site")[new] == b"1"
    # Elsewhere they are two.
    (tmp_path / "site" / old).unlink()
    fill(tmp_path / "site", {old: "1", MARKER: json.dumps({"files": [old, new]})})
    published(tmp_path, {new: "1"})
    assert not (tmp_path / "site" / old).exists()


# What an interruption leaves

OLD = {
    "index.html": "old",
    "a/index.html": "old",
    "same.html": "same",
    "turns": "old",
    "folder/x": "old",
    "z/gone": "old",
}
NEW = {
    "index.html": "new",
    "b/index.html": "new",
    "same.html": "same",
    "turns/x": "new",
    "folder": "new",
    "feed.xml": "new",
}
THEIRS = {"CNAME": "theirs", "z/theirs": "theirs"}


class Killed(BaseException):
    """The end of a process at a step."""


class _Torn(io.FileIO):
    """A file of which only half is written when the process ends."""

    def __init__(self, path: Path, step: Callable[[], None]) -> None:
        super().__init__(path, "x")
        self._step = step

    def write(self, data: Any, /) -> int:
        whole = bytes(data)
        super().write(whole[: len(whole) // 2])
        self._step()
        return len(whole) // 2 + super().write(whole[len(whole) // 2 :])


@contextmanager
def interrupted(monkeypatch: pytest.MonkeyPatch, at: int, failure: Callable[[], BaseException]) -> Iterator[list[int]]:
    """Let the step of this number fail: one step before each change on disk, one within each file."""
    count = [0]

    def step() -> None:
        count[0] += 1
        if count[0] == at:
            raise failure()

    def stepping(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            step()
            return function(*arguments, **options)

        return call

    with monkeypatch.context() as patched:
        for name in ("replace", "unlink", "rmdir", "mkdir"):
            patched.setattr(os, name, stepping(getattr(os, name)))
        opened = Path.open
        patched.setattr(
            Path, "open", lambda path, mode="r", **options: _Torn(path, step) if mode == "xb" else opened(path, mode)
        )
        yield count


def is_whole(site: Path, *states: Mapping[str, str]) -> bool:
    known = {path: {state.get(path, "").encode() for state in states} for state in states for path in state}
    found = {path: data for path, data in files_of(site).items() if path != UNFINISHED} if site.exists() else {}
    if MARKER in found:
        json.loads(found.pop(MARKER))
    else:
        assert not found, "the marker comes first"
    return all(data in known[path] for path, data in found.items())


@pytest.fixture
def another_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site lies on another disk than the cache: nothing can be moved there."""
    monkeypatch.setattr(folder, "_is_moved", lambda source, place: False)


def one_after_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: Mapping[str, str], failure: Callable[[], BaseException]
) -> int:
    """Interrupt at each step, from a site as it was before; returns how many steps there are."""
    theirs = THEIRS if before else {}
    for at in range(1, 1000):
        root = tmp_path / str(at)
        root.mkdir()
        if before:
            published(root, before)
            fill(root / "site", theirs)
        staging = fill(root / "staging", NEW)
        with interrupted(monkeypatch, at, failure) as count, suppress(Killed, OSError):
            bring_up_to_date(staging, root / "site")
        assert is_whole(root / "site", before, NEW, theirs), at
        shutil.rmtree(staging, ignore_errors=True)
        bring_up_to_date(fill(staging, NEW), root / "site")
        after = files_of(root / "site")
        assert json.loads(after.pop(MARKER))["files"] == sorted(NEW)
        assert after == {path: text.encode() for path, text in (NEW | theirs).items()}, at
        if count[0] < at:
            return at - 1
    raise AssertionError("it never ends")


@pytest.mark.parametrize("before", [{}, OLD], ids=["first", "over an older site"])
@pytest.mark.parametrize("failure", [Killed, lambda: OSError(28, "No space left on device")], ids=["killed", "full"])
@pytest.mark.usefixtures("another_disk")
def test_whatever_the_step_at_which_it_ends_no_file_is_half_written_and_the_next_build_equals_a_clean_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: Mapping[str, str], failure: Callable[[], BaseException]
) -> None:
    assert one_after_another(tmp_path, monkeypatch, before, failure) > (25 if before else 20)


@pytest.mark.parametrize("before", [{}, OLD], ids=["first", "over an older site"])
@pytest.mark.parametrize("failure", [Killed, lambda: OSError(28, "No space left on device")], ids=["killed", "full"])
def test_the_same_where_files_are_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: Mapping[str, str], failure: Callable[[], BaseException]
) -> None:
    assert one_after_another(tmp_path, monkeypatch, before, failure) > (12 if before else 1)


def test_what_a_killed_build_wrote_goes_with_the_next_even_if_that_does_not_write_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, OLD)
    staging = fill(tmp_path / "staging", NEW)
    with interrupted(monkeypatch, 25, Killed), pytest.raises(Killed):
        bring_up_to_date(staging, tmp_path / "site")
    assert (tmp_path / "site" / "b" / "index.html").exists()
    assert published(tmp_path, {"index.html": "later"}) == []
    assert files_of(tmp_path / "site").keys() == {MARKER, "index.html"}


def test_what_a_killed_build_left_half_written_goes_also_where_there_is_nothing_else_to_do(tmp_path: Path) -> None:
    published(tmp_path, OLD)
    fill(tmp_path / "site", {UNFINISHED: "ha"})
    assert published(tmp_path, OLD) == []
    assert not (tmp_path / "site" / UNFINISHED).exists()


@pytest.mark.usefixtures("another_disk")
def test_a_full_disk_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(tmp_path, {"index.html": "1"})
    staging = fill(tmp_path / "staging", {"index.html": "2"})
    within_the_file = 5
    with (
        interrupted(monkeypatch, within_the_file, lambda: OSError(28, "No space left on device")),
        pytest.raises(OSError, match="No space") as full,
    ):
        bring_up_to_date(staging, tmp_path / "site")
    assert full.value.filename == str(tmp_path / "site" / "index.html")


# A file that somebody reads, on Windows


def in_use(monkeypatch: pytest.MonkeyPatch, name: str, times: int) -> list[float]:
    """Let the system refuse so many times; returns how long was waited."""
    waited: list[float] = []
    change = getattr(os, name)

    def refuse(*paths: Path) -> None:
        if len(waited) < times:
            raise PermissionError(13, "The process cannot access the file", str(paths[0]), None, str(paths[-1]))
        change(*paths)

    monkeypatch.setattr(os, name, refuse)
    monkeypatch.setattr(folder.time, "sleep", waited.append)
    return waited


@pytest.mark.parametrize(("name", "after"), [("replace", {"a": "2"}), ("unlink", {})], ids=["replaced", "deleted"])
def test_a_file_in_use_is_tried_again_shortly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, after: Mapping[str, str]
) -> None:
    published(tmp_path, {"a": "1", "b": "1"})
    waited = in_use(monkeypatch, name, 3)
    published(tmp_path, {**after, "b": "1"})
    assert files_of(tmp_path / "site").keys() - {MARKER} == {*after, "b"}
    assert 0 < sum(waited) < 2


def test_a_file_in_use_for_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(tmp_path, {"a": "1"})
    in_use(monkeypatch, "replace", 100)
    with pytest.raises(PermissionError) as refused:
        published(tmp_path, {"a": "2"})
    assert refused.value.filename2 == str(tmp_path / "site" / "a")
