"""MkDocs' navigation, as a page of one language shows it. Part of the MkDocs adapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from partnerhub.record.settings import Settings


def navigation_of(nav: Navigation, language: str, settings: Settings, home: Page | None) -> Navigation:
    """What of the navigation leads to pages of a language, which begins with `home`; links to other places belong to
    the first one."""
    items = list(_only(nav.items, language, settings))
    # A folder or section that holds all of a language is no level of its own.
    if len(items) == 1 and isinstance(items[0], Section) and language != settings.language:
        items = items[0].children
    pages = [page for page in nav.pages if settings.language_of(page.file.src_uri) == language]
    filtered = Navigation(items, pages)
    filtered.homepage = home or nav.homepage
    return filtered


def _only(items: Sequence[StructureItem], language: str, settings: Settings) -> Iterator[StructureItem]:
    for item in items:
        if isinstance(item, Page):
            is_wanted = settings.language_of(item.file.src_uri) == language
        elif isinstance(item, Section):
            children = list(_only(item.children, language, settings))
            is_wanted = bool(children)
            if children != item.children:
                section = Section(item.title, children)
                section.parent, section.active = item.parent, item.active
                item = section  # noqa: PLW2901
        else:
            is_wanted = language == settings.language
        if is_wanted:
            yield item
