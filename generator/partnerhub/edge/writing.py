"""What all commands that write partner files have: the hub at a moment, the file that is meant, what is printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from partnerhub.edge.exits import USAGE, git_or_misuse
from partnerhub.edge.usage import Misuse
from partnerhub.words.terms import N_, Terms

if TYPE_CHECKING:
    from partnerhub.edge.config import Config
    from partnerhub.editing.subject import Refused, Subject
    from partnerhub.pipeline import Loaded
    from partnerhub.record.facts import Facts
    from partnerhub.words.finding import Finding

DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")


@dataclass(frozen=True)
class Workplace:
    """Where one works: a hub at a moment, and the language of the one who works there."""

    config: Config
    now: datetime
    language: str

    @property
    def terms(self) -> Terms:
        """Our words, as the reader says them."""
        return Terms(self.language)

    def load(self, instead: Mapping[str, bytes] | None = None) -> Loaded:
        """The hub as it is, or as it would be with other bytes in some files."""
        from partnerhub import pipeline  # noqa: PLC0415
        from partnerhub.edge.terminal import Bar  # noqa: PLC0415

        with git_or_misuse():
            return pipeline.load(
                self.config.folders,
                self.config.settings,
                self.now,
                Bar(self.language),
                shell=self.config.shell,
                language=self.language,
                instead=instead,
            )

    def user(self) -> str | None:
        """Who works here, as git has it."""
        from partnerhub.history.git_run import GitFailed, user_name  # noqa: PLC0415

        with suppress(GitFailed):
            return user_name(self.config.folders.hub)
        return None


def subject_of(loaded: Loaded, facts: Facts) -> Subject:
    """The file as one that can be edited. Raises Refused where it can't be read."""
    from partnerhub.editing.subject import Subject, Unsound  # noqa: PLC0415

    if facts.partner is None:
        findings = [finding for finding in loaded.findings if finding.path == facts.path]
        message, hint = N_("{path} can't be read, so nothing is written"), N_("Mend it by hand first.")
        raise Unsound(findings, message, hint, path=facts.path)
    return Subject(loaded.hub, facts)


def write(file: Path, path: str, before: bytes, after: bytes) -> None:
    """Write the file whole, or not at all. Raises Refused, OSError."""
    from partnerhub.edge.partner_file import ChangedMeanwhile, replace_file  # noqa: PLC0415
    from partnerhub.editing.subject import changed_meanwhile  # noqa: PLC0415

    try:
        replace_file(file, before, after)
    except ChangedMeanwhile:
        raise changed_meanwhile(path) from None


def write_files(folder: Path, files: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Write files of a folder, by path: new ones, whose bytes before are none, together, the others each whole.

    Raises Refused, OSError.
    """
    from partnerhub.edge.partner_file import create_files  # noqa: PLC0415
    from partnerhub.editing.subject import Refused  # noqa: PLC0415

    new = {path: after for path, (before, after) in files.items() if not before}
    try:
        create_files({folder / path: data for path, data in new.items()})
    except FileExistsError:
        raise Refused(N_("{path} is there already, and is left as it is"), path=", ".join(new)) from None
    for path, (before, after) in files.items():
        if before:
            write(folder / path, path, before, after)


def refuse(refused: Refused, command: str, terms: Terms) -> NoReturn:
    """Say why a command writes nothing, and what to do instead."""
    from partnerhub.words import report  # noqa: PLC0415

    problem = refused.problem
    if refused.findings:
        click.echo(report.text(refused.findings, terms), err=True)
    words = [problem.say(each, terms.language) for each in (problem.message, problem.hint) if each]
    click.echo(f"{command}: {'. '.join(word.removesuffix('.') for word in words)}.".replace("?.", "?"), err=True)
    sys.exit(USAGE)


def refuse_what_is_no_text(typed: Iterable[str]) -> None:
    """Raises Misuse."""
    try:
        "".join(typed).encode()
    except UnicodeEncodeError:
        raise Misuse(N_("what is typed must be text in UTF-8")) from None


def show(lines: Iterable[str], new: Sequence[Finding], terms: Terms) -> None:
    """Print what changes, and what is wrong since."""
    from partnerhub.words import report  # noqa: PLC0415

    for line in lines:
        click.echo(line)
    if new:
        click.echo(f"\n{report.text(new, terms)}")
