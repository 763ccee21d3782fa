"""A build from the hub's files to site/, around whatever made the shell: MkDocs now, or at an earlier build."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from partnerhub import pipeline
from partnerhub.cards.store import Store
from partnerhub.edge.build_log import OUR_LOG
from partnerhub.edge.config import Config, NoMoment, moment, refuse_site
from partnerhub.edge.gap import why
from partnerhub.edge.staging import Staging
from partnerhub.edge.terminal import Bar
from partnerhub.facts import FactsOfFiles
from partnerhub.history.git import NoBranch
from partnerhub.record.settings_types import OnError
from partnerhub.site import assemble
from partnerhub.site.edition import Edition
from partnerhub.site.folder import NotOurs, bring_up_to_date, naming
from partnerhub.site.model import PublicHub
from partnerhub.site.render import findings_banner
from partnerhub.site.shell import MadeShell, Shell
from partnerhub.site.written import Written
from partnerhub.words import report, summary
from partnerhub.words.finding import Finding, Severity, errors, printable
from partnerhub.words.terms import N_, Terms

log = logging.getLogger(OUR_LOG)

_MOST_NAMED = 10
"""Of what lies in site/ and isn't ours; one line is enough."""
_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.NOTE: logging.DEBUG}
"""Notes are counted; `mkdocs build --verbose` and `partnerhub check --notes` list them."""


class Stopped(Exception):  # noqa: N818 - it has said why
    """A build ends here, with a sentence and an exit code."""

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Asked:
    """How a build was asked for."""

    when: str | None = None
    """As `--today` gives it."""
    hold_back: bool = False
    """Publish what is sound instead of stopping on an error."""
    language: str | None = None
    """In which it speaks, as `--language` gives it; by default the hub's first."""
    is_preview: bool = False
    """Whether it is for the live preview, which shows what it can."""


