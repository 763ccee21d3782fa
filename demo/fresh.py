"""Keeps the demo's dates from rotting: copies the hub to .cache/demo-hub/ with its dates moved to today.

`make site` builds the copy, which is a git repository of its own with the history that `history` tells. Dates move by
whole weeks, so that weekdays and the distances between days stay.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from history import PARTNERS, versions
from repository import Commit, write

DEMO_DAY = date(2026, 12, 1)
"""The day for which the demo's files are written."""
ZONE = ZoneInfo("Asia/Jerusalem")
NOON = time(10, tzinfo=UTC)
"""The hour of every commit, around noon in the hub's zone."""
ROOT = Path(__file__).resolve().parents[1]
COPY = ROOT / ".cache" / "demo-hub"
HUB = (".gitignore", "mkdocs.yml", "content", "templates")
"""What of the project is the demo hub."""

_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_FRONT_MATTER = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)


def shift_for(today: date) -> timedelta:
    """By how much the demo moves: whole weeks, so that its day is today or up to six days ago."""
    return timedelta(weeks=(today - DEMO_DAY).days // 7)


def moved(partner_file: str, shift: timedelta) -> str:
    """A partner file with the dates of its front matter moved; the description stays as it is."""

    def later(day: re.Match[str]) -> str:
        try:
            return str(date.fromisoformat(day.group()) + shift)
        except ValueError:  # no day of the calendar, as its finding says
            return day.group()

    return _FRONT_MATTER.sub(lambda front_matter: _DATE.sub(later, front_matter.group()), partner_file)


def copy_hub(root: Path, copy: Path, shift: timedelta) -> int:
    """Make the copy anew; returns the number of its commits."""
    hub = files_of(root)
    commits = [
        Commit(datetime.combine(step.day + shift, NOON), step.message, _moved(files, shift))
        for step, files in versions(hub)
    ]
    for name in ("content", "templates"):
        shutil.rmtree(copy / name, ignore_errors=True)
    files = _moved(hub, shift)
    for commit in commits:
        files |= commit.files
    write(copy, commits, files)
    return len(commits)


def files_of(root: Path) -> dict[str, bytes]:
    """Path → content of the hub's files, with plain line ends whatever this checkout has."""
    found = [file for name in HUB for file in (root / name, *sorted((root / name).rglob("*"))) if file.is_file()]
    files = {file.relative_to(root).as_posix(): file.read_bytes() for file in found}
    return {path: data.replace(b"\r\n", b"\n") if path.endswith(".md") else data for path, data in files.items()}


def _moved(files: Mapping[str, bytes], shift: timedelta) -> dict[str, bytes]:
    return {
        path: moved(content.decode("utf-8", "surrogateescape"), shift).encode("utf-8", "surrogateescape")
        if path.startswith(PARTNERS) and path.endswith(".md")
        else content
        for path, content in files.items()
    }


def _today() -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), ZONE) if epoch else datetime.now(ZONE)).date()


def main() -> None:
    """Copy the hub for a day, or say when the demo's own day is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--today", type=date.fromisoformat, default=None, help="by default the day of the clock")
    parser.add_argument("--demo-day-epoch", action="store_true", help="only print the demo day's noon, in seconds")
    arguments = parser.parse_args()
    if arguments.demo_day_epoch:
        print(int(datetime.combine(DEMO_DAY, time(12), ZONE).timestamp()))
        return
    shift = shift_for(arguments.today or _today())
    try:
        number = copy_hub(ROOT, COPY, shift)
    except (OSError, subprocess.CalledProcessError) as failed:
        sys.exit(f"The demo hub could not be copied to {COPY.relative_to(ROOT)}/: {failed}")
    print(
        f"The demo hub is copied to {COPY.relative_to(ROOT)}/. Its day, {DEMO_DAY}, is {DEMO_DAY + shift} there, "
        f"and its history has {number} commits.\n"
        "What is wrong in it is meant to be: one evening was moved, one taken back, and one is being corrected "
        "for a slip in its file."
    )


if __name__ == "__main__":
    main()
