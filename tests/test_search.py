"""Search finds Hebrew as people type it, and lists it in the theme's own field."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import served
from hubs import HubFolder, build
from partnerhub.ours import TEMPLATES
from partnerhub.site import search_index
from partnerhub.site.model import State
from pictures import picture
from public_samples import EVENT, IN_STATE, renderer
from records import SOUND
from search_samples import FINDS, MISSES, NOW, index

SCRIPTS = TEMPLATES / "theme" / "assets" / "javascripts"
EMPTY = json.dumps({"config": {}, "docs": []}).encode()

ANSWERS = """\
([queries, now]) => new Promise((resolve) => {
  const worker = new Worker("partnerhub-search-worker.js");
  const answers = [];
  const ask = () => worker.postMessage({ query: queries[answers.length], from: 0, location: "", now });
  worker.onmessage = ({ data }) => {
    if (!data.isWhole) return;
    if (answers.push(data) === queries.length) resolve(answers);
    else ask();
  };
  worker.postMessage({ open: new URL("index.json", location).href });
  ask();
})
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> dict[str, list[str]]:
    """Query → the addresses that it finds, for all queries of the tables."""
    folder = tmp_path_factory.mktemp("index")
    (folder / "index.json").write_text(index(), encoding="utf-8")
    for script in SCRIPTS.glob("partnerhub-search-*.js"):
        shutil.copy(script, folder)
    (folder / "index.html").write_text("<!doctype html>", encoding="utf-8")
    page = browser.new_page()
    with served(folder) as address:
        page.goto(address)
        now = page.evaluate("now => Date.parse(now)", NOW)
        answers = page.evaluate(ANSWERS, [[*FINDS, *MISSES], now])
    page.close()
    return {each["query"]: [result["location"] for result in each["results"]] for each in answers}


@pytest.mark.browser
def test_what_a_query_finds_first(found: dict[str, list[str]]) -> None:
    firsts = {query: found[query][:1] for query in FINDS}
    assert firsts == {query: [address] for query, address in FINDS.items()}


@pytest.mark.browser
def test_what_a_query_must_not_find(found: dict[str, list[str]]) -> None:
    wrong = {query: [each for each in found[query] if each in misses or not misses] for query, misses in MISSES.items()}
    assert {query: addresses for query, addresses in wrong.items() if addresses} == {}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("he", {"one": "תוצאה אחת", "two": "2 תוצאות", "other": "{count} תוצאות"}),
        ("en-IL", {"one": "{count} result", "other": "{count} results"}),
        ("de", {"one": "{count} result", "other": "{count} results"}),
    ],
)
def test_results_are_counted_in_the_language_of_our_words(language: str, words: dict[str, str]) -> None:
    config = json.loads(search_index.extended(EMPTY, [renderer(language=language)]))["config"]
    assert config["languages"][language]["results"] == words


def test_an_entry_says_the_state_when_and_where_and_has_no_words_that_are_not_shown() -> None:
    docs = json.loads(search_index.extended(EMPTY, [renderer(EVENT, language="he")]))["docs"]
    entry = docs[-1]
    assert entry["end"] == EVENT.end.isoformat()
    assert "boost" not in entry
    assert entry["line"].startswith("יום ג׳, 12 במאי 2026 19:00")
    assert entry["text"].count("12 במאי") == 1
    cancelled = replace(EVENT, state=State.CANCELLED)
    entry = json.loads(search_index.extended(EMPTY, [renderer(cancelled)]))["docs"][-1]
    assert entry["title"].startswith("Cancelled: ")
    assert entry["boost"] < 1


@pytest.mark.parametrize("state", list(State))
def test_only_what_has_a_day_has_one_in_the_index(state: State) -> None:
    docs = json.loads(search_index.extended(EMPTY, [renderer(IN_STATE[state])]))["docs"]
    assert all(("end" in doc) is state.has_day for doc in docs if doc["location"].count("/") > 2)


