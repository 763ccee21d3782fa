"""Where a hub's issue forms lie. Asked before anything heavy is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from partnerhub.scaffold.homes import FORMS


def folders_of_forms(hub: Path) -> Sequence[Path]:
    """Where they lie, at each host."""
    return [(hub / before).parent for before, _ in FORMS.values()]


def paths_of_forms(hub: Path, host: str) -> Sequence[str]:
    """The hub's files that are named as our forms are at a host."""
    before, behind = FORMS[host]
    files = sorted((hub / before).parent.glob(f"{Path(before).name}*{behind}"))
    return [file.relative_to(hub).as_posix() for file in files]
