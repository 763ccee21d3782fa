"""Shell + fragments → finished pages."""

from __future__ import annotations

import html
from collections.abc import Callable
from urllib.parse import quote

from partnerhub.site import page_links
from partnerhub.site.markers import Arguments
from partnerhub.site.model import Page, PublicHub, Text
from partnerhub.site.shell import BANNER, LINK, Shell, Slot, SlottedPage


def filled(
    page: SlottedPage, root: str, fragment: Callable[[str, Arguments, str], str], banner: str, hub: PublicHub
) -> str:
    """A hand-written page with its lists and links; `fragment` makes a list by the name and arguments of its marker."""
    parts = [page.literals[0]]
    for marker, literal in zip(page.markers, page.literals[1:], strict=True):
        if marker is BANNER:
            made = banner
        elif marker.name == LINK:
            made = page_links.attribute(dict(marker.arguments)[LINK], hub, root)
        else:
            made = fragment(marker.name, dict(marker.arguments), root)
        parts += (made, literal)
    return "".join(parts)


def stamped(page: Page, title: Text, head: str, content: str, hub: PublicHub, shell: Shell) -> str:
    """A page of ours in the frame of its language and depth."""
    root = "../" * page.path.count("/")
    fragments: dict[str, str] = {
        Slot.HEAD: head,
        Slot.TITLE: html.escape(title.value),
        Slot.CONTENT: shell.banner + content,
    }
    for number, prefix in enumerate(hub.prefixes.values()):
        fragments[f"alternate-{number}"] = root + quote(prefix + page.address)
    return shell.frames[hub.language, page.address.count("/")].fill(fragments)
