"""What a check of a whole hub found: all that is said of it, in whatever form, of whichever files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnerhub.words.finding import Finding, Severity

Json = Any


@dataclass(frozen=True)
class Checked:
    """What a check found, in the reader's language."""

    language: str
    findings: Sequence[Finding]
    """Sorted by path and line."""
    follow_up: Sequence[Finding] | None
    """What partnerships wait for: asked of a whole hub alone."""
    outdated_forms: Sequence[Finding] | None
    """Asked where the forms or the settings are reported on."""
    private_in_public: Sequence[Finding]
    """What is to be said where anybody can read the repository."""
    events: Mapping[str, int]
    """Path of each partner file → how many events it has."""
    site: str
    """Where the site lies."""

    def as_json(self) -> Json:
        """As it is kept."""
        found = {name: getattr(self, name) and list(map(vars, getattr(self, name))) for name in _FOUND}
        return {**vars(self), **found}

    @classmethod
    def of_json(cls, kept: Json) -> Checked:
        """The same from what was kept of it; raises TypeError, ValueError, KeyError where that is something else."""
        found = {name: kept[name] and list(map(_finding, kept[name])) for name in _FOUND}
        return cls(**{**kept, **found})


_FOUND = ("findings", "follow_up", "outdated_forms", "private_in_public")


def _finding(kept: Json) -> Finding:
    return Finding(**{**kept, "severity": Severity(kept["severity"]), "place": tuple(kept["place"])})
