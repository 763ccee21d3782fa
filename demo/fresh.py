"""Keeps the demo's dates from rotting: copies the hub to .cache/demo-hub/ with its dates moved to today.

`make site` builds the copy. Dates move by whole weeks, so that weekdays and the distances between days stay.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

DEMO_DAY = date(2026, 12, 1)
"""The day for which the demo's files are written."""
ZONE = ZoneInfo("Asia/Jerusalem")
ROOT = Path(__file__).resolve().parents[1]
COPY = ROOT / ".cache" / "demo-hub"

_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_FENCE = "---\n"


def shift_for(today: date) -> timedelta:
    """By how much the demo moves: whole weeks, so that its day is today or up to six days ago."""
    return timedelta(weeks=(today - DEMO_DAY).days // 7)


def moved(partner_file: str, shift: timedelta) -> str:
    """A partner file with the dates of its front matter moved; the description stays as it is."""
    before, front_matter, body = partner_file.split(_FENCE, 2)
    dates = _DATE.sub(lambda match: str(date.fromisoformat(match.group()) + shift), front_matter)
    return _FENCE.join((before, dates, body))


def copy_hub(shift: timedelta) -> None:
    """Make the copy anew."""
    shutil.rmtree(COPY / "content", ignore_errors=True)
    shutil.rmtree(COPY / "templates", ignore_errors=True)
    COPY.mkdir(parents=True, exist_ok=True)
    shutil.copy2(ROOT / "mkdocs.yml", COPY)
    shutil.copytree(ROOT / "content", COPY / "content")
    shutil.copytree(ROOT / "templates", COPY / "templates")
    for file in sorted((COPY / "content" / "partners").glob("*.md")):
        file.write_text(moved(file.read_text(encoding="utf-8"), shift), encoding="utf-8")


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
    copy_hub(shift)
    print(f"The demo hub's dates are moved by {shift.days // 7} weeks in {COPY.relative_to(ROOT)}/.")


if __name__ == "__main__":
    main()
