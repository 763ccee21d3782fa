"""A partner's description: untrusted Markdown → sanitised HTML, and what the rules want to know of it. Parsed once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import unquote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
"""By the file format."""

_BLOCKS = ("p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table", "th", "td")
_INLINE = ("em", "strong", "s", "code", "br", "hr", "thead", "tbody", "tr", "a")
_HEADING_SHIFT = 2
"""The page has an h1 and h2 of its own."""
MAX_MARKS = 10_000
"""Of `marks`, in the description of a partner: more than a long book has, and no more than some tenths of a second."""
_MARK = re.compile(r"[\n!#$%&*+\-:<=>@\[\\\]^_`{|}~]|[0-9][.)](?=\s)")
"""Where the parser stops and looks: each line, and markdown_it.rules_inline.text."""
_DEEPEST = 20
"""Blocks within blocks that the parser follows: its `maxNesting`."""
_BELOW_HEAD = re.compile(r"[-:|\s>+*\d.)]*\|[-:|\s>+*\d.)]*")
"""What a line must be to make a table of what stands above and below it."""
_HTML = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*[\s/>]|[/!?])")
_PLAIN = frozenset(
    {"paragraph_open", "paragraph_close", "inline", "text", "softbreak", "hardbreak"}
    | {"ordered_list_open", "ordered_list_close", "list_item_open", "list_item_close"}
)
"""Types of tokens of a text that nobody marked up."""


def _parser(*, html: bool) -> MarkdownIt:
    # Text that is pasted from a page or a document comes indented: it is no code, for which there are fences.
    parser = MarkdownIt("commonmark", {"html": html}).enable(["table", "strikethrough"]).disable(["image", "code"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # unsafe ones are found by us, and cut by nh3
    return parser


_SHOWN = _parser(html=False)
_BLOCKS_ALONE = _parser(html=False)
_BLOCKS_ALONE.core.ruler.disable("inline")
_WITH_HTML = _parser(html=True).disable(["emphasis", "strikethrough", "link", "entity", "reference"])
"""Finds HTML, and nothing else that could not hold or hide it."""


@dataclass(frozen=True)
class Details:
    """What only the rules ask of a source. Lines are counted from 1."""

    shown: Sequence[tuple[int, str]]
    """Each piece of text as it is shown, addresses of links among them, with the line on which it begins."""
    links: Sequence[tuple[int, str]]
    """The address of each link, with its line."""
    html_lines: Sequence[int]
    """On which raw HTML begins; it is shown as text."""

    @property
    def unsafe_link_lines(self) -> list[int]:
        """The lines of links that are not http, https, mailto or tel; they are not shown as links."""
        return sorted({line for line, address in self.links if not _is_safe(address)})


@dataclass(frozen=True)
class Document:
    """All that is asked of a source."""

    html: str
    """Safe. Each block has `dir="auto"`, since Hebrew and English mix; there are no ids, classes or images."""
    blocks: Sequence[str]
    """The words without markup, a block on a line."""
    first_paragraph: str
    """The words of the first paragraph, else of the first block that has some."""
    details: Details

    @property
    def text(self) -> str:
        """The words without markup, on one line."""
        return " ".join(self.blocks)


def read(source: str) -> Document:
    """Parse a source. The time that it takes grows with its `marks`."""
    tokens = _SHOWN.parse(source)
    words = [" ".join(_words(token).split()) for token in tokens]
    paragraphs = [text for before, text in zip(tokens, words[1:], strict=False) if before.type == "paragraph_open"]
    inline = list(_inline(tokens))
    links = [(line, str(token.attrGet("href"))) for line, token in inline if token.type == "link_open"]
    return Document(
        html=_rendered(tokens),
        blocks=[text for text in words if text],
        first_paragraph=next((text for text in (*paragraphs, *words) if text), ""),
        details=Details(
            shown=[
                *((line, token.content) for line, token in inline if token.content),
                *((token.map[0] + 1, token.content) for token in tokens if token.type == "fence" and token.map),
                *((line, unquote(address)) for line, address in links),
            ],
            links=links,
            html_lines=_html_lines(source),
        ),
    )


def has_markup(source: str) -> bool:
    """Whether a text looks as if its signs were meant to be Markdown; numbers with dots do not."""
    if _MARK.search(source) is None:
        return False
    if marks(source) > MAX_MARKS:
        return True
    tokens = _SHOWN.parse(source)
    return any(token.type not in _PLAIN for block in tokens for token in (block, *(block.children or ())))


def marks(source: str) -> int:
    """How much there is in a source for the parser to look at; of more than `MAX_MARKS` at least so much."""
    count = len(_MARK.findall(source))
    if count > MAX_MARKS or not {"|", ">"} & set(source):
        return count
    for is_blank, lines in groupby(source.split("\n"), key=lambda line: not line.strip(" \t>")):
        rows = [] if is_blank else list(lines)
        # A row gets the cells that it lacks, and a line that goes on with quotations is looked at by each of them.
        columns = max((row.count("|") + 1 for row in rows if _BELOW_HEAD.fullmatch(row)), default=0)
        depth = max((row[: -len(row.lstrip(" \t>")) or None].count(">") for row in rows), default=0)
        count += len(rows) * max(columns, min(depth, _DEEPEST))
    return count


def lines_in_code_fences(source: str) -> set[int]:
    """The lines, from 0, of code fences that are closed. One that is not may be a slip, and counts for none."""
    lines = source.split("\n")
    return {
        line
        for token in _BLOCKS_ALONE.parse(source)
        if token.type == "fence" and token.map and _is_closed(token, token.map, lines)
        for line in range(*token.map)
    }


def _is_closed(fence: Token, place: list[int], lines: list[str]) -> bool:
    first, end = place
    last = lines[end - 1].lstrip("> \t").rstrip()
    return fence.content.count("\n") + 2 == end - first and last.startswith(fence.markup) and not last.strip(last[0])


def _rendered(tokens: list[Token]) -> str:
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + _HEADING_SHIFT)}"
        if token.nesting == 1 or token.type == "fence":
            token.attrSet("dir", "auto")
    return nh3.clean(
        _SHOWN.renderer.render(tokens, _SHOWN.options, {}),
        tags={*_BLOCKS, *_INLINE},
        # Without "*" some attributes are allowed everywhere.
        attributes={"*": set(), **{block: {"dir"} for block in _BLOCKS}, "a": {"href"}, "ol": {"dir", "start"}},
        url_schemes=SAFE_SCHEMES,
        url_relative="deny",
        link_rel="noopener nofollow",
    )


def _html_lines(source: str) -> list[int]:
    if not _HTML.search(source):
        return []
    tokens = _WITH_HTML.parse(source)
    blocks = [token.map[0] + 1 for token in tokens if token.type == "html_block" and token.map]
    return sorted({*blocks, *(line for line, token in _inline(tokens) if token.type == "html_inline")})


def _is_safe(address: str) -> bool:
    try:
        return urlsplit(address).scheme.lower() in SAFE_SCHEMES
    except ValueError:
        return False


def _inline(tokens: list[Token]) -> Iterator[tuple[int, Token]]:
    for block in tokens:
        line = block.map[0] + 1 if block.map else 1
        for token in block.children or ():
            yield line, token
            line += token.type in ("softbreak", "hardbreak") or token.content.count("\n")


def _words(token: Token) -> str:
    if token.type == "fence":
        return token.content
    breaks = {"softbreak": " ", "hardbreak": " "}
    return "".join(breaks.get(child.type, child.content) for child in token.children or ())
