"""The live preview stays in memory: what a partner's file says comes to its pages without MkDocs."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from hubs import TODAY, HubFolder, build, files_of
from partnerhub.edge.building import Asked
from partnerhub.edge.plugin import PartnerhubPlugin, Run
from pictures import picture
from records import SOUND, event, partner


class Browser(nullcontext[None]):
    """Loads the site as soon as MkDocs' server lets it."""

    def __init__(self, site: Path) -> None:
        super().__init__()
        self.site, self.seen = site, list[dict[str, bytes]]()

    def notify_all(self) -> None:
        self.seen.append(files_of(self.site))


class Served:
    """A preview as MkDocs serves it, without the server: `builder` is what it calls after a change."""

    def __init__(self, hub: HubFolder) -> None:
        self.hub, self.watched, self.runs = hub, list[str](), 0
        self._epoch_cond, self._visible_epoch, self._wanted_epoch = Browser(hub.root / "site"), 1, 10
        config = self._config()
        plugin = config.plugins["partnerhub"]
        assert isinstance(plugin, PartnerhubPlugin)
        plugin.run = Run(Asked(TODAY))
        config.plugins.on_startup(command="serve", dirty=False)
        self._build(config)
        self.builder: Callable[[], None] = lambda: self._build(self._config())
        plugin.on_serve(self, config=config, builder=self.builder)  # type: ignore[arg-type]

    def _config(self):  # type: ignore[no-untyped-def]
        return load_config(config_file=str(self.hub.config_file))

    def _build(self, config) -> None:  # type: ignore[no-untyped-def]
        self.runs += 1
        mkdocs_build(config)

    def watch(self, path: str) -> None:
        self.watched.append(path)

    def edit(self, path: str, text: str) -> dict[str, bytes]:
        """The site after an edit."""
        (self.hub.root / path).write_text(text, encoding="utf-8")
        time.sleep(0.1)
        self.builder()
        return files_of(self.hub.root / "site")


@pytest.fixture
def served(hub: HubFolder) -> Served:
    hub.add("code.md", SOUND, picture())
    return Served(hub)


def test_an_edit_of_a_partner_runs_no_mkdocs(served: Served) -> None:
    slip = SOUND.replace("decided_by: editor-2", "decided_by: editor-1")
    for text in (SOUND.replace("Open data night", "Open night"), slip, SOUND):
        site = served.edit("content/partners/code.md", text)
        assert served.runs == 1
        assert ("ph-findings" in site["index.html"].decode()) == (text == slip)
        assert site == files_of(build(served.hub, command="serve"))


def test_the_pages_of_who_was_edited_come_first(served: Served) -> None:
    served.hub.add("dusk.md", partner("Dusk Walkers", "duskwalkers", event("walk", "2026-12-14 19:00")), picture())
    served.builder()
    browser, before = served._epoch_cond, files_of(served.hub.root / "site")
    browser.seen.clear()
    site = served.edit("content/partners/code.md", SOUND.replace("Open data night", "Open night"))
    (seen,) = browser.seen
    changed = {path for path in site if site[path] != before.get(path)}
    came_first = {path for path in seen if seen[path] != before.get(path)}
    assert {path for path in came_first if path.endswith(".html")} == {
        path for path in changed if path.startswith("partners/code/") and path.endswith(".html")
    }
    assert {path: seen[path] for path in came_first} == {path: site[path] for path in came_first}
    assert {"index.html", "events.json"} <= changed - came_first
    assert served._visible_epoch < served._wanted_epoch, "browsers look once more"


def test_no_page_comes_first_before_a_photo_that_it_shows(served: Served) -> None:
    (served.hub.partners / "code.jpg").write_bytes(picture(colour="maroon"))
    site = served.edit("content/partners/code.md", SOUND)
    (seen,) = served._epoch_cond.seen
    page = seen["partners/code/index.html"]
    assert page == site["partners/code/index.html"]
    photos = re.findall(rb"assets/partners/[^ \"]+", page)
    assert photos
    assert all(photo.decode() in seen for photo in photos)


def test_a_server_that_counts_otherwise_serves_too(served: Served) -> None:
    del served._visible_epoch
    site = served.edit("content/partners/code.md", SOUND.replace("Open data night", "Open night"))
    assert site == files_of(build(served.hub, command="serve"))


def test_an_edit_of_what_mkdocs_reads_does(served: Served) -> None:
    site = served.edit("content/pages/index.md", "# Evenings\n\n<!-- partnerhub: upcoming -->\n")
    assert served.runs == 2
    assert b"Evenings" in site["index.html"]
    served.edit("content/partners/code.md", SOUND.replace("Open data night", "Open night"))
    assert served.runs == 2


def test_an_edit_where_a_hook_may_read_partner_files_does(hub: HubFolder) -> None:
    (hub.root / "hooks.py").write_text("")
    hub.config_file.write_text(hub.config_file.read_text("utf-8") + "hooks: [hooks.py]\n", encoding="utf-8")
    hub.add("code.md", SOUND, picture())
    served = Served(hub)
    served.edit("content/partners/code.md", SOUND.replace("Open data night", "Open night"))
    assert served.runs == 2
    assert str(Path(hub.partners)) in served.watched
