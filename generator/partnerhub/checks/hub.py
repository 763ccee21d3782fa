"""A hub at a moment: all that was read, and what members came to know of it. What rules about the whole hub look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from partnerhub.checks.overlaps import overlaps
from partnerhub.history.story import Standing
from partnerhub.history.timeline import Timeline
from partnerhub.record.facts import Facts
from partnerhub.record.neighbours import Neighbours
from partnerhub.record.partner import Event, Partner
from partnerhub.record.settings import Settings
from partnerhub.record.stray_photos import StrayPhotos


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

    @property
    def files(self) -> Sequence[Facts]:
        """By path."""
        return self.timeline.files

    @property
    def neighbours(self) -> Neighbours:
        """What they know of each other."""
        return self.timeline.neighbours

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
        return StrayPhotos(self.lying, self.files)

    def is_shown(self, name: str) -> bool:
        """Whether the partner of a name, as slugs are compared, has a page, whole or being corrected."""
        paths = self.neighbours.holders.get(self.neighbours.now(name), ())
        return any(self.timeline.partner(path).is_shown for path in paths)

    @cached_property
    def collisions(self) -> Mapping[Event, Sequence[Event]]:
        """Each public upcoming event → others at the same time, of other files."""
        return overlaps(
            event
            for partner in self.partners
            for event in partner.events
            if event.is_scheduled and event.end > self.now and self.timeline.event(event).standing is Standing.SHOWN
        )
