"""A Content-Security-Policy for a finished page: nothing but the site's own files, and the scripts that stand in it.

Other hosts only where the hub's owner decided so.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from html.parser import HTMLParser

_HEAD = re.compile(r"<head[^>]*>\s*(?:<meta charset=[^>]*>)?", re.IGNORECASE)
_INLINE = re.compile("<(?:script|style)", re.IGNORECASE)
_EXTERNAL = re.compile('<script src="[^"<>]*"></script>')
RUN = (None, "", "module", "text/javascript", "application/javascript")
"""Types of scripts that a browser runs; others hold data."""


def with_policy(page: str, hosts: Sequence[str] = ()) -> str:
    """The page with its policy as the first thing of its head, after the encoding."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{policy_of(page, hosts)}">'
    return _HEAD.sub(lambda head: f"{head.group()}\n      {policy}", page, count=1)


def policy_of(page: str, hosts: Sequence[str] = ()) -> str:
    """The directives; inline scripts and styles are allowed by their hashes (CSP Level 3, §8.2), `hosts` by name.

    `frame-ancestors` can't be given in a page.
    """
    own = " ".join(["'self'", *hosts])
    inline = _Inline()
    # Most pages have none, and to read a whole one takes longer than to make it.
    if _INLINE.search(_EXTERNAL.sub("", page)):
        inline.feed(page)
        inline.close()
    scripts, styles = (" ".join([own, *map(hash_of, texts)]) for texts in (inline.scripts, inline.styles))
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {styles}",
            f"img-src {own} data:",
            f"font-src {own}",
            f"media-src {own}",
            f"connect-src {own}",
            f"worker-src {own}",
            f"manifest-src {own}",
            f"frame-src {own}",
            f"form-action {own}",
            "base-uri 'none'",
        ]
    )


def hash_of(text: str) -> str:
    """By which a policy names an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class _Inline(HTMLParser):
    """The texts of the scripts and styles that stand in a page, each once, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: dict[str, None] = {}
        self.styles: dict[str, None] = {}
        self._open: dict[str, None] | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "style":
            self._open = self.styles
        elif tag == "script" and "src" not in known and known.get("type") in RUN:
            self._open = self.scripts
        self._text = ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._open is not None and tag in ("script", "style"):
            self._open[self._text] = None
            self._open = None
