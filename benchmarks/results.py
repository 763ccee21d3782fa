"""What was measured, kept as JSON; `table` makes RESULTS.md of it, so that figures and text are of one run."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.hubs import Shape
from benchmarks.measure import Times


@dataclass
class Measured:
    """An operation of a contender on a hub."""

    times: list[Times] = field(default_factory=list)
    """Of each round."""
    peak: float | None = None
    """MB."""
    encoded: int | None = None
    """Pictures."""

    @property
    def wall(self) -> float | None:
        """The median, in seconds."""
        return median(each.wall for each in self.times) if self.times else None

    @property
    def cpu(self) -> float | None:
        """The median, in seconds."""
        return (median(each.cpu for each in self.times) or None) if self.times else None


@dataclass
class Results:
    """All that was measured of one revision of ours."""

    about: dict[str, str]
    """What it was measured with, for the one who measures again."""
    measured: dict[str, Measured] = field(default_factory=dict)
    """By hub, contender and operation."""
    pages: dict[str, int] = field(default_factory=dict)
    """Hub → HTML files that ours makes."""

    def of(self, shape: Shape, contender: str, operation: str) -> Measured:
        """What was measured of an operation, to be filled."""
        return self.measured.setdefault(_key(shape, contender, operation), Measured())

    def found(self, shape: Shape, contender: str, operation: str) -> Measured:
        """What was measured of an operation, to be read."""
        return self.measured.get(_key(shape, contender, operation), Measured())

    def shapes(self) -> Sequence[str]:
        """The names of the hubs."""
        return list(dict.fromkeys(key.split(" | ")[0] for key in self.measured))

    def sizes(self) -> Sequence[int]:
        """How many partners hubs have."""
        return sorted({int(shape.split("-")[0]) for shape in self.shapes()})


def _key(shape: Shape, contender: str, operation: str) -> str:
    return f"{shape.name} | {contender} | {operation}"


def load(file: Path) -> dict[str, Results]:
    """Section (now, before) → results."""
    if not file.exists():
        return {}
    return {
        section: Results(
            results["about"],
            {
                key: Measured([Times(*each) for each in kept["times"]], kept["peak"], kept["encoded"])
                for key, kept in results["measured"].items()
            },
            results["pages"],
        )
        for section, results in json.loads(file.read_text("utf-8")).items()
    }


def save(file: Path, sections: dict[str, Results]) -> None:
    """Rounded to what is meant by it: milliseconds, and MB."""
    kept = {
        section: {
            "about": results.about,
            "measured": {
                key: {
                    "times": [[round(each.wall, 3), round(each.cpu, 3)] for each in measured.times],
                    "peak": measured.peak and round(measured.peak),
                    "encoded": measured.encoded,
                }
                for key, measured in results.measured.items()
            },
            "pages": results.pages,
        }
        for section, results in sections.items()
    }
    text = json.dumps(kept, indent=1, ensure_ascii=False)
    a_line_each = re.sub(r"\n(?: {4,}| {3}(?=[}\]]))", "", text)
    file.write_text(a_line_each + "\n", encoding="utf-8")
