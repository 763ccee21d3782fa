"""What a person at a terminal sees of long work."""

from __future__ import annotations

from collections.abc import Iterable

from tqdm import tqdm

from partnerhub.progress import Item


def bar(items: Iterable[Item], label: str, total: int) -> Iterable[Item]:
    """A progress bar for loops of more than two seconds; silent where nobody watches, as in CI."""
    return tqdm(items, desc=label, total=total, delay=2, disable=None, leave=False)
