"""Hand-written pages: the markers in them that say where our lists go.

`MARKERS` is read by the parser and by the renderer. A new marker is one row of it, and a template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partnerhub.site import lists, structured_data
from partnerhub.site.model import Kind, PublicEvent, PublicHub
from partnerhub.site.month_grid import month_grids
from partnerhub.words.finding import Position
from partnerhub.words.terms import N_, Term

if TYPE_CHECKING:
    from partnerhub.site.render import Renderer

Arguments = Mapping[str, str]
"""Name → value, as typed; each is one that its row takes."""
_NO_WORDS = Term("")


@dataclass(frozen=True)
class Argument:
    """What a marker can be told."""

    accepts: Callable[[str], bool] = bool
    """Whether it takes a value; without it any, but none that is empty."""
    message: Term = _NO_WORDS
    """What is wrong with a value that it does not take."""
    hint: Term = _NO_WORDS


@dataclass(frozen=True)
class Listing:
    """What a marker stands for."""

    arguments: Mapping[str, Argument]
    """By name."""
    render: Callable[[Renderer, Arguments, str], str]
    """The fragment; the text is the relative way from the page to the root of the site."""


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


def _next(renderer: Renderer, arguments: Arguments, root: str) -> str:
    return renderer.next_up(root)


def _upcoming(renderer: Renderer, arguments: Arguments, root: str) -> str:
    hub = renderer.hub
    events = _limited(_chosen_events(hub.upcoming, hub, arguments), arguments)
    months = lists.by_month(events)
    postponed = [] if "limit" in arguments else _chosen_events(hub.postponed, hub, arguments)
    is_whole_list = hub.site_url is not None and not arguments
    return renderer.fragment(
        "upcoming",
        months=months,
        postponed=postponed,
        choices=lists.Choices.of([*events, *postponed], hub),
        data=structured_data.script([structured_data.event_list(hub)]) if is_whole_list else None,
        root=root,
    )


def _archive(renderer: Renderer, arguments: Arguments, root: str) -> str:
    events = _limited(_chosen_events(renderer.hub.past, renderer.hub, arguments), arguments)
    by_month = len(events) > lists.OPEN
    groups = lists.by_month(events) if by_month else lists.by_year(events)
    return renderer.fragment("archive", groups=groups, by_month=by_month, years=lists.years_of(groups), root=root)


def _partners(renderer: Renderer, arguments: Arguments, root: str) -> str:
    tag, kind = _tag(renderer.hub, arguments), arguments.get("kind")
    partners = [
        partner
        for partner in renderer.hub.partners
        if tag in (None, *partner.filed_under) and kind in (None, partner.kind)
    ]
    return renderer.fragment("partners", partners=partners, root=root)


def _calendar(renderer: Renderer, arguments: Arguments, root: str) -> str:
    hub = renderer.hub
    return renderer.fragment("calendar", months=month_grids(hub.upcoming, hub.week), root=root)


def _subscribe(renderer: Renderer, arguments: Arguments, root: str) -> str:
    return renderer.subscribe(root)


def _tag(hub: PublicHub, arguments: Arguments) -> str | None:
    return hub.tag_called(arguments["tag"]) if "tag" in arguments else None


def _chosen_events(events: Iterable[PublicEvent], hub: PublicHub, arguments: Arguments) -> list[PublicEvent]:
    tag, kind = _tag(hub, arguments), arguments.get("kind")
    return [event for event in events if tag in (None, *event.filed_under) and kind in (None, event.host.kind)]


def _limited(events: list[PublicEvent], arguments: Arguments) -> list[PublicEvent]:
    return events[: int(arguments["limit"])] if "limit" in arguments else events


_TOO_LONG = 10
"""Digits of a number that nobody means."""
_KIND = Argument(
    lambda value: value in list(Kind),
    N_("kind must be person, community or organization"),
    N_("Write kind=community."),
)
_LIMIT = Argument(
    lambda value: value.isdecimal() and len(value) < _TOO_LONG and int(value) > 0,
    N_("limit must be a whole number from 1"),
    N_("Write limit=6."),
)
_TAG = Argument()

MARKERS: Mapping[str, Listing] = {
    "next": Listing({}, _next),
    "upcoming": Listing({"kind": _KIND, "limit": _LIMIT, "tag": _TAG}, _upcoming),
    "archive": Listing({"kind": _KIND, "limit": _LIMIT, "tag": _TAG}, _archive),
    "partners": Listing({"kind": _KIND, "tag": _TAG}, _partners),
    "calendar": Listing({}, _calendar),
    "subscribe": Listing({}, _subscribe),
}
"""By the name that a page says."""

MARKER = re.compile(r"<!--[ \t]*partnerhub:[ \t]*(?P<words>[^\n]*?)[ \t]*-->")
_CODE_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def parse_marker(words: str) -> Marker:
    """The words of a marker; raises UnknownMarker."""
    name, *typed = words.split() or [""]
    if name not in MARKERS:
        known = ", ".join(MARKERS)
        raise UnknownMarker(N_("a marker must name one of our lists"), N_("Use one of {known}."), {"known": known})
    arguments = MARKERS[name].arguments
    pairs = []
    for each in typed:
        key, _, value = each.partition("=")
        if not value or key not in arguments:
            takes = ", ".join(f"{known}=…" for known in sorted(arguments))
            message = N_("the marker {name} takes {takes}") if takes else N_("the marker {name} takes no arguments")
            raise UnknownMarker(message, N_("Take the other words out."), {"name": name, "takes": takes})
        if not arguments[key].accepts(value):
            raise UnknownMarker(arguments[key].message, arguments[key].hint)
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
