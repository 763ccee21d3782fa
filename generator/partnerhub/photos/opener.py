"""Photos are opened in processes of their own, which none can hold up, fill, or take with it: asked from here.

Each is asked one thing at a time, serves many photos, and is begun anew where one takes too long or too much. Nothing
here relies on limits that only some systems set on a process.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any, TypeVar

from partnerhub.contained import Uncontained
from partnerhub.cores import cores
from partnerhub.ours import PACKAGE
from partnerhub.photos import wire
from partnerhub.photos.fault import BREAKS_THE_PROGRAM, TOO_LONG, TOO_MUCH_MEMORY, PhotoError, PhotoFault
from partnerhub.photos.memory import TOO_MUCH
from partnerhub.photos.model import MAX_SECONDS
from partnerhub.words.terms import N_

Made = TypeVar("Made")

_SECONDS_BETWEEN = 0.05
"""Looks at what isn't done yet, where we are interrupted."""

_openers: list[Opener] = []
"""All that were begun and have not ended; a fork has those of its parent too, which aren't its own."""
_turn = threading.RLock()
"""To look at them."""


def asked(words: dict[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The answer of a process that has nothing else to do, begun where there is none; raises PhotoError."""
    opener = _free()
    try:
        return opener.ask(words, data)
    finally:
        opener.is_free = True


@contextmanager
def at_once(jobs: Iterable[Callable[[], Made]]) -> Iterator[Iterator[Callable[[], Made]]]:
    """Do jobs that open photos, as many at once as there are cores.

    Gives what came of them in their order: calls that return it, or raise what the job raised. Few are begun before
    these are asked for, so that what waits takes little memory. No process that opens photos is left afterwards.
    """
    many = cores()
    workers, unfinished = ThreadPoolExecutor(many), set[Future[Made]]()

    def submitted(job: Callable[[], Made]) -> Future[Made]:
        future = workers.submit(job)
        unfinished.add(future)
        future.add_done_callback(unfinished.discard)
        return future

    def outcomes() -> Iterator[Callable[[], Made]]:
        waiting = deque[Future[Made]]()
        for job in jobs:
            waiting.append(submitted(job))
            if len(waiting) > many:
                yield waiting.popleft().result
        while waiting:
            yield waiting.popleft().result

    try:
        yield outcomes()
    finally:
        workers.shutdown(wait=False, cancel_futures=True)
        while wait(list(unfinished), _SECONDS_BETWEEN).not_done:
            for opener in _ours():
                opener.kill()  # whoever waits for its answer waits no longer
        for opener in _ours():
            opener.end()


def _free() -> Opener:
    with _turn:
        for opener in _ours():
            if opener.is_free and opener.has_ended:
                opener.end()
            elif opener.is_free:
                opener.is_free = False
                return opener
    return Opener()


def _ours() -> list[Opener]:
    with _turn:
        return [opener for opener in _openers if opener.owner == os.getpid()]


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


class Opener:
    """The process that opens photos, from here."""

    def __init__(self) -> None:
        try:
            self._process = begin()
        except OSError as error:
            raise Uncontained(
                N_("the process that opens photos can't be started: {reason}"), reason=error.strerror
            ) from error
        self.owner = os.getpid()
        self.is_free = False
        """To be asked; whoever begins it does so first."""
        with _turn:
            _openers.append(self)
        atexit.register(self.end)
        if self._next() is None:
            self.end()
            raise Uncontained(N_("the process that opens photos ends before it has opened one"))

    @property
    def has_ended(self) -> bool:
        """Whatever ended it."""
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

    def kill(self) -> None:
        """Let it give no more answers."""
        self._process.kill()

    def end(self) -> None:
        """End it, and let nothing of it remain; by the process that began it alone."""
        if self.owner != os.getpid():
            return
        with _turn:
            if self in _openers:
                _openers.remove(self)
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
