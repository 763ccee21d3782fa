"""Every file that a build writes, as `OUTPUTS` has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docs.reference.table import table
from partnerhub.site.outputs import OUTPUTS, Meeting, Output

_HEAD = """\
# What a build writes

Paths are those in `site/`. Where `{prefix}` stands, each language has one of its own: the first language at the root,
others below their name (`en/`). `{name}` tells a kind's files apart: a partner (`partners/code-for-good/`), an event
(`partners/code-for-good/open-data-night/`), a tag. Theme files, and whatever else lies in `content/pages/`, come as
MkDocs writes them.

"""
_WORDS: Mapping[str, str] = {
    "assets/partners/{name}": "photos in several widths; the pictures that a shared link shows, and those to post",
    "{name}.html": "the pages that you wrote, with their lists",
    "404.html": "where there is no page: a search, the next event, the way home",
    "{prefix}embed/index.html": "the next events, to be framed by another site",
    "{prefix}embed/tags/{name}/index.html": "the same, of one topic",
    "{prefix}embed/{name}index.html": "the same, one event",
    "{prefix}events.json": "all that is published, for programs",
    "{prefix}events.schema.json": "its JSON Schema",
    "{prefix}calendar.ics": "the calendar of all events",
    "{prefix}tags/{name}.ics": "the calendar of a topic",
    "{prefix}{name}calendar.ics": "the calendar of a partner",
    "{prefix}{name}event.ics": "one event, for a calendar",
    "{prefix}feed.xml": "new and changed events: Atom",
    "{prefix}feed.json": "new and changed events: JSON Feed",
    "robots.txt": "what search engines may read, and where the sitemap lies",
    "llms.txt": "what the site holds, in a few lines for programs that read text",
    "search/search_index.json": "what the search reads",
    "desk/{name}": "with the setting `desk`: the editors' forms, a page with its scripts",
    "sitemap.xml": "every page with its last visible change",
    "sitemap.xml.gz": "the same, packed",
}
"""What it is, by path; an output without words fails here."""
_PAGES: Mapping[Meeting, str] = {
    Meeting.REFUSES: "a page for each partner, and one for each event",
    Meeting.YIELDS: "a page that says that an event was taken back; one that leads on from an old address",
}
_PAGE = "{prefix}{name}index.html"
_MEETING: Mapping[Meeting, str] = {
    Meeting.REPLACES: "takes its place",
    Meeting.YIELDS: "that one stays",
    Meeting.REFUSES: "the build stops and names both",
    Meeting.EXTENDS: "is made from it",
}


def page() -> str:
    """The page as Markdown."""
    return _HEAD + table(
        ("path", "what it is", "needs `site_url`", "where a page of yours, or MkDocs, wrote one"),
        dict.fromkeys(
            (f"`{row.path}`", _words(row), "yes" if row.needs_address else "", _MEETING[row.meets]) for row in OUTPUTS
        ),
    )


def _words(row: Output[Any]) -> str:
    return _PAGES[row.meets] if row.path == _PAGE else _WORDS[row.path]
