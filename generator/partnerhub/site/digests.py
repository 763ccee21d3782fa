"""Digests of what files of a site are made of: where they are the same, so is the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from partnerhub import cache
from partnerhub.site.model import PublicEvent, PublicPartner

_BESIDE_PARTNERS = [field.name for field in fields(PublicEvent) if field.name not in ("host", "cohosts")]


def digest(value: object) -> str:
    """Of a value by its `repr`, which has to be the same in each process."""
    return cache.digest(repr(value).encode("utf-8", "surrogatepass"))


class Digests:
    """Of public values: each event's and partner's is made once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}
        """By the value's number, which no other gets as long as the value is kept."""
        self._before = self._known

    def begin(self) -> None:
        """Begin with other hubs: what isn't asked for from now on until the next time is forgotten."""
        self._before, self._known = self._known, {}

    def told(self, value: object) -> str:
        """What may be said of a value, as a text; of an event or a partner a digest."""
        if isinstance(value, PublicEvent | PublicPartner):
            number = id(value)
            known = self._known.get(number)
            if known is None:
                known = self._before.get(number) or (value, digest(self._own(value)))
                self._known[number] = known
            return known[1]
        if isinstance(value, Sequence) and not isinstance(value, str):
            return repr([self.told(each) for each in value])
        return repr(value)

    def _own(self, value: PublicEvent | PublicPartner) -> object:
        """All that is said of it, but for those who host an event: their digest stands for them."""
        if isinstance(value, PublicPartner):
            return value
        return [getattr(value, name) for name in _BESIDE_PARTNERS], self.told(value.partners)
