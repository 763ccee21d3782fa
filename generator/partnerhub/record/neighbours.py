"""What a partner file may know of the others: their names, in what order the branch came to hold them, and whose
photo is whose.

It needs no more of them, so that one new partner does not make the facts of all others anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from partnerhub.record.model import Decision
from partnerhub.record.partner import Partner
from partnerhub.words.span import ALWAYS, Span


@dataclass(frozen=True)
class PhotoOfOne:
    """A photo of a partner file, as the other files may know it: which it is, and whether it may be shown."""

    identity: str
    """The same for the same bytes."""
    key: str
    """Its stem, in the form in which slugs are compared."""
    decision: Decision
    consent: Span | None
    """While one is in force; None where none was given."""
    withdrawn: datetime | None
    """The moment from which on it is taken back."""
    cohosts: Set[str]
    """With whom the partner's events share: names, as slugs are compared."""

    @classmethod
    def all_of(cls, partner: Partner) -> Sequence[PhotoOfOne]:
        """What a partner's file says of its photos, of those that can be used."""
        return [
            cls(
                identity=photo.sound_file.identity,
                key=photo.sound_file.key,
                decision=partner.decision,
                consent=photo.consent,
                withdrawn=photo.withdrawn,
                cohosts=partner.cohosts,
            )
            for photo in partner.photos
            if photo.sound_file
        ]

    @property
    def kept_back(self) -> Span | None:
        """When nobody else shows these bytes either: the partner was declined, or took its consent back."""
        if self.decision is Decision.DECLINED:
            return ALWAYS
        return Span(since=self.withdrawn) if self.withdrawn else None


@dataclass(frozen=True)
class Claim:
    """A photo is that of another partner."""

    path: str
    """Of the other's file."""
    since: datetime | None = None
    """None for always."""

    @property
    def order(self) -> tuple[bool, datetime | None, str]:
        """The earliest comes first; of those that begin together, by path."""
        return self.since is not None, self.since, self.path


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
    photos: Mapping[str, Sequence[PhotoOfOne]] = field(default_factory=dict)
    """Path → the photos, of the files that can be read."""
    claims: Mapping[str, Sequence[Claim]] = field(default_factory=dict)
    """Identity of a photo → those who keep it back, in their order."""

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

    def first_claim(self, identity: str) -> Claim | None:
        """Who was the first to keep a photo back."""
        return next(iter(self.claims.get(identity, ())), None)
