"""What the pages do in a browser once they are built: time passes, readers live elsewhere, choose, and have no script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from browsing import served
from hubs import HubFolder, build
from pictures import picture
from records import SOUND

pytestmark = pytest.mark.browser

EVENTS = """\
events:
  - {slug: first, title: First, start: 2026-12-01 19:00, end: 2026-12-01 21:00, place: House, tags: [code], agreed: 2026-11-01}
  - {slug: second, title: Second, start: 2026-12-02 19:00, online: true, language: he, tags: [code, art], agreed: 2026-11-01}
  - {slug: third, title: Third, start: 2027-01-05 19:00, place: House, online: true, language: en, agreed: 2026-11-01}
---
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    hub = HubFolder(tmp_path_factory.mktemp("alive") / "hub", settings="languages: [en, he]")
    pages = hub.root / "content" / "pages"
    (pages / "he").mkdir()
    (pages / "he" / "index.md").write_text("# ערבים\n\n<!-- partnerhub: next -->\n\n<!-- partnerhub: upcoming -->\n")
    front, _, rest = SOUND.partition("events:\n")
    hub.add("a.md", front + EVENTS + rest.partition("---\n")[2], picture())
    with served(build(hub)) as address:
        yield address


Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Open]:
    contexts: list[BrowserContext] = []

    def visit(path: str = "", now: str = "2026-11-24T12:00:00+02:00", **options: object) -> Page:
        settings = {"timezone_id": "Asia/Jerusalem", "viewport": {"width": 1280, "height": 900}, **options}
        contexts.append(browser.new_context(**settings))
        page = contexts[-1].new_page()
        page.clock.set_fixed_time(now)
        page.goto(site + path)
        return page

    yield visit
    for context in contexts:
        context.close()


def titles(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".ph-upcoming .ph-card__title:visible").all_inner_texts()]


def shown(page: Page) -> list[str]:
    """The next event, large, then the others: each once."""
    return [*page.locator(".ph-hero:visible h2").all_inner_texts(), *titles(page)]


def test_what_has_passed_since_the_build_disappears(visit: Open) -> None:
    page = visit()
    assert shown(page) == ["First", "Second", "Third"]
    page = visit(now="2026-12-01T20:59:00+02:00")
    assert shown(page) == ["First", "Second", "Third"], "it ends when it ends"
    page = visit(now="2026-12-01T21:00:00+02:00")
    assert shown(page) == ["Second", "Third"]
    page = visit(now="2027-01-01T12:00:00+02:00")
    assert shown(page) == ["Third"]
    expect(page.get_by_role("heading", name="December 2026")).to_be_hidden()
    expect(page.get_by_role("heading", name="January 2027")).to_be_hidden()  # its only event stands above
    page = visit(now="2027-02-01T12:00:00+02:00")
    assert titles(page) == []
    expect(page.get_by_text("Nothing is planned right now").first).to_be_visible()


def test_a_page_of_an_event_that_has_passed_says_so(visit: Open) -> None:
    page = visit("partners/a/first/")
    expect(page.get_by_text("This event has ended.")).to_be_hidden()
    page = visit("partners/a/first/", now="2026-12-03T12:00:00+02:00")
    expect(page.get_by_text("This event has ended.")).to_be_visible()


@pytest.mark.parametrize(
    ("now", "path", "words"),
    [
        ("2026-11-24T12:00:00+02:00", "", "in 7 days"),
        ("2026-11-30T23:59:00+02:00", "", "tomorrow"),
        ("2026-11-10T12:00:00+02:00", "he/", "בעוד 3 שבועות"),
        ("2026-11-17T12:00:00+02:00", "he/", "בעוד שבועיים"),
        ("2026-12-01T00:01:00+02:00", "", "today"),
        ("2026-11-30T12:00:00+02:00", "he/", "מחר"),
    ],
)
def test_how_far_away_it_is(visit: Open, now: str, path: str, words: str) -> None:
    expect(visit(path, now=now).locator(".ph-hero:visible .ph-distance")).to_have_text(words)


def test_the_readers_own_hour_where_it_differs(visit: Open) -> None:
    expect(visit().get_by_text("your time")).to_have_count(0)
    page = visit(timezone_id="America/New_York")
    expect(page.locator(".ph-hero:visible .ph-distance")).to_have_text(re.compile(r" · 12:00\sPM your time$"))
    page = visit("he/", timezone_id="Asia/Tokyo")
    expect(page.locator(".ph-hero:visible .ph-distance")).to_have_text(re.compile(r" · יום ד׳,? 2:00 אצלך$"))
    expect(visit(timezone_id="Europe/Athens").get_by_text("your time")).to_have_count(0)


def chip(page: Page, name: str) -> Locator:
    return page.locator(".ph-chip:visible", has_text=re.compile(rf"^{name}( \d+)?$"))


