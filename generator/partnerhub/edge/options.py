"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

from partnerhub.edge.usage import language_tag

CONFIG_FILE = click.option(
    "--config-file",
    "-f",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    help="The hub's mkdocs.yml; by default the one in this folder.",
)
LANGUAGE = click.option(
    "--language",
    metavar="LANGUAGE",
    callback=language_tag,
    help="The language in which it speaks; by default the hub's first.",
)
TODAY = click.option(
    "--today",
    metavar="WHEN",
    help="Judge the hub as of a date (2026-12-10) or a moment (2026-12-10T19:00); by default now.",
)
