"""What is written, read as strictly as the formats allow: its shape, and all texts in it. Nothing here rests on `assert`."""

from __future__ import annotations

import gzip
import html
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from icalendar import Calendar

SCHEMES = {"", "http", "https", "mailto", "tel", "webcal"}
"""Of the addresses in a page; none is a relative one."""
_ADDRESSES = {"href", "src", "action", "poster", "formaction", "data", "srcset", "content"}
_CUT = {"details", "body"}
"""What links that add an event to a calendar say as far as there is room."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class MisshapenError(Exception):
    """What is written is not what the format allows."""


@dataclass
class Read:
    """A file as it was read."""

    shape: list[object] = field(default_factory=list)
    """All that is no text: whatever the texts are, it stays as it is."""
    texts: list[str] = field(default_factory=list)
    has_html: bool = False
    """Whether the texts of its JSON are HTML, as in the index of the search."""


def read(path: str, data: bytes) -> Read:
    """Read a file of the site; raises MisshapenError, or what its parser raises."""
    found = Read(has_html="search_index" in path)
    suffix = path.rpartition(".")[2]
    if suffix == "gz":
        return read(path.removesuffix(".gz"), gzip.decompress(data))
    if suffix in _READERS:
        _READERS[suffix](data.decode(), found)
    return found


# HTML


class _Page(HTMLParser):
    def __init__(self, found: Read) -> None:
        super().__init__(convert_charrefs=True)
        self.found = found
        self.open: list[str] = []
        self.is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.shape.append((tag, [name for name, _ in attrs]))
        self.found.texts.append("")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc"):
                raise MisshapenError(f"<{tag} {name}>")
            if name in _ADDRESSES and tag != "meta" and urlsplit(value or "").scheme.lower() not in SCHEMES:
                raise MisshapenError(f"<{tag} {name}={value}>")
            if name == "data-ph-tags":
                _json(value or "", self.found)
            query = parse_qsl(urlsplit(value or "").query) if name == "href" else []
            in_query = [each for key, each in query if key not in _CUT]
            self.found.texts += [value or "", *in_query, ""]
        self.is_data = ("type", "application/ld+json") in attrs
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise MisshapenError(f"</{tag}> closes nothing")
        self.found.shape.append(f"/{tag}")
        self.found.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            if self.is_data:
                _json(data, self.found)
            else:
                self.found.shape.append(data)
        else:
            self.found.texts[-1:] = ["".join(self.found.texts[-1:]) + data]

    def handle_comment(self, data: str) -> None:
        self.found.shape.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.found.shape.append(("declaration", decl))

    def unknown_decl(self, data: str) -> None:
        raise MisshapenError(f"<![{data}")

    def handle_pi(self, data: str) -> None:
        raise MisshapenError(f"<?{data}")


def _html(text: str, found: Read) -> None:
    page = _Page(found)
    page.feed(text)
    page.close()
    if page.open:
        raise MisshapenError(f"not closed: {page.open}")


# JSON and XML


def _json(text: str, found: Read) -> None:
    _value(json.loads(text), found, "")


def _value(value: object, found: Read, name: str) -> None:
    if isinstance(value, dict):
        found.shape.append(list(value))
        for key, each in value.items():
            _value(each, found, key)
    elif isinstance(value, list):
        found.shape.append(len(value))
        for each in value:
            _value(each, found, name)
    elif isinstance(value, str) and name == "content_html":
        _html(value, found)
    elif isinstance(value, str):
        if found.has_html and name in ("title", "text") and "<" in value:
            raise MisshapenError(f"HTML in the index of the search: {value}")
        found.texts.append(html.unescape(value) if found.has_html else value)
    else:
        found.shape.append(value)


def _xml(text: str, found: Read) -> None:
    for element in ET.fromstring(text.encode()).iter():
        found.shape.append((element.tag, list(element.attrib)))
        found.texts += [*element.attrib.values()]
        if element.get("type") == "html":
            _html(element.text or "", found)
        else:
            found.texts += [element.text or "", element.tail or ""]


# iCalendar: https://www.rfc-editor.org/rfc/rfc5545#section-3.1

_LINE = re.compile(r"([A-Za-z-]+)((?:;[A-Za-z-]+=(?:\"[^\"\x00-\x1f]*\"|[^\";:,\x00-\x1f]*))*):(.*)", re.DOTALL)
_TEXT = {"SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE", "UID", "TZID"}
_ITEM = re.compile(r"((?:\\.|[^\\,])+)(?:,|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def _unfolded(text: str) -> Iterator[str]:
    if not text.endswith("\r\n") or "\r" in text.replace("\r\n", "") or "\n" in text.replace("\r\n", ""):
        raise MisshapenError("a line ends with CR LF")
    line = ""
    for physical in text.removesuffix("\r\n").split("\r\n"):
        if len(physical.encode()) > 75:
            raise MisshapenError(f"too long: {physical}")
        if physical.startswith((" ", "\t")):
            line += physical[1:]
        else:
            if line:
                yield line
            line = physical
    yield line


def _ics(text: str, found: Read) -> None:
    inside: list[str] = []
    for line in _unfolded(text):
        match = _LINE.fullmatch(line)
        if match is None:
            raise MisshapenError(f"no property: {line}")
        name, parameters, value = match.groups()
        found.shape.append((name, parameters))
        if name == "BEGIN":
            inside.append(value)
        elif name == "END":
            if not inside or inside.pop() != value:
                raise MisshapenError(f"ends nothing: {line}")
        elif name in _TEXT:
            for part in _ITEM.findall(value) if name == "CATEGORIES" else [value]:
                found.texts.append(_unescaped(part))
        else:
            found.texts.append(value)
    if inside:
        raise MisshapenError(f"not ended: {inside}")
    for component in Calendar.from_ical(text).walk():
        if component.errors:
            raise MisshapenError(str(component.errors))


def _unescaped(value: str) -> str:
    if not set(_ESCAPE.findall(value)) <= set("\\;,nN"):
        raise MisshapenError(f"an escape that is none: {value}")
    if re.search(r"[\\;,\x00-\x08\x0a-\x1f\x7f]", _ESCAPE.sub("", value)):
        raise MisshapenError(f"not escaped: {value}")
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


_READERS: Mapping[str, Callable[[str, Read], None]] = {"html": _html, "json": _json, "xml": _xml, "ics": _ics}
