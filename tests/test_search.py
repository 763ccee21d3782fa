"""Search finds Hebrew as people type it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from browsing import served
from hubs import HubFolder, build
from partnerhub.words.spelling import other_forms
from pictures import picture
from records import SOUND


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("בקהילה", ["קהילה"]),
        ("ושבקהילה", ["שבקהילה", "בקהילה", "קהילה"]),
        ("קהילה", []),
        ("בית", []),
        ('המנמ"ר', ["המנמר", "המנמ״ר", 'מנמ"ר', "מנמר", "מנמ״ר", 'נמ"ר', "נמר", "נמ״ר"]),
        ("צ׳יפס", ["ציפס"]),
        ("plain English", []),
        ("בקהילה קהילה", []),
    ],
)
def test_other_forms(text: str, forms: list[str]) -> None:
    assert other_forms(text) == forms


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    hub = HubFolder(tmp_path_factory.mktemp("search") / "hub", language="he")
    body = 'פגישה עם המנמ"ר בבית־הספר, ושבקהילה מדברים עליה עוד הרבה זמן אחר כך, גם עם מי שלא היה שם בכלל באותו ערב.'
    front, _, _ = SOUND.rpartition("---\n")
    hub.add("code.md", f"{front}---\n{body}\n", picture())
    (hub.root / "content" / "pages" / "about.md").write_text("# עלינו\n\nאנחנו נפגשים במועדון.\n", encoding="utf-8")
    with served(build(hub)) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "target"),
    [
        ("קהילה", "partners/code/"),
        ("ספר", "partners/code/"),
        ("הספר", "partners/code/"),
        ('מנמ"ר', "partners/code/"),
        ("מנמ״ר", "partners/code/"),
        ("מנמר", "partners/code/"),
        ("מועדון", "about/"),
    ],
)
def test_search_finds_hebrew(site: str, browser: Browser, query: str, target: str) -> None:
    page = browser.new_page()
    page.goto(site)
    page.keyboard.press("/")
    page.locator(".md-search__input").fill(query)
    page.keyboard.press("Space")
    expect(page.locator(f".md-search-result__link[href*='{target}']").first).to_be_attached()
    page.close()
