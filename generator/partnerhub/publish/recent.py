"""What was published last of partners and events: what is made of the same is not made again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

Value = TypeVar("Value")


class Recent:
    """Kept by who publishes a hub again and again. What is the same in two publications is one value in both."""

    def __init__(self) -> None:
        self._last: dict[Hashable, tuple[Sequence[object], Any]] = {}
        """Of each thing what it was made of, which thereby lasts, and what came of it."""

    def of(self, name: Hashable, made_of: Sequence[object], make: Callable[[], Value]) -> Value:
        """What comes of something: what it is made of says all on which that depends."""
        known = self._last.get(name)
        if known is not None and known[0] == made_of:
            value: Value = known[1]
            return value
        value = make()
        self._last[name] = made_of, value
        return value
