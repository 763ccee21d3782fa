"""Public → feeds: Atom (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

An event has an entry for the day on which it became public, and one for the last change that somebody who means to
come must know. The entries stand in the order of those moments, the latest first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from partnerhub.site.model import PublicEvent, PublicHub, Stage, absolute
from partnerhub.words.terms import N_, Term, Terms

MOST = 50
"""Entries of a feed; a reader asks often, and keeps what it has seen."""
_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True)
class Entry:
    """Something new about an event."""

    id: str
    """A tag URI (RFC 4151), the same for good."""
    title: str
    at: datetime
    """When it became so, in UTC."""
    event: PublicEvent


def entries(hub: PublicHub, site_url: str) -> list[Entry]:
    """What a language's feeds hold, the latest first. Where no history tells, an event is as new as the build."""
    return sorted(_entries(hub, site_url), key=lambda entry: (entry.at, entry.id), reverse=True)[:MOST]


def _entries(hub: PublicHub, site_url: str) -> Iterator[Entry]:
    built = datetime.combine(hub.built_on, time(), UTC)
    terms = Terms(hub.language)
    for event in hub.events:
        revision = event.revision
        # The year belongs to the form of the address and says nothing: RFC 4151 §2.1.
        base = f"tag:{urlsplit(site_url).hostname},2026:{event.address.removeprefix('partners/').strip('/')}"
        yield Entry(base, str(event.title), revision.published_at or built, event)
        if revision.materially_changed_at:
            title = terms(_change(event), title=str(event.title))
            yield Entry(f"{base}#{revision.material_changes}", title, revision.materially_changed_at, event)


def _change(event: PublicEvent) -> Term:
    if event.is_cancelled:
        return N_("Cancelled: {title}")
    return N_("Postponed: {title}") if event.stage is Stage.POSTPONED else N_("Changed: {title}")


def atom(hub: PublicHub, found: Iterable[Entry], content: Callable[[PublicEvent], str], site_url: str) -> bytes:
    """The Atom feed; `content` makes an event's HTML, with absolute addresses."""
    found = list(found)
    home, own = absolute(site_url, hub.prefix) or site_url, absolute(site_url, f"{hub.prefix}feed.xml") or site_url
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {f"{{{_XML}}}lang": hub.language})
    _add(feed, "title", hub.community)
    _add(feed, "id", own)
    _add(feed, "link", None, rel="self", type="application/atom+xml", href=own)
    _add(feed, "link", None, rel="alternate", type="text/html", href=home)
    _add(feed, "updated", _rfc3339(max((entry.at for entry in found), default=datetime(1970, 1, 1, tzinfo=UTC))))
    _add(_add(feed, "author", None), "name", hub.community)
    for entry in found:
        shown = _add(feed, "entry", None)
        _add(shown, "title", entry.title)
        _add(shown, "id", entry.id)
        _add(shown, "link", None, rel="alternate", type="text/html", href=absolute(site_url, entry.event.path) or home)
        _add(shown, "published", _rfc3339(entry.at))
        _add(shown, "updated", _rfc3339(max(entry.at, entry.event.revision.changed_at or entry.at)))
        _add(shown, "summary", str(entry.event.summary))
        _add(shown, "content", content(entry.event), type="html")
        for tag in entry.event.tags:
            _add(shown, "category", None, term=tag)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def json_feed(hub: PublicHub, found: Iterable[Entry], content: Callable[[PublicEvent], str], site_url: str) -> str:
    """The JSON Feed with the same entries."""
    items = []
    for entry in found:
        photo = entry.event.host.photo
        item = {
            "id": entry.id,
            "url": absolute(site_url, entry.event.path),
            "title": entry.title,
            "content_html": content(entry.event),
            "summary": str(entry.event.summary),
            "image": absolute(site_url, photo.share.path) if photo else None,
            "date_published": _rfc3339(entry.at),
            "date_modified": _rfc3339(max(entry.at, entry.event.revision.changed_at or entry.at)),
            "tags": list(entry.event.tags),
            "language": entry.event.title.language or hub.language,
        }
        items.append({name: value for name, value in item.items() if value})
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": hub.community,
        "home_page_url": absolute(site_url, hub.prefix),
        "feed_url": absolute(site_url, f"{hub.prefix}feed.json"),
        "language": hub.language,
        "authors": [{"name": hub.community, "url": absolute(site_url, hub.prefix)}],
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _add(parent: ET.Element, name: str, text: str | None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
