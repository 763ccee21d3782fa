"""How many processes can work at once."""

from __future__ import annotations

import math
import os
from pathlib import Path

_MOST = 8
"""Beyond, they wait for one disk."""
_QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""What a container may use, for each period: https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files"""


def cores() -> int:
    """Of this machine, as far as we may use them; at least one."""
    affinity = getattr(os, "sched_getaffinity", None)  # of Linux alone
    usable = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min(usable, _quota(), _MOST))


def _quota() -> int:
    try:
        allowed, period = map(int, _QUOTA.read_text().split())
    except (OSError, ValueError):
        return _MOST  # there is none, or "max"
    return math.ceil(allowed / period)
