"""A site without MkDocs' part in it: in place of the theme, the slots alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

from hubs import TODAY, HubFolder, silent
from partnerhub import pipeline
from partnerhub.cache import Cache
from partnerhub.cards.store import Store
from partnerhub.edge.config import read_config
from partnerhub.facts import FactsOfFiles
from partnerhub.site.markers import MARKERS, Marker
from partnerhub.site.shell import Shell, Slot, Tokens
from partnerhub.site.written import Written


def assembled(
    hub: HubFolder,
    staging: Path,
    today: str = TODAY,
    make: FactsOfFiles | None = None,
    made: pipeline.Made | None = None,
) -> tuple[pipeline.Loaded, pipeline.Built, Written]:
    """A hub, built into an empty folder; what stands in its site already is named by the last.

    `make` and `made` are what a live preview keeps in memory.
    """
    config, tokens, shell = read_config(hub.config_file), Tokens(), Shell()
    loaded = hub.load(today, make)
    slots = "".join(tokens.of(slot) for slot in Slot)
    slots += "".join(tokens.alternate(number) for number, _ in enumerate(config.settings.languages))
    for language, prefix in config.settings.prefixes.items():
        shell.frames |= {(language, depth): tokens.frame(slots, "frame") for depth in (2, 3)}
        for name in MARKERS:
            page = tokens.page(tokens.for_marker(Marker(name)), language)
            assert page is not None
            shell.pages[f"{prefix}{name}.html"] = page
            # As MkDocs leaves it, without its lists.
            (staging / prefix).mkdir(parents=True, exist_ok=True)
            (staging / prefix / f"{name}.html").write_text("")
    (staging / "search").mkdir(parents=True)
    (staging / "search" / "search_index.json").write_text(json.dumps({"config": {}, "docs": []}))
    (staging / "sitemap.xml").write_text('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>')
    cache = Cache(config.folders.cache)
    written = Written(cache, config.folders.site)
    built = pipeline.build(loaded, config.folders, shell, staging, Store(cache), written, silent, {}, made=made)
    return loaded, built, written


def unwritten() -> Written:
    """Of a site of which nothing is known, and nothing will be."""
    return Written(Cache(Path(os.devnull, "cache")), Path(os.devnull, "site"))