def test_what_is_chosen_is_kept_in_the_address_and_the_hero_follows(visit: Open) -> None:
    page = visit()
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()
    expect(chip(page, "code")).to_have_text("code 2")
    chip(page, "code").click()
    assert shown(page) == ["First", "Second"]
    expect(page.locator(".ph-choices output")).to_have_text("2 of 3 events")
    expect(page.get_by_role("heading", name="January 2027")).to_be_hidden()
    chip(page, "Online").click()
    assert shown(page) == ["Second"]
    assert page.url.endswith("?where=online&tag=code")
    page.reload()
    assert shown(page) == ["Second"]
    page.get_by_role("button", name="Select language").hover()
    page.get_by_role("link", name="עברית").click()
    page.wait_for_url("**/he/?where=online&tag=code")
    assert shown(page) == ["Second"]
    page = visit("?where=online&tag=code")
    page.get_by_role("button", name="Show all").click()
    assert shown(page) == ["First", "Second", "Third"]
    assert "?" not in page.url


DAYS = [
    # now, chip, titles; Tuesday 1 December, Wednesday 2 December and Tuesday 5 January
    ("2026-11-28T12:00", "This week", []),  # a Saturday, on which the week ends
    ("2026-11-29T12:00", "This week", ["First", "Second"]),
    ("2026-12-01T12:00", "Today", ["First"]),
    ("2026-12-02T12:00", "Today", ["Second"]),
    ("2026-12-01T12:00", "This weekend", []),
    ("2026-12-03T12:00", "December", []),
    ("2026-12-01T12:00", "January", ["Third"]),
    ("2027-01-03T00:01", "This week", ["Third"]),
]


@pytest.mark.sample(4)
@pytest.mark.parametrize(("now", "chosen", "titles"), DAYS, ids=[f"{now} {chosen}" for now, chosen, _ in DAYS])
def test_what_is_on_when(visit: Open, now: str, chosen: str, titles: list[str]) -> None:
    page = visit(now=f"{now}:00+02:00")
    chip(page, chosen).click()
    assert shown(page) == titles
    if not titles:
        expect(page.locator(".ph-choices output")).to_have_text("No event fits this choice.")
        expect(page.get_by_text("Nothing is planned right now").first).to_be_hidden()
        page.get_by_role("button", name="Show all").click()
        expect(page.locator(".ph-hero:visible")).to_have_count(1)


