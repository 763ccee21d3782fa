"""What partner files know of each other through the states of the branch, and what holds each back among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set

from partnerhub.history.photo_claims import PhotoClaims
from partnerhub.history.threads import Judge, State
from partnerhub.record.facts import Facts, Hold
from partnerhub.record.neighbours import Neighbours
from partnerhub.words import slugs


class Names:
    """Follows the names, and whose photo is whose, from state to state."""

    def __init__(self, *, is_whole: bool) -> None:
        """`is_whole` says whether the branch can tell all that it ever held."""
        self._is_whole = is_whole
        self._files: dict[str, Facts] = {}
        self._holders: dict[str, list[str]] = defaultdict(list)
        self._held_since: dict[str, int] = {}
        self._ever: set[str] = set()
        self._renamed: dict[str, str] = {}
        self._renamed_from: dict[str, set[str]] = defaultdict(set)
        """A name → the old names that lead to it, one step back."""
        self._wanted_by: dict[str, set[str]] = defaultdict(set)
        """Name of a co-host → the files that name it."""
        self._photos = PhotoClaims()

    def follow(self, state: State, judge: Judge) -> dict[str, Sequence[Hold]]:
        """Go on to a state. Path → holds, of the files that differ and of those that ask for what does."""
        names = {slugs.same(_stem(path)) for path in (*state.renames, *state.renames.values())}
        for old, new in state.renames.items():
            if old in self._held_since:
                self._held_since[new] = self._held_since.pop(old)
            if (before := slugs.same(_stem(old))) != (after := slugs.same(_stem(new))):
                self._lead(after, None)
                self._lead(before, after)
        for path, facts in state.files.items():
            was = self._files.pop(path, None)
            if was is not None:
                self._forget(path, was)
            if facts is not None:
                self._take(path, facts, state)
            elif path in self._held_since and path not in state.renames:
                del self._held_since[path]
            self._photos.put(path, facts)
            if (was is None) is not (facts is None):
                names |= {each.key for each in (was, facts) if each is not None}
        affected = {path for path, facts in state.files.items() if facts is not None}
        names = self._with_old(names)
        for name in names:
            affected |= {*self._holders.get(name, ()), *self._wanted_by.get(name, ())}
        # Whom a co-host's name means says with whom a file may share its photo.
        names |= {self._files[path].key for path in affected}
        affected |= self._photos.affected(names)
        return {path: judge(self._files[path], self.neighbours) for path in sorted(affected)}

    @property
    def files(self) -> list[Facts]:
        """The files as they are now, by path."""
        return [self._files[path] for path in sorted(self._files)]

    @property
    def neighbours(self) -> Neighbours:
        """What each may know of the others."""
        return Neighbours(
            self._holders,
            self._held_since,
            self._ever,
            self._renamed,
            self._is_whole,
            self._photos.photos,
            self._photos.claims,
        )

    def _lead(self, before: str, after: str | None) -> None:
        """An old name leads to another from now on, or to none."""
        was = self._renamed.pop(before, None)
        if was is not None:
            self._renamed_from[was].discard(before)
        if after is not None:
            self._renamed[before] = after
            self._renamed_from[after].add(before)

    def _with_old(self, names: set[str]) -> set[str]:
        """The names, and all old names that lead to one of them."""
        found, following = set(names), [*names]
        while following:
            old = self._renamed_from.get(following.pop(), set()) - found
            found |= old
            following += old
        return found

    def _take(self, path: str, facts: Facts, state: State) -> None:
        self._files[path] = facts
        self._holders[facts.key].append(path)
        self._holders[facts.key].sort()
        for name in _cohosts(facts):
            self._wanted_by[name].add(path)
        if state.commit:
            self._held_since.setdefault(path, state.number)
            self._ever.add(facts.key)

    def _forget(self, path: str, facts: Facts) -> None:
        self._holders[facts.key].remove(path)
        if not self._holders[facts.key]:
            del self._holders[facts.key]
        for name in _cohosts(facts):
            self._wanted_by[name].discard(path)


def _cohosts(facts: Facts) -> Set[str]:
    return facts.partner.cohosts if facts.partner else frozenset()


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]
