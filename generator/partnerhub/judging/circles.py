"""What a check says of all circles of a hub: those are read and judged of which that isn't known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from partnerhub.cache import digest
from partnerhub.checks import Hub
from partnerhub.checks.hub import Rest
from partnerhub.checks.missing_photo import misses_a_photo
from partnerhub.checks.overlaps import Occurrence, overlaps
from partnerhub.history.lasting import day_ends, moments_of
from partnerhub.history.threads import State
from partnerhub.judging.files import follow_up, judged, telling
from partnerhub.judging.said import KnownCircles, Said
from partnerhub.past.circles import Circle
from partnerhub.record.facts import Facts
from partnerhub.record.stray_photos import StrayPhotos, names_of_pictures
from partnerhub.words.finding import Finding

OfPath = TypeVar("OfPath", Finding, Occurrence)


class Read:
    """A hub of which all was read, or a part, by path."""

    def __init__(self, hub: Hub, states: Sequence[State], of_the_past: Iterable[Finding]) -> None:
        """`of_the_past` is what failed on older versions of its files."""
        self.hub = hub
        self._files = {file.path: file for file in hub.files}
        self._occurrences = _by_path(hub.occurrences)
        self._of_the_past = _by_path(of_the_past)
        self._versions = defaultdict[str, dict[int, Facts]](dict)
        for state in states:
            for path, facts in state.files.items():
                if facts is not None:
                    self._versions[path][id(facts)] = facts
        zones = {hub.settings.zone, *(state.settings.zone for state in states)}
        self._day_ends = list(day_ends(zones, hub.now))

    def said(self, circle: Circle) -> Said:
        """What is said of a circle among those that were read."""
        hub, paths = self.hub, sorted(circle.part.files)
        files = [self._files[path] for path in paths if path in self._files]
        of_files = [judged(file, hub) for file in files]
        awaited = [follow_up(file, hub) for file in files]
        breaches = [breach for each in of_files for breach in each.breaches]
        moments = [*self._day_ends, *(moment for _, of_file in awaited for moment in of_file)]
        moments += (edge for breach in breaches for edge in breach.problem.during.edges)
        for path in paths:
            moments += (moment for facts in self._versions[path].values() for moment in moments_of(facts))
        past = [finding for path in paths for finding in self._of_the_past[path]]
        return Said(
            findings=[*past, *(finding for each in of_files for finding in each.findings)],
            follow_up=[finding for found, _ in awaited for finding in found],
            events={file.path: file.count_of_events for file in files},
            telling=[each for each in map(telling, files) if each is not None],
            occurrences=[each for path in paths for each in self._occurrences[path]],
            names={file.path: names_of_pictures(file) for file in files},
            guesses=any(breach.rule == "cohost-unknown" for breach in breaches),
            missing=[file.path for file in files if file.partner and misses_a_photo(file.partner)],
            asked="",
            until=min(moment for moment in moments if moment > hub.now),
        )


ReadPart = Callable[[Sequence[Circle], Rest], Read]
"""Reads circles of a hub, of which the rest is known."""


def all_said(
    circles: Sequence[Circle],
    known: KnownCircles,
    lying: Sequence[str],
    read: ReadPart,
) -> Mapping[Circle, Said]:
    """What a check says of each circle: those of which that isn't known are read and judged."""
    said = {circle: kept for circle in circles if (kept := known.of(circle)) is not None}
    new = [circle for circle in circles if circle not in said]
    every = dict(said)
    if new:
        part = read(new, rest_of(said.values()))
        every |= {circle: part.said(circle) for circle in new}
    # Those that are as they were, among others that are not
    world = _World(every.values(), lying)
    # In the order of their circles
    asking = {circle: None for circle, each in said.items() if world.asked_by(each) != each.asked}
    if asking:
        others = [each for circle, each in every.items() if circle not in asking]
        again = read(list(asking), rest_of(others))
        every |= {circle: again.said(circle) for circle in asking}
    for circle in (*new, *asking):
        every[circle] = replace(every[circle], asked=world.asked_by(every[circle]))
        known.put(circle, every[circle])
    return every


def rest_of(said: Iterable[Said]) -> Rest:
    """What of circles matters to others."""
    every = list(said)
    return Rest(
        [each for one in every for each in one.occurrences],
        {path: names for one in every for path, names in one.names.items()},
    )


class _World:
    """What circles ask of each other."""

    def __init__(self, said: Iterable[Said], lying: Sequence[str]) -> None:
        rest = rest_of(said)
        self._collisions = {(each.path, each.index): others for each, others in overlaps(rest.occurrences).items()}
        self._names = sorted({names[0] for names in rest.names.values()})
        self._strays = StrayPhotos(lying, rest.names)

    def asked_by(self, said: Said) -> str:
        """A digest of all that a circle asks."""
        at_once = [
            [(other.title, other.path) for other in self._collisions.get((each.path, each.index), ())]
            for each in said.occurrences
        ]
        meant = [self._strays.meant_by(path) for path in said.missing]
        asked = repr([at_once, meant, self._names if said.guesses else ()])
        return digest(asked.encode("utf-8", "surrogatepass"))


def _by_path(every: Iterable[OfPath]) -> Mapping[str, Sequence[OfPath]]:
    found = defaultdict[str, list[OfPath]](list)
    for each in every:
        found[each.path].append(each)
    return found
