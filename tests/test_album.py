"""Photos are opened once: what comes of a hub with a cache is what comes of one without, and no more is kept."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from hubs import HubFolder, build, files_of
from partnerhub import photos
from partnerhub.cache import Cache, version_of
from partnerhub.cards import draw
from partnerhub.cards.model import Face
from partnerhub.cores import cores
from partnerhub.photos import Album, ProcessedPhoto, apart, fault, opener
from partnerhub.record.fingerprint import begun
from pictures import picture
from records import SOUND

FOCUS = (0.5, 0.5)
ENDLESS = b"\xff\xd8" + b"\xff" * 15_000_000
"""A JPEG of nothing but filling, on which Pillow reads a byte at a time."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What photos were opened for, and cards drawn."""
    done: list[str] = []
    measure, process, drawing = apart.measure, apart.process, draw.draw

    def measured(data: bytes) -> photos.Measured:
        done.append("measure")
        return measure(data)

    def processed(data: bytes, focus: tuple[float, float], *, is_of_person: bool = False) -> ProcessedPhoto:
        done.append("process")
        return process(data, focus, is_of_person=is_of_person)

    def drawn(face: Face) -> bytes:
        done.append("draw")
        return drawing(face)

    monkeypatch.setattr(apart, "measure", measured)
    monkeypatch.setattr(apart, "process", processed)
    monkeypatch.setattr(draw, "draw", drawn)
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".cache" / "partnerhub"


def made(album: Album, data: bytes, focus: tuple[float, float] = FOCUS) -> ProcessedPhoto:
    return album.process(lambda: data, begun(data).hexdigest(), focus, is_of_person=False)


def bytes_of(photo: ProcessedPhoto) -> list[bytes]:
    return [image.data for image in photo.images]


def test_a_photo_is_made_once_and_lies_in_no_memory(folder: Path, asked: list[str]) -> None:
    clean = apart.process(picture(), FOCUS, is_of_person=False)
    asked.clear()
    first = Album(Cache(folder))
    one = made(first, picture())
    first.save(forgets_others=True)
    other = made(Album(Cache(folder)), picture())
    assert one == other == clean
    assert bytes_of(one) == bytes_of(other) == bytes_of(clean)
    assert asked == ["process"]
    assert sorted(file.name for file in (folder / "photos").iterdir()) == sorted(image.name for image in clean.images)
    assert not any(isinstance(cell.cell_contents, bytes) for image in other.images for cell in _cells(image.read))


def _cells(read: Callable[[], bytes]) -> list[object]:
    bound = getattr(read, "func", read)
    return list(getattr(bound, "__closure__", None) or ())


