"""How many scans a JPEG holds: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B."""

from __future__ import annotations

import re

_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
"""The next marker, over filling, stuffed bytes and restarts."""
_END, _SCAN = b"\xd9", b"\xda"
_WITHOUT_LENGTH = (b"\xd8", b"\x01")


def count_scans(data: bytes) -> int:
    """Scans up to the picture's end, in time linear in the bytes; 0 for what is no JPEG."""
    if not data.startswith(b"\xff\xd8\xff"):
        return 0
    scans, position = 0, 2
    while (found := _MARKER.search(data, position)) and (marker := found[1]) != _END:
        position = found.end()
        scans += marker == _SCAN
        if marker not in _WITHOUT_LENGTH:
            position += max(2, int.from_bytes(data[position : position + 2]))
    return scans
