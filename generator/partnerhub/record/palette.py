"""The colour of a hub's pages, as mkdocs.yml gives it to the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from partnerhub.cards.model import DEFAULT_COLOUR

_NAMED = {
    "red": "#ef5552",
    "pink": "#e92063",
    "purple": "#ab47bd",
    "deep-purple": "#7e56c2",
    "indigo": DEFAULT_COLOUR,
    "blue": "#2094f3",
    "light-blue": "#02a6f2",
    "cyan": "#00bdd6",
    "teal": "#009485",
    "green": "#4cae4f",
    "light-green": "#8bc34b",
    "lime": "#cbdc38",
    "yellow": "#ffec3d",
    "amber": "#ffc105",
    "orange": "#ffa724",
    "deep-orange": "#ff6e42",
    "brown": "#795649",
    "grey": "#757575",
    "blue-grey": "#546d78",
    "black": "#14151a",
    "white": "#ffffff",
}
"""https://squidfunk.github.io/mkdocs-material/setup/changing-the-colors/#primary-color, by its style sheet."""
_DECLARED = re.compile(rb"--md-primary-fg-color:\s*(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})\b")
"""How a hub's own style sheet gives one."""
_MOST = 256 * 1024
"""Bytes of a style sheet that are looked at."""


def theme_colour(tree: Mapping[Any, Any], pages: Path) -> str:
    """Its primary colour as `#rrggbb` or `#rgb`; `tree` is mkdocs.yml, `pages` its docs_dir."""
    if declared := next(_declared(tree.get("extra_css"), pages), None):
        return declared
    theme = tree.get("theme")
    palette = theme.get("palette") if isinstance(theme, dict) else None
    schemes = palette if isinstance(palette, list) else [palette]
    named = (str(scheme["primary"]) for scheme in schemes if isinstance(scheme, dict) and "primary" in scheme)
    return _NAMED.get(next(named, "").replace(" ", "-"), DEFAULT_COLOUR)


def _declared(sheets: object, pages: Path) -> Iterator[str]:
    for sheet in sheets if isinstance(sheets, list) else ():
        try:
            file = (pages / str(sheet)).resolve()
            if not (file.is_file() and file.is_relative_to(pages)):
                continue
            with file.open("rb") as opened:
                data = opened.read(_MOST)
        except (OSError, ValueError):  # no permission; a name that no file can have
            continue
        yield from (each.decode() for each in _DECLARED.findall(data))
