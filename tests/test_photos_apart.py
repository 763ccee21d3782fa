"""Photos are opened in a process of their own, which no photo can hold up, fill, or take with it."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from partnerhub import photos
from partnerhub.contained import Uncontained
from partnerhub.ours import PACKAGE
from partnerhub.photos import fault, opener
from partnerhub.photos.fault import PhotoError, PhotoFault
from pictures import picture

ENDLESS = b"\xff\xd8" + b"\xff" * 15_000_000
"""A JPEG of nothing but filling, on which Pillow reads a byte at a time."""


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    """Begin with no process, and leave none of ours behind."""
    for each in list(opener._openers):
        each.end()
    yield
    for each in list(opener._openers):
        each.end()


def process_id() -> int:
    (mine,) = opener._ours()
    return mine._process.pid


def refused(data: bytes) -> PhotoFault:
    with pytest.raises(PhotoError) as error:
        photos.measure(data)
    return error.value.fault


def test_one_process_opens_all_photos() -> None:
    photos.measure(picture())
    first = process_id()
    photos.process(picture(), (0.5, 0.5))
    assert refused(b"no picture") == fault.NO_PICTURE
    photos.recognise(picture())
    assert process_id() == first


def test_a_photo_that_takes_too_long_is_given_up_and_the_next_one_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    photos.measure(picture())
    before = process_id()
    with monkeypatch.context() as patched:
        patched.setattr(opener, "MAX_SECONDS", 0.3)
        start = time.monotonic()
        assert refused(ENDLESS) == fault.TOO_LONG
        assert time.monotonic() - start < 5
    assert not opener._openers, "it has ended"
    assert photos.measure(picture()).size == (1080, 600)
    assert process_id() != before


WITHIN_LITTLE = """
import sys
from partnerhub.photos import __main__, memory
memory.MAX_MEMORY = memory.taken() + 25_000_000
__main__.serve(sys.stdin.buffer, sys.stdout.buffer)
"""


def test_a_photo_that_takes_more_memory_than_its_header_told_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def begin() -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
        command = [sys.executable, "-c", WITHIN_LITTLE]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)

    data = io.BytesIO()
    Image.new("1", (9_480, 6_320)).save(data, "PNG")
    with monkeypatch.context() as patched:
        patched.setattr(opener, "begin", begin)
        assert photos.measure(picture()).size == (1080, 600)
        assert refused(data.getvalue()) == fault.TOO_MUCH_MEMORY
        assert not opener._openers, "it has ended"
    assert photos.measure(data.getvalue()).size == (9_480, 6_320)


def test_a_photo_on_which_the_process_ends_is_refused() -> None:
    photos.measure(picture())
    threading.Timer(0.2, os.kill, (process_id(), signal.SIGTERM)).start()
    assert refused(ENDLESS) == fault.BREAKS_THE_PROGRAM
    assert photos.measure(picture()).size == (1080, 600)


def test_a_process_that_ended_between_two_photos_is_no_photo_s_fault() -> None:
    photos.measure(picture())
    (mine,) = opener._ours()
    mine._process.kill()
    mine._process.wait()
    assert photos.measure(picture()).size == (1080, 600)


def test_what_interrupts_us_leaves_no_answer_to_the_next_question(monkeypatch: pytest.MonkeyPatch) -> None:
    photos.measure(picture())

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(opener.wire, "receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            photos.measure(picture())
    assert not opener._openers
    assert photos.measure(picture(700, 650)).size == (700, 650)


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false"])
def test_where_no_process_can_be_started_no_photo_is_to_blame(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", program)
    with pytest.raises(Uncontained, match="the process that opens photos"):
        photos.measure(picture())
    assert not opener._openers


@pytest.mark.needs("forks")
def test_a_fork_opens_photos_in_a_process_of_its_own() -> None:
    photos.measure(picture())
    child = os.fork()
    if child == 0:
        try:
            own = photos.measure(picture(640, 620)).size == (640, 620) and len(opener._openers) == 2
            for each in list(opener._openers):
                each.end()  # that of the other process is not ours to end
            os._exit(0 if own else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    before = process_id()
    assert photos.measure(picture()).size == (1080, 600)
    assert process_id() == before


SCRIPT = """
import sys
from partnerhub import photos, pipeline
assert not [name for name in sys.modules if name.partition(".")[0] in ("PIL", "pillow_heif")], "nothing is looked at"
print(photos.measure(open(sys.argv[1], "rb").read()).size)
assert not [name for name in sys.modules if name.partition(".")[0] in ("PIL", "pillow_heif")], "not here"
"""


def test_no_image_library_is_loaded_here_and_none_from_the_folder_in_which_we_run(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(picture())
    for name in ("PIL", "pillow_heif", "partnerhub"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    done = subprocess.run(
        [sys.executable, "-P", "-c", SCRIPT, "photo.jpg"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("(1080, 600)\n", "")
    assert not (tmp_path / "ran").exists()