@dataclass
class Building:
    """One build, from `begun` to `ended`."""

    config: Config
    loaded: pipeline.Loaded
    site: Path
    staging: Staging
    store: Store
    written: Written
    holds_back: bool
    """Whether what is sound is published although something else is not."""
    is_preview: bool
    """Whether it is for the live preview."""
    first: Callable[[Sequence[Edition]], None] | None = None
    """As for `pipeline.build`."""
    made: pipeline.Made | None = None
    """The same."""
    terms: Terms = field(init=False)
    published: PublicHub | None = None
    """What the first language shows, once it is filled."""
    findings: Sequence[Finding] = ()
    """What failed while it was filled."""

    def __post_init__(self) -> None:
        self.terms = Terms(self.loaded.hub.language)

    @classmethod
    def begun(cls, config: Config, asked: Asked, site: Path, make: FactsOfFiles | None = None) -> Building:
        """Read and check the whole hub before anything is written; raises Stopped. `make` is as for `load`."""
        settings, folders = config.settings, config.folders
        reader = asked.language or settings.language
        terms = Terms(reader)
        try:
            now = moment(asked.when, settings.zone)
            refuse_site(folders, site, config.own_theme)
        except (NoMoment, NotOurs) as wrong:
            raise Stopped(wrong.said(reader), 2) from None
        try:
            loaded = pipeline.load(folders, settings, now, Bar(reader), shell=config.shell, language=reader, make=make)
        except NoBranch as missing:
            raise Stopped(f"{missing.said(reader)}. {terms(missing.advice)}", 2) from None
        hold_back = asked.is_preview or asked.hold_back or settings.on_error is OnError.HOLD_BACK
        say(loaded.findings, terms, hold_back=hold_back)
        if (gap := loaded.hub.timeline.gap) and not asked.is_preview:
            # What members know would be guessed: the last good site stays.
            reason = f"{gap}. {why(loaded.hub.timeline.past, terms)}"
            raise Stopped(terms(N_("Nothing was built: {reason}"), reason=reason), 2)
        _stop_on_errors(loaded.findings, terms, hold_back=hold_back)
        if any(finding.severity is not Severity.NOTE for finding in loaded.findings):
            events = sum(file.count_of_events for file in loaded.hub.files)
            counts = summary.summary(len(loaded.hub.files), events, loaded.findings, terms, lists_notes=True)
            log.info("%s", counts)
        if errors(loaded.findings):
            words = N_(
                "Going on without what the errors are about; where members know it, the site says that it is being "
                "corrected."
            )
            log.warning("%s", terms(words))
        with naming(folders.cache):
            staging = Staging.begun(folders)
        store, written = Store(loaded.cache), Written(loaded.cache, site)
        return cls(config, loaded, site, staging, store, written, hold_back, asked.is_preview)

    @classmethod
    def around(
        cls,
        config: Config,
        asked: Asked,
        site: Path,
        made: MadeShell,
        make: FactsOfFiles | None = None,
        before: Callable[[Building], None] | None = None,
    ) -> Building | None:
        """Build around a shell that is made; where its files can't be had any more, nothing is. Raises Stopped.

        `before` is told before the shell is filled.
        """
        building = cls.begun(config, asked, site, make)
        try:
            if not made.write(building.staging.folder):
                return None
            if before is not None:
                before(building)
            building.fill(made.shell)
            building.publish()
        finally:
            building.ended()
        return building

    def fill(self, shell: Shell) -> None:
        """Fill the shell, which lies in the staging folder; raises Stopped."""
        shell = replace(shell, banner=self._banner)
        try:
            with naming(self.staging.folder):
                built = pipeline.build(
                    self.loaded,
                    self.config.folders,
                    shell,
                    self.staging.folder,
                    self.store,
                    self.written,
                    Bar(self.terms.language),
                    self._desk(),
                    self.first,
                    self.made,
                )
        except assemble.TakenAddress as taken:
            raise Stopped(taken.said(self.terms.language), 2) from None
        say(built.findings, self.terms, hold_back=self.holds_back)
        _stop_on_errors(built.findings, self.terms, hold_back=self.holds_back)
        self.published, self.findings = built.hub, built.findings

    def _desk(self) -> Mapping[str, bytes]:
        """The editors' forms, where the hub wants them: a preview always has them, if their files are there."""
        from partnerhub.edge.desk_files import NoFiles, desk_files  # noqa: PLC0415 - few hubs have them

        if not (self.is_preview or self.config.settings.desk):
            return {}
        try:
            return desk_files(self.config, self.terms.language)
        except NoFiles as missing:
            if self.config.settings.desk:
                log.warning("%s", missing.said(self.terms.language))
            return {}

    @property
    def _banner(self) -> str:
        """What stands above each page of a preview: the findings, where there are any."""
        findings, language = self.loaded.findings, self.loaded.hub.language
        is_shown = self.is_preview and findings
        return findings_banner(findings, self.config.folders.fragments, language) if is_shown else ""

    def publish(self) -> None:
        """Bring the site up to date with the staging folder; raises Stopped."""
        try:
            others = bring_up_to_date(self.staging.folder, self.site, self.written.standing, self.written.there)
            self.written.keep()
        except NotOurs as found:
            raise Stopped(found.said(self.terms.language), 2) from None
        if others:
            words = N_("{site}/ keeps what no build wrote: {names}")
            log.info("%s", self.terms(words, site=self.site.name, names=_listed(others, self.terms)))

    @property
    def summary(self) -> str:
        """What came of it."""
        hub, terms = self.published, self.terms
        assert hub is not None, "it was filled"
        return terms(
            N_("{site}/ is up to date as of {day}: {partners}, {events}, {upcoming}."),
            site=self.site.name,
            day=hub.built_on,
            partners=terms.counted("{count} partner", "{count} partners", len(hub.partners)),
            events=terms.counted("{count} event", "{count} events", len(hub.events)),
            upcoming=terms.counted("{count} of them upcoming", "{count} of them upcoming", len(hub.upcoming)),
        )

    def ended(self) -> None:
        """Clear away what the build needed, and let the next one begin."""
        self.staging.ended()


def say(findings: Sequence[Finding], terms: Terms, *, hold_back: bool) -> None:
    """Log findings that are to be listed."""
    listed = [finding for finding in findings if log.isEnabledFor(_LEVELS[finding.severity])]
    for finding, words in report.lines(listed, terms):
        level = _LEVELS[finding.severity]
        # What is held back does not fail the build.
        log.log(min(level, logging.WARNING) if hold_back else level, "%s", words)


def _stop_on_errors(findings: Sequence[Finding], terms: Terms, *, hold_back: bool) -> None:
    if errors(findings) and not hold_back:
        reason = f"{summary.found(findings, terms)}. {summary.next_step(findings, terms)}"
        raise Stopped(terms(N_("Nothing was built: {reason}"), reason=reason), 1)


def _listed(names: list[str], terms: Terms) -> str:
    shown = ", ".join(printable(name) for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return f"{shown} " + terms.counted("and {count} more", "and {count} more", more) if more > 0 else shown
