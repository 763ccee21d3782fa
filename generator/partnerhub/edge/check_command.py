"""`partnerhub check`: what is wrong with partner files. Where nothing changed, what was said is said again."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Container, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import click

from partnerhub.edge import inputs
from partnerhub.edge.checked import Checked
from partnerhub.edge.exits import ERRORS, OK, config_or_exit, git_or_misuse, moment_or_misuse
from partnerhub.edge.form_paths import folders_of_forms, paths_of_forms
from partnerhub.edge.host import is_public_repository
from partnerhub.edge.last_run import LastRun
from partnerhub.edge.options import CONFIG_FILE, LANGUAGE, TODAY
from partnerhub.edge.terminal import print_output
from partnerhub.edge.usage import Command, Misuse
from partnerhub.scaffold.homes import FORMS
from partnerhub.words.finding import Severity, errors
from partnerhub.words.report import FORMATS, HOST_FORMATS, JSON_FORMATS, text
from partnerhub.words.summary import closing, summary
from partnerhub.words.terms import N_, Terms


@click.command(cls=Command)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--notes", is_flag=True, help="List notes too, which are only counted otherwise.")
@click.option("--changed-since", metavar="REV", help="Report only on files that differ from a revision.")
@TODAY
@LANGUAGE
@CONFIG_FILE
def check(
    paths: tuple[Path, ...],
    style: str,
    strict: bool,
    notes: bool,
    changed_since: str | None,
    today: str | None,
    language: str | None,
    config_file: Path,
) -> None:
    """Check every partner file, or report on PATHS only."""
    from partnerhub.history.git import Repository  # noqa: PLC0415
    from partnerhub.history.git_run import GitFailed  # noqa: PLC0415

    hub, is_whole = config_file.parent.resolve(), not paths and changed_since is None
    is_wanted = _wanted(hub, paths, changed_since)
    # The settings make every form what it is.
    of_forms = is_wanted(config_file.name)
    forms = [path for host in FORMS for path in paths_of_forms(hub, host) if of_forms or is_wanted(path)]
    last = LastRun(hub, "check", (config_file.name, today, language), is_dated=today is not None)
    asks = _Asked(follow_up=is_whole, forms=bool(forms))
    checked = _said_before(last, asks) or _checked(last, today, language, config_file, asks)
    findings = [finding for finding in checked.findings if is_wanted(finding.path)]
    findings += [finding for finding in checked.outdated_forms or () if finding.path in forms]
    files = [path for path in checked.events if is_wanted(path)]
    private_in_public = checked.private_in_public if is_public_repository(os.environ) else ()
    # That a day passed is nobody's mistake.
    strictly = [*findings, *private_in_public] if strict else []
    if is_whole:
        findings += checked.follow_up or ()
    findings = [*sorted(findings, key=lambda finding: finding.sort_key), *private_in_public]
    if style in HOST_FORMATS:
        # Where git fails, that is for a finding to say.
        with suppress(GitFailed):
            if repository := Repository.find(hub):
                findings = [replace(finding, path=repository.prefix + finding.path) for finding in findings]
    terms, is_text = Terms(checked.language), style == "text"
    listed = [finding for finding in findings if notes or not is_text or finding.severity is not Severity.NOTE]
    if output := text(listed, terms) if is_text else FORMATS[style](listed):
        print_output(output, style in JSON_FORMATS)
    events = sum(checked.events[path] for path in files)
    counts = summary(len(files), events, findings, terms, lists_notes=len(listed) == len(findings))
    for words in (counts, *closing(findings, terms)):
        click.echo(words, err=True)
    fails = errors(findings) or any(finding.severity is Severity.WARNING for finding in strictly)
    sys.exit(ERRORS if fails else OK)


@dataclass(frozen=True)
class _Asked:
    """What a check is asked for beside the files."""

    follow_up: bool
    forms: bool


def _wanted(hub: Path, paths: Sequence[Path], changed_since: str | None) -> Callable[[str], bool]:
    """Whether a path of the hub is reported on. Raises Misuse."""
    from partnerhub.history.git import Repository  # noqa: PLC0415

    wanted = [path.resolve() for path in paths]
    for path, resolved in zip(paths, wanted, strict=True):
        if not resolved.exists():
            raise Misuse(N_("{path} does not exist"), path=path)
    changed: Container[str] | None = None
    if changed_since is not None:
        with git_or_misuse():
            repository = Repository.find(hub)
            changed = repository.changed_since(changed_since) if repository else None
        if changed is None:
            from partnerhub.review.revisions import UNKNOWN  # noqa: PLC0415

            raise Misuse(UNKNOWN, name=changed_since)

    def is_wanted(path: str) -> bool:
        return (changed is None or path in changed) and (not wanted or _lies_in(hub / path, wanted))

    return is_wanted


def _said_before(last: LastRun, asked: _Asked) -> Checked | None:
    """What the last check found, if another one would find the same, and it was asked for all that this one is."""
    if (made := last.unchanged()) is None:
        return None
    with suppress(LookupError, OSError, TypeError, ValueError):
        checked = Checked.of_json(made.said)
        answers = [(asked.follow_up, checked.follow_up), (asked.forms, checked.outdated_forms)]
        # A link there may lead to private files, which the settings refuse; nothing else of the site matters.
        if not any(is_asked and answer is None for is_asked, answer in answers) and not any(
            inputs.links_in([Path(checked.site)])
        ):
            return checked
    return None


def _checked(last: LastRun, today: str | None, language: str | None, config_file: Path, asked: _Asked) -> Checked:
    """What is so now."""
    from partnerhub import pipeline  # noqa: PLC0415 - commands import what they use
    from partnerhub.edge.issue_forms import outdated_forms  # noqa: PLC0415
    from partnerhub.edge.shell_inputs import ShellInputs  # noqa: PLC0415
    from partnerhub.edge.terminal import Bar  # noqa: PLC0415
    from partnerhub.edge.watch import Watch  # noqa: PLC0415

    begun_at = time.time()
    config = config_or_exit(config_file, language)
    settings, folders, now = config.settings, config.folders, moment_or_misuse(today, config)
    forms = folders_of_forms(folders.hub)
    links = inputs.links_in([*ShellInputs(config).roots, *forms, folders.site])
    watch = Watch(config, begun_at, links, forms)
    language = language or settings.language
    with git_or_misuse():
        found = pipeline.check(folders, settings, now, Bar(language), config.shell, language)
    checked = Checked(
        language=language,
        findings=found.findings,
        follow_up=found.follow_up if asked.follow_up else None,
        outdated_forms=list(outdated_forms(config, language)) if asked.forms else None,
        private_in_public=found.private_in_public,
        events=found.events,
        site=str(folders.site),
    )
    findings = [*found.findings, *found.follow_up]
    if made := watch.made(found.commit, now, found.until, findings, (), checked.as_json()):
        last.keep(made)
    return checked


def _lies_in(file: Path, folders: Sequence[Path]) -> bool:
    return any(file.is_relative_to(folder) for folder in folders)
