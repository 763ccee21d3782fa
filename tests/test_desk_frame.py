"""What stands around the desk's forms, in a real browser: it speaks the page's language, and leaves a phone its width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from desks import Desk, desk_at
from fake_github import GitHub

SOUND = (Path(__file__).parent / "fixtures" / "sound" / "community.md").read_bytes()
SAID = """() => [...document.querySelectorAll('#nc-root *')]
  .filter(each => each.checkVisibility() && !each.matches('.material-symbols-outlined'))
  .flatMap(each => [each.ariaLabel, each.placeholder, ...[...each.childNodes].filter(node => node.nodeType === 3).map(node => node.data)])
  .filter(text => text && /[A-Za-z]{3}/.test(text) && !/[\\u05d0-\\u05ea]/.test(text))"""
"""What is said in other letters alone, to eyes or to ears."""
BESIDE = """() => [...document.querySelectorAll('#nc-root [data-key-path], #nc-root [data-key-path] *')]
  .filter(each => each.checkVisibility()).map(each => each.getBoundingClientRect())
  .filter(({ left, right, width }) => width > 1 && (left < -1 || right > window.innerWidth + 1)).length"""
"""How much of the form lies beside the window."""
TYPED = ["Code for Good", "Code for Good brings together", "Open data night"]
PLACES = {
    "collections/partners": "שותפים",
    "workflow": "טיוטות",
    "assets": "כל התמונות",
    "settings": "העדפות",
    "collections/partners/entries/code": "שורת תיאור",
}
"""What is shown there once it stands."""
NAMES = ["Sveltia CMS", "partnerhub preview"]

pytestmark = [pytest.mark.browser, pytest.mark.needs("make desk"), pytest.mark.sample(5)]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of a hub in Hebrew and English, at GitHub."""
    folder, languages = tmp_path_factory.mktemp("desk"), "languages: [he, en]"
    with desk_at("https://github.com/us/hub", folder, language="he", settings=languages) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Desk]:
    desk = Desk(browser, address)
    GitHub({"content/partners/code.md": SOUND}).answers(desk.page)
    desk.sign_in()
    desk.page.get_by_text("Code for Good").wait_for()
    yield desk
    desk.page.close()


def test_the_frame_speaks_hebrew_with_the_form(desk: Desk) -> None:
    assert desk.page.locator("html").get_attribute("dir") == "rtl"
    for place, shows in PLACES.items():
        desk.page.goto(f"{desk.address}#/{place}")
        desk.page.get_by_text(shows).locator("visible=true").first.wait_for()
        said = [text for text in desk.page.evaluate(SAID) if not text.startswith((*TYPED, *NAMES))]
        assert said == [], place


@pytest.mark.parametrize("width", [390, 320])
def test_a_form_is_no_wider_than_a_phone(desk: Desk, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 844})
    desk.open("code")
    assert desk.page.evaluate(BESIDE) == 0
