"""`partnerhub build`: the site. Where nothing changed, the last build stands, and nothing else is loaded."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from partnerhub.edge.exits import config_or_exit, moment_or_misuse
from partnerhub.edge.options import CONFIG_FILE, LANGUAGE, TODAY
from partnerhub.edge.usage import Command


@click.command(cls=Command)
@click.option("--keep-going", is_flag=True, help="Publish what is sound, and list what is held back.")
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where the site goes; by default as mkdocs.yml says.")
@TODAY
@LANGUAGE
@CONFIG_FILE
def build(keep_going: bool, site_dir: Path | None, today: str | None, language: str | None, config_file: Path) -> None:
    """Build the site."""
    from partnerhub.edge.last_run import LastRun  # noqa: PLC0415 - commands import what they use

    begun_at, site = time.time(), site_dir.absolute() if site_dir else None
    how = (config_file.name, site, keep_going, today, language)
    last = LastRun(config_file.parent.resolve(), "build", how, is_dated=today is not None)
    if made := last.unchanged():
        for line in made.said["lines"]:
            click.echo(line, err=True)
        click.echo(made.said["summary"])
        return

    from partnerhub.edge.build_log import shown_log  # noqa: PLC0415
    from partnerhub.edge.building import Asked, Stopped  # noqa: PLC0415
    from partnerhub.edge.shell_inputs import ShellInputs  # noqa: PLC0415
    from partnerhub.edge.site_build import built  # noqa: PLC0415
    from partnerhub.edge.watch import Watch  # noqa: PLC0415

    config = config_or_exit(config_file, language)
    moment_or_misuse(today, config)
    watch = Watch(config, begun_at, ShellInputs(config).reads_more)
    try:
        with shown_log() as log:
            building = built(config, Asked(today, keep_going, language), site or config.folders.site, log)
    except Stopped as stopped:
        click.echo(f"{stopped}", err=True)
        sys.exit(stopped.code)
    click.echo(building.summary)
    loaded, said = building.loaded, {"lines": log.lines, "summary": building.summary}
    findings = [*loaded.findings, *building.findings]
    commit = loaded.hub.timeline.past.commit
    if made := watch.made(commit, loaded.hub.now, loaded.until, findings, [building.site], said):
        last.keep(made)
