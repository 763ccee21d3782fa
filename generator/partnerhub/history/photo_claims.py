"""Whose photo is whose, through the states of the branch: which files ask for a photo that another may claim."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence

from partnerhub.record.facts import Facts
from partnerhub.record.neighbours import Claim, PhotoOfOne


class PhotoClaims:
    """Follows the photos from file to file; of one change, only those hear whom it concerns."""

    def __init__(self) -> None:
        self.photos: dict[str, Sequence[PhotoOfOne]] = {}
        """Path → photos, of the files that can be read."""
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        """Identity → those who keep the photo back, in their order."""
        self._users: dict[str, set[str]] = defaultdict(set)
        """Identity → the files of which it is a photo."""
        self._named_by: dict[str, set[str]] = defaultdict(set)
        """Stem of a photo → the files of which a photo has it."""
        self._before: dict[str, Claim | None] = {}
        """Identity → the first claim as the affected were last asked for, where that may differ."""

    def put(self, path: str, facts: Facts | None) -> None:
        """A file is as it is from now on; None where it is gone."""
        was = self.photos.pop(path, ())
        now = PhotoOfOne.all_of(facts.partner) if facts and facts.partner else ()
        if now:
            self.photos[path] = now
        if was == now:
            return
        for photo in (*was, *now):
            if photo.identity:
                self._before.setdefault(photo.identity, self._first(photo.identity))
        for photo in was:
            self._users[photo.identity].discard(path)
            self._named_by[photo.key].discard(path)
            if claim := _claim(path, photo):
                self.claims[photo.identity].remove(claim)
        for photo in now:
            if photo.identity:
                self._users[photo.identity].add(path)
                self._named_by[photo.key].add(path)
                if claim := _claim(path, photo):
                    insort(self.claims[photo.identity], claim, key=lambda each: each.order)

    def affected(self, names: Iterable[str]) -> set[str]:
        """The files that a change since the last time concerns; `names` are those of files that differ."""
        affected = {path for name in names for path in self._named_by.get(name, ())}
        for identity, before in self._before.items():
            after = self._first(identity)
            # Since when it is claimed holds back, not by whom.
            if (before and before.order[:2]) != (after and after.order[:2]):
                affected |= self._users[identity]
        self._before.clear()
        return affected

    def _first(self, identity: str) -> Claim | None:
        return next(iter(self.claims.get(identity, ())), None)


def _claim(path: str, photo: PhotoOfOne) -> Claim | None:
    return Claim(path, photo.kept_back.since) if photo.kept_back and photo.identity else None
