"""The sitemap: which pages there are, and when what they show changed last."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from hubs import HubFolder, build
from pictures import picture
from records import UNANNOUNCED
from repositories import Repo

SITE = "https://open-evenings.example/"
PAGES = ("", "partners/code/", "partners/code/open-data-night/")


def dated(site: Path) -> dict[str, str | None]:
    """Each page of the hub → when it changed last."""
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {
        (url.findtext(f"{name}loc") or "").removeprefix(SITE): url.findtext(f"{name}lastmod")
        for url in ET.parse(site / "sitemap.xml").getroot()
    }
    return {page: found[page] for page in PAGES}


def test_a_page_is_dated_with_the_last_change_that_its_readers_see(repo: Repo) -> None:
    repo.commit("2026-11-20", text=UNANNOUNCED)
    begun, shown = "2026-10-01T10:00:00Z", "2026-11-20T10:00:00Z"
    first = dict(zip(PAGES, (begun, shown, shown), strict=True))
    assert dated(build(repo.hub, "2026-11-21")) == first
    assert dated(build(repo.hub, "2026-11-24")) == first, "nothing moves by itself"

    repo.commit("2026-11-25", text=UNANNOUNCED.replace("decided_by: editor-2", "decided_by: editor-3"))
    assert dated(build(repo.hub, "2026-11-26")) == first, "nobody sees it"

    described = f"{UNANNOUNCED.rstrip()}\n\nThey meet on Tuesdays.\n"
    repo.commit("2026-11-26", text=described)
    assert dated(build(repo.hub, "2026-11-27")) == {**first, "partners/code/": "2026-11-26T10:00:00Z"}

    repo.commit("2026-11-27", text=described.replace("Community House", "Town Hall"))
    now = dict(zip(PAGES, (begun, "2026-11-27T10:00:00Z", "2026-11-27T10:00:00Z"), strict=True))
    assert dated(build(repo.hub, "2026-11-28")) == now

    (repo.hub.root / "content" / "pages" / "index.md").write_text("# Welcome\n")
    repo.commit("2026-11-28")
    assert dated(build(repo.hub, "2026-11-29"))[""] == "2026-11-28T10:00:00Z"


def test_without_a_history_no_page_says_when_it_changed(hub: HubFolder) -> None:
    hub.add("code.md", UNANNOUNCED, picture())
    assert dated(build(hub)) == dict.fromkeys(PAGES)
