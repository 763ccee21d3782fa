"""A hub as it is judged: its files with what members knew of them, what is wrong beside them, and a check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from partnerhub import checks, photos
from partnerhub.checks import Hub
from partnerhub.checks.hub import Rest
from partnerhub.checks.pages import findings_about_pages, findings_about_shell
from partnerhub.contained import DEFECT, contained, culprits
from partnerhub.facts import FactsOfFiles, judge
from partnerhub.history.lasting import day_ends
from partnerhub.history.own_cache import cache_of
from partnerhub.history.threads import State
from partnerhub.history.timeline import Timeline, timeline
from partnerhub.judging.circles import Read, all_said, rest_of
from partnerhub.judging.files import private_in_public
from partnerhub.judging.said import KnownCircles, Said
from partnerhub.past import Held, Part, Told, told_of
from partnerhub.past.circles import Circle, Circles, KnownTies
from partnerhub.progress import Progress
from partnerhub.record.facts import Facts
from partnerhub.record.hand_written import HandWritten
from partnerhub.record.kept import Kept
from partnerhub.record.read import unopened
from partnerhub.record.settings import Settings
from partnerhub.record.shell_settings import ShellSettings
from partnerhub.words.finding import Breach, Finding, Problem, Severity
from partnerhub.words.terms import N_, Term

FEW = 50
"""Files that are read sooner than what is kept of all."""


@dataclass(frozen=True)
class Judgement:
    """All that a check says of a hub."""

    findings: Sequence[Finding]
    """Sorted by path and line."""
    follow_up: Sequence[Finding]
    private_in_public: Sequence[Finding]
    events: Mapping[str, int]
    """Path of each partner file → how many events it has."""
    until: datetime
    """The first moment at which it would be something else by itself; that of the check, where that isn't sure."""
    commit: str
    """At the tip of the branch."""


class Checking:
    """A check of what lies in a hub, of which no circle is judged twice."""

    def __init__(
        self, lies: Held, hub: Path, settings: Settings, now: datetime, progress: Progress, language: str
    ) -> None:
        """`hub` is its folder. Everything may raise GitFailed."""
        self._settings = settings
        self._now = now
        self._progress = progress
        self._language = language
        self._cache = cache_of(hub)
        self._album = photos.Album(self._cache)
        self._circles = Circles(lies, settings, KnownTies(self._cache))
        self._lies = self._circles.lies
        self._whole: Told | None = None
        """All that was ever held, where most of it has to be read."""

    @cached_property
    def said(self) -> Mapping[Circle, Said]:
        """What is said of each circle."""
        if len(unknown := self._circles.unknown()) > FEW:
            self._whole = self._told(self._kept)
            self._circles.learn(self._whole.states)
        elif unknown:
            self._circles.ask(FactsOfFiles())
        known = KnownCircles(self._cache, self._language, self._now)
        lying = [path for path, file in self._lies.files.items() if file.is_plain]
        every = all_said(self._circles.all(), known, lying, self._read)
        known.save()
        self._album.save()
        return every

    def judgement(self) -> Judgement:
        """All that is said of partner files."""
        every = self.said.values()
        telling = sorted((each for said in every for each in said.telling), key=lambda each: each.path)
        return Judgement(
            findings=[finding for said in every for finding in said.findings],
            follow_up=[finding for said in every for finding in said.follow_up],
            private_in_public=list(private_in_public(telling, self._settings, self._language)),
            events={path: events for said in every for path, events in said.events.items()},
            until=self._until([said.until for said in every]),
            commit=self._lies.past.commit,
        )

    def hub_with(self, names: Set[str]) -> Hub:
        """The hub with the partner files that ever had some names, as slugs are compared."""
        asked = [circle for circle in self.said if circle.has_one_of(names)]
        others = (said for circle, said in self.said.items() if not circle.has_one_of(names))
        return self._read(asked, rest_of(others)).hub

    def _until(self, moments: Sequence[datetime]) -> datetime:
        """As `lasts_until`."""
        if any(stage.commit and stage.at >= self._now for stage in self._lies.stages):
            return self._now
        zones = {self._settings.zone, *(stage.settings.zone for stage in self._lies.stages)}
        return min([*moments, *day_ends(zones, self._now)])

    def _read(self, circles: Sequence[Circle], rest: Rest) -> Read:
        if self._whole is not None:
            return self._read_whole
        part = Part.of(circle.part for circle in circles)
        few = len(part.files) <= FEW
        return self._judged(self._told(Kept() if few else self._kept, part), rest)

    @cached_property
    def _read_whole(self) -> Read:
        assert self._whole is not None, "it was read"
        return self._judged(self._whole, Rest())

    def _judged(self, past: Told, rest: Rest) -> Read:
        hub = hub_of(past, self._now, self._settings, self._language, rest)
        return Read(hub, past.states, defects_of_the_past(past.states, hub))

    def _told(self, kept: Kept, part: Part | None = None) -> Told:
        past = told_of(self._lies, self._settings, self._album, self._progress, FactsOfFiles(kept), part)
        kept.save(forgets_others=part is None)
        return past

    @cached_property
    def _kept(self) -> Kept:
        return Kept(self._cache)


def hub_of(past: Told, now: datetime, settings: Settings, language: str, rest: Rest | None = None) -> Hub:
    """A hub, or a part of it, with what members knew; its findings are said in a language."""
    lying = [path for path, file in past.files.items() if file.is_plain]
    return Hub(settings, now, _timeline(past, now, settings), language, lying, rest or Rest())


def findings_about_no_partner(
    pages: Sequence[HandWritten],
    shell: ShellSettings | None,
    shut: Mapping[str, OSError],
    settings: Settings,
    language: str,
) -> Iterator[Finding]:
    """What is wrong with hand-written pages, with the shell, and with folders that can't be opened."""
    yield from findings_about_pages(pages, settings, language, shell)
    yield from findings_about_shell(shell, settings, language) if shell else ()
    for path, error in shut.items():
        breach = unopened(error)
        if said := checks.finding(breach.rule, breach.problem, path, settings, language):
            yield said


def _timeline(told: Told, now: datetime, settings: Settings) -> Timeline:
    """What members knew, without the files on which a step of ours fails that follows them all."""

    def follow(left_out: Mapping[str, Breach]) -> Timeline:
        return timeline(told.states, told.past, now, settings, judge, left_out)

    def attempt(followed: Sequence[str]) -> None:
        follow(dict.fromkeys(paths.difference(followed), breach))

    step, breach = N_("following the file through the history"), Breach(DEFECT, Problem((), Term("")))
    paths = {path for state in told.states for path in state.files}
    line = contained(step, lambda: follow({}), lambda _: None)
    return line or follow(dict(culprits(step, sorted(paths), attempt)))


def defects_of_the_past(states: Sequence[State], hub: Hub) -> Iterator[Finding]:
    """What failed on an older version of a file: nobody can mend it there, but since when it is public may be wrong."""
    seen = set[Facts](hub.files)
    for state in states:
        for path, facts in state.files.items():
            if facts is None or facts in seen or facts.partner is not None:
                continue
            seen.add(facts)
            for breach in facts.breaches:
                if breach.rule == DEFECT:
                    problem = replace(breach.problem, severity=Severity.WARNING)
                    said = checks.finding(DEFECT, problem, path, hub.settings, hub.language)
                    yield from [said] if said else []
