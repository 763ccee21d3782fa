"""A hub at a moment: all that was read, and what members came to know of it. What rules about the whole hub look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from partnerhub.checks.overlaps import Occurrence, overlaps
from partnerhub.history.story import Standing
from partnerhub.history.timeline import Timeline
from partnerhub.record.facts import Facts
from partnerhub.record.neighbours import Neighbours
from partnerhub.record.partner import Partner
from partnerhub.record.settings import Settings
from partnerhub.record.stray_photos import StrayPhotos, names_of_pictures
from partnerhub.words import slugs


@dataclass(frozen=True, eq=False)
class Rest:
    """What is known of the partner files of a hub of which no more was read: these can't concern the others else."""

    occurrences: Sequence[Occurrence] = ()
    """Their public upcoming events."""
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Path → the names by which pictures are theirs, the file's own first: see `names_of_pictures`."""


@dataclass(frozen=True, eq=False)
class Hub:
    """The files as they are built, checked or proposed, the moment at which they are judged, and their past."""

    settings: Settings
    now: datetime
    """Aware, in the hub's zone."""
    timeline: Timeline
    language: str
    """In which the findings are said: the reader's, whatever the languages of the hub."""
    lying: Collection[str] = ()
    """The paths of all plain files in content/partners."""
    rest: Rest = field(default_factory=Rest)
    """Of a hub of which a part was read, the other files."""

    @property
    def files(self) -> Sequence[Facts]:
        """By path."""
        return self.timeline.files

    @cached_property
    def neighbours(self) -> Neighbours:
        """What they know of each other."""
        known = self.timeline.neighbours
        others = {slugs.same(names[0]): [path] for path, names in self.rest.names.items()}
        return replace(known, holders={**others, **known.holders}) if others else known

    @property
    def today(self) -> date:
        """The day in the hub's zone."""
        return self.now.date()

    @cached_property
    def partners(self) -> Sequence[Partner]:
        """Those of the files that could be read."""
        return [file.partner for file in self.files if file.partner is not None]

    @cached_property
    def partners_by_path(self) -> Mapping[str, Partner]:
        """Path of a partner file → partner."""
        return {partner.path: partner for partner in self.partners}

    @cached_property
    def partners_by_mark(self) -> Mapping[str, Sequence[Partner]]:
        """A name or an address by which a partner is recognised → the partners that have it."""
        partners = defaultdict[str, list[Partner]](list)
        for partner in self.partners:
            for mark in {mark for _, mark in partner.marks}:
                partners[mark].append(partner)
        return partners

    @cached_property
    def stray_photos(self) -> StrayPhotos:
        """Pictures that no record asks for."""
        names = {file.path: names_of_pictures(file) for file in self.files}
        return StrayPhotos(self.lying, {**self.rest.names, **names})

    def is_shown(self, name: str) -> bool:
        """Whether the partner of a name, as slugs are compared, has a page, whole or being corrected."""
        paths = self.neighbours.holders.get(self.neighbours.now(name), ())
        return any(self.timeline.partner(path).is_shown for path in paths)

    @cached_property
    def occurrences(self) -> Sequence[Occurrence]:
        """The public upcoming events of these files."""
        return [
            Occurrence.of(event)
            for partner in self.partners
            for event in partner.events
            if event.is_scheduled and event.end > self.now and self.timeline.event(event).standing is Standing.SHOWN
        ]

    @cached_property
    def collisions(self) -> Mapping[tuple[str, int], Sequence[Occurrence]]:
        """Each public upcoming event, by its file and its place there → others at the same time, of other files."""
        found = overlaps([*self.occurrences, *self.rest.occurrences])
        return {(each.path, each.index): others for each, others in found.items()}
