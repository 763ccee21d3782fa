"""What a partner file may know of the others: their names, and in what order the branch came to hold them.

It needs no more of them, so that one new partner does not make the facts of all others anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Neighbours:
    """The partner files of a hub at one moment."""

    holders: Mapping[str, Sequence[str]]
    """Name, as slugs are compared → the paths of the files that have it."""
    held_since: Mapping[str, int] = field(default_factory=dict)
    """Path → the number of the branch's state that brought the file; none for what the branch never held."""
    ever: Set[str] = frozenset()
    """The names that the branch ever held."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """An old name → the name now, as slugs are compared."""
    is_whole: bool = True
    """Whether the branch could tell all that it ever held."""

    def now(self, name: str) -> str:
        """The name, as slugs are compared, under which a partner is to be found that was renamed."""
        tried = {name}
        while name not in self.holders and (after := self.renamed.get(name)) is not None and after not in tried:
            tried.add(after)
            name = after
        return name

    def first_holder(self, name: str) -> str | None:
        """The file that the branch held first under a name; None where that can't be told."""
        paths = self.holders.get(name, ())
        held = sorted((self.held_since[path], path) for path in paths if path in self.held_since)
        if not held or (len(held) > 1 and held[0][0] == held[1][0]):
            return None
        return held[0][1]
