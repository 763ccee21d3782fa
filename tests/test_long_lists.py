"""A long list in a browser: what is chosen late in it comes to the top, and what is folded is opened by its link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import served
from hubs import HubFolder, build
from pictures import picture
from records import SOUND

pytestmark = pytest.mark.browser

NUMBER = 60
"""More than are open at once."""


def event(number: int) -> str:
    day = date(2026, 12, 1) + timedelta(days=2 * number)
    more = {41: "tags: [rare]", 45: "tags: [rare], online: true", 40: "tags: [rare], status: cancelled"}.get(number)
    return (
        f"  - {{slug: e{number}, title: Event {number}, start: {day} 19:00, place: House, agreed: 2026-11-01"
        f"{', ' + more if more else ''}}}\n"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    hub = HubFolder(tmp_path_factory.mktemp("long") / "hub", settings='share_pictures: "off"')
    front, _, rest = SOUND.partition("events:\n")
    events = "".join(event(number) for number in range(NUMBER))
    hub.add("a.md", f"{front}events:\n{events}---\n{rest.partition('---' + chr(10))[2]}", picture())
    with served(build(hub)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(timezone_id="Asia/Jerusalem")
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-24T12:00:00+02:00")
    page.goto(site)
    yield page
    context.close()


def test_the_hero_follows_to_an_event_that_comes_late(page: Page) -> None:
    hero = page.locator(".ph-hero:visible")
    page.locator(".ph-chip", has_text="rare").click()
    expect(hero.locator("h2")).to_have_text("Event 41")  # the first takes no place
    expect(hero.locator(".ph-date__day")).to_have_text("21")
    expect(hero.locator(".ph-distance")).to_have_text("in 3 months")
    expect(hero.get_by_text("House")).to_be_visible()
    assert hero.get_by_role("link", name="More about this event").get_attribute("href").endswith("partners/a/e41/")
    assert hero.locator("img").evaluate("image => image.sizes").startswith("(min-width")
    expect(page.locator(".ph-cards__item:visible h3")).to_have_text(["Event 40", "Event 45"])
    page.locator(".ph-chip", has_text="Online").click()
    expect(hero.locator("h2")).to_have_text("Event 45")
    page.locator(".ph-chip", has_text="Online").click()
    expect(hero.locator("h2")).to_have_text("Event 41")
    page.get_by_role("button", name="Show all").click()
    expect(hero.locator("h2")).to_have_text("Event 0")


def test_a_link_to_a_folded_month_opens_it(page: Page) -> None:
    expect(page.locator(".ph-card:visible", has_text="Event 50")).to_have_count(0)
    page.get_by_role("link", name="March 2027").click()
    expect(page.locator(".ph-card:visible", has_text="Event 50")).to_have_count(1)
