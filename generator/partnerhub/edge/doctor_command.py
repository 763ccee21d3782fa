"""`partnerhub doctor`: which guards this hub really has."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from partnerhub.edge.exits import ERRORS, OK, config_or_exit, moment_or_misuse
from partnerhub.edge.options import CONFIG_FILE, LANGUAGE, TODAY
from partnerhub.edge.terminal import print_output
from partnerhub.edge.usage import Command
from partnerhub.words.terms import Terms


@click.command(cls=Command)
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings fail.")
@TODAY
@LANGUAGE
@CONFIG_FILE
def doctor(style: str, strict: bool, today: str | None, language: str | None, config_file: Path) -> None:
    """Say which guards this hub really has: git, host, settings, machine."""
    from partnerhub.edge.doctor import report  # noqa: PLC0415
    from partnerhub.edge.doctor.place import Place  # noqa: PLC0415
    from partnerhub.edge.doctor.seen import State  # noqa: PLC0415

    config = config_or_exit(config_file, language)
    language = language or config.settings.language
    groups = report.sights(Place(config, moment_or_misuse(today, config), os.environ))
    write = report.as_json if style == "json" else report.as_text
    print_output(write(groups, language), style == "json")
    told = [each for group in groups.values() for _, each in group]
    click.echo(report.closing(told, Terms(language)), err=True)
    has_warnings = any(each.state is State.WARNING for each in told)
    sys.exit(ERRORS if strict and has_warnings else OK)
