"""Fragments + shell → files in the staging folder; then site/ is brought up to date."""

from __future__ import annotations

import gzip
import html
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

from partnerhub.photos import ProcessedPhoto
from partnerhub.progress import Progress
from partnerhub.site import calendars, feeds, public_data
from partnerhub.site.content_security import with_policy
from partnerhub.site.model import PublicEvent, PublicHub, PublicPartner, WithdrawnEvent, absolute
from partnerhub.site.render import Renderer
from partnerhub.site.shell import FRAMES, Shell, Slot, Tokens
from partnerhub.words.spelling import SEPARATORS, other_forms

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
"""https://www.sitemaps.org/protocol.html"""

_THEME_SEPARATOR = "[\\s\\-]+"
"""What parts words in the theme's search, unless a hub says otherwise."""

PARTNER_DEPTH, EVENT_DEPTH = 2, 3
"""Folders between a page and the root of the site (of its language)."""

_Ours = PublicPartner | PublicEvent | WithdrawnEvent


class TakenAddress(Exception):  # noqa: N818 - the hub's pages are wrong, and the message says how
    """A hand-written page lies where a partner's or an event's page goes."""


@dataclass(frozen=True)
class Site:
    """A site that is being written."""

    folder: Path
    url: str | None
    """`site_url`; None where the hub does not say its address."""

    def write(self, path: str, data: str | bytes) -> None:
        """Write one file; `path` is relative to the root of the site."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)

    def canonical(self, path: str) -> str | None:
        """The absolute address of a page's folder."""
        return absolute(self.url, path)


def write_photos(site: Site, folder: str, photos: Iterable[ProcessedPhoto]) -> None:
    """Write every rendition under its content hash."""
    for photo in photos:
        for image in (*photo.card, *photo.whole, photo.share):
            site.write(f"{folder}/{image.name}", image.data)


def write_pages(site: Site, hub: PublicHub, shell: Shell, renderer: Renderer, progress: Progress) -> None:
    """Fill the hand-written pages' markers, and stamp a page for each partner and event.

    Raises TakenAddress where a hand-written page has the address of one of them.
    """
    for path, page in shell.pages.items():
        if page.language != hub.language:
            continue
        root = "../" * path.count("/")
        fragments = [renderer.marker(marker.name, dict(marker.arguments), root) for marker in page.markers]
        parts = [page.literals[0]]
        for fragment, literal in zip(fragments, page.literals[1:], strict=True):
            parts += (fragment, literal)
        site.write(path, "".join(parts))
    pages: list[_Ours] = [*hub.partners, *hub.events, *hub.withdrawn]
    for ours in progress(pages, "Writing pages", len(pages)):
        path = f"{ours.path}index.html"
        if (site.folder / path).exists():
            raise TakenAddress(
                f"the page {ours.path} is written by hand and made from a partner file; rename one of them"
            )
        site.write(path, _stamped(ours, hub, shell, renderer))


def _stamped(ours: _Ours, hub: PublicHub, shell: Shell, renderer: Renderer) -> str:
    root = "../" * ours.path.count("/")
    if isinstance(ours, PublicPartner):
        title, depth = ours.name, PARTNER_DEPTH
        head = renderer.partner_head(ours)
        content = renderer.partner_page(ours, root)
    elif isinstance(ours, PublicEvent):
        title, depth = ours.title, EVENT_DEPTH
        head = renderer.event_head(ours)
        content = renderer.event_page(ours, root)
    else:
        title, depth = ours.title, EVENT_DEPTH
        head = renderer.withdrawn_head(ours)
        content = renderer.withdrawn_page(ours, root)
    fragments: dict[str, str] = {
        Slot.HEAD: head,
        Slot.TITLE: html.escape(title.value),
        Slot.CONTENT: shell.banner + content,
    }
    for number, prefix in enumerate(hub.prefixes.values()):
        fragments[f"alternate-{number}"] = root + quote(prefix + ours.address)
    return shell.frames[hub.language, depth].fill(fragments)


def write_calendars(site: Site, hub: PublicHub, span: timedelta) -> None:
    """Write a language's calendar, one a tag, and one beside each event; `span` is how long past events stay."""
    events = hub.in_calendars(span)
    title = hub.community
    path = f"{hub.prefix}calendar.ics"
    site.write(path, calendars.calendar(hub, events, hub.withdrawn, title, path, site.url))
    for slug, (tag, tagged) in calendars.tags(events).items():
        path = f"{hub.prefix}tags/{slug}.ics"
        site.write(path, calendars.calendar(hub, tagged, (), f"{title}: {tag}", path, site.url))
    for event in hub.events:
        path = f"{event.path}event.ics"
        site.write(path, calendars.calendar(hub, [event], (), str(event.title), path, site.url))
    for gone in hub.withdrawn:
        path = f"{gone.path}event.ics"
        site.write(path, calendars.calendar(hub, (), [gone], str(gone.title), path, site.url))


def write_feeds(site: Site, renderer: Renderer) -> None:
    """Write a language's feeds; without a site_url their entries would have no identity."""
    hub = renderer.hub
    if site.url:
        entries = feeds.entries(hub, site.url)
        site.write(f"{hub.prefix}feed.xml", feeds.atom(hub, entries, renderer.feed_entry, site.url))
        site.write(f"{hub.prefix}feed.json", feeds.json_feed(hub, entries, renderer.feed_entry, site.url))


