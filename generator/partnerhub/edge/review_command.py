"""`partnerhub review`: the report on a pull request."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from partnerhub.edge.exits import ERRORS, OK, git_or_misuse, misuse, moment_or_misuse, settings_or_exit
from partnerhub.edge.options import CONFIG_FILE, LANGUAGE, TODAY
from partnerhub.edge.terminal import Bar, print_output
from partnerhub.edge.usage import Command, Misuse
from partnerhub.words.terms import N_

if TYPE_CHECKING:
    from partnerhub.review.markdown import Links
    from partnerhub.review.revisions import Revision


@click.command(cls=Command)
@click.argument("revisions", metavar="BASE..HEAD")
@click.option("--format", "style", type=click.Choice(("markdown", "json")), default="markdown", show_default=True)
@click.option("--public", "is_public", is_flag=True, help="Leave every private value out: the reader may be anyone.")
@TODAY
@LANGUAGE
@CONFIG_FILE
def review(
    revisions: str, style: str, is_public: bool, today: str | None, language: str | None, config_file: Path
) -> None:
    """Write the report on a pull request: what changed between two revisions, and whether to say yes."""
    from partnerhub import pipeline  # noqa: PLC0415
    from partnerhub.review import markdown as review_report  # noqa: PLC0415
    from partnerhub.review.revisions import Range, UnknownRevision  # noqa: PLC0415

    base, dots, head = revisions.partition("..")
    if not dots or not base:
        raise Misuse(N_("{name} must name two revisions, for instance main..HEAD"), name="BASE..HEAD")
    head = head.removeprefix(".") or "HEAD"
    try:
        with git_or_misuse(), settings_or_exit(language):
            compared = Range.find(config_file, base, head, language)
            found = pipeline.review(compared, moment_or_misuse(today, compared.judge), Bar(compared.reader))
    except UnknownRevision as unknown:
        raise misuse(unknown) from None
    report = found.public() if is_public else found
    write = review_report.as_json if style == "json" else review_report.as_markdown
    print_output(write(report, compared.reader, _links(compared.after)).rstrip("\n"), style == "json")
    sys.exit(ERRORS if found.new_errors else OK)


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
