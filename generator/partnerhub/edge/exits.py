"""How a command ends: its exit codes, and what ends it before it has done anything.

0 nothing wrong · 1 errors found · 2 wrong usage, settings, templates, hooks or machine · 3 a defect of ours
130 interrupted · 141 nobody reads the output any more (128 and the signal's number, as shells have it)
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnerhub.edge.usage import Misuse
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import Term, Terms

if TYPE_CHECKING:
    from partnerhub.edge.config import Config
    from partnerhub.record.settings_file import SettingsFile

OK, ERRORS, USAGE, DEFECT, INTERRUPTED = 0, 1, 2, 3, 130


def config_or_exit(file: Path, language: str | None) -> Config:
    """The hub's settings; exits where they can't be used."""
    from partnerhub.edge.config import read_config  # noqa: PLC0415

    with settings_or_exit(language):
        return read_config(file)


@contextmanager
def settings_or_exit(language: str | None) -> Iterator[None]:
    """Exit where the settings can't be used, with all findings about them, in a language or the hub's first."""
    from partnerhub.record.settings_tree import SettingsInvalid  # noqa: PLC0415
    from partnerhub.words import report  # noqa: PLC0415

    try:
        yield
    except SettingsInvalid as invalid:
        terms = Terms(language or invalid.language)
        click.echo(report.text(invalid.findings(language), terms), err=True)
        sys.exit(USAGE)


def moment_or_misuse(when: str | None, config: Config | SettingsFile) -> datetime:
    """The moment as of which one judges, in UTC or with the hub's zone; raises Misuse for what is none."""
    from partnerhub.edge.config import NoMoment, moment  # noqa: PLC0415

    try:
        return moment(when, config.settings.zone)
    except NoMoment as wrong:
        raise misuse(wrong) from None


@contextmanager
def git_or_misuse() -> Iterator[None]:
    """Raises Misuse where git fails, with its reason and what to do."""
    from partnerhub.history.git import NoBranch  # noqa: PLC0415
    from partnerhub.history.git_run import GitFailed  # noqa: PLC0415

    try:
        yield
    except (NoBranch, GitFailed) as failed:
        raise misuse(failed, failed.advice) from None


def misuse(spoken: Spoken, advice: Term | None = None) -> Misuse:
    """What ends a command, of an error that has words of its own."""
    return Misuse(spoken.problem.message, advice, **(spoken.problem.facts or {}))
