"""Watches what a build is made of while it is made: remembered is only one that is sure to come out the same."""

from __future__ import annotations

from contextlib import suppress

from partnerhub import checks
from partnerhub.contained import DEFECT
from partnerhub.edge import inputs
from partnerhub.edge.building import Building
from partnerhub.edge.config import Config
from partnerhub.edge.last_build import Made, git_of, values_of
from partnerhub.edge.shell_inputs import ShellInputs
from partnerhub.words.finding import Severity


class BuildWatch:
    """A look at all that a build reads, before it does. `config` was read since a moment, in seconds since 1970."""

    def __init__(self, config: Config, since: float) -> None:
        self._config = config
        self._roots = [*ShellInputs(config).roots, config.folders.partners]
        self._stamps: str | None = None
        with suppress(OSError):
            if not any(ShellInputs(config).reads_more) and inputs.are_older(config.files, since):
                self._stamps = inputs.stamps(self._roots)

    def made(self, building: Building, lines: list[str], summary: str) -> Made | None:
        """What is to be remembered of a build that was made meanwhile."""
        loaded, branch = building.loaded, self._config.settings.publishing_branch
        past = loaded.hub.timeline.past
        if self._stamps is None or loaded.until <= loaded.hub.now or _may_pass(building):
            return None
        try:
            git = git_of(self._config.folders.hub, branch)
            site = inputs.stamps([building.site])
            stamps = inputs.stamps(self._roots)
        except OSError:
            return None
        if stamps != self._stamps or site is None or git is None or (git[:1] or [""]) != [past.commit]:
            return None
        variables = sorted(self._config.variables)
        return Made(
            roots=list(map(str, self._roots)),
            stamps=stamps,
            site=str(building.site),
            site_stamps=site,
            installed=inputs.installed(),
            variables=variables,
            values=values_of(variables),
            publishing_branch=branch,
            git=git,
            since=loaded.hub.now.timestamp(),
            until=loaded.until.timestamp(),
            lines=lines,
            summary=summary,
        )


def _may_pass(building: Building) -> bool:
    """Whether something failed that may go well next time: a step of ours, a photo on a machine that was busy."""
    found = [*building.loaded.findings, *building.findings]
    return any(
        each.rule == DEFECT or (checks.RULES[each.rule].group == "photo" and each.severity is Severity.ERROR)
        for each in found
        if each.rule in checks.RULES
    )
