"""Builds that are killed, as by a machine that has no memory left. This module run as a script builds hubs to be killed.

The steps of `test_site_folder` are exhaustive; here a real signal ends a real build at a random moment.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from hubs import HubFolder, build, files_of
from partnerhub.site.folder import MARKER, UNFINISHED
from pictures import picture
from records import SOUND

KILLS = 100
"""In each state."""
OLDER = SOUND.replace("Open data night", "Closed data night").replace("slug: open-data-night", "slug: closed")

pytestmark = [pytest.mark.soak, pytest.mark.needs("forks")]


class Builder:
    """A process that has imported everything, and forks for each build."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def begin(self, hub: HubFolder) -> int:
        """Begin to build; returns the number of the process."""
        assert self._process.stdin
        self._process.stdin.write(f"{hub.root}\n")
        self._process.stdin.flush()
        return int(self._answer())

    def end(self) -> int:
        """Wait for its end; returns how it ended."""
        return int(self._answer())

    def close(self) -> None:
        self._process.communicate()

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


@pytest.fixture(scope="module")
def builder() -> Iterator[Builder]:
    builder = Builder()
    yield builder
    builder.close()


def is_whole(site: Path, *states: Mapping[str, bytes]) -> bool:
    found = files_of(site) if site.exists() else {}
    found.pop(UNFINISHED, None)
    if MARKER in found:
        json.loads(found.pop(MARKER))
    else:
        assert not found, "the marker comes first"
    return all(any(state.get(path) == data for state in states) for path, data in found.items())


def marker_of(site: Path) -> bytes | None:
    try:
        return (site / MARKER).read_bytes()
    except FileNotFoundError:
        return None


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "over an older site"])
def test_a_killed_build_leaves_no_half_written_file_and_the_next_equals_a_clean_one(
    tmp_path: Path, builder: Builder, is_first: bool
) -> None:
    hub = HubFolder(tmp_path / "hub")
    site, older = hub.root / "site", tmp_path / "older"
    hub.add("code-for-good.md", OLDER, picture(colour="navy"))
    shutil.copytree(build(hub), older)
    hub.add("code-for-good.md", SOUND, picture())
    shutil.rmtree(site)
    began = time.monotonic()
    builder.begin(hub)
    assert builder.end() == 0
    duration = time.monotonic() - began
    clean = files_of(site)
    states = [clean] if is_first else [clean, files_of(older)]
    moments = random.Random(f"kills {is_first}")
    hits = half_way = 0
    for number in range(KILLS):
        shutil.rmtree(site)
        if not is_first:
            shutil.copytree(older, site)
        before = files_of(site) if site.exists() else {}
        process = builder.begin(hub)
        if number % 2:
            time.sleep(moments.uniform(0, duration))
        else:  # while the site is brought up to date
            deadline = time.monotonic() + 60
            while marker_of(site) == before.get(MARKER):
                assert time.monotonic() < deadline
            time.sleep(moments.uniform(0, 0.04))
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        hits += builder.end() == -signal.SIGKILL
        after = files_of(site) if site.exists() else {}
        half_way += after not in (before, clean)
        assert is_whole(site, *states), number
        if number % 3 == 0:  # else the next one begins where this one ended, but for site/
            shutil.rmtree(hub.root / ".cache", ignore_errors=True)
        builder.begin(hub)
        assert builder.end() == 0
        assert files_of(site) == clean, number
    print(f"{hits} of {KILLS} builds were killed before their end, {half_way} of them half-way through site/")
    assert half_way > KILLS // 10


def _serve() -> None:
    """For each hub on the standard input: say the number of a process that builds it, then how that ended."""
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            for number in range(3):
                os.dup2(os.open(os.devnull, os.O_RDWR), number)
            hub = HubFolder.__new__(HubFolder)
            hub.root = Path(line.rstrip("\n"))
            hub.config_file = hub.root / "mkdocs.yml"
            code = 1
            with suppress(BaseException):
                build(hub)
                code = 0
            os._exit(code)
        print(process, flush=True)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    _serve()
