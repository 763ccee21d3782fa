"""The site in a real browser: it fits, it reads in its direction, and it asks nobody else for anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import served
from hubs import HubFolder, build
from partnerhub import photos
from pictures import picture

SOUND = (Path(__file__).parent / "fixtures" / "sound" / "organization.md").read_text(encoding="utf-8")
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    hub = HubFolder(tmp_path_factory.mktemp("browser") / "hub", language="he")
    hub.add("a.md", SOUND, picture())
    long = SOUND.replace("Code for Good", "בית " * 20 + LONG_WORD).replace("codeforgood", "long")
    long = long.replace("title: Open data night", f"title: {LONG_WORD * 2}").replace("2026-12-10", "2026-12-09")
    hub.add("long.md", f"{long}\n- {'an English list on a Hebrew page, ' * 5}\n", picture(120, 80))
    face = SOUND.replace("kind: organization", "kind: person").replace("Code for Good", "פנים")
    hub.add("face.md", face.replace("codeforgood", "face"), picture(500, 500, colour="navy"))
    with served(build(hub)) as address:
        yield address


@pytest.fixture(params=[390, 1280], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 844})
    yield context.new_page()
    context.close()


PAGES = [
    "",
    "partners/",
    "archive/",
    "partners/a/",
    "partners/a/open-data-night/",
    "partners/long/",
    "partners/long/open-data-night/",
]


@pytest.mark.sample(4)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_and_asks_nobody_else(site: str, page: Page, path: str) -> None:
    requests, problems = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(site + path, wait_until="networkidle")
    assert [url for url in requests if not url.startswith((site, "data:"))] == []
    assert problems == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("getComputedStyle(document.querySelector('article')).direction") == "rtl"
    images = page.eval_on_selector_all("main img", "all => all.map(i => [i.alt !== '', i.hasAttribute('width')])")
    assert images
    assert all(alt and width for alt, width in images)


def test_no_picture_is_shown_wider_than_its_kind(site: str, browser: Browser) -> None:
    page, widest = browser.new_page(), dict.fromkeys(photos.WIDEST, 0.0)
    for path in ("", "partners/a/", "partners/a/open-data-night/"):
        page.goto(site + path)
        page.evaluate("document.querySelectorAll('.ph-hero').forEach(hero => { hero.hidden = false })")
        page.evaluate("Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode() }))")
        for width in (719, 759, 799, 1600, 2560):
            page.set_viewport_size({"width": width, "height": 844})
            for name, shown in page.eval_on_selector_all(
                "main .ph-photo img", "all => all.map(i => [i.parentNode.className, i.getBoundingClientRect().width])"
            ):
                kind = next((each for each in widest if f"ph-photo--{each}" in name), photos.PhotoKind.PHOTO)
                widest[kind] = max(widest[kind], shown)
    page.close()
    assert all(0 < shown <= photos.WIDEST[kind] for kind, shown in widest.items()), widest


def test_headings_come_in_order(site: str, page: Page) -> None:
    for path in PAGES:
        page.goto(site + path)
        levels = page.eval_on_selector_all("main :is(h1, h2, h3, h4)", "all => all.map(h => Number(h.tagName[1]))")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)


def test_a_card_leads_to_its_event_with_the_keyboard(site: str, page: Page) -> None:
    page.goto(site)
    link = page.locator(".ph-card__link:visible").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/partners/a/open-data-night/")
    assert page.locator("h1").inner_text() == "Open data night"


def test_a_small_logo_is_not_blown_up(site: str, page: Page) -> None:
    page.goto(site + "partners/")
    logo = page.locator(".ph-photo--cutout img").first
    logo.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.ph-photo--cutout img').complete")
    assert logo.evaluate("image => image.getBoundingClientRect().width") == 120


def test_a_logo_is_never_cut(site: str, page: Page) -> None:
    for path in ("partners/", "partners/long/", "partners/long/open-data-night/"):
        page.goto(site + path)
        fits = page.eval_on_selector_all(".ph-photo--logo img", "all => all.map(i => getComputedStyle(i).objectFit)")
        assert set(fits) == {"contain"}, path


def test_a_long_title_leaves_hour_and_place_on_the_first_screen_of_a_phone(site: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.goto(site + "partners/long/open-data-night/")
    place, bar = page.locator(".ph-fact--where").bounding_box(), page.locator(".ph-bar").bounding_box()
    page.close()
    assert place["y"] + place["height"] <= bar["y"]


def test_search_finds_a_partner(site: str, page: Page) -> None:
    page.goto(site)
    page.keyboard.press("/")
    page.locator(".md-search__input").fill("autumn charities")
    page.keyboard.press("Space")
    page.wait_for_selector(".md-search-result__link[href*='partners/a/']")