HOSTILE = "<img src=x onerror=document.title='run'> & סדנה"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    hub = HubFolder(tmp_path_factory.mktemp("search") / "hub", language="he", settings="languages: [he, en]\n")
    front, _, _ = SOUND.rpartition("---\n")
    hub.add("code.md", f'{front}---\nפגישה עם המנמ"ר בבית־הספר, על קומפוסט {"וכל השאר " * 12}.\n', picture())
    hostile = SOUND.replace("title: Open data night", f'title: "{HOSTILE}"').replace("codeforgood", "hostile")
    hub.add("hostile.md", hostile.replace("Code for Good", "Hostile"), picture())
    pages = hub.root / "content" / "pages"
    (pages / "about.md").write_text("# עלינו\n\nאנחנו נפגשים במועדון הקומפוסט.\n", encoding="utf-8")
    (pages / "en").mkdir()
    (pages / "en" / "about.md").write_text("# About us\n\nWe meet, and compost.\n", encoding="utf-8")
    many = "".join(f"\n## Stop {number}\n\nLantern\n" for number in range(3))
    for number in range(25):
        (pages / f"walk-{number}.md").write_text(f"# Walk {number}\n{many}", encoding="utf-8")
    with served(build(hub)) as address:
        yield address


Search = Callable[..., Page]


@pytest.fixture
def search(site: str, browser: Browser) -> Iterator[Search]:
    """Open a page, and type into its search."""
    contexts = []

    def search(query: str, path: str = "", **kind: object) -> Page:
        context = browser.new_context(**kind)
        contexts.append(context)
        page = context.new_page()
        page.goto(site + path)
        if kind.get("has_touch"):
            page.locator("header [for=__search]").first.tap()
        else:
            page.keyboard.press("/")
        page.keyboard.insert_text(query)
        return page

    yield search
    for context in contexts:
        context.close()


@pytest.mark.browser
def test_a_prefixed_word_with_a_slip_is_found_by_keyboard(search: Search, site: str) -> None:
    page = search("בקומפוצט")
    expect(page.locator(".ph-search [role=status]")).to_have_text("3 תוצאות")
    links = page.locator(".ph-search li a")
    expect(links.locator("mark").first).to_have_text("הקומפוסט")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}*/**")
    page.keyboard.press("s")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()


@pytest.mark.browser
def test_a_phone_searches_by_touch_and_marks_what_is_in_another_language(search: Search, site: str) -> None:
    page = search("compost", viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    link = page.locator(".ph-search li a")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("lang", "en")
    expect(link.locator(".ph-found__language")).to_have_text("English")
    expect(page.locator(".ph-search [role=status]")).to_have_text("תוצאה אחת")
    expect(page.locator("body")).to_have_attribute("data-md-scrolllock", "")  # once the theme's overlay has grown
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    link.tap()
    page.wait_for_url(f"{site}en/about/")
    expect(page.locator("#__search")).not_to_be_checked()


@pytest.mark.sample(2)
@pytest.mark.browser
def test_texts_of_results_are_no_markup(search: Search) -> None:
    page = search("סדנה")
    expect(page.locator(".ph-search li .ph-found__title").first).to_contain_text("<img src=x onerror=")
    assert page.locator(".ph-search li img").count() == 0
    assert page.title() != "run"


@pytest.mark.sample(2)
@pytest.mark.browser
def test_a_page_is_found_once_and_more_results_come_as_one_scrolls(search: Search) -> None:
    page = search("lantern", path="en/about/")
    expect(page.locator(".ph-search [role=status]")).to_have_text("25 results")
    links = page.locator(".ph-search li a")
    expect(links).to_have_count(20)
    links.last.scroll_into_view_if_needed()
    expect(links).to_have_count(25)
    page.locator(".ph-search [type=reset]").click()
    expect(links).to_have_count(0)
    page.keyboard.insert_text("zebra")
    expect(page.locator(".ph-search [role=status]")).to_have_text("No results")


@pytest.mark.sample(2)
@pytest.mark.browser
def test_the_index_is_not_fetched_before_the_field_is_used(site: str, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site, wait_until="networkidle")
    assert not [url for url in asked if "search_index" in url or "worker" in url]
    with page.expect_request("**/search_index.json"):
        page.keyboard.press("/")
    page.close()


def test_a_hub_without_the_search_plugin_has_no_search_field(hub: HubFolder) -> None:
    settings = hub.config_file.read_text(encoding="utf-8")
    hub.config_file.write_text(settings.replace("  - search\n", ""), encoding="utf-8")
    assert "ph-search" not in Path(build(hub), "index.html").read_text(encoding="utf-8")
