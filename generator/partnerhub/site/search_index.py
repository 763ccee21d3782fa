"""The index of the search plugin, with our pages in it.

The theme shows titles and texts of the index as HTML, so they are escaped here, once.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from partnerhub.site.shell import FRAMES, Tokens
from partnerhub.words.spelling import SEPARATORS, other_forms

if TYPE_CHECKING:
    from partnerhub.site.render import Renderer

_THEME_SEPARATOR = "[\\s\\-]+"
"""What parts words in the theme's search, unless a hub says otherwise."""


def extended(before: bytes, renderers: Iterable[Renderer], tokens: Tokens) -> str:
    """The index that the search plugin wrote, with our pages in it and the frames out of it."""
    index = json.loads(before)
    docs = [doc for doc in index["docs"] if FRAMES not in doc["location"]]
    for doc in docs:
        doc["text"] = _findable(tokens.without(doc["text"]), doc["title"])
    for renderer in renderers:
        hub = renderer.hub
        docs += [_entry(each.url, each.name.value, renderer.partner_text(each)) for each in hub.partners]
        docs += [_entry(each.url, each.title.value, renderer.event_text(each)) for each in hub.events]
    config = index["config"]
    if config.get("separator") == _THEME_SEPARATOR:
        config["separator"] = f"[\\s\\-{SEPARATORS}]+"
    return json.dumps({**index, "config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":"))


def _entry(url: str, title: str, text: str) -> dict[str, str]:
    return {"location": url, "title": html.escape(title), "text": _findable(html.escape(text), title)}


def _findable(text: str, title: str) -> str:
    """A text of the index, with the words that a reader may look for after it."""
    forms = other_forms(f"{title} {html.unescape(text)}")
    return f"{text} · {html.escape(' '.join(forms))}" if forms else text
