"""How far a long loop has come: what steps ask for, and the edge provides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Progress(Protocol):
    """Shows how far a loop has come."""

    def __call__(self, items: Iterable[Item], label: str, total: int) -> Iterable[Item]:
        """Yield the items unchanged; `label` are words of ours that a bar says in the reader's language."""
