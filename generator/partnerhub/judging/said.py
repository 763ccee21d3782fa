"""What a check says of a circle of partner files, kept between runs as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from partnerhub.cache import Cache
from partnerhub.checks.overlaps import Occurrence
from partnerhub.contained import DEFECT
from partnerhub.judging.files import Telling
from partnerhub.past.circles import Circle
from partnerhub.record.kept import version
from partnerhub.words.finding import Finding, Position, Severity

Json = Any
_PASSING = frozenset({DEFECT, "photo-unreadable", "photo-too-large"})
"""Rules that a hub may break in one run and not in the next, as it lies there."""


@dataclass(frozen=True)
class Said:
    """What a check says of a circle, and what else of it matters to others."""

    findings: Sequence[Finding]
    follow_up: Sequence[Finding]
    events: Mapping[str, int]
    """Path of each partner file → how many events it has."""
    telling: Sequence[Telling]
    occurrences: Sequence[Occurrence]
    """What matters to others: see `Rest`."""
    names: Mapping[str, Sequence[str]]
    guesses: bool
    """Whether it was guessed who else was meant by a name."""
    missing: Sequence[str]
    """The files that miss a photo, for which another may lie there."""
    asked: str
    """A digest of all that was asked of the rest of the hub."""
    until: datetime
    """The first moment at which it may be something else."""

    def as_json(self, since: datetime) -> Json:
        """As it is kept."""
        return {
            "since": since.timestamp(),
            "until": self.until.timestamp(),
            "findings": [_row(finding) for finding in self.findings],
            "follow_up": [_row(finding) for finding in self.follow_up],
            "events": self.events,
            "telling": [
                [each.path, each.position.line, each.position.column, each.is_pending] for each in self.telling
            ],
            "occurrences": [
                [each.path, each.index, each.start.timestamp(), each.end.timestamp(), each.title]
                for each in self.occurrences
            ],
            "names": self.names,
            "guesses": self.guesses,
            "missing": self.missing,
            "asked": self.asked,
        }

    @classmethod
    def of_json(cls, kept: Json) -> Said:
        """The same from what was kept of it."""
        return cls(
            findings=[_finding(*row) for row in kept["findings"]],
            follow_up=[_finding(*row) for row in kept["follow_up"]],
            events=kept["events"],
            telling=[Telling(path, Position(line, column), pending) for path, line, column, pending in kept["telling"]],
            occurrences=[
                Occurrence(path, index, _moment(start), _moment(end), title)
                for path, index, start, end, title in kept["occurrences"]
            ],
            names=kept["names"],
            guesses=kept["guesses"],
            missing=kept["missing"],
            asked=kept["asked"],
            until=_moment(kept["until"]),
        )


class KnownCircles:
    """What was said of circles, in a language."""

    def __init__(self, cache: Cache, language: str, now: datetime) -> None:
        self._table = cache.table("circles", version())
        self._language = language
        self._now = now

    def of(self, circle: Circle) -> Said | None:
        """What was said of a circle, if that stands as far as it depends on that circle alone."""
        kept = self._table.get(f"{circle.key} {self._language}") if circle.key else None
        is_so = kept is not None and kept["since"] <= self._now.timestamp() < kept["until"]
        return Said.of_json(kept) if is_so else None

    def put(self, circle: Circle, said: Said) -> None:
        """What is said of a circle, unless that may pass."""
        if circle.key and said.until > self._now and not may_pass([*said.findings, *said.follow_up]):
            self._table.put(f"{circle.key} {self._language}", said.as_json(self._now))

    def save(self) -> None:
        """Keep those that were asked for."""
        self._table.save(forgets_others=True)


def may_pass(findings: Iterable[Finding]) -> bool:
    """Whether something failed that may go well next time: a step of ours, a photo on a machine that was busy."""
    return any(each.rule in _PASSING for each in findings)


def _row(finding: Finding) -> Json:
    return list(vars(finding).values())


def _finding(rule: str, severity: str, path: str, line: int, column: int, place: Json, *texts: str) -> Finding:
    return Finding(rule, Severity(severity), path, line, column, tuple(place), *texts)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
