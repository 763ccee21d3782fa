"""WCAG 2.2 AA by axe-core, on every kind of page, in both languages, light and dark, on phone and desktop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from browsing import served
from hubs import HubFolder, build
from partnerhub import publish
from partnerhub.publish import Published
from partnerhub.site.model import PublicHub
from pictures import picture
from records import SOUND

pytestmark = pytest.mark.browser

EVENTS = """\
events:
  - {slug: next, title: Next, start: 2026-12-01 19:00, place: House, link: "https://a.example", tags: [code], agreed: 2026-11-01}
  - {slug: far, title: {en: Far, he: רחוק}, start: 2027-02-02 19:00, timezone: Europe/Berlin, online: "https://a.example/o", language: he, tags: [art], agreed: 2026-11-01}
  - {slug: off, title: Off, start: 2026-12-03 19:00, place: House, status: cancelled, agreed: 2026-11-01}
  - {slug: later, title: Later, start: 2026-12-05 19:00, place: House, status: postponed, agreed: 2026-11-01}
  - {slug: now, title: Now, start: 2026-11-22 19:00, end: 2026-11-24 19:00, place: House, agreed: 2026-11-01}
  - {slug: slip, title: Slip, start: 2026-12-07 19:00, place: House, link: "https://a.example", agreed: 2026-11-01}
  - {slug: gone, title: Gone, start: 2026-12-08 19:00, place: House, agreed: 2026-11-01}
  - {slug: past, title: Past, start: 2026-11-10 19:00, place: House, agreed: 2026-11-01, outcome: {attendance: 42, summary: Good, link: "https://a.example/p"}}
---
"""
THEMES_OWN = {("color-contrast", ".md-copyright")}
"""What the theme brings: its "Made with" line is too pale. `extra: {generator: false}` takes it away."""
PAGES = ["", "partners/", "archive/", "partners/a/", "partners/person/"]
PAGES += [f"partners/a/{slug}/" for slug in ("next", "far", "off", "later", "now", "past", "slip", "gone")]
PAGES += ["partners/slip/", "months/"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    hub = HubFolder(tmp_path_factory.mktemp("axe") / "hub", settings="languages: [en, he]")
    palette = "palette: [{scheme: default, primary: deep purple, toggle: {icon: material/weather-night, name: Dark}, media: '(prefers-color-scheme: light)'}, {scheme: slate, primary: deep purple, toggle: {icon: material/weather-sunny, name: Light}, media: '(prefers-color-scheme: dark)'}]"
    hub.config_file.write_text(hub.config_file.read_text().replace("font: false}", f"font: false, {palette}}}"))
    pages = hub.root / "content" / "pages"
    (pages / "he").mkdir()
    (pages / "months.md").write_text("# Months\n\n<!-- partnerhub: calendar -->\n", encoding="utf-8")
    for page in ("index", "partners", "archive", "months"):
        (pages / "he" / f"{page}.md").write_text((pages / f"{page}.md").read_text(), encoding="utf-8")
    front, _, rest = SOUND.partition("events:\n")
    hub.add("a.md", front + EVENTS + rest.partition("---\n")[2], picture())
    person = (Path(__file__).parent / "fixtures" / "sound" / "person.md").read_text(encoding="utf-8")
    hub.add("person.md", person, picture(120, 80))
    slip = front.replace("Code for Good", "Slip").replace("codeforgood", "slip")
    hub.add("slip.md", slip + "---\n" + rest.partition("---\n")[2], picture())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publish, "publish", lambda *facts: Published(after_trouble(published(*facts).hub), ()))
        site = build(hub)
    with served(site) as address:
        yield address


published = publish.publish


def after_trouble(hub: PublicHub) -> PublicHub:
    """The hub with a partner and an event that are being corrected, and an event that was withdrawn."""
    return replace(
        hub,
        partners=[partner.being_corrected() if partner.slug == "slip" else partner for partner in hub.partners],
        events=[
            event.being_corrected() if event.slug == "slip" else event for event in hub.events if event.slug != "gone"
        ],
        withdrawn=[event.withdrawn() for event in hub.events if event.slug == "gone"],
    )


def visit(page: Page, address: str) -> None:
    """Open a page and bring axe-core into it; the half second in which a network must be idle passes meanwhile."""
    page.goto(address)
    page.evaluate(AXE_SCRIPT)
    page.wait_for_load_state("networkidle")


def violations(page: Page, rules: list[str], within: str = "html") -> list[tuple[str, str]]:
    """Rule and first selector of every element that breaks one; what is in order isn't listed."""
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("([within, options]) => axe.run(within, options)", [within, options])["violations"]
    return [(violation["id"], node["target"][0]) for violation in found for node in violation["nodes"]]


@pytest.mark.sample(20, seed=10496)  # each page, width, scheme and language
@pytest.mark.parametrize("width", [390, 1280], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "he/"], ids=["english", "hebrew"])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.strip("/").replace("/", " ") or "home")
def test_axe_finds_nothing(site: str, browser: Browser, path: str, prefix: str, scheme: str, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-23T12:00:00+02:00")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    visit(page, f"{site}{prefix}{path}")
    found = violations(page, tags)
    is_too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    context.close()
    assert not is_too_wide
    assert [each for each in found if each not in THEMES_OWN] == []


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.sample(3, seed=1))])
def test_our_blocks_are_readable_in_any_palette(site: str, browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    found = []
    for path in ("", "partners/a/next/"):
        visit(page, site + path)
        for primary in ("amber", "yellow", "teal", "lime", "red", "brown", "white", "black"):
            page.evaluate("primary => document.body.setAttribute('data-md-color-primary', primary)", primary)
            found += [(path, primary, *each) for each in violations(page, ["color-contrast"], ".md-content")]
    context.close()
    assert found == []
