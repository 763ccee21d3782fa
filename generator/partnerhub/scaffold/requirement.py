"""Which partnerhub a new hub installs: the line of its requirements.txt."""

from __future__ import annotations

import re
from importlib.metadata import version

from partnerhub.ours import ADDRESS

_EXTRAS = "heic,holidays"
"""What a hub needs that nobody has looked at yet: photos from phones, and each setting that mkdocs.yml proposes."""
_WHEEL = re.compile(r"(?:\./)?([^/\[\]]+\.whl)(?:\[.*\])?")
"""A wheel that lies in the hub, with its extras."""


def this_version() -> str:
    """The one that runs: from a package index, and as long as none has it, from a wheel that lies in the hub."""
    known = version("partnerhub")
    return f"partnerhub[{_EXTRAS}]=={known}" if ADDRESS else f"./partnerhub-{known}-py3-none-any.whl[{_EXTRAS}]"


def wheel_of(requirement: str) -> str | None:
    """The file in the hub that a requirement names; None where it names something else."""
    found = _WHEEL.fullmatch(requirement)
    return found[1] if found else None
