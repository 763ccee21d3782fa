"""Hand-written pages: the markers in them that say where our lists go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from partnerhub.words.finding import Position
from partnerhub.words.terms import N_, Term

MARKERS: Mapping[str, frozenset[str]] = {
    "next": frozenset(),
    "upcoming": frozenset({"tag", "kind", "limit"}),
    "archive": frozenset({"tag", "kind", "limit"}),
    "partners": frozenset({"kind", "tag"}),
    "subscribe": frozenset(),
}
"""Name → the arguments that it takes."""

MARKER = re.compile(r"<!--[ \t]*partnerhub:[ \t]*(?P<words>[^\n]*?)[ \t]*-->")
_CODE_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@dataclass(frozen=True)
class Marker:
    """A place for a list, as `<!-- partnerhub: upcoming tag=open-data limit=6 -->` says it."""

    name: str
    arguments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class UnknownMarker(Exception):  # noqa: N818 - a value that explains itself, not an accident
    """Why a marker can't be followed: the words for a finding, as `Problem` has them."""

    message: Term
    hint: Term
    facts: Mapping[str, object] = field(default_factory=dict)


def parse_marker(words: str) -> Marker:
    """The words of a marker; raises UnknownMarker."""
    name, *arguments = words.split() or [""]
    if name not in MARKERS:
        known = ", ".join(MARKERS)
        raise UnknownMarker(N_("a marker must name one of our lists"), N_("Use one of {known}."), {"known": known})
    pairs = []
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if not equals or not value or key not in MARKERS[name]:
            takes = ", ".join(f"{known}=…" for known in sorted(MARKERS[name]))
            message = N_("the marker {name} takes {takes}") if takes else N_("the marker {name} takes no arguments")
            raise UnknownMarker(message, N_("Take the other words out."), {"name": name, "takes": takes})
        if key == "limit" and not (value.isdecimal() and int(value) > 0):
            raise UnknownMarker(N_("limit must be a whole number from 1"), N_("Write limit=6."))
        if key == "kind" and value not in ("person", "community", "organization"):
            raise UnknownMarker(N_("kind must be person, community or organization"), N_("Write kind=community."))
        pairs.append((key, value))
    return Marker(name, tuple(pairs))


def faulty_markers(page: str) -> Iterator[tuple[Position, UnknownMarker]]:
    """The markers of a page's Markdown that can't be followed; code blocks are left alone."""
    fence = ""
    for number, line in enumerate(page.split("\n"), start=1):
        if match := _CODE_FENCE.match(line):
            fence = "" if fence and match.group(1).startswith(fence) else fence or match.group(1)
        elif not fence and not line.startswith("    "):
            for marker in MARKER.finditer(line):
                place = Position(number, marker.start() + 1)
                if line.strip() != marker.group():
                    own_line = N_("a marker must stand on a line of its own")
                    yield place, UnknownMarker(own_line, N_("Give it its own line."))
                    continue
                try:
                    parse_marker(marker.group("words"))
                except UnknownMarker as unknown:
                    yield place, unknown
