"""The scans that a JPEG holds: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B."""

from __future__ import annotations

import re

_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
"""The next marker, over filling, stuffed bytes and restarts."""
_END, _SCAN = b"\xd9", b"\xda"
_WITHOUT_LENGTH = (b"\xd8", b"\x01")


def components_of_scans(data: bytes) -> list[int]:
    """For each scan up to the picture's end, how many of its components it holds; in time linear in the bytes.

    Empty for what is no JPEG.
    """
    if not data.startswith(b"\xff\xd8\xff"):
        return []
    scans, position = list[int](), 2
    while (found := _MARKER.search(data, position)) and (marker := found[1]) != _END:
        position = found.end()
        if marker == _SCAN:
            scans.append(int.from_bytes(data[position + 2 : position + 3]))
        if marker not in _WITHOUT_LENGTH:
            position += max(2, int.from_bytes(data[position : position + 2]))
    return scans
