"""`partnerhub serve`: the live preview."""

from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path

import click

from partnerhub.edge.exits import config_or_exit
from partnerhub.edge.options import CONFIG_FILE, LANGUAGE
from partnerhub.edge.usage import Command


@click.command(cls=Command)
@LANGUAGE
@CONFIG_FILE
def serve(language: str | None, config_file: Path) -> None:
    """Serve a live preview that follows every change, with the findings on the page."""
    from mkdocs.commands.serve import serve as serve_shell  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    from partnerhub.edge.build_log import shown_log  # noqa: PLC0415
    from partnerhub.edge.building import Asked  # noqa: PLC0415
    from partnerhub.edge.plugin import PartnerhubPlugin, Run  # noqa: PLC0415

    gc.enable()
    config_or_exit(config_file, language)
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
