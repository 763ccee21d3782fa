"""Photos are opened in a process of their own: one for all of them, begun anew where one takes too long or too much.

Nothing here relies on limits that only some systems set on a process.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from typing import Any

from partnerhub.contained import Uncontained
from partnerhub.ours import PACKAGE
from partnerhub.photos import wire
from partnerhub.photos.fault import (
    BREAKS_THE_PROGRAM,
    OF_BYTES,
    TOO_LONG,
    TOO_MANY_BYTES,
    TOO_MUCH_MEMORY,
    PhotoError,
    PhotoFault,
)
from partnerhub.photos.memory import TOO_MUCH
from partnerhub.photos.model import MAX_BYTES, MAX_SECONDS, EncodedImage, Measured, PhotoKind, ProcessedPhoto
from partnerhub.words.terms import N_

_LFS = b"version https://git-lfs.github.com/spec/"
"""How a pointer begins: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md"""

_openers: dict[int, _Opener] = {}
"""By the process that began it: a fork begins one of its own."""


def measure(data: bytes) -> Measured:
    """How large a photo is that `process` can take; raises PhotoError."""
    words, _ = _asked(data, {"step": "measure"})
    return Measured(*words["measured"])


def recognise(data: bytes) -> Measured:
    """That a photo is one, of a known kind and size, without decoding it; of no width, since nobody shows it.

    A pointer of Git LFS, which stands in a commit for the bytes themselves, counts as one. Raises PhotoError.
    """
    if not is_pointer(data):
        _asked(data, {"step": "recognise"})
    return Measured(0, 0)


def is_pointer(data: bytes) -> bool:
    """Whether these bytes only stand in a commit for a photo, which Git LFS keeps elsewhere."""
    return data.startswith(_LFS)


def upright(data: bytes) -> tuple[str, bytes | None]:
    """What a photo's file should be called after the dot, and its bytes if they had to be turned; raises PhotoError."""
    words, parts = _asked(data, {"step": "upright"})
    return str(words["suffix"]), parts[0] if parts else None


def process(data: bytes, focus: tuple[float, float], *, is_of_person: bool = False) -> ProcessedPhoto:
    """Make all renditions; `focus` is a point in fractions of the upright width and height. Raises PhotoError."""
    words, parts = _asked(data, {"step": "process", "focus": focus, "is_of_person": is_of_person})
    made = [
        EncodedImage.of(part, name.partition("-")[2], width, height)
        for (name, width, height), part in zip(words["images"], parts, strict=True)
    ]
    cards = words["cards"]
    return ProcessedPhoto(
        tuple(made[:cards]),
        tuple(made[cards:-1]),
        made[-1],
        PhotoKind(words["kind"]),
        focus,
        words["tone"],
        words["is_light"],
    )


def begin() -> subprocess.Popen[bytes]:
    """This package, run as a program."""
    path = os.pathsep.join([str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(
        # -P: the folder in which we run is the hub's, and nothing in it is a module of ours.
        [sys.executable, "-P", "-m", "partnerhub.photos"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


class _Opener:
    """The process that opens photos, from here."""

    def __init__(self) -> None:
        try:
            self._process = begin()
        except OSError as error:
            raise Uncontained(
                N_("the process that opens photos can't be started: {reason}"), reason=error.strerror
            ) from error
        self._owner = os.getpid()
        atexit.register(self.end)
        if self._next() is None:
            self.end()
            raise Uncontained(N_("the process that opens photos ends before it has opened one"))

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def ask(self, words: dict[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
        """Its answer; raises PhotoError where it takes too long or too much or breaks, and has ended then."""
        is_over = threading.Event()

        def stop() -> None:
            is_over.set()
            self._process.kill()

        timer = threading.Timer(MAX_SECONDS, stop)
        timer.daemon = True
        timer.start()
        answer = None
        try:
            answer = self._exchanged(words, data)
        finally:
            timer.cancel()
            # Also where we are interrupted: what it would still say is no answer to the next.
            if answer is None or is_over.is_set():
                self.end()
        if answer is None:
            raise PhotoError(TOO_LONG if is_over.is_set() else self._why_it_ended())
        return answer

    def _why_it_ended(self) -> PhotoFault:
        return TOO_MUCH_MEMORY if self._process.returncode == TOO_MUCH else BREAKS_THE_PROGRAM

    def end(self) -> None:
        """End it, and let nothing of it remain; by the process that began it alone."""
        if self._owner != os.getpid():
            return
        _openers.pop(self._owner, None)
        atexit.unregister(self.end)
        self._process.kill()
        self._process.communicate()

    def _exchanged(self, words: dict[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]] | None:
        assert self._process.stdin is not None, "it is a pipe"
        try:
            wire.send(self._process.stdin, words, [data])
        except OSError:
            return None
        return self._next()

    def _next(self) -> tuple[dict[str, Any], list[bytes]] | None:
        assert self._process.stdout is not None, "it is a pipe"
        return wire.receive(self._process.stdout)


def _asked(data: bytes, words: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    if len(data) > MAX_BYTES:
        raise PhotoError(TOO_MANY_BYTES)
    opener = _openers.get(os.getpid())
    if opener is not None and opener.has_ended:
        opener.end()
        opener = None
    if opener is None:
        opener = _openers[os.getpid()] = _Opener()
    answer = opener.ask(words, data)
    if "fault" in answer[0]:
        raise PhotoError(OF_BYTES[answer[0]["fault"]])
    return answer
