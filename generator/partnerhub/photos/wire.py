"""What goes to and fro between us and the process that opens photos: a line of JSON, then bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import IO, Any


def send(stream: IO[bytes], words: Mapping[str, Any], parts: Sequence[bytes] = ()) -> None:
    """Send words with bytes; `sizes` among the words is ours."""
    stream.write(json.dumps({**words, "sizes": [len(part) for part in parts]}).encode() + b"\n")
    for part in parts:
        stream.write(part)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], list[bytes]] | None:
    """What the other side sends next; None where it has ended, be it in the middle."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    words = json.loads(line)
    parts = [stream.read(size) for size in words["sizes"]]
    return (words, parts) if [len(part) for part in parts] == words["sizes"] else None
