"""`partnerhub build`: the site. MkDocs runs only where what it reads has changed since its last run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnerhub.edge.options import CONFIG_FILE, LANGUAGE, TODAY
from partnerhub.edge.usage import Command

if TYPE_CHECKING:
    from partnerhub.edge.build_log import BuildLog
    from partnerhub.edge.building import Asked
    from partnerhub.edge.config import Config
    from partnerhub.site.kept_shell import KeptShell
    from partnerhub.site.model import PublicHub
    from partnerhub.site.shell import Shell

_KIND = "shell"
"""Of the cache's tables and shelves."""


@click.command(cls=Command)
@click.option("--keep-going", is_flag=True, help="Publish what is sound, and list what is held back.")
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where the site goes; by default as mkdocs.yml says.")
@TODAY
@LANGUAGE
@CONFIG_FILE
def build(keep_going: bool, site_dir: Path | None, today: str | None, language: str | None, config_file: Path) -> None:
    """Build the site."""
    from partnerhub.edge import cli  # noqa: PLC0415 - it has this command
    from partnerhub.edge.build_log import shown_log  # noqa: PLC0415
    from partnerhub.edge.building import Asked, Stopped, said_of  # noqa: PLC0415
    from partnerhub.words.terms import Terms  # noqa: PLC0415

    config = cli._config(config_file, language)
    cli._moment(today, config)
    asked = Asked(today, keep_going, language)
    site = site_dir.absolute() if site_dir else config.folders.site
    try:
        with shown_log() as log:
            hub = built(config, asked, site, log)
    except Stopped as stopped:
        click.echo(f"{stopped}", err=True)
        sys.exit(stopped.code)
    click.echo(said_of(hub, site, Terms(language or config.settings.language)))


def built(config: Config, asked: Asked, site: Path, log: BuildLog) -> PublicHub:
    """What is public in the first language of the site that was built; raises Stopped."""
    from partnerhub.cache import Cache  # noqa: PLC0415
    from partnerhub.edge.shell_inputs import ShellInputs  # noqa: PLC0415
    from partnerhub.site.kept_shell import KeptShell  # noqa: PLC0415

    made_of, key = ShellInputs(config), None
    with suppress(OSError):  # what can't be read is for MkDocs to say
        if not any(made_of.reads_more):
            stamps, key = made_of.stamps(), made_of.key()
    if key is None:
        return _through_mkdocs(config, asked, site, lambda shell, folder: None)
    kept = KeptShell(Cache(config.folders.cache), _KIND, key)
    if shell := kept.found():
        return _with(shell, kept, config, asked, site)

    def keep(shell: Shell, folder: Path) -> None:
        """Keep what MkDocs made, if nothing is to be said of it again, and nothing changed while it read."""
        is_same = made_of.stamps() == stamps if stamps else made_of.key() == key
        if is_same and not log.mkdocs_warned:
            kept.keep(shell, folder)

    return _through_mkdocs(config, asked, site, keep)


def _with(shell: Shell, kept: KeptShell, config: Config, asked: Asked, site: Path) -> PublicHub:
    """Build with the shell of an earlier build."""
    from partnerhub.edge.building import Building  # noqa: PLC0415

    building = Building.begun(config, asked, site, [config.custom_dir] if config.custom_dir else [])
    try:
        kept.write(building.staging.folder)
        hub = building.fill(shell)
        building.publish()
        return hub
    finally:
        building.ended()


def _through_mkdocs(config: Config, asked: Asked, site: Path, keep: Callable[[Shell, Path], None]) -> PublicHub:
    """Build with the shell that MkDocs makes now."""
    from mkdocs.commands.build import build as build_shell  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    from partnerhub.edge.building import Stopped  # noqa: PLC0415
    from partnerhub.edge.plugin import PartnerhubPlugin, Run  # noqa: PLC0415

    run = Run(asked, keep)
    try:
        mkdocs = load_config(config_file=str(config.folders.hub / config.folders.config_file), site_dir=str(site))
    except MkDocsException as invalid:  # in the part of mkdocs.yml that is not ours
        raise Stopped(invalid.format_message(), 2) from None
    try:
        plugin = mkdocs.plugins["partnerhub"]
        assert isinstance(plugin, PartnerhubPlugin)
        plugin.run = run
        mkdocs.plugins.on_startup(command="build", dirty=False)
        try:
            build_shell(mkdocs)
        finally:
            mkdocs.plugins.on_shutdown()
    except MkDocsException as stopped:
        raise Stopped(stopped.format_message(), getattr(stopped, "exit_code", 1)) from None
    assert run.published is not None, "MkDocs went through all of it"
    return run.published