OTHERS = {
    "its focus": lambda: (picture(), (0.2, 0.5)),
    "its bytes": lambda: (picture(colour="navy"), FOCUS),
    "bytes behind its end": lambda: (picture() + b" ", FOCUS),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_a_photo_is_made_anew_once_something_changed(
    folder: Path, asked: list[str], other: Callable[[], tuple[bytes, tuple[float, float]]]
) -> None:
    album = Album(Cache(folder))
    made(album, picture())
    data, focus = other()
    changed = made(album, data, focus)
    assert asked == ["process"] * 2
    assert bytes_of(changed) == bytes_of(apart.process(data, focus, is_of_person=False))


def test_another_version_of_ours_makes_all_anew(
    folder: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Album(Cache(folder))
    made(first, picture())
    first.save()
    monkeypatch.setattr("partnerhub.photos.album.version_of", lambda *makers: f"{version_of(*makers)} and more")
    second = Album(Cache(folder))
    made(second, picture())
    assert asked == ["process"] * 2


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a rendition of other bytes": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "half a rendition": lambda file: file.write_bytes(file.read_bytes()[:9]),
    "no rendition": Path.unlink,
    "no renditions": lambda file: shutil.rmtree(file.parent),
    "a table of other bytes": lambda file: (file.parents[1] / "photos.jsonl").write_bytes(b"\0" * 2000),
    "no table": lambda file: (file.parents[1] / "photos.jsonl").unlink(),
    "nothing": lambda file: shutil.rmtree(file.parents[1]),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
@pytest.mark.parametrize("while_in_use", [False, True], ids=["before", "meanwhile"])
def test_what_is_damaged_is_made_anew(folder: Path, damage: Callable[[Path], object], *, while_in_use: bool) -> None:
    clean = bytes_of(apart.process(picture(), FOCUS, is_of_person=False))
    first = Album(Cache(folder))
    one = made(first, picture())
    first.save()
    if while_in_use:
        one = made(Album(Cache(folder)), picture())
    damage(folder / "photos" / one.images[0].name)
    assert bytes_of(one) == clean
    assert bytes_of(made(Album(Cache(folder)), picture())) == clean
    assert Cache(folder).shelf("photos").get(one.images[0].name) == clean[0]


def test_what_can_be_kept_nowhere_stays_in_memory(folder: Path) -> None:
    folder.parent.write_bytes(b"a file")
    album = Album(Cache(folder))
    assert bytes_of(made(album, picture())) == bytes_of(apart.process(picture(), FOCUS, is_of_person=False))
    album.save(forgets_others=True)
    assert folder.parent.read_bytes() == b"a file"


def measured(folder: Path, data: bytes) -> photos.Measured | photos.PhotoFault:
    album = Album(Cache(folder))
    try:
        return album.measure(data, begun(data).hexdigest())
    except photos.PhotoError as error:
        return error.fault
    finally:
        album.save()


@pytest.mark.parametrize("data", [picture(), picture(90, 60, "PNG"), b"no picture", b""])
def test_a_photo_is_measured_once_by_what_its_bytes_tell(folder: Path, asked: list[str], data: bytes) -> None:
    assert measured(folder, data) == measured(folder, data) != measured(folder, picture(700, 650))
    assert asked == ["measure"] * 2


@pytest.mark.parametrize(
    "found", [fault.TOO_LONG, fault.TOO_MUCH_MEMORY, fault.BREAKS_THE_PROGRAM], ids=lambda found: found.message
)
def test_what_the_machine_decides_is_asked_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, found: photos.PhotoFault
) -> None:
    def refuse(_: bytes) -> photos.Measured:
        raise photos.PhotoError(found)

    with monkeypatch.context() as patched:
        patched.setattr(apart, "measure", refuse)
        assert measured(folder, picture()) == found
    assert measured(folder, picture()) == photos.Measured(1080, 600)


# Of a hub


def kept(hub: HubFolder) -> set[str]:
    """The renditions and cards that lie in the cache."""
    return {file.name for kind in ("photos", "cards") for file in (hub.root / ".cache/partnerhub" / kind).iterdir()}


def shown(site: dict[str, bytes]) -> set[str]:
    """Those that lie in the site."""
    return {path.rpartition("/")[2] for path in site if path.startswith("assets/partners/")}


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def damaged(cache: Path) -> None:
    for file in cache.rglob("*.*p*g"):
        file.write_bytes(bytes(file.stat().st_size))


CHANGES: dict[str, Callable[[Path], object]] = {
    "the photo is another": lambda file: file.with_suffix(".jpg").write_bytes(picture(colour="navy")),
    "the focus is another": lambda file: replaced(file, "photo:\n", "photo:\n  focus: [0.1, 0.9]\n"),
    "the consent is withdrawn": lambda file: replaced(file, "valid_until: 2027-11-02", "withdrawn_on: 2026-11-20"),
    "the consent is over": lambda file: replaced(file, "valid_until: 2027", "valid_until: 2026"),
    "the file was touched": lambda file: os.utime(file.with_suffix(".jpg"), (1, 1)),
    "the partner is gone": lambda file: [file.unlink(), file.with_suffix(".jpg").unlink()],
    "the cache is damaged": lambda file: damaged(file.parents[2] / ".cache"),
}
UNSEEN = ("the consent is withdrawn", "the consent is over", "the partner is gone")


@pytest.mark.sample(2)
@pytest.mark.parametrize("change", CHANGES)
def test_a_build_with_a_cache_is_one_without_and_keeps_what_it_shows(
    hub: HubFolder, change: str, asked: list[str]
) -> None:
    file = hub.add("code.md", SOUND, picture())
    first = files_of(build(hub, hold_back=True))
    assert kept(hub) == shown(first)
    asked.clear()
    build(hub, hold_back=True)
    assert asked == []

    CHANGES[change](file)
    second = files_of(build(hub, hold_back=True))

    assert kept(hub) == shown(second)
    photo = {name for name in shown(first) if name.endswith((".webp", "-share.jpg"))}
    assert photo
    if change in UNSEEN:
        assert not photo & kept(hub)
        assert "process" not in asked
    shutil.rmtree(hub.root / ".cache")
    shutil.rmtree(hub.root / "site")
    assert files_of(build(hub, hold_back=True)) == second


def test_a_check_of_what_is_known_opens_no_photo(hub: HubFolder, asked: list[str]) -> None:
    hub.add("code.md", SOUND, picture())
    found = hub.load().findings
    assert asked == ["measure"]
    assert hub.load().findings == found
    assert asked == ["measure"]


# At once


def test_what_comes_of_photos_at_once_comes_in_their_order() -> None:
    data = [picture(600 + 10 * number, 600) for number in range(7)] + [b"no picture"]
    sizes: list[object] = []
    with photos.at_once((lambda each=each: photos.measure(each)) for each in data) as outcomes:
        for outcome in outcomes:
            try:
                sizes.append(outcome().width)
            except photos.PhotoError as error:
                sizes.append(error.fault)
    assert sizes == [*range(600, 670, 10), fault.NO_PICTURE]
    assert not opener._ours(), "none is left"


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_what_interrupts_leaves_no_process_behind_and_begins_nothing_more(error: type[BaseException]) -> None:
    begun_with: list[int] = []

    def endless(number: int) -> photos.Measured:
        begun_with.append(number)
        return photos.measure(ENDLESS)

    def interrupted() -> None:
        with photos.at_once(partial(endless, number) for number in range(50)) as outcomes:
            next(outcomes)
            while not opener._ours():
                time.sleep(0.01)
            raise error

    start = time.monotonic()
    with pytest.raises(error):
        interrupted()
    assert time.monotonic() - start < 5
    assert not opener._ours()
    assert len(begun_with) <= 2 * cores()


def test_few_photos_are_in_flight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opener, "cores", lambda: 3)
    waiting: set[int] = set()
    most = 0

    def take(number: int) -> int:
        waiting.add(number)
        return number

    with photos.at_once(partial(take, number) for number in range(40)) as outcomes:
        for number, outcome in enumerate(outcomes):
            assert outcome() == number
            most = max(most, len(waiting))
            waiting.discard(number)
    assert most <= 2 * 3


def test_two_builds_at_once_make_the_same(hub: HubFolder) -> None:
    hub.add("code.md", SOUND, picture())
    cache = Cache(hub.root / ".cache" / "partnerhub")
    clean = bytes_of(apart.process(picture(), FOCUS, is_of_person=False))
    found: list[bool] = []

    def run() -> None:
        for _ in range(5):
            album = Album(cache)
            one = made(album, picture())
            album.save(forgets_others=True)
            cache.shelf("photos").forget_others()  # as a build does that shows none
            found.append(bytes_of(one) == clean)

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 10