def write_data(site: Site, renderer: Renderer) -> None:
    """Write what other programs and sites read: the published events as JSON with its schema, and the embed."""
    hub = renderer.hub
    if site.url:
        site.write(f"{hub.prefix}events.json", public_data.events_json(hub, site.url))
        site.write(f"{hub.prefix}events.schema.json", public_data.events_schema())
        path = f"{hub.prefix}embed/index.html"
        site.write(path, with_policy(renderer.embed("../" * path.count("/"))))


def write_notes_for_robots(site: Site, renderers: Sequence[Renderer]) -> None:
    """Write robots.txt and llms.txt, unless the hub brings its own."""
    if site.url:
        for name, text in (
            ("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site.canonical('sitemap.xml')}\n"),
            ("llms.txt", "\n".join(renderer.llms() for renderer in renderers)),
        ):
            if not (site.folder / name).exists():
                site.write(name, text)


def extend_search_index(site: Site, renderers: Iterable[Renderer], tokens: Tokens) -> None:
    """Put our pages into the index that the search plugin wrote, if it did, and take the frames out.

    The theme shows titles and texts of the index as HTML, so they are escaped here, once.
    """
    file = site.folder / "search" / "search_index.json"
    if not file.exists():
        return
    index = json.loads(file.read_text(encoding="utf-8"))
    docs = [doc for doc in index["docs"] if FRAMES not in doc["location"]]
    for doc in docs:
        doc["text"] = _findable(tokens.without(doc["text"]), doc["title"])
    for renderer in renderers:
        hub = renderer.hub
        docs += [_search_entry(each.url, each.name.value, renderer.partner_text(each)) for each in hub.partners]
        docs += [_search_entry(each.url, each.title.value, renderer.event_text(each)) for each in hub.events]
    config = index["config"]
    if config.get("separator") == _THEME_SEPARATOR:
        config["separator"] = f"[\\s\\-{SEPARATORS}]+"
    whole = {**index, "config": config, "docs": docs}
    site.write("search/search_index.json", json.dumps(whole, ensure_ascii=False, separators=(",", ":")))


def _search_entry(url: str, title: str, text: str) -> dict[str, str]:
    return {"location": url, "title": html.escape(title), "text": _findable(html.escape(text), title)}


def _findable(text: str, title: str) -> str:
    """A text of the index, with the words that a reader may look for after it."""
    forms = other_forms(f"{title} {html.unescape(text)}")
    return f"{text} · {html.escape(' '.join(forms))}" if forms else text


def extend_sitemap(site: Site, hubs: Iterable[PublicHub]) -> None:
    """Put our pages into the sitemap that MkDocs wrote, and take the frames out; without a site_url it stays empty."""
    file = site.folder / "sitemap.xml"
    if not file.exists():
        return
    ET.register_namespace("", SITEMAP)
    ET.register_namespace("xhtml", "http://www.w3.org/1999/xhtml")
    root = ET.fromstring(file.read_text(encoding="utf-8"))
    for url in list(root):
        if f"/{FRAMES}" in (url.findtext(f"{{{SITEMAP}}}loc") or ""):
            root.remove(url)
    for hub in hubs if site.url else ():
        pages: list[_Ours] = [*hub.partners, *hub.events]
        for ours in pages:
            url = ET.SubElement(root, f"{{{SITEMAP}}}url")
            ET.SubElement(url, f"{{{SITEMAP}}}loc").text = site.canonical(ours.path)
            ET.SubElement(url, f"{{{SITEMAP}}}lastmod").text = hub.built_on.isoformat()
    ET.indent(root)
    data = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    site.write("sitemap.xml", data)
    site.write("sitemap.xml.gz", gzip.compress(data, mtime=0))


def bring_up_to_date(staging: Path, site: Path) -> None:
    """Make `site` what `staging` is, touching only files that differ; hidden files at its top stay, as MkDocs has it.

    Assets come first, then pages (each replaced whole), then indexes, deletions last: at no moment does a page
    lack what it shows.
    """
    site.mkdir(parents=True, exist_ok=True)
    wanted = sorted((path for path in staging.rglob("*") if path.is_file()), key=_turn)
    for path in wanted:
        _replace(path, site / path.relative_to(staging))
    kept = {path.relative_to(staging) for path in wanted}
    for path in sorted(site.rglob("*"), reverse=True):
        inside = path.relative_to(site)
        if inside.parts[0].startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif inside not in kept:
            path.unlink()


def _turn(path: Path) -> tuple[int, Path]:
    if path.suffix == ".html":
        return 1, path
    return (
        2
        if path.suffix in (".xml", ".gz", ".ics") or path.name in ("search_index.json", "feed.json", "events.json")
        else 0
    ), path


def _replace(new: Path, old: Path) -> None:
    if old.is_dir() and not old.is_symlink():
        shutil.rmtree(old)
    data = new.read_bytes()
    if old.is_file() and not old.is_symlink() and old.stat().st_size == len(data) and old.read_bytes() == data:
        return
    for parent in old.parents:
        if parent.exists() or parent.is_symlink():
            if not parent.is_dir():
                parent.unlink()  # a file of an older site where a folder is now
            break
    old.parent.mkdir(parents=True, exist_ok=True)
    temporary = old.with_name(f".{old.name}.new")
    temporary.write_bytes(data)
    os.replace(temporary, old)  # noqa: PTH105 - whole or not at all, also where the file exists
