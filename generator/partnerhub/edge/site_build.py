"""One build of a site by our command line: MkDocs runs only where what it reads has changed since its last run."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from partnerhub.edge.build_log import BuildLog
from partnerhub.edge.building import Asked, Building, Stopped
from partnerhub.edge.config import Config
from partnerhub.edge.shell_inputs import ShellInputs
from partnerhub.history.own_cache import cache_of
from partnerhub.site.kept_shell import KeptShell
from partnerhub.site.shell import Shell

_KIND = "shell"
"""Of the cache's tables and shelves."""


def built(config: Config, asked: Asked, site: Path, log: BuildLog) -> Building:
    """Build a site; raises Stopped. `log` hears what MkDocs says meanwhile."""
    made_of, key = ShellInputs(config), None
    with suppress(OSError):  # what can't be read is for MkDocs to say
        if not any(made_of.reads_more):
            stamps, key = made_of.stamps(), made_of.key()
    if key is None:
        return _through_mkdocs(config, asked, site, lambda shell, folder: None)
    kept = KeptShell(cache_of(config.folders.hub), _KIND, key)
    if (made := kept.found()) and (building := Building.around(config, asked, site, made)):
        return building

    def keep(shell: Shell, folder: Path) -> None:
        """Keep what MkDocs made, if nothing is to be said of it again, and nothing changed while it read."""
        is_same = made_of.stamps() == stamps if stamps else made_of.key() == key
        if is_same and not log.mkdocs_warned:
            kept.keep(shell, folder)

    return _through_mkdocs(config, asked, site, keep)


def _through_mkdocs(config: Config, asked: Asked, site: Path, keep: Callable[[Shell, Path], None]) -> Building:
    """Build with the shell that MkDocs makes now."""
    # A shell that is kept needs none of this.
    from mkdocs.commands.build import build as build_shell  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

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
        raise Stopped(stopped.format_message(), stopped.exit_code) from None
    assert run.building is not None, "MkDocs went through all of it"
    return run.building
