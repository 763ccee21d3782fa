"""What the rules say of one partner file in its hub."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from partnerhub import checks
from partnerhub.checks import Hub, due
from partnerhub.facts import breaches_across, breaches_alone, breaches_among
from partnerhub.record.facts import Facts
from partnerhub.record.fields import withheld_fields
from partnerhub.record.model import Decision
from partnerhub.record.settings import Settings
from partnerhub.words.finding import Breach, Finding, Position, Problem, Severity
from partnerhub.words.terms import N_


@dataclass(frozen=True)
class Judged:
    """What the rules say of a file, but for those of the follow-up."""

    findings: Sequence[Finding]
    breaches: Sequence[Breach]
    across: Sequence[Breach]
    """Those of them that rules about the whole hub say."""


def judged(file: Facts, hub: Hub) -> Judged:
    """Ask all rules of a file."""
    across = breaches_across(file, hub)
    breaches = [*breaches_alone(file, hub), *breaches_among(file, hub.neighbours), *across]
    return Judged(list(checks.findings(file, breaches, hub)), breaches, across)


def follow_up(file: Facts, hub: Hub) -> tuple[Sequence[Finding], Sequence[datetime]]:
    """What a partnership waits for, and the moments at which that may be something else."""
    if file.path in hub.timeline.left_out:
        return [], []
    breaches = breaches_across(file, hub, of_follow_up=True)
    moments = [edge for breach in breaches for edge in breach.problem.during.edges]
    moments += due.messages_to_come(file.partner, hub.now) if file.partner else ()
    return list(checks.findings(file, breaches, hub)), moments


@dataclass(frozen=True)
class Telling:
    """A partner file that holds private fields."""

    path: str
    position: Position
    is_pending: bool


def telling(file: Facts) -> Telling | None:
    """What a file with private fields tells of that; None for one without."""
    if file.partner is None or not withheld_fields(file.partner.record):
        return None
    found = file.source.front_matter
    position = found.locate(("vetting",)) if found else Position()
    return Telling(file.path, position, file.partner.decision is Decision.PENDING)


def private_in_public(files: Sequence[Telling], settings: Settings, language: str) -> Iterator[Finding]:
    """What it means that private fields are filled in, for a repository that is known to be public: said once."""
    if files:
        problem = Problem(
            ("vetting",),
            N_("this repository is public, so anyone can read private fields; partner files that hold some: {count}"),
            N_("Keep partner files in a private repository that publishes only site/, or see to it that nobody minds."),
            {"count": len(files)},
            files[0].position,
            severity=Severity.WARNING if files[0].is_pending else None,
        )
        said = checks.finding("repository-public", problem, files[0].path, settings, language)
        yield from [said] if said else []
