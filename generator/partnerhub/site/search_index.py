"""The index of the search plugin, with our pages in it; `partnerhub-search-worker.js` searches it.

Titles and texts are HTML there, as the plugin writes those of other pages, so they are escaped here, once.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from babel import Locale

from partnerhub.site.model import Page, PublicEvent, PublicPartner, State
from partnerhub.site.parts import Part
from partnerhub.site.shell import FRAMES
from partnerhub.words.dates import endonym
from partnerhub.words.terms import N_, Terms, catalogue, said_in

if TYPE_CHECKING:
    from partnerhub.site.render import Renderer

_CANCELLED_BOOST = 0.5
"""How much a cancelled event counts beside others; the plugin has the same key for pages of the hub."""
_COUNTS = range(1000)
"""Among which each plural form of a language has a number."""


def extended(before: bytes, renderers: Iterable[Renderer]) -> str:
    """The index that the search plugin wrote, with our pages in it, the frames out of it, and words for results."""
    index = json.loads(before)
    docs = [_json(doc) for doc in index["docs"] if FRAMES not in doc["location"]]
    languages = {}
    for renderer in renderers:
        hub = renderer.hub
        languages[hub.language] = {"prefix": hub.prefix, **_words(hub.language)}
        pages: Sequence[Page] = [*hub.partners, *hub.events]
        docs += (renderer.parts.of(page, Part.SEARCH, partial(_entry_of, page, renderer)) for page in pages)
    told = {**index, "config": index["config"] | {"languages": languages}, "docs": docs}
    values = (f"[{','.join(docs)}]" if name == "docs" else _json(value) for name, value in told.items())
    return f"{{{','.join(f'{_json(name)}:{value}' for name, value in zip(told, values, strict=True))}}}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _words(language: str) -> dict[str, Any]:
    """What is said of results to readers of a language; `results` are CLDR's plural forms → words with `{count}`."""
    ours = said_in(language)
    form_of = Locale.parse(ours, sep="-").plural_form
    counts = {form_of(count): count for count in reversed(_COUNTS)}
    words = catalogue(language)
    return {
        "name": endonym(language),
        "said_in": ours,
        "results": {form: words.ngettext("{count} result", "{count} results", counts[form]) for form in sorted(counts)},
        "none": Terms(language)(N_("No results")),
    }


def _entry_of(page: Page, renderer: Renderer) -> str:
    if isinstance(page, PublicEvent):
        return _json(_event_entry(page, renderer))
    return _json(_partner_entry(page, renderer))


def _partner_entry(partner: PublicPartner, renderer: Renderer) -> dict[str, object]:
    return _entry(partner.url, partner.name.value, renderer.partner_text(partner))


def _event_entry(event: PublicEvent, renderer: Renderer) -> dict[str, object]:
    entry = _entry(event.url, renderer.titled(event).value, renderer.event_text(event))
    if line := renderer.when_and_where(event):
        entry["line"] = html.escape(line)
    if event.state.has_day:
        entry["end"] = event.end.isoformat()
    if event.state is State.CANCELLED:
        entry["boost"] = _CANCELLED_BOOST
    return entry


def _entry(url: str, title: str, text: str) -> dict[str, object]:
    return {"location": url, "title": html.escape(title), "text": html.escape(text)}
