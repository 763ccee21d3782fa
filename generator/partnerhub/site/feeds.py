"""Public → feeds: Atom (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

An event has an entry for the day on which it became public, and one for the last change that somebody who means to
come must know; one that was taken back has only that, until it would have been over. The entries stand in the order of
those moments, the latest first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nlargest
from xml.etree import ElementTree as ET

from partnerhub.site.model import PublicEvent, PublicHub, State
from partnerhub.site.titles import titled
from partnerhub.words.terms import N_, Terms

MOST = 50
"""Entries of a feed; a reader asks often, and keeps what it has seen."""
_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"

_CHANGED = N_("Changed: {title}")


@dataclass(frozen=True)
class Entry:
    """Something new about an event."""

    id: str
    """A tag URI (RFC 4151), the same for good."""
    title: str
    at: datetime
    """When it became so, in UTC."""
    event: PublicEvent

    @property
    def updated_at(self) -> datetime:
        """When what it says changed last, in UTC."""
        return max(self.at, self.event.history.told_at)


def entries(hub: PublicHub) -> list[Entry]:
    """What a language's feeds hold, the latest first."""
    latest = nlargest(MOST, _news(hub), key=lambda news: news[:2])
    return [Entry(name, _title(event, hub, is_change=is_change), at, event) for at, name, event, is_change in latest]


def _news(hub: PublicHub) -> Iterator[tuple[datetime, str, PublicEvent, bool]]:
    """When there was something new, its identity, the event, and whether it is a change of it."""
    for event in (*hub.events, *hub.withdrawn):
        history = event.history
        if event.state is not State.WITHDRAWN:
            yield history.published_at, history.feed_id, event, False
        if history.materially_changed_at:
            yield history.materially_changed_at, f"{history.feed_id}#{history.material_changes}", event, True


def _title(event: PublicEvent, hub: PublicHub, *, is_change: bool) -> str:
    terms = Terms(hub.language)
    title = titled(event, terms)
    # What is as one expects, and yet has changed: an hour, a place.
    return terms(_CHANGED, title=title) if is_change and title == str(event.title) else title


def atom(hub: PublicHub, news: Sequence[Entry], content: Callable[[PublicEvent], str], path: str) -> bytes:
    """The Atom feed; `content` makes an event's HTML, with absolute addresses, `path` is the feed's own in the site."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {f"{{{_XML}}}lang": hub.language})
    _add(feed, "title", hub.community)
    _add(feed, "id", hub.absolute(path))
    _add(feed, "link", None, rel="self", type="application/atom+xml", href=hub.absolute(path))
    _add(feed, "link", None, rel="alternate", type="text/html", href=hub.absolute(hub.prefix))
    _add(feed, "updated", _rfc3339(max((entry.at for entry in news), default=datetime(1970, 1, 1, tzinfo=UTC))))
    _add(_add(feed, "author", None), "name", hub.community)
    for entry in news:
        element = _add(feed, "entry", None)
        _add(element, "title", entry.title)
        _add(element, "id", entry.id)
        _add(element, "link", None, rel="alternate", type="text/html", href=hub.absolute(entry.event.path))
        _add(element, "published", _rfc3339(entry.at))
        _add(element, "updated", _rfc3339(entry.updated_at))
        if entry.event.summary.value:
            _add(element, "summary", str(entry.event.summary))
        _add(element, "content", content(entry.event), type="html")
        for tag in entry.event.tags:
            _add(element, "category", None, term=tag, label=hub.tags[tag].label.value if tag in hub.tags else None)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def json_feed(hub: PublicHub, news: Sequence[Entry], content: Callable[[PublicEvent], str], path: str) -> str:
    """The JSON Feed with the same entries."""
    items = []
    for entry in news:
        photo = entry.event.shown_photo
        item = {
            "id": entry.id,
            "url": hub.absolute(entry.event.path),
            "title": entry.title,
            "content_html": content(entry.event),
            "summary": str(entry.event.summary),
            "image": hub.absolute(photo.share.path) if photo else None,
            "date_published": _rfc3339(entry.at),
            "date_modified": _rfc3339(entry.updated_at),
            "tags": [str(hub.label_of(tag)) for tag in entry.event.tags],
            "language": entry.event.title.language or hub.language,
        }
        items.append({name: value for name, value in item.items() if value})
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": hub.community,
        "home_page_url": hub.absolute(hub.prefix),
        "feed_url": hub.absolute(path),
        "language": hub.language,
        "authors": [{"name": hub.community, "url": hub.absolute(hub.prefix)}],
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _add(parent: ET.Element, name: str, text: str | None, **attributes: str | None) -> ET.Element:
    known = {each: value for each, value in attributes.items() if value is not None}
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", known)
    element.text = text
    return element


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
