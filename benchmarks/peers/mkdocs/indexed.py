"""A hook of MkDocs, which has no lists of pages by what their front matter says: partners, and events by partner."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from jinja2 import Environment
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page


def on_env(env: Environment, *, files: Files, **_: Any) -> Environment:
    """Give templates what they list."""
    partners: dict[str, list[Page]] = defaultdict(list)
    events: dict[str, list[Page]] = defaultdict(list)
    hosts: dict[str, Page] = {}
    hosted: dict[str, list[Page]] = defaultdict(list)
    for page in (file.page for file in files.documentation_pages() if file.page):
        if page.meta.get("type") == "partner":
            partners[page.meta["language"]].append(page)
            hosts[page.url] = page
        elif page.meta.get("type") == "event":
            events[page.meta["language"]].append(page)
            hosted[page.meta["host"]].append(page)
    for pages in partners.values():
        pages.sort(key=lambda page: str(page.title))
    for pages in events.values():
        pages.sort(key=lambda page: page.meta["start"])
    env.globals.update(
        partners_in=partners.get,
        events_in=events.get,
        events_of=lambda partner: hosted[partner.url],
        host_of=lambda event: hosts[event.meta["host"]],
    )
    return env
