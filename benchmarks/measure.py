"""A command → what it costs: wall time, processor time and memory of it and all processes that it starts.

Times are the operating system's own: `wait4` counts the processes that a process waited for. Memory is sampled from
/proc, over the tree of processes: what each has of its own, a page that they share counted once, and the files that
the largest maps. Sampling takes time, so a run measures either times or memory.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PAUSE = 0.02
"""Seconds between samples."""


class CommandError(Exception):
    """A command that was to be measured did not do what it should."""


@dataclass(frozen=True)
class Times:
    """In seconds."""

    wall: float
    cpu: float
    """0 where it was not measured."""


def times(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Times:
    """Run a command in a folder. Raises CommandError where it fails."""
    with tempfile.TemporaryFile() as output:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        _judge(process, output.read())
    return Times(wall, usage.ru_utime + usage.ru_stime)


def memory(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> float:
    """The peak in MB of all processes of a command; where /proc has none, 0. Raises CommandError where it fails."""
    peak = 0.0
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        while process.poll() is None:
            # A process that begins another shares all of its memory with it for a moment: both read the same.
            own, mapped = zip(*map(_held, set(map(_smaps, _tree(process.pid)))), strict=True)
            peak = max(peak, sum(own) + max(mapped))
            time.sleep(_PAUSE)
        output.seek(0)
        _judge(process, output.read())
    return peak


def _judge(process: subprocess.Popen[bytes], output: bytes) -> None:
    if process.returncode:
        said = output.decode(errors="replace")[-2000:]
        raise CommandError(f"{process.args!r} ended with {process.returncode}:\n{said}")


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from _tree(int(child))


def _smaps(pid: int) -> str:
    """https://docs.kernel.org/filesystems/proc.html; nothing of a process that has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/smaps_rollup").read_text()
    return ""


def _held(smaps: str) -> tuple[float, float]:
    """MB that a process has of its own or shares with its kin, and MB of files that it maps.

    A file may be mapped by the whole machine, so that its proportional share would depend on what else runs.
    """
    lines = (line.split(":", 1) for line in smaps.splitlines()[1:])
    fields = defaultdict[str, float](float, {name: int(value.split()[0]) / 1000 for name, value in lines})
    return fields["Pss"] - fields["Pss_File"], fields["Rss"] - fields["Anonymous"]
