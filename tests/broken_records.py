"""Records that break one rule each, written as patches on one sound record: tests/fixtures/<folder>/<name>.diff.

    # expect: event-ends-before-start@29

         start: 2026-12-10 19:00
    -    end: 21:30
    +    end: 18:30

First a head: `# expect:` says each finding as rule@line, counted in the record that comes out; `# file:` names it in the
hub (else the patch's own name), `# photo:` says which of PHOTOS lies beside it (else `sound`), `# beside:` names a patch
in fixtures/beside/ that is another partner of the hub. Then, as in a diff, lines that stay begin with a space, lines that
go with `-`, lines that come with `+`; a line `@@` leads to another place, and empty lines mean nothing. What `diff -U1`
prints, without its two names of files, is such a patch.

Bytes that an editor can't write, or an eye can't see, are escaped in lines that come: `\\x00` is NUL, `\\x41{300}` is 300
letters A. Every other backslash is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from hubs import HubFolder
from pictures import picture
from records import SOUND

FIXTURES = Path(__file__).parent / "fixtures"
PHOTOS = {
    "sound": picture(),
    "none": None,
    "other": picture(colour="maroon"),
    "small": picture(1079, 600),
    "broken": picture()[:900],
    "large": b"\xff\xd8" + b"\0" * 20_000_001,
}
_HEAD = re.compile(r"# (expect|file|photo|beside): (\S.*)")
_ESCAPE = re.compile(rb"\\x([0-9a-f]{2})(?:\{(\d+)\})?")


class PatchError(ValueError):
    """A patch that can't be applied, or that says nothing."""


@dataclass(frozen=True)
class Place:
    """One place of a patch, in lines without their ends: what stands there (at least one), and what shall."""

    old: tuple[bytes, ...]
    new: tuple[bytes, ...]


@dataclass(frozen=True)
class BrokenRecord:
    """A patch, applied."""

    expects: tuple[str, ...]
    """Findings as rule@line, in the order in which they are reported."""
    file: str
    photo: bytes | None
    beside: str | None
    """The stem of a patch in fixtures/beside/."""
    data: bytes

    @classmethod
    def read(cls, path: Path) -> BrokenRecord:
        """Read a patch and apply it to the sound record; raises `PatchError`."""
        head, places = parse(path.read_text(encoding="utf-8"))
        if not places and head.keys() <= {"expect"}:
            raise PatchError("it changes nothing")
        return cls(
            expects=tuple(head.get("expect", "").split()),
            file=head.get("file", f"{path.stem}.md"),
            photo=PHOTOS[head.get("photo", "sound")],
            beside=head.get("beside"),
            data=patched(SOUND.encode(), places),
        )

    def put_into(self, hub: HubFolder) -> Path:
        """Write it into a hub, with its photo and the partner beside it; returns its own file."""
        if self.beside:
            BrokenRecord.read(FIXTURES / "beside" / f"{self.beside}.diff").put_into(hub)
        return hub.add(self.file, self.data, self.photo)


def broken(rule: str) -> BrokenRecord:
    """The record that breaks a rule."""
    return BrokenRecord.read(FIXTURES / "invalid" / f"{rule}.diff")


def parse(text: str) -> tuple[dict[str, str], list[Place]]:
    """The head and the places of a patch; raises `PatchError`."""
    head: dict[str, str] = {}
    hunks: list[list[str]] = [[]]
    for line in filter(None, text.split("\n")):
        if line.startswith("@@"):
            hunks.append([])
        elif line[0] in " -+":
            hunks[-1].append(line)
        elif (found := _HEAD.fullmatch(line)) and hunks == [[]] and found[1] not in head:
            head[found[1]] = found[2]
        else:
            raise PatchError(f"a line begins with a space, - or +, or is one of the head's: {line}")
    return head, [_place(hunk) for hunk in hunks if hunk]


def _place(lines: list[str]) -> Place:
    old = tuple(line[1:].encode() for line in lines if line[0] in " -")
    new = tuple(
        _ESCAPE.sub(_unescaped, line[1:].encode()) if line[0] == "+" else line[1:].encode()
        for line in lines
        if line[0] in " +"
    )
    if not old:
        raise PatchError(f"a place needs a line that stands in the record, got {lines}")
    if old == new:
        raise PatchError(f"a place changes something, got {lines}")
    return Place(old, new)


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode()) * int(found[2] or 1)


def patched(record: bytes, places: list[Place]) -> bytes:
    """The record with every place changed; raises `PatchError` where one stands in it not once, or not after the last."""
    lines = record.removesuffix(b"\n").split(b"\n")
    result: list[bytes] = []
    done = 0
    for place in places:
        size = len(place.old)
        found = [at for at in range(len(lines) - size + 1) if tuple(lines[at : at + size]) == place.old]
        told = b"\n".join(place.old).decode()
        if len(found) != 1:
            raise PatchError(f"these lines must stand in the record exactly once, got {len(found)} times:\n{told}")
        if found[0] < done:
            raise PatchError(f"these lines stand before those of the place before:\n{told}")
        result += [*lines[done : found[0]], *place.new]
        done = found[0] + size
    return b"".join(line + b"\n" for line in [*result, *lines[done:]])
