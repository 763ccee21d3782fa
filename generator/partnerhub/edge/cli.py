"""The command line: arguments, exit codes, what a terminal shows.

0 nothing wrong · 1 errors found · 2 wrong usage, settings, templates, hooks or machine · 3 a defect of ours
130 interrupted · 141 nobody reads the output any more (128 and the signal's number, as shells have it)
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from partnerhub.edge.build_command import build
from partnerhub.edge.check_command import check
from partnerhub.edge.desk_command import desk_command
from partnerhub.edge.doctor_command import doctor
from partnerhub.edge.import_command import import_command
from partnerhub.edge.new_command import new
from partnerhub.edge.options import CONFIG_FILE as _CONFIG_FILE
from partnerhub.edge.options import LANGUAGE as _LANGUAGE
from partnerhub.edge.options import TODAY as _TODAY
from partnerhub.edge.preview_command import preview_command
from partnerhub.edge.set_command import set_command
from partnerhub.edge.status_command import status
from partnerhub.edge.usage import Command, Commands, Misuse, no_rule, reader, said
from partnerhub.edge.write_command import write_command
from partnerhub.ours import address_of_rule
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_, Term, Terms

if TYPE_CHECKING:
    from partnerhub.edge.config import Config
    from partnerhub.record.settings_file import SettingsFile
    from partnerhub.review.markdown import Links
    from partnerhub.review.revisions import Revision

OK, ERRORS, USAGE, DEFECT, INTERRUPTED = 0, 1, 2, 3, 130


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="partnerhub")
def cli() -> None:
    """Vet, announce and remember a community's collaborations: partner files become a website of events."""


cli.command_class = Command


@cli.command()
@click.argument("revisions", metavar="BASE..HEAD")
@click.option("--format", "style", type=click.Choice(("markdown", "json")), default="markdown", show_default=True)
@click.option("--public", "is_public", is_flag=True, help="Leave every private value out: the reader may be anyone.")
@_TODAY
@_LANGUAGE
@_CONFIG_FILE
def review(
    revisions: str, style: str, is_public: bool, today: str | None, language: str | None, config_file: Path
) -> None:
    """Write the report on a pull request: what changed between two revisions, and whether to say yes."""
    from partnerhub import pipeline  # noqa: PLC0415
    from partnerhub.edge.terminal import Bar  # noqa: PLC0415
    from partnerhub.review import markdown as review_report  # noqa: PLC0415
    from partnerhub.review.revisions import Range, UnknownRevision  # noqa: PLC0415

    base, dots, head = revisions.partition("..")
    if not dots or not base:
        raise Misuse(N_("{name} must name two revisions, for instance main..HEAD"), name="BASE..HEAD")
    head = head.removeprefix(".") or "HEAD"
    try:
        with _git_or_exit(), _settings_or_exit(language):
            compared = Range.find(config_file, base, head, language)
            found = pipeline.review(compared, _moment(today, compared.judge), Bar(compared.reader))
    except UnknownRevision as unknown:
        raise _misuse(unknown) from None
    report = found.public() if is_public else found
    write = review_report.as_json if style == "json" else review_report.as_markdown
    _print(write(report, compared.reader, _links(compared.after)).rstrip("\n"), style == "json")
    sys.exit(ERRORS if found.new_errors else OK)


@cli.command()
@_LANGUAGE
@_CONFIG_FILE
def serve(language: str | None, config_file: Path) -> None:
    """Serve a live preview that follows every change, with the findings on the page."""
    from mkdocs.commands.serve import serve as serve_shell  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    from partnerhub.edge.build_log import shown_log  # noqa: PLC0415
    from partnerhub.edge.building import Asked  # noqa: PLC0415
    from partnerhub.edge.plugin import PartnerhubPlugin, Run  # noqa: PLC0415

    gc.enable()
    _config(config_file, language)
    try:
        with shown_log(logging.INFO):
            if language is not None:
                # MkDocs keeps one plugin for all builds of a preview, and makes it when it first reads the settings.
                plugin = load_config(config_file=str(config_file)).plugins["partnerhub"]
                assert isinstance(plugin, PartnerhubPlugin)
                plugin.run = Run(Asked(language=language))
            serve_shell(config_file=str(config_file))
    except MkDocsException as stopped:
        click.echo(stopped.format_message(), err=True)
        sys.exit(stopped.exit_code)


@cli.command()
@click.argument("rule", required=False)
@_LANGUAGE
def rules(rule: str | None, language: str | None) -> None:
    """List the rules, or explain RULE."""
    from partnerhub.checks import GROUPS, RULES  # noqa: PLC0415
    from partnerhub.words.report import SEVERITIES  # noqa: PLC0415

    terms = Terms(language or reader(()))
    if rule is None:
        for group in GROUPS:
            click.echo(f"\n{terms(group)}")
            for each in (each for each in RULES.values() if each.group == group):
                first_line = terms(each.explanation).partition("\n")[0]
                click.echo(f"  {each.slug:<29} {terms(SEVERITIES[each.severity]):<8}{each.marks:<3} {first_line}")
        marks = N_("! its severity can be raised, never lowered · H holds back what it is about, even as a warning")
        click.echo(f"\n{terms(marks)}")
    elif rule in RULES:
        each = RULES[rule]
        named = terms(Term(each.group))
        click.echo(f"{each.slug} ({named}): {terms(SEVERITIES[each.severity])} {each.marks}".rstrip())
        click.echo(f"\n{terms(each.explanation)}")
        if address := address_of_rule(rule):
            click.echo(f"\n{address}")
    else:
        raise no_rule(rule, list(RULES))


