"""The sitemap that MkDocs wrote, with our pages in it (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from partnerhub.site.model import Page, PublicHub
from partnerhub.site.shell import FRAMES

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def extended(before: bytes, hubs: Iterable[PublicHub]) -> bytes:
    """The sitemap with our pages in it and the frames out of it; of a hub without a site_url it names nothing."""
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", "http://www.w3.org/1999/xhtml")
    root = ET.fromstring(before.decode())
    for url in list(root):
        if f"/{FRAMES}" in (url.findtext(f"{{{_SITEMAP}}}loc") or ""):
            root.remove(url)
    for hub in hubs:
        pages: list[Page] = [*hub.partners, *hub.events] if hub.site_url else []
        for page in pages:
            url = ET.SubElement(root, f"{{{_SITEMAP}}}url")
            ET.SubElement(url, f"{{{_SITEMAP}}}loc").text = hub.absolute(page.path)
            ET.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = hub.built_on.isoformat()
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
