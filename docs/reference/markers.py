"""Every marker of a hand-written page, as `MARKERS` has it."""

from __future__ import annotations

from collections.abc import Mapping

from docs.reference.table import table
from partnerhub.site.markers import MARKERS

_HEAD = """\
# Markers

A marker says where a list goes in a page of yours. It stands on a line of its own:

    <!-- partnerhub: upcoming tag=open-data limit=6 -->

"""
_WORDS: Mapping[str, str] = {
    "next": "the next event, large",
    "upcoming": "upcoming events by month, with chips to choose by",
    "archive": "past events with what came of them, by year",
    "partners": "the gallery of partners",
    "calendar": "upcoming events in a grid of weeks, a month each; on a phone dots, and the events below",
    "subscribe": "how to subscribe to the calendar, on a phone and elsewhere; a calendar a topic; the line to copy "
    "that shows the next events in another site",
}
"""What comes there; a marker without words fails here."""
_ARGUMENTS: Mapping[str, str] = {
    "tag": "`tag=…`: a tag, by its key or any of its labels",
    "kind": "`kind=…`: of the host: `person`, `community` or `organization`",
    "limit": "`limit=…`: at most so many",
}


def page() -> str:
    """The page as Markdown."""
    return _HEAD + table(
        ("marker", "what comes there", "what it takes"),
        (
            (f"`{name}`", _WORDS[name], "; ".join(_ARGUMENTS[argument] for argument in sorted(listing.arguments)))
            for name, listing in MARKERS.items()
        ),
    )
