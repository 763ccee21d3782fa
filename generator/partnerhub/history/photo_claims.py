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
        self.photos: dict[str, PhotoOfOne] = {}
        """Path → photo, of the files that can be read."""
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        """Identity → those who keep the photo back, in their order."""
        self._users: dict[str, set[str]] = defaultdict(set)
        """Identity → the files whose photo it is."""
        self._named_by: dict[str, set[str]] = defaultdict(set)
        """Stem of a photo → the files whose photo has it."""
        self._first_before: dict[str, Sequence[Claim]] = {}
        """Identity → the first claims that there were when the affected were last asked for, where they may differ."""

    def put(self, path: str, facts: Facts | None) -> None:
        """A file is as it is from now on; None where it is gone."""
        was = self.photos.pop(path, None)
        now = PhotoOfOne.of(facts.partner) if facts and facts.partner else None
        if now is not None:
            self.photos[path] = now
        if was == now:
            return
        for photo in (was, now):
            if photo is not None and photo.identity:
                self._first_before.setdefault(photo.identity, self._first(photo.identity))
        if was is not None and was.identity:
            self._users[was.identity].discard(path)
            self._named_by[was.key].discard(path)
            if claim := _claim(path, was):
                self.claims[was.identity].remove(claim)
        if now is not None and now.identity:
            self._users[now.identity].add(path)
            self._named_by[now.key].add(path)
            if claim := _claim(path, now):
                insort(self.claims[now.identity], claim, key=lambda each: each.order)

    def affected(self, names: Iterable[str]) -> set[str]:
        """The files that a change since the last time concerns; `names` are those of files that differ."""
        affected = {path for name in names for path in self._named_by.get(name, ())}
        for identity, before in self._first_before.items():
            after, users = self._first(identity), self._users[identity]
            affected |= users & {claim.path for claim in (*before, *after)}
            # Whose claim it is matters to nobody else.
            if [claim.since for claim in before] != [claim.since for claim in after]:
                affected |= users
        self._first_before.clear()
        return affected

    def _first(self, identity: str) -> Sequence[Claim]:
        """Two, for one of them may be a file's own."""
        return self.claims.get(identity, [])[:2]


def _claim(path: str, photo: PhotoOfOne) -> Claim | None:
    return Claim(path, photo.kept_back.since) if photo.kept_back else None
