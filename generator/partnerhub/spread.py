"""Work spread over the cores: processes that begin with all that is known, and take the next part when they are done.

They are forks, which only Linux does safely; elsewhere, and for little work, all is done here.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Generic, TypeVar

from partnerhub.cores import cores
from partnerhub.progress import Progress
from partnerhub.words.terms import Term

Item = TypeVar("Item")
Json = Any

_PART = 16
"""Items that a process takes at once."""
_LITTLE = 400
"""Items that aren't worth a process."""
_NUMBER = 4
"""Bytes of a part's number in the queue: so few are read as a whole or not at all."""
_MOST_PARTS = 10_000
"""That a queue holds at once: https://man7.org/linux/man-pages/man7/pipe.7.html"""


class Spread(Generic[Item]):
    """Items on which work has begun."""

    def __init__(self, items: Sequence[Item], do: Callable[[Item], Json]) -> None:
        self._items, self._do = items, do
        size = max(_PART, -(-len(items) // _MOST_PARTS))
        self._parts = [range(at, min(at + size, len(items))) for at in range(0, len(items), size)]
        self._children: dict[int, int] = {}
        """Number of a process → where its answers come from."""
        self._queue = -1

    def begin(self) -> None:
        """Let other processes begin, as many as there are other cores."""
        others = cores() - 1 if is_worth_it(self._items) else 0
        if not others:
            return
        self._queue, fill = os.pipe()
        os.write(fill, b"".join(number.to_bytes(_NUMBER, "big") for number in range(len(self._parts))))
        os.close(fill)
        for _ in range(others):
            answers, out = os.pipe()
            process = os.fork()
            if process == 0:
                self._work(out)
            os.close(out)
            self._children[process] = answers

    def finish(self, progress: Progress, label: Term) -> list[Json]:
        """Do what is left, and return what came of each item, in their order."""
        parts = self._next_parts() if self._children else map(self._done, range(len(self._parts)))
        done = dict(progress(parts, label, len(self._parts)))
        for process in list(self._children):
            done |= self._answers(process)
        # What a process took that ended before its time
        done |= dict(self._done(number) for number in range(len(self._parts)) if number not in done)
        return [answer for number in range(len(self._parts)) for answer in done[number]]

    def end(self) -> None:
        """Leave no process behind."""
        for process, answers in self._children.items():
            os.close(answers)
            with suppress(OSError):
                os.kill(process, 9)
            os.waitpid(process, 0)
        self._children.clear()
        if self._queue >= 0:
            os.close(self._queue)
            self._queue = -1

    def _work(self, out: int) -> None:
        """In another process: do parts until there are none left, and say what came of them. Doesn't return."""
        try:
            done = dict(self._next_parts())
            with os.fdopen(out, "wb") as answers:
                answers.write(json.dumps(list(done.items())).encode())
        finally:
            os._exit(0)

    def _next_parts(self) -> Iterator[tuple[int, list[Json]]]:
        while taken := os.read(self._queue, _NUMBER):
            yield self._done(int.from_bytes(taken, "big"))

    def _done(self, number: int) -> tuple[int, list[Json]]:
        return number, [self._do(self._items[at]) for at in self._parts[number]]

    def _answers(self, process: int) -> dict[int, list[Json]]:
        with os.fdopen(self._children.pop(process), "rb") as answers:
            said = answers.read()
        os.waitpid(process, 0)
        try:
            return dict(json.loads(said))
        except ValueError:
            return {}


def is_worth_it(items: Sequence[object]) -> bool:
    """Whether other processes would work on items, too."""
    return sys.platform == "linux" and len(items) >= _LITTLE and cores() > 1


@contextmanager
def spread(items: Sequence[Item], do: Callable[[Item], Json]) -> Iterator[Spread[Item]]:
    """Let other processes work on items while one does something else; `do` says in JSON what came of an item.

    What it raises is raised by `finish`, which does again what another process failed on.
    """
    begun = Spread(items, do)
    try:
        begun.begin()
        yield begun
    finally:
        begun.end()
