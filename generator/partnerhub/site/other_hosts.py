"""What of a page asks another host for something without anybody's click: found, left out, or counted for the policy.

A style sheet, a font, a script or a picture of another host tells it who reads the page. The policy of a page stops
most of them, but not all: a browser opens the connection that `preconnect` names before it asks any policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from partnerhub.site.content_security import RUN, with_policy

_ONLY_LINKS = frozenset({
    "alternate", "author", "bookmark", "canonical", "help", "license", "me", "next", "nofollow", "noopener",
    "noreferrer", "prev", "privacy-policy", "search", "shortlink", "tag", "terms-of-service", "webmention",
})  # fmt: skip
"""What a `link` may be without a browser asking for it (https://html.spec.whatwg.org/multipage/links.html#linkTypes)."""
_LISTS = frozenset({"srcset", "imagesrcset", "ping", "attributionsrc"})
"""Attributes that name several."""
_ASKED_FOR = _LISTS | {"src", "poster", "background", "lowsrc", "dynsrc", "action", "formaction"}
"""Attributes that name what a browser asks for, whatever the element; the last two once a form is sent."""
_ASKED_FOR_ON = frozenset(
    {("object", "data"), ("html", "manifest"), ("base", "href")}
    | {(element, name) for element in ("use", "image", "feimage", "script") for name in ("href", "xlink:href")}
)
_STYLES = frozenset({
    "style", "fill", "stroke", "filter", "mask", "clip-path", "cursor",
    "marker", "marker-start", "marker-mid", "marker-end",
})  # fmt: skip
"""Attributes that hold CSS."""
_WHOLE = ("link", "script")
"""Elements that are nothing without what they ask for."""

_HOST = re.compile(r"(?:(?:https?|wss?|ftp):[/\\]*|[/\\]{2,})(?:[^/\\?#]*@)?([^/\\?#]+)", re.IGNORECASE)
_IN_CSS = re.compile(r"url\(\s*[\"']?([^\"')]*)[\"']?\s*\)?|@import\s*[\"']([^\"']*)[\"']", re.IGNORECASE)
_IMPORT = re.compile(r"@import\b[^;]*;?", re.IGNORECASE)
_IN_SCRIPT = re.compile(
    r"[\"'`]((?:(?:https?|wss?):)?//[a-z0-9][a-z0-9.-]*\.[a-z]+(?::[0-9]+)?)(?=[/\"'`?#])", re.IGNORECASE
)
_ALLOWABLE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]+)?")

