"""Outputs: the table says what is written, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from assembled import unwritten
from hubs import TODAY, HubFolder, build, files_of, silent
from partnerhub import publish
from partnerhub.edge.config import read_config
from partnerhub.ours import TEMPLATES
from partnerhub.site import assemble, outputs
from partnerhub.site.edition import Edition
from partnerhub.site.folder import MARKER
from partnerhub.site.markers import Marker
from partnerhub.site.model import PublicHub, Text
from partnerhub.site.outputs import OUTPUTS, Meeting, Output, Turn, turn_of
from partnerhub.site.render import Renderer
from partnerhub.site.shell import Frame, Shell, Slot, SlottedPage
from pictures import picture
from public_samples import EVENT, FRAGMENTS, PARTNER, hub_of
from records import event, partner

EVENTS = event("sound", "2026-12-20 19:00", ", place: A house, tags: [code]") + event("past", "2026-10-01 19:00")
ADDRESS = "site_url: https://open-evenings.example/\n"


@pytest.fixture
def bilingual(make_hub, desk_scripts: Path) -> HubFolder:
    hub = make_hub(settings="languages: [en, he]\ndesk: true")
    (hub.root / "content" / "pages" / "he").mkdir()
    (hub.root / "content" / "pages" / "he" / "index.md").write_text("# ערבים\n\n<!-- partnerhub: upcoming -->\n")
    hub.add("alpha.md", partner("Alpha", "alpha", EVENTS), picture())
    return hub


def of_mkdocs(hub: HubFolder) -> set[str]:
    """What MkDocs alone writes of the hub, our theme among its own."""
    folder = hub.root / "without"
    config = load_config(config_file=str(hub.config_file), plugins=["search"], site_dir=str(folder))
    config.theme.dirs[0:0] = [str(TEMPLATES / "theme")]
    mkdocs_build(config)
    return set(files_of(folder))


def rows_of(path: str) -> list[Output[object]]:
    return [row for row in OUTPUTS if row.holds(path)]


def test_every_row_is_in_a_built_hub_and_nothing_beside_it(bilingual: HubFolder) -> None:
    written = set(files_of(build(bilingual))) - {MARKER}
    unexpected = {path for path in written - of_mkdocs(bilingual) if not rows_of(path)}
    assert unexpected == set()
    # The demo of these has tests of its own below.
    of_history = {id(row) for row in OUTPUTS if row.items in (outputs._withdrawn, outputs._redirects)}
    absent = [row.path for row in OUTPUTS if id(row) not in of_history and not any(map(row.holds, written))]
    assert absent == []
    for row in OUTPUTS:
        if "{prefix}" in row.path and "{name}" not in row.path:
            assert {row.path.format(prefix=prefix) for prefix in ("", "he/")} <= written


def test_what_needs_an_address_is_not_written_without_one(bilingual: HubFolder) -> None:
    bilingual.config_file.write_text(bilingual.config_file.read_text().replace(ADDRESS, ""))
    written = set(files_of(build(bilingual))) - {MARKER}
    needy = [row for row in OUTPUTS if row.needs_address]
    assert [row.path for row in needy] == [
        "{prefix}embed/index.html", "{prefix}embed/tags/{name}/index.html", "{prefix}embed/{name}index.html", "{prefix}events.json", "{prefix}events.schema.json",
        "{prefix}feed.xml", "{prefix}feed.json", "robots.txt", "llms.txt",
    ]  # fmt: skip
    for row in needy:
        assert not [path for path in written if row.holds(path)]
    assert "calendar.ics" in written


TURNS = {
    "assets/partners/1f3a.webp": Turn.ASSETS,
    "assets/stylesheets/partnerhub.css": Turn.ASSETS,
    "assets/javascripts/bundle.js": Turn.ASSETS,
    "index.html": Turn.PAGES,
    "he/partners/code/night/index.html": Turn.PAGES,
    "404.html": Turn.PAGES,
    "embed/index.html": Turn.PAGES,
    "he/embed/tags/open-data/index.html": Turn.PAGES,
    "calendar.ics": Turn.INDEXES,
    "he/tags/open-data.ics": Turn.INDEXES,
    "he/partners/code/calendar.ics": Turn.INDEXES,
    "partners/code/night/event.ics": Turn.INDEXES,
    "en-il/feed.xml": Turn.INDEXES,
    "feed.json": Turn.INDEXES,
    "events.json": Turn.INDEXES,
    "search/search_index.json": Turn.INDEXES,
    "sitemap.xml": Turn.INDEXES,
    "sitemap.xml.gz": Turn.INDEXES,
    "robots.txt": Turn.INDEXES,
}


@pytest.mark.parametrize(("path", "turn"), TURNS.items(), ids=TURNS.keys())
def test_when_a_file_has_its_turn(path: str, turn: Turn) -> None:
    assert turn_of(path) is turn


def test_heads_lead_to_what_the_table_says() -> None:
    assert outputs.links("https://hub.example/", "he/") == {
        "application/atom+xml": "https://hub.example/he/feed.xml",
        "application/feed+json": "https://hub.example/he/feed.json",
    }
    assert outputs.links(None, "he/") == {}


# What a hub without MkDocs is written as: frames that hold nothing but their slots.


def shell(*languages: str) -> Shell:
    frame = Frame(["<html><head>", "</head>", "", "</html>"], [Slot.HEAD, Slot.TITLE, Slot.CONTENT])
    return Shell({(language, depth): frame for language in languages for depth in (2, 3)})


def written(folder: Path, *hubs: PublicHub, pages: Mapping[str, SlottedPage] | None = None) -> dict[str, str]:
    """The files of a site in which nothing lay but what is in the folder already."""
    stands = shell(*(hub.language for hub in hubs))
    stands.pages.update(pages or {})
    renderers = [Renderer(hub, FRAGMENTS) for hub in hubs]
    editions = [Edition(renderer, renderers, stands, (), unwritten()) for renderer in renderers]
    assemble.write(folder, editions, unwritten(), silent)
    return {path: data.decode() for path, data in files_of(folder).items() if not path.endswith(".webp")}


OLD = {"partners/code/old-night/": "partners/code/night/", "partners/coders/": "partners/code/"}


def test_old_addresses_lead_on_in_each_language(tmp_path: Path) -> None:
    prefixes = {"en": "", "he": "he/"}
    there = replace(EVENT, host=replace(PARTNER, prefix="he/"))
    english = hub_of(EVENT, prefixes=prefixes, redirects=OLD)
    hebrew = hub_of(there, language="he", prefixes=prefixes, redirects=OLD)
    site = written(tmp_path, english, hebrew)
    ways = {
        path: re.findall(r'http-equiv="refresh" content="0; url=(.*?)"', page)
        for path, page in site.items()
        if 'http-equiv="refresh"' in page
    }
    assert ways == {
        "partners/code/old-night/index.html": ["../../../partners/code/night/"],
        "partners/coders/index.html": ["../../partners/code/"],
        "he/partners/code/old-night/index.html": ["../../../../he/partners/code/night/"],
        "he/partners/coders/index.html": ["../../../he/partners/code/"],
    }
    for path, (way,) in ways.items():
        target = (tmp_path / path).parent / way / "index.html"
        assert target.resolve().is_file()
        assert "default-src 'none'" in site[path]
        assert path.removesuffix("index.html") not in site["llms.txt"]
    assert "partners/code/old-night/event.ics" not in site


def test_a_real_page_goes_before_a_redirect_and_none_leads_nowhere(tmp_path: Path) -> None:
    other = replace(EVENT, slug="old-night")
    gone = {"partners/code/away/": "partners/code/nowhere/"}
    site = written(tmp_path, hub_of(EVENT, other, redirects={**OLD, **gone}))
    assert "refresh" not in site["partners/code/old-night/index.html"]
    assert "partners/code/away/index.html" not in site


def test_a_redirect_leads_to_a_withdrawn_events_page_too(tmp_path: Path) -> None:
    site = written(tmp_path, hub_of(EVENT.withdrawn(), redirects=OLD))
    assert "url=../../../partners/code/night/" in site["partners/code/old-night/index.html"]


def test_a_withdrawn_event_is_only_at_its_page_and_where_programs_read_what_became_of_it(tmp_path: Path) -> None:
    other = replace(EVENT, slug="other")
    gone = replace(EVENT, title=replace(EVENT.title, value="Gone")).withdrawn()
    markers = [Marker(name) for name in ("next", "upcoming", "archive", "partners", "subscribe")]
    page = SlottedPage("en", ["", *["<hr>"] * len(markers)], markers)
    site = written(tmp_path, hub_of(other, gone), pages={"index.html": page})
    assert {path for path, text in site.items() if "Gone" in text} == {
        "partners/code/night/index.html",
        "partners/code/night/event.ics",
        "partners/code/calendar.ics",
        "calendar.ics",
        "events.json",
    }
    assert {path for path, text in site.items() if "code/night/" in text and not path.endswith(".ics")} == {
        "events.json"
    }
    for path in ("calendar.ics", "partners/code/calendar.ics"):
        assert site[path].count("STATUS:CANCELLED") == 1
        assert site[path].count("STATUS:CONFIRMED") == 1


def test_the_calendar_of_a_partner_who_is_gone_says_what_is_off(tmp_path: Path) -> None:
    event = EVENT.withdrawn()
    site = written(tmp_path, hub_of(replace(event, host=replace(event.host, has_page=False))))
    assert "partners/code/index.html" not in site
    assert site["partners/code/calendar.ics"].count("STATUS:CANCELLED") == 1


def test_a_partners_calendar_holds_what_it_hosts_and_co_hosts(tmp_path: Path) -> None:
    other = replace(PARTNER, slug="other")
    with_both = replace(EVENT, slug="both", title=Text("Both"), cohosts=(other,))
    site = written(tmp_path, hub_of(EVENT, with_both))
    titles = {slug: re.findall("SUMMARY:(.*?)\r", site[f"partners/{slug}/calendar.ics"]) for slug in ("code", "other")}
    assert titles == {"code": ["Night", "Both"], "other": ["Both"]}


def test_an_event_that_is_being_corrected_stays_everywhere(tmp_path: Path) -> None:
    event = replace(EVENT, tags=("data",)).being_corrected()
    page = SlottedPage("en", ["", "<hr>"], [Marker("upcoming")])
    site = written(tmp_path, hub_of(event), pages={"index.html": page})
    assert {path for path, text in site.items() if "Night" in text} >= {
        "index.html",
        "partners/code/index.html",
        "partners/code/night/index.html",
        "embed/index.html",
        "events.json",
        "calendar.ics",
        "tags/data.ics",
        "partners/code/calendar.ics",
        "partners/code/night/event.ics",
        "feed.xml",
        "feed.json",
        "llms.txt",
    }
    for path in ("index.html", "partners/code/night/index.html", "embed/index.html", "feed.xml", "feed.json"):
        assert "being corrected" in site[path].lower(), path


MET = {
    Meeting.REPLACES: "new",
    Meeting.YIELDS: "old",
    Meeting.EXTENDS: "new of old",
}


@pytest.mark.parametrize(("meets", "left"), MET.items(), ids=MET.keys())
def test_what_an_output_does_where_a_file_lies(
    meets: Meeting, left: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row: Output[str] = Output(
        "{prefix}x.txt",
        lambda edition: [("", "new")],
        lambda edition, item, spot: f"{item} of {spot.before.decode()}" if spot.before else item,
        Turn.INDEXES,
        meets=meets,
    )
    monkeypatch.setattr(assemble, "OUTPUTS", [row])
    assert written(tmp_path / "empty", hub_of()).get("x.txt") == (None if meets is Meeting.EXTENDS else "new")
    (tmp_path / "x.txt").write_text("old")
    assert written(tmp_path, hub_of())["x.txt"] == left


def test_two_pages_with_one_address_are_refused(tmp_path: Path) -> None:
    (tmp_path / "partners" / "code").mkdir(parents=True)
    (tmp_path / "partners" / "code" / "index.html").write_text("by hand")
    with pytest.raises(assemble.TakenAddress) as taken:
        written(tmp_path, hub_of(EVENT))
    assert str(taken.value) == (
        "the page partners/code/ is written by hand and made from a partner file; rename one of them"
    )


def test_the_address_of_the_hub_travels_in_it(bilingual: HubFolder) -> None:
    config = read_config(bilingual.config_file)
    hub = replace(publish.publish(bilingual.load(TODAY).hub, "he", {}).hub, site_url="https://hub.example/a/")
    assert config.settings.prefixes == hub.prefixes
    assert hub.absolute("he/partners/ידע/") == "https://hub.example/a/he/partners/%D7%99%D7%93%D7%A2/"
    assert replace(hub, site_url=None).absolute("he/") is None
