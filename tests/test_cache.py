"""What is kept between runs costs time where it is missing, damaged, older, shut or somebody else's: nothing else."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubs import build
from partnerhub import cache
from partnerhub.cache import Cache, Shelf, Table, digest, folder_in, version_of
from pictures import picture
from records import SOUND
from repositories import Repo

VALUE = {"name": "לילה\n\u2028", "odd": "\ud800", "list": [1, 2.5, None, True]}
NAME = f"{digest(b'content')}-360.webp"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".cache" / "partnerhub"


def table(folder: Path, version: str = "1") -> Table:
    return Cache(folder).table("facts", version)


def shelf(folder: Path) -> Shelf:
    return Cache(folder).shelf("photos")


def filled(folder: Path, **values: object) -> Path:
    """The file of a table that holds these."""
    one = table(folder)
    for key, value in values.items():
        one.put(key, value)
    one.save()
    return folder / "facts.jsonl"


def test_a_table_gives_back_what_was_put(folder: Path) -> None:
    filled(folder, one=VALUE, other=[])
    assert (table(folder).get("one"), table(folder).get("other"), table(folder).get("third")) == (VALUE, [], None)
    assert [file.name for file in sorted(folder.iterdir())] == [".gitignore", "facts.jsonl"]
    assert (folder / ".gitignore").read_text() == "*\n"


def test_what_is_held_stays_where_others_are_forgotten(folder: Path) -> None:
    filled(folder, one=1, two=2)
    again = table(folder)
    again.hold("one")
    again.hold("never there")
    again.put("three", 3)
    again.save(forgets_others=True)
    assert [table(folder).get(name) for name in ("one", "two", "three")] == [1, None, 3]


def test_another_version_knows_nothing_of_it(folder: Path) -> None:
    filled(folder, one=VALUE)
    assert table(folder, "2").get("one") is None


def test_a_run_that_asks_for_all_there_is_keeps_no_more_and_another_one_keeps_the_rest(folder: Path) -> None:
    filled(folder, one=1, two=2)
    part = table(folder)
    assert part.get("one") == 1
    part.put("three", 3)
    part.save()
    whole = table(folder)
    assert (whole.get("two"), whole.get("three")) == (2, 3)
    whole.save(forgets_others=True)
    left = table(folder)
    assert [left.get(key) for key in ("one", "two", "three")] == [None, 2, 3]


def test_nothing_is_written_where_nothing_changed(folder: Path) -> None:
    file = filled(folder, one=1)
    os.utime(file, (1, 1))
    same = table(folder)
    assert same.get("one") == 1
    same.save(forgets_others=True)
    assert file.stat().st_mtime == 1


def test_a_table_has_a_bound(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = filled(folder, **{str(number): "x" * 1000 for number in range(20)})
    monkeypatch.setattr(cache, "MOST_BYTES", 10_000)
    assert table(folder).get("1") is None, "it is too large"
    monkeypatch.setattr(cache, "MOST_BYTES", 30_000)
    some = table(folder)
    assert some.get("1")
    monkeypatch.setattr(cache, "MOST_BYTES", 10_000)
    some.save()
    assert 5_000 < file.stat().st_size <= 10_000
    assert table(folder).get("1")


@settings(max_examples=50)
@given(st.data())
def test_a_damaged_table_knows_less_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("hub") / ".cache" / "partnerhub"
    values = {"one": VALUE, "two": "2", "three": [3]}
    file = filled(folder, **values)
    damaged = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 5))] = data.draw(st.binary(max_size=3))
    file.write_bytes(damaged)
    known = table(folder)
    for key, value in values.items():
        assert known.get(key) in (value, None)


def test_a_shelf_gives_back_what_lies_on_it_until_nobody_asks_for_it(folder: Path) -> None:
    assert shelf(folder).get(NAME) is None
    assert shelf(folder).put(NAME, b"content")
    (folder / "photos" / "left.half").touch()
    asked = shelf(folder)
    assert asked.holds(NAME, 7)
    asked.forget_others()
    assert [file.name for file in (folder / "photos").iterdir()] == [NAME]
    assert asked.get(NAME) == b"content"
    shelf(folder).forget_others()
    assert list((folder / "photos").iterdir()) == []


@pytest.mark.parametrize("damaged", [b"Content", b"conten", b"", b"content "])
def test_a_damaged_content_is_none_and_makes_room_for_another(folder: Path, damaged: bytes) -> None:
    shelf(folder).put(NAME, b"content")
    (folder / "photos" / NAME).write_bytes(damaged)
    assert shelf(folder).holds(NAME, 7) == (len(damaged) == 7)
    assert shelf(folder).get(NAME) is None
    assert shelf(folder).put(NAME, b"content")
    assert shelf(folder).get(NAME) == b"content"


def linked(path: Path) -> None:
    outside = path.parent / "outside"
    outside.mkdir(parents=True)
    (outside / NAME).write_bytes(b"content")
    path.symlink_to(outside)


def a_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"a file")


def shut(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o555)


@pytest.mark.parametrize("way", ["..", ".", "photos"])
@pytest.mark.parametrize(
    "made",
    [
        linked,
        a_file,
        pytest.param(shut, marks=pytest.mark.needs("permissions")),
    ],
)
def test_what_is_in_the_way_of_a_cache_stays_and_nothing_is_kept(
    folder: Path, way: str, made: Callable[[Path], None]
) -> None:
    made(Path(os.path.normpath(folder / way)))
    before = sorted(str(path) for path in folder.parents[1].rglob("*"))
    other = shelf(folder)
    assert other.get(NAME) is None
    assert not other.put(NAME, b"content")
    other.forget_others()
    if way != "photos":
        filled(folder, one=1)
        assert sorted(str(path) for path in folder.parents[1].rglob("*")) == before
        assert table(folder).get("one") is None


def test_a_full_disk_keeps_nothing_and_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = filled(folder, one=1)

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    filled(folder, two=2)
    assert not shelf(folder).put(NAME, b"content")
    assert table(folder).get("one") == 1
    assert sorted(path.name for path in folder.rglob("*")) == [".gitignore", file.name, "photos"]


def test_many_may_write_at_once(folder: Path) -> None:
    def write(number: int) -> None:
        for turn in range(10):
            filled(folder, **{"both": VALUE, str(number): turn})
            assert shelf(folder).put(NAME, b"content")

    threads = [threading.Thread(target=write, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert table(folder).get("both") == VALUE
    assert shelf(folder).get(NAME) == b"content"
    assert not list(folder.rglob("*.half"))


def test_what_a_killed_run_left_of_a_table_goes(folder: Path) -> None:
    file = filled(folder, one=1)
    left = file.with_name(f"{file.name}.0123.half")
    left.touch()
    table(folder).save()
    assert left.exists(), "somebody else may be at it"
    table(folder).save(forgets_others=True)
    assert not left.exists()


def test_a_table_is_json_a_value_a_line(folder: Path) -> None:
    (line,) = filled(folder, one=VALUE).read_bytes().splitlines()
    name, told, data = line.split(b" ", 2)
    assert (len(name), len(told)) == (64, 20)
    assert json.loads(data) == VALUE


def test_a_version_changes_with_each_part_of_what_makes_a_value(tmp_path: Path) -> None:
    def version() -> str:
        version_of.cache_clear()
        return version_of(tmp_path, "pillow")

    (tmp_path / "deeper").mkdir()
    (tmp_path / "one.py").write_text("1")
    first = version()
    (tmp_path / "one.pyc").write_text("what Python made of it")
    assert version() == first
    (tmp_path / "deeper" / "two.py").write_text("2")
    second = version()
    (tmp_path / "one.py").write_text("12")
    (tmp_path / "deeper" / "two.py").write_text("")
    assert len({first, second, version(), version_of(tmp_path)}) == 4
    assert version_of("pillow", "an-extra-that-is-not-installed") != version_of("pillow")


def test_nothing_is_taken_from_a_cache_that_came_with_a_commit(repo: Repo) -> None:
    def page() -> str:
        shutil.rmtree(repo.hub.root / "site", ignore_errors=True)
        return (build(repo.hub) / "partners" / "code" / "index.html").read_text("utf-8")

    repo.hub.add("code.md", SOUND, picture())
    repo.commit("2026-10-01")
    page()
    file = folder_in(repo.hub.root) / "documents.jsonl"
    file.write_bytes(b"\n".join(map(_forged, file.read_bytes().splitlines())))
    repo.git("add", "--force", str(file))
    assert "FORGED" not in page()
    repo.git("rm", "--quiet", "--cached", str(file))
    assert "FORGED" in page()  # so that it was one to be taken in by


def _forged(line: bytes) -> bytes:
    """A line of a table in which a description says something else."""
    name, _, rest = line.partition(b" ")
    data = rest.partition(b" ")[2].replace(b"volunteers", b"FORGED")
    return b"%s %s %s" % (name, digest(name + data).encode(), data)
