"""Work that is spread over the cores comes out as if it were done here, whatever becomes of those who help."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from hubs import silent
from partnerhub import spread as module
from partnerhub.spread import spread
from partnerhub.words.terms import Term

LABEL = Term("Working")
ITEMS = range(1000)


@pytest.fixture(autouse=True)
def three_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "cores", lambda: 3)


def worked(do: Callable[[int], object], items: range = ITEMS) -> list[object]:
    with spread(items, do) as others:
        return others.finish(silent, LABEL)


@pytest.mark.parametrize("count", [0, 1, 399, 400, 401, 1000])
def test_answers_come_in_the_order_of_the_items(count: int) -> None:
    assert worked(lambda item: item * 2, range(count)) == [item * 2 for item in range(count)]


@pytest.mark.needs("forks")
def test_others_help(tmp_path: Path) -> None:
    def slowly(item: int) -> int:
        (tmp_path / str(item)).write_text(str(os.getpid()))
        return item

    with spread(ITEMS, slowly) as others:
        while len(list(tmp_path.iterdir())) < len(ITEMS):
            pass
        assert others.finish(silent, LABEL) == list(ITEMS)
    workers = {(tmp_path / str(item)).read_text() for item in ITEMS}
    assert str(os.getpid()) not in workers


def test_what_another_process_leaves_undone_is_done_here() -> None:
    here = os.getpid()

    def dies(item: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    assert worked(dies) == list(ITEMS)


def test_what_fails_is_raised_here() -> None:
    def fails(item: int) -> int:
        if item == 700:
            raise OSError(28, "No space left on device")
        return item

    with pytest.raises(OSError, match="No space"):
        worked(fails)


def test_nobody_is_left_behind() -> None:
    children: list[int] = []

    def interrupted() -> None:
        with spread(ITEMS, lambda item: item) as others:
            children.extend(others._children)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