def test_one_can_choose_with_the_keyboard_alone(visit: Open) -> None:
    page = visit()
    page.get_by_role("radio", name="Any topic").focus()
    page.keyboard.press("ArrowRight")
    assert shown(page) == ["Second"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "reset"
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Any day")).to_be_focused()
    assert shown(page) == ["First", "Second", "Third"]


def test_a_choice_that_is_not_there_leaves_out_nothing(visit: Open) -> None:
    assert shown(visit("?tag=%3Cscript%3E&where=moon&when=always")) == ["First", "Second", "Third"]


def test_without_a_script_the_list_is_whole(visit: Open) -> None:
    page = visit(java_script_enabled=False)
    assert shown(page) == ["First", "Second", "Third"]
    expect(page.locator(".ph-choices")).to_be_hidden()
    expect(page.locator(".ph-distance:visible")).to_have_count(0)


def test_the_switch_stays_on_the_same_page(visit: Open, site: str) -> None:
    page = visit("partners/a/first/")
    page.get_by_role("button", name="Select language").hover()
    page.get_by_role("link", name="עברית").click()
    page.wait_for_url(f"{site}he/partners/a/first/")
    assert page.evaluate("document.documentElement.lang") == "he"


PHONE = {"viewport": {"width": 360, "height": 640}, "is_mobile": True, "has_touch": True}


@pytest.mark.parametrize("prefix", ["", "he/"], ids=["english", "hebrew"])
def test_all_that_one_needs_to_come_is_on_the_first_screen_of_a_phone(visit: Open, prefix: str) -> None:
    page = visit(f"{prefix}partners/a/first/", **PHONE)
    for needed in ("h1", ".ph-date", ".ph-fact--when", ".ph-fact--where", ".ph-fact--who", ".ph-bar .md-button"):
        expect(page.locator(needed)).to_be_in_viewport(ratio=1)
    button, rest = page.locator(".ph-bar").bounding_box(), page.locator(".ph-fact--who").bounding_box()
    assert button["y"] + button["height"] == 640
    assert rest["y"] + rest["height"] <= button["y"]
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    footer = page.locator(".md-footer").bounding_box()
    assert footer["y"] + footer["height"] <= button["y"] + 1, "the bar hides nothing for good"
    targets = page.locator(".ph-side .md-button:visible")
    assert min(target.bounding_box()["height"] for target in targets.all()) >= 44


def test_a_partner_is_met_on_a_phone_without_scrolling(visit: Open) -> None:
    page = visit("partners/a/", viewport={"width": 360, "height": 640})
    for needed in (".ph-page__figure", "h1", ".ph-page__coming .ph-date", ".ph-page__coming .ph-card__title"):
        box = page.locator(needed).first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 640, needed


def test_the_facts_stay_beside_what_one_reads_on_a_wide_screen(visit: Open) -> None:
    page = visit("partners/a/first/", viewport={"width": 1280, "height": 500})
    page.evaluate("window.scrollTo(0, 300)")
    expect(page.locator(".ph-side .ph-bar .md-button")).to_be_in_viewport()
    assert page.locator(".ph-bar").evaluate("bar => getComputedStyle(bar).position") == "static"


def test_fingers_share_by_the_phones_own_sheet(visit: Open) -> None:
    page = visit("partners/a/first/", **PHONE)
    page.evaluate("navigator.share = told => { window.told = told; return Promise.resolve() }")
    page.evaluate("document.documentElement.classList.remove('ph-without-sheet')")
    expect(page.locator(".ph-share__ways")).to_be_hidden()
    page.get_by_role("button", name="Tell a friend").tap()
    assert page.evaluate("window.told") == {
        "title": "First",
        "text": "First · Tue, Dec 1, 2026 7:00\u202fPM · House",
        "url": "https://open-evenings.example/partners/a/first/",
    }
    expect(visit("partners/a/first/").locator(".ph-share__ways")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "words", "home"), [("lost/", "There is no page here", "/"), ("he/lost/", "אין כאן דף", "/he/")]
)
def test_a_page_that_is_not_there_says_so_in_its_language_and_leads_on(
    visit: Open, site: str, path: str, words: str, home: str
) -> None:
    page = visit()
    told = page.request.get(f"{site}404.html").text()
    page.route(f"**/{path}", lambda route: route.fulfill(status=404, body=told, content_type="text/html"))
    page.goto(site + path)
    expect(page.locator("h1:visible")).to_have_text(words)
    expect(page.locator(".ph-missing:visible .ph-card__title")).to_have_text("First")
    assert page.locator(".ph-missing:visible .md-button--primary").get_attribute("href") == home
    page.locator("[data-ph-search]:visible").click()
    expect(page.locator(".md-search__input")).to_be_focused()


@pytest.mark.parametrize("path", ["", "he/", "partners/a/first/", "he/partners/a/first/"])
@pytest.mark.sample(4)
def test_no_page_is_wider_than_a_small_phone_even_without_a_script(visit: Open, path: str) -> None:
    page = visit(path, viewport={"width": 320, "height": 640}, is_mobile=True, java_script_enabled=False)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_an_event_prints_as_a_poster_on_one_sheet(visit: Open) -> None:
    page = visit("partners/a/first/")
    expect(page.locator(".ph-poster svg")).to_be_hidden()
    page.emulate_media(media="print")
    for shown in ("h1", ".ph-page__figure img", ".ph-facts", ".ph-poster svg", ".ph-poster__address"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (".ph-share", ".ph-hosts", ".md-header", ".md-footer"):
        expect(page.locator(hidden)).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1


def test_a_link_is_copied(visit: Open, site: str) -> None:
    page = visit("partners/a/first/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "https://open-evenings.example/partners/a/first/"


@pytest.mark.sample(4)
@pytest.mark.parametrize("width", [390, 1280], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", ["", "partners/a/", "partners/a/first/"])
def test_nothing_jumps_while_a_page_loads(visit: Open, site: str, path: str, width: int) -> None:
    page = visit(path, viewport={"width": width, "height": 900})
    page.wait_for_load_state("networkidle")
    shift = page.evaluate("""() => new Promise(resolve => {
        let sum = 0;
        new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
            .observe({type: "layout-shift", buffered: true});
        setTimeout(() => resolve(sum), 300);
    })""")
    assert shift < 0.02


def test_an_evening_is_added_and_found_again_with_fingers_alone(visit: Open) -> None:
    page = visit(**PHONE)
    chip(page, "code").tap()
    page.locator(".ph-hero:visible .ph-hero__link").tap()
    page.wait_for_url("**/partners/a/first/")
    with page.expect_download() as saved:
        page.locator(".ph-bar .md-button").tap()
    assert saved.value.suggested_filename == "first.ics"
    page.go_back()
    page.wait_for_url("**/?tag=code")
    assert shown(page) == ["First", "Second"]


def test_a_choice_prints_and_nothing_else(visit: Open) -> None:
    page = visit("?tag=code")
    page.emulate_media(media="print")
    assert shown(page) == ["First", "Second"]
    expect(page.locator(".ph-choices")).to_be_hidden()
