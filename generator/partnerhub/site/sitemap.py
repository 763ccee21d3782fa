"""The sitemap that MkDocs wrote, with our pages in it (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from partnerhub.site.model import Page, PublicHub
from partnerhub.site.shell import FRAMES

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def extended(before: bytes, hubs: Iterable[PublicHub], hand_written: Mapping[str, datetime]) -> bytes:
    """The sitemap with our pages in it and the frames out of it; of a hub without a site_url it names nothing.

    A page is dated with its last change, where one is known: those that are `hand_written` by their address.
    """
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", "http://www.w3.org/1999/xhtml")
    root = ET.fromstring(before.decode())
    for url in list(root):
        address = url.findtext(f"{{{_SITEMAP}}}loc") or ""
        if f"/{FRAMES}" in address:
            root.remove(url)
        for day_of_the_build in url.findall(f"{{{_SITEMAP}}}lastmod"):
            url.remove(day_of_the_build)
        _date(url, hand_written.get(address))
    # Thousands of pages are sooner written as text than made elements.
    ours = "".join(_url(hub.absolute(page.path), hub.changed_at(page)) for hub in hubs for page in _pages(hub))
    if ours:
        ET.SubElement(root, "ours")
    ET.indent(root)
    written = bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
    return written.replace(b"  <ours />\n", ours.encode())


def _pages(hub: PublicHub) -> Sequence[Page]:
    return [*hub.partners, *hub.events] if hub.site_url else []


def _url(address: str | None, changed_at: datetime | None) -> str:
    dated = f"    <lastmod>{_moment(changed_at)}</lastmod>\n" if changed_at else ""
    return f"  <url>\n    <loc>{escape(address or '')}</loc>\n{dated}  </url>\n"


def _date(url: ET.Element, changed_at: datetime | None) -> None:
    if changed_at:
        ET.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = _moment(changed_at)


def _moment(changed_at: datetime) -> str:
    return f"{changed_at:%Y-%m-%dT%H:%M:%SZ}"
