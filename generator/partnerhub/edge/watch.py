"""Watches what a run is made of while it is made: remembered is only one that is sure to come out the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from partnerhub.edge import inputs
from partnerhub.edge.config import Config
from partnerhub.edge.last_run import Made, git_of, values_of
from partnerhub.edge.shell_inputs import ShellInputs
from partnerhub.history import project
from partnerhub.judging import may_pass
from partnerhub.words.finding import Finding


class Watch:
    """A look at all that a run reads, before it does. `config` was read since a moment, in seconds since 1970."""

    def __init__(self, config: Config, since: float, reads_more: Iterable[object], also: Sequence[Path] = ()) -> None:
        """`also` is read by this run; `reads_more` says what else is, which nobody can watch, and may raise OSError."""
        self._config = config
        self._roots = [*ShellInputs(config).roots, config.folders.partners, *also]
        self._stamps: str | None = None
        with suppress(OSError):
            # A link doesn't tell of what lies behind it.
            is_all_told = not any(reads_more) and not any(root.is_symlink() for root in self._roots)
            if is_all_told and inputs.are_older(config.files, since):
                self._stamps = inputs.stamps(self._roots)

    def made(
        self,
        commit: str,
        now: datetime,
        until: datetime,
        findings: Iterable[Finding],
        written: Sequence[Path],
        said: Any,
    ) -> Made | None:
        """What is to be remembered of a run that was made meanwhile, and what it said, which holds until a moment.

        `commit` is that of the branch's tip as it was judged, at the moment `now`; `findings` are all of its; `written`
        is where it wrote.
        """
        branch, has_desk = self._config.settings.publishing_branch, self._config.settings.desk
        if self._stamps is None or until <= now or may_pass(findings):
            return None
        try:
            git = git_of(self._config.folders.hub, branch, has_desk=has_desk)
            written_stamps = inputs.stamps(written)
            stamps = inputs.stamps(self._roots)
        except OSError:
            return None
        if stamps != self._stamps or written_stamps is None or git is None or (git[:1] or [""]) != [commit]:
            return None
        variables = sorted({*self._config.variables, *(project.VARIABLES if has_desk else ())})
        return Made(
            roots=list(map(str, self._roots)),
            stamps=stamps,
            written=list(map(str, written)),
            written_stamps=written_stamps,
            installed=inputs.installed(),
            variables=variables,
            values=values_of(variables),
            publishing_branch=branch,
            has_desk=has_desk,
            git=git,
            since=now.timestamp(),
            until=until.timestamp(),
            said=said,
        )
