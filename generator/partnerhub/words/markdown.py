"""A partner's description: untrusted Markdown → sanitised HTML, and what the rules want to know of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
"""By the file format."""

_BLOCKS = ("p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table", "th", "td")
_INLINE = ("em", "strong", "s", "code", "br", "hr", "thead", "tbody", "tr", "a")
_HEADING_SHIFT = 2
"""The page has an h1 and h2 of its own."""


def _parser(*, html: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": html}).enable(["table", "strikethrough"]).disable("image")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # unsafe ones are found by us, and cut by nh3
    return parser


_SHOWN, _WITH_HTML = _parser(html=False), _parser(html=True)


def render(source: str) -> str:
    """Safe HTML. Each block has `dir="auto"`, since Hebrew and English mix; there are no ids, classes or images."""
    tokens = _SHOWN.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + _HEADING_SHIFT)}"
        if token.nesting == 1 or token.type in ("fence", "code_block"):
            token.attrSet("dir", "auto")
    html = _SHOWN.renderer.render(tokens, _SHOWN.options, {})
    return nh3.clean(
        html,
        tags={*_BLOCKS, *_INLINE},
        # Without "*" some attributes are allowed everywhere.
        attributes={"*": set(), **{block: {"dir"} for block in _BLOCKS}, "a": {"href"}, "ol": {"dir", "start"}},
        url_schemes=SAFE_SCHEMES,
        url_relative="deny",
        link_rel="noopener nofollow",
    )


def plain_text(source: str) -> str:
    """The words without markup, on one line."""
    return " ".join(" ".join(_words(token) for token in _SHOWN.parse(source)).split())


def first_paragraph(source: str) -> str:
    """The words of the first paragraph, else of the first block that has some."""
    tokens = _SHOWN.parse(source)
    paragraphs = [after for token, after in pairwise(tokens) if token.type == "paragraph_open"]
    texts = (" ".join(_words(token).split()) for token in (*paragraphs, *tokens))
    return next((text for text in texts if text), "")


def unsafe_link_lines(source: str) -> list[int]:
    """The lines, from 1, of links that are not http, https, mailto or tel; they are not shown as links."""
    return [line for line, token in _inline(_SHOWN.parse(source)) if token.type == "link_open" and not _is_safe(token)]


def html_lines(source: str) -> list[int]:
    """The lines, from 1, on which raw HTML begins; it is shown as text."""
    tokens = _WITH_HTML.parse(source)
    blocks = [token.map[0] + 1 for token in tokens if token.type == "html_block" and token.map]
    return sorted({*blocks, *(line for line, token in _inline(tokens) if token.type == "html_inline")})


def lines_in_code_fences(source: str) -> set[int]:
    """The lines, from 0, of code fences that are closed. One that is not may be a slip, and counts for none."""
    lines = source.split("\n")
    return {
        line
        for token in _SHOWN.parse(source)
        if token.type == "fence" and token.map and _is_closed(token, token.map, lines)
        for line in range(*token.map)
    }


def _is_closed(fence: Token, place: list[int], lines: list[str]) -> bool:
    first, end = place
    last = lines[end - 1].lstrip("> \t").rstrip()
    return fence.content.count("\n") + 2 == end - first and last.startswith(fence.markup) and not last.strip(last[0])


def _is_safe(link: Token) -> bool:
    try:
        return urlsplit(str(link.attrGet("href"))).scheme.lower() in SAFE_SCHEMES
    except ValueError:
        return False


def _inline(tokens: list[Token]) -> Iterator[tuple[int, Token]]:
    for block in tokens:
        line = block.map[0] + 1 if block.map else 1
        for token in block.children or ():
            yield line, token
            line += token.type in ("softbreak", "hardbreak") or token.content.count("\n")


def _words(token: Token) -> str:
    if token.type in ("fence", "code_block"):
        return token.content
    breaks = {"softbreak": " ", "hardbreak": " "}
    return "".join(breaks.get(child.type, child.content) for child in token.children or ())
