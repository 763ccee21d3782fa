"""`partnerhub status`: where each partnership stands, and what is to be done by when."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnerhub.edge.exits import ERRORS, OK, config_or_exit, moment_or_misuse
from partnerhub.edge.host import is_public_repository
from partnerhub.edge.options import CONFIG_FILE, LANGUAGE, TODAY
from partnerhub.edge.terminal import print_output
from partnerhub.edge.usage import Command, Misuse
from partnerhub.words.terms import N_, Terms

if TYPE_CHECKING:
    from partnerhub.checks import Hub
    from partnerhub.duties.in_browser import Blanks
    from partnerhub.duties.links import EditLinks
    from partnerhub.duties.model import Board
    from partnerhub.edge.config import Config

_FILE = click.Path(path_type=Path, dir_okay=False)


def _days(context: click.Context, parameter: click.Parameter, typed: str | None) -> int | None:
    if typed is None:
        return None
    if not re.fullmatch("[0-9]{1,4}d?", typed):
        raise Misuse(N_("{option} must be a number of days, such as 14d"), option="--due")
    return int(typed.removesuffix("d"))


@click.command(cls=Command)
@click.option("--due", "days", metavar="DAYS", callback=_days, help="Only what is overdue or due within days: 14d.")
@click.option("--partner", metavar="SLUG", help="Only one partnership.")
@click.option("--format", "style", type=click.Choice(("text", "json", "markdown")), default="text", show_default=True)
@click.option("--html", type=_FILE, help="Write the board, a page of its own, into a file.")
@click.option("--ics", type=_FILE, help="Write a private calendar of what is to be done into a file.")
@click.option(
    "--drafts", type=click.Path(path_type=Path), help="Write the drafts of what is due this week into a folder."
)
@click.option("--public", "is_public", is_flag=True, help="Names and days only: the reader may be anyone.")
@TODAY
@LANGUAGE
@CONFIG_FILE
def status(
    days: int | None,
    partner: str | None,
    style: str,
    html: Path | None,
    ics: Path | None,
    drafts: Path | None,
    is_public: bool,
    language: str | None,
    today: str | None,
    config_file: Path,
) -> None:
    """Say where each partnership stands, and what is to be done by when."""
    from partnerhub.contained import DEFECT  # noqa: PLC0415
    from partnerhub.duties import find, markdown, text  # noqa: PLC0415
    from partnerhub.edge.partner_named import file_named  # noqa: PLC0415
    from partnerhub.edge.private_output import refuse_published, write_private  # noqa: PLC0415
    from partnerhub.edge.writing import Workplace  # noqa: PLC0415
    from partnerhub.history.timeline import Gap  # noqa: PLC0415
    from partnerhub.words import report  # noqa: PLC0415
    from partnerhub.words.finding import errors  # noqa: PLC0415

    config = config_or_exit(config_file, language)
    language = language or config.settings.language
    for file in filter(None, (html, ics, drafts)):
        refuse_published(file, config.folders)
    is_public = is_public or is_public_repository(os.environ)
    if is_public and drafts is not None:
        raise Misuse(N_("drafts are not for everybody, so there are none for readers who may be anyone"))
    loaded = Workplace(config, moment_or_misuse(today, config), language).load()
    board = find.board(loaded.hub, loaded.findings, language)
    told = board if days is None else board.due_within(days)
    if partner is not None:
        told = told.of_file(file_named(partner, loaded).path)
    if is_public:
        told = told.public()
    links, blanks = _edit_links(config, loaded.hub), _blanks(config)
    if html is not None:
        from partnerhub.duties import page  # noqa: PLC0415

        write_private(html, page.as_page(told, links, blanks).encode("utf-8", "replace"))
    if ics is not None:
        from partnerhub.duties import calendar  # noqa: PLC0415

        write_private(ics, calendar.as_calendar(told, links))
    if drafts is not None:
        from partnerhub.edge.due_drafts import write_due_drafts  # noqa: PLC0415

        write_due_drafts(drafts, told, config, loaded, Terms(language))
    write: Mapping[str, Callable[[Board, EditLinks], str]] = {
        "text": text.as_text,
        "json": text.as_json,
        "markdown": partial(markdown.as_markdown, blanks=blanks),
    }
    print_output(write[style](told, links).rstrip("\n"), style == "json")
    # What can't be told of the past changes days, so it is said as `check` does.
    said = [finding for finding in loaded.findings if finding.rule in set(Gap)]
    if said:
        click.echo(report.text(said, Terms(language)), err=True)
    failed = [finding for finding in board.unread if finding.rule == DEFECT]
    sys.exit(ERRORS if errors([*said, *failed]) else OK)


def _blanks(config: Config) -> Blanks:
    from partnerhub.duties.in_browser import Blanks  # noqa: PLC0415
    from partnerhub.record.files import PARTNERS  # noqa: PLC0415
    from partnerhub.scaffold.blank import blank_event, blank_partner  # noqa: PLC0415

    settings = config.settings
    return Blanks(f"{PARTNERS}new-partner.md", blank_partner(settings), blank_event(settings))


def _text(file: Path) -> str:
    """Of a file of the repository; empty where it can't be read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _edit_links(config: Config, hub: Hub) -> EditLinks:
    from partnerhub.duties.links import EditLinks, edit_links  # noqa: PLC0415
    from partnerhub.history.git import Repository  # noqa: PLC0415
    from partnerhub.history.git_run import GitFailed  # noqa: PLC0415

    try:
        repository = Repository.find(config.folders.hub)
        if repository is None:
            return EditLinks()
        addresses = [config.repo_url, repository.origin or ""]
        top = repository.top
        return edit_links(os.environ, addresses, hub.timeline.branch, repository.prefix, lambda file: _text(top / file))
    except GitFailed:  # a finding says so
        return EditLinks()
