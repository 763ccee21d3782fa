"""Both sides of a proposal, of which only that is read which it may concern: all else says the same on either."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from partnerhub import photos
from partnerhub.checks import Hub
from partnerhub.facts import FactsOfFiles
from partnerhub.history.own_cache import cache_of
from partnerhub.judging.circles import rest_of
from partnerhub.judging.hub import FEW, Checking, hub_of
from partnerhub.judging.said import Said
from partnerhub.past import Held, Part, Told, told_of
from partnerhub.past.circles import Circle, Circles, KnownTies
from partnerhub.progress import Progress
from partnerhub.record.kept import Kept
from partnerhub.record.settings import Settings
from partnerhub.words.slugs import same


@dataclass(frozen=True)
class Sides:
    """A hub before a proposal and after it, judged in the same settings."""

    before: Held
    after: Held
    touched: Collection[str]
    """The paths of the files that the proposal changes."""
    linked: Set[str]
    """Names of partners to whom hand-written pages lead, as slugs are compared."""
    folder: Path
    """The hub's."""
    settings: Settings
    now: datetime
    progress: Progress
    language: str
    """In which findings are said."""

    def read(self) -> Sequence[tuple[Told, Hub]]:
        """Both, each with what members knew of it. Raises GitFailed."""
        cache = cache_of(self.folder)
        said = Checking(self.before, self.folder, self.settings, self.now, self.progress, self.language).said
        part = self._concerned(KnownTies(cache))
        album = photos.Album(cache)
        make = FactsOfFiles(Kept(cache) if len(part.files) > FEW else Kept())
        while True:
            others = {circle: each for circle, each in said.items() if not circle.part.files & part.files}
            rest, sides = rest_of(others.values()), list[tuple[Told, Hub]]()
            for lies in (self.before, self.after):
                make.begin()
                past = told_of(lies, self.settings, album, self.progress, make, part)
                sides.append((past, hub_of(past, self.now, self.settings, self.language, rest)))
            more = list(_who_may_mean_others(others, [hub for _, hub in sides]))
            if not more:
                make.kept.save(forgets_others=False)
                album.save()
                return sides
            part = Part.of([part, *more])

    def _concerned(self, known: KnownTies) -> Part:
        """The circles that the proposal touches on either side; those of whom pages speak, or who may be back."""
        proposed = [stage for stage in self.after.stages if not stage.commit]
        circles = Circles(replace(self.before, stages=[*self.before.stages, *proposed]), self.settings, known)
        circles.ask(FactsOfFiles())
        pictures = set(map(same, self.touched))
        return Part.of(
            circle.part
            for circle in circles.all()
            if circle.has_declined
            or circle.part.files & set(self.touched)
            or circle.part.pictures & pictures
            or circle.has_one_of(self.linked)
        )


def _who_may_mean_others(others: Mapping[Circle, Said], hubs: Sequence[Hub]) -> Iterator[Part]:
    """The circles that miss a photo, and may mean another on one side than on the other."""
    missing = {circle: said.missing for circle, said in others.items() if said.missing}
    strays = [hub.stray_photos for hub in hubs if missing]
    for circle, paths in missing.items():
        if any(strays[0].meant_by(path) != strays[1].meant_by(path) for path in paths):
            yield circle.part
