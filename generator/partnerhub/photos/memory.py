"""How much memory this process takes, and its end where that is too much.

What a photo needs is known from its header before it is decoded; but a header may lie, and a library may need more.
Python sets no limit that every system keeps, so that the process looks at itself, and ends itself.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from partnerhub.photos.model import MAX_MEMORY

TOO_MUCH = 112
"""The exit code that says so."""
_SECONDS_BETWEEN = 0.005
"""Looks at itself: what is taken in between comes on top of the bound."""
_STATM = Path("/proc/self/statm")
"""In pages, the second number is what is held: https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html"""


@contextmanager
def bounded() -> Iterator[None]:
    """End this process, whatever it does, as soon as it takes more than MAX_MEMORY meanwhile."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_SECONDS_BETWEEN):
            if taken() > MAX_MEMORY:
                os._exit(TOO_MUCH)  # no other way ends a process from a thread in the middle of a library

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Counters(ctypes.Structure):
        """https://learn.microsoft.com/en-us/windows/win32/api/psapi/ns-psapi-process_memory_counters"""

        _fields_ = (
            ("size", wintypes.DWORD),
            ("page_faults", wintypes.DWORD),
            ("most_held", ctypes.c_size_t),
            ("held", ctypes.c_size_t),
            ("of_the_system", ctypes.c_size_t * 6),
        )

    _kernel = ctypes.WinDLL("kernel32")
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE
    _kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.POINTER(_Counters), wintypes.DWORD)

    def taken() -> int:
        """Bytes of memory that this process holds; 0 where the system doesn't tell."""
        counters = _Counters(size=ctypes.sizeof(_Counters))
        told = _kernel.K32GetProcessMemoryInfo(_kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size)
        return counters.held if told else 0

elif _STATM.exists():

    def taken() -> int:
        """Bytes of memory that this process holds."""
        return int(_STATM.read_bytes().split()[1]) * os.sysconf("SC_PAGESIZE")

else:
    import resource

    def taken() -> int:
        """Bytes of memory that this process held at most."""
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