_ATTRIBUTES = r"(?>[^>=]+|=\s*\"[^\"]*(?:\"|\Z)|=\s*'[^']*(?:'|\Z)|=)*+"
_PIECES = re.compile(
    rf"<(script|style)\b{_ATTRIBUTES}>.*?(?:</\1\b|\Z)|<[a-z]{_ATTRIBUTES}(>|\Z)"
    r"|<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
"""Elements with a text of their own, start tags, comments and what else begins like one."""

FONTS = "fonts.googleapis.com"
ANALYTICS = "www.googletagmanager.com"
_FURTHER: Mapping[str, tuple[str, ...]] = {
    FONTS: ("fonts.gstatic.com",),
    # https://developers.google.com/tag-platform/security/guides/csp
    ANALYTICS: ("*.googletagmanager.com", "*.google-analytics.com", "*.analytics.google.com"),
}
"""Host → others that what it serves asks in its turn."""
MERMAID = "unpkg.com"
"""Where the theme's script gets Mermaid, for a page with a diagram and without a script of that name."""
_FACTS: Mapping[str, str] = {"github.com": "api.github.com"}
"""Host of a repository → where the theme's script asks for its stars; others are asked themselves."""


@dataclass(frozen=True)
class Reference:
    """Something that a browser would ask another host for."""

    element: str
    address: str
    """As typed."""
    host: str


def confined(page: str, own: str | None, *, may_ask: bool, has_policy: bool = True) -> str:
    """A finished page with its policy, asking no other host for anything, or those alone that it names itself."""
    hosts = hosts_asked(page, own) if may_ask else []
    kept = page if may_ask else without_other_hosts(page, own)
    return with_policy(kept, hosts) if has_policy else kept


def host_of(address: str, own: str | None) -> str | None:
    """The host that an address names, with its port, if it is another than the site's own; as browsers read it."""
    # https://url.spec.whatwg.org/#concept-basic-url-parser
    match = _HOST.match(re.sub("[\t\r\n]", "", address).lstrip("".join(map(chr, range(33)))))
    host = match.group(1).strip().lower() if match else ""
    return host if host and host != own else None


def own_host(site_url: str | None) -> str | None:
    """The host of a site, by its address."""
    return host_of(site_url, None) if site_url else None


def references(page: str, own: str | None) -> list[Reference]:
    """What a page asks other hosts for, in its order."""
    return [reference for each in _read(page, own).offences for reference in each.references]


def without_other_hosts(page: str, own: str | None) -> str:
    """The page without all that asks other hosts; what is inside an element stays, but for a script's text."""
    parts: list[str] = []
    end = 0
    for each in _read(page, own).offences:
        if each.start >= end:
            parts += (page[end : each.start], each.instead)
            end = each.end
    return "".join(parts) + page[end:]


def hosts_asked(page: str, own: str | None) -> list[str]:
    """The other hosts that a page asks, as a policy names them: by its elements, and by its scripts and styles."""
    read = _read(page, own)
    found = [reference.host for each in read.offences for reference in each.references]
    found += [host for script in read.scripts for host in _in_script(script, own)]
    known = {further: None for host in found for further in (host, *_FURTHER.get(host, ()))}
    return [host for host in known if _ALLOWABLE.fullmatch(host.removeprefix("*."))]


def _in_script(text: str, own: str | None) -> Iterator[str]:
    hosts = (host_of(match.group(1), own) for match in _IN_SCRIPT.finditer(text))
    # The name of a language that looks like an address: no script asks there.
    return (host for host in hosts if host and host != "www.w3.org")


@dataclass
class _Offence:
    """A piece of a page that asks other hosts, and what stands there without it."""

    start: int
    end: int
    instead: str
    references: list[Reference]


@dataclass
class _Script:
    """A script that stands in the page, from its start tag on."""

    start: int
    is_analytics: bool
    is_run: bool
    references: list[Reference] = field(default_factory=list)


def _read(page: str, own: str | None) -> _Reader:
    reader = _Reader(page, own)
    reader.feed(_PIECES.sub(_read_or_blank, page))
    reader.close()
    reader.finish()
    return reader


def _read_or_blank(piece: re.Match[str]) -> str:
    """Spaces in place of what no browser reads as an element: comments, and a tag that never ends.

    Python's parser takes time with them that grows with the square.
    """
    return piece.group() if piece.group(1) or piece.group(2) else re.sub(r"[^\n]", " ", piece.group())


class _Reader(HTMLParser):
    """Walks over a page, once."""

    def __init__(self, page: str, own: str | None) -> None:
        super().__init__()
        self.offences: list[_Offence] = []
        self.scripts: list[str] = []
        """Texts of the scripts that stand in it."""
        self._page = page
        self._own = own
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self._diagrams: list[_Offence] = []
        self._script: _Script | None = None
        self._style: int | None = None
        """Where the text of a style begins."""
        self._has_mermaid = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start, raw = self._offset(), self.get_starttag_text() or ""
        known = {name: value or "" for name, value in reversed(attrs)}  # of two, the first counts
        wrong = {name: found for name, value in known.items() if (found := list(self._asks(tag, name, value, known)))}
        instead = _tag(tag, [(name, value) for name, value in attrs if name not in wrong], raw)
        offence = _Offence(start, start + len(raw), instead, [each for found in wrong.values() for each in found])
        if tag == "script":
            self._script = _Script(
                start, known.get("id") == "__analytics", known.get("type") in RUN, offence.references
            )
            if not wrong and "mermaid" in known.get("src", "").lower():
                self._has_mermaid = True
        elif wrong:
            offence.instead = "" if tag in _WHOLE else instead
            self.offences.append(offence)
        elif tag == "pre" and "mermaid" in known.get("class", "").split():
            offence.instead = _tag(tag, [(name, value) for name, value in attrs if name != "class"], raw)
            offence.references.append(Reference(tag, f"https://{MERMAID}/", MERMAID))
            self._diagrams.append(offence)
        if tag == "style":
            self._style = start + len(raw)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A browser takes `<script/>` for the beginning of a script; the parser does not read on as one.
        self.handle_starttag(tag, attrs)
        if tag == "script":
            self._end_script(self._offset() + len(self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        at = self._offset()
        if tag == "script" and self._script is not None:
            self._end_script(self._page.find(">", at) + 1 or len(self._page))
        elif tag == "style" and self._style is not None:
            self._end_style(at)

    def finish(self) -> None:
        """Take what was never closed for closed at the end, and judge the diagrams."""
        if self._script is not None:
            self._end_script(len(self._page))
        if self._style is not None:
            self._end_style(len(self._page))
        if not self._has_mermaid:
            self.offences += self._diagrams
        self.offences.sort(key=lambda each: each.start)

    def _end_script(self, end: int) -> None:
        script, self._script = self._script, None
        assert script is not None
        text = self._page[script.start : end]
        found = script.references
        if script.is_analytics:
            found = found or [Reference("script", f"https://{host}/", host) for host in _in_script(text, self._own)]
        if found:
            self.offences.append(_Offence(script.start, end, "", found))
        elif script.is_run:
            self.scripts.append(text)

    def _end_style(self, end: int) -> None:
        start, self._style = self._style or 0, None
        text = self._page[start:end]
        if found := list(self._asks_in_css("style", text)):
            self.offences.append(_Offence(start, end, self._clean(text), found))

    def _clean(self, css: str) -> str:
        """A style sheet that asks no other host."""
        css = _IMPORT.sub(lambda rule: "" if any(self._asks_in_css("", rule.group())) else rule.group(), css)
        return _IN_CSS.sub(lambda url: "url()" if any(self._asks_in_css("", url.group())) else url.group(), css)

    def _asks(self, tag: str, name: str, value: str, known: Mapping[str, str]) -> Iterator[Reference]:
        """What one attribute asks other hosts for."""
        if name in _STYLES:
            yield from self._asks_in_css(tag, value)
        elif name == "srcdoc":
            yield from references(value, self._own)
        elif (tag, name, value) == ("a", "data-md-component", "source"):
            # The theme's script asks for the repository's stars; the link itself stays.
            if host := host_of(known.get("href", ""), self._own):
                yield Reference(tag, known["href"], _FACTS.get(host, host))
        elif tag == "link" and name == "href":
            if set(known.get("rel", "").lower().split()) - _ONLY_LINKS:
                yield from self._ask(tag, value)
        elif tag == "meta" and name == "content":
            if known.get("http-equiv", "").strip().lower() == "refresh":
                yield from self._ask(tag, re.sub(r"(?i)^[\s\d.]*[;,]?\s*(?:url\s*=\s*)?[\"']?", "", value))
        elif name in _LISTS:
            for address in value.replace(",", " ").split():
                yield from self._ask(tag, address)
        elif name in _ASKED_FOR or (tag, name) in _ASKED_FOR_ON:
            yield from self._ask(tag, value)

    def _asks_in_css(self, tag: str, css: str) -> Iterator[Reference]:
        for match in _IN_CSS.finditer(css):
            yield from self._ask(tag, match.group(1) or match.group(2) or "")

    def _ask(self, tag: str, address: str) -> Iterator[Reference]:
        if host := host_of(address, self._own):
            yield Reference(tag, address, host)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _tag(name: str, attrs: list[tuple[str, str | None]], raw: str) -> str:
    said = "".join(f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attrs)
    return f"<{name}{said}{'/' if raw.endswith('/>') else ''}>"
