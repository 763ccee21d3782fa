"""The desk for people who see, hold and type in different ways: on a phone and a desktop, in both directions, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser

from desks import Desk, desk_of
from hubs import HubFolder

SOUND = (Path(__file__).parent / "fixtures" / "sound" / "community.md").read_bytes()
CODE = "content/partners/code.md"
LANGUAGES = {"he": "[he, en]", "en": "[en, he]"}

SVELTIAS_OWN = {"aria-valid-attr-value", "landmark-one-main", "region"}
"""What its frame brings: parts outside of landmarks, a tree that names what a phone hasn't."""

pytestmark = [pytest.mark.browser, pytest.mark.needs("make desk")]


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Of a desk in each language."""
    folder = tmp_path_factory.mktemp("desk")
    hubs = {
        language: HubFolder(folder / language, language=language, settings=f"languages: {languages}")
        for language, languages in LANGUAGES.items()
    }
    with desk_of(hubs["he"]) as hebrew, desk_of(hubs["en"]) as english:
        yield {"he": hebrew, "en": english}


@pytest.mark.soak
@pytest.mark.parametrize("width", [390, 1280], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_beyond_the_frame(
    browser: Browser, addresses: dict[str, str], language: str, width: int
) -> None:
    desk = Desk(browser, addresses[language], width=width)
    found, too_wide = [], []

    def look(place: str) -> None:
        desk.page.evaluate(AXE_SCRIPT)
        found.extend((place, *each) for each in violations(desk))
        if desk.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(place)

    desk.take_folder({CODE: SOUND})
    look("the list")
    desk.open("code")
    look("a form")
    desk.begin()
    look("a new form")
    desk.page.close()
    assert [each for each in found if each[1] not in SVELTIAS_OWN] == []
    assert too_wide == []


def violations(desk: Desk) -> list[tuple[str, str]]:
    """Rule and first selector of every element that breaks one."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"runOnly": tags, "resultTypes": ["violations"]}
    found = desk.page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(violation["id"], node["target"][0]) for violation in found for node in violation["nodes"]]


_IS_FOCUSED = """selector => document.activeElement.matches(selector)"""
_IS_SEEN = """() => {
  const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(document.activeElement)
  return outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2 && !/, 0\\)$/.test(outlineColor)
}"""


@pytest.mark.sample(3)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_partner_is_edited_by_keyboard_alone(browser: Browser, addresses: dict[str, str], language: str) -> None:
    desk = Desk(browser, addresses[language])
    desk.take_folder({CODE: SOUND})
    desk.page.get_by_role("row", name="Code for Good").wait_for()
    tab_to(desk, "[role=row]")
    desk.page.keyboard.press("Enter")
    desk.field("website").wait_for()
    tab_to(desk, '[data-key-path="website"] input')
    desk.page.keyboard.press("Control+A")
    desk.page.keyboard.type("https://new.example")
    tab_to(desk, 'button[aria-keyshortcuts="Ctrl+S"]', key="Shift+Tab")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/collections/partners")
    assert desk.files()[CODE] == SOUND.replace(b"https://codeforgood.example", b"https://new.example", 1)
    desk.page.close()


def tab_to(desk: Desk, selector: str, *, key: str = "Tab") -> None:
    """Press a key until what is meant has the focus, and see that it shows."""
    for _ in range(50):
        desk.page.keyboard.press(key)
        if desk.page.evaluate(_IS_FOCUSED, selector):
            desk.page.wait_for_function(_IS_SEEN)
            return
    pytest.fail(f"no key leads to {selector}")