@cli.command()
@_LANGUAGE
def schema(language: str | None) -> None:
    """Print the JSON Schema of a partner file's front matter, for editors."""
    from partnerhub.record.schema import json_schema  # noqa: PLC0415

    _print(json_schema(), is_json=True)


_ASKING = (check, status, doctor)
_WRITING = (build, new, import_command, set_command, write_command, preview_command, desk_command)
for _command in (*_ASKING, *_WRITING):
    cli.add_command(_command)


def main() -> None:
    """Run a command and exit with its code."""
    from partnerhub.edge import terminal  # noqa: PLC0415

    # What a command loads stays until it ends, and so there is little to find in it; `serve`, which goes on, looks.
    gc.disable()
    terminal.set_up()
    sys.exit(run())


def run() -> str | int | None:
    """The exit code of a command; a defect of ours says where it is, but repeats nothing of what was read."""
    from partnerhub.edge import faults  # noqa: PLC0415

    try:
        cli(prog_name="partnerhub", standalone_mode=False)
        return OK
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as wrong:
        _complain(said(wrong, reader(sys.argv[1:])))
        return wrong.exit_code
    except SystemExit as ended:
        return ended.code
    except Exception as error:
        language = "en"
        with suppress(Exception):  # what the settings say must not hide what failed
            language = reader(sys.argv[1:])
        terms = Terms(language)
        if sentence := faults.sentence(error, language):
            _complain(terms(N_("partnerhub had to stop: {reason}"), reason=sentence))
            return USAGE
        for frame in traceback.extract_tb(error.__traceback__):
            _complain(f"  {frame.filename}:{frame.lineno} in {frame.name}")
        words = N_("partnerhub has a defect ({kind}). Please report it with the lines above.")
        _complain(terms(words, kind=type(error).__name__))
        return DEFECT


def _complain(words: str) -> None:
    """Say on the standard error what went wrong, as far as anybody hears it."""
    with suppress(OSError):
        click.echo(words, err=True)


def _config(file: Path, language: str | None) -> Config:
    from partnerhub.edge.config import read_config  # noqa: PLC0415

    with _settings_or_exit(language):
        return read_config(file)


@contextmanager
def _settings_or_exit(language: str | None) -> Iterator[None]:
    """Exit where the settings can't be used, with all findings about them, in a language or the hub's first."""
    from partnerhub.record.settings_tree import SettingsInvalid  # noqa: PLC0415
    from partnerhub.words import report  # noqa: PLC0415

    try:
        yield
    except SettingsInvalid as invalid:
        terms = Terms(language or invalid.language)
        click.echo(report.text(invalid.findings(language), terms), err=True)
        sys.exit(USAGE)


def _moment(when: str | None, config: Config | SettingsFile) -> datetime:
    from partnerhub.edge.config import NoMoment, moment  # noqa: PLC0415

    try:
        return moment(when, config.settings.zone)
    except NoMoment as wrong:
        raise _misuse(wrong) from None


@contextmanager
def _git_or_exit() -> Iterator[None]:
    """Exit where git fails, with its reason and what to do."""
    from partnerhub.history.git import GitFailed, NoBranch  # noqa: PLC0415

    try:
        yield
    except (NoBranch, GitFailed) as failed:
        raise _misuse(failed, failed.advice) from None


def _misuse(spoken: Spoken, advice: Term | None = None) -> Misuse:
    return Misuse(spoken.problem.message, advice, **(spoken.problem.facts or {}))


def _links(revision: Revision) -> Links:
    """Where the code host that runs us shows the files of a revision."""
    from partnerhub.review.markdown import Links  # noqa: PLC0415

    place = f"{revision.commit}/{quote(revision.prefix)}"
    if "GITHUB_REPOSITORY" in os.environ:
        github = f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{os.environ['GITHUB_REPOSITORY']}"
        return Links(f"{github}/blob/{place}", f"{github}/raw/{place}")
    if gitlab := os.environ.get("CI_MERGE_REQUEST_SOURCE_PROJECT_URL") or os.environ.get("CI_PROJECT_URL"):
        return Links(f"{gitlab}/-/blob/{place}", f"{gitlab}/-/raw/{place}")
    return Links()


def _print(output: str, is_json: bool) -> None:
    """Print text that may name files; a name that is not UTF-8 must not break what others read."""
    from partnerhub.edge.terminal import readable  # noqa: PLC0415

    whole = output.encode("utf-8", "replace").decode()
    click.echo(readable(whole) if is_json else whole)
