"""Months as grids: weeks as the country has them, and events on every day that they touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from playwright.sync_api import Browser, expect

from browsing import served
from hubs import HubFolder, build
from partnerhub.site.model import PublicEvent, State
from partnerhub.site.month_grid import month_grids
from partnerhub.words.week import Week
from pictures import picture
from public_samples import EVENT, JERUSALEM, renderer
from records import SOUND

ISRAEL, GERMANY = Week.of("IL"), Week.of("DE")


def days_of(event: PublicEvent) -> list[date]:
    grids = month_grids([event], ISRAEL)
    return [day.date for grid in grids for week in grid.weeks for day in week if day and day.events]


def at(day: int, hour: int = 0, month: int = 5) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=JERUSALEM)


def test_months_after_many_events_are_folded() -> None:
    many = [
        replace(EVENT, slug=f"e{number}", start=at(1 + number % 28), end=at(1 + number % 28, 2)) for number in range(40)
    ]
    after = replace(EVENT, start=at(3, month=6), end=at(3, 2, month=6))
    assert [grid.is_folded for grid in month_grids([*many[1:], after], ISRAEL)] == [False, False]
    assert [grid.is_folded for grid in month_grids([*many, after], ISRAEL)] == [False, True]
    assert renderer(*many, after).marker("calendar", {}, "").count("<details") == 1


@pytest.mark.parametrize(
    ("event", "days"),
    [
        (EVENT, [date(2026, 5, 12)]),
        (replace(EVENT, end=at(13, 1)), [date(2026, 5, 12), date(2026, 5, 13)]),
        (replace(EVENT, end=at(13, 1), end_is_known=False), [date(2026, 5, 12)]),
        (replace(EVENT, start=at(12), end=at(13), whole_day=True), [date(2026, 5, 12)]),
        (replace(EVENT, start=at(31), end=at(2, month=6), whole_day=True), [date(2026, 5, 31), date(2026, 6, 1)]),
    ],
    ids=["an evening", "past midnight", "of unknown end", "a whole day", "over the end of a month"],
)
def test_an_event_is_on_every_day_that_it_touches(event: PublicEvent, days: list[date]) -> None:
    assert days_of(event) == days


def test_weeks_begin_where_the_countrys_do() -> None:
    for week, first in ((ISRAEL, date(2026, 4, 26)), (GERMANY, date(2026, 4, 27))):
        (grid,) = month_grids([EVENT], week)
        assert grid.weekdays[0] == first
        assert {len(each) for each in grid.weeks} == {7}
        assert [day.date.day for each in grid.weeks for day in each if day] == list(range(1, 32))


def test_a_calendar_shows_what_is_off_and_leaves_out_what_has_no_day() -> None:
    off, later = replace(EVENT, slug="off", state=State.CANCELLED), replace(EVENT, slug="later", state=State.POSTPONED)
    html = renderer(EVENT, off, later).marker("calendar", {}, "")
    assert html.count("ph-grid__event--off") == 1
    assert "partners/code/later/" not in html
    assert "Nothing is planned right now" in renderer(later).marker("calendar", {}, "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    hub = HubFolder(tmp_path_factory.mktemp("grid") / "hub", language="he")
    (hub.root / "content" / "pages" / "months.md").write_text("# לוח\n\n<!-- partnerhub: calendar -->\n")
    hub.add("a.md", SOUND, picture())
    with served(build(hub)) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize(("width", "is_grid"), [(390, False), (768, True)], ids=["phone", "tablet"])
def test_a_grid_where_there_is_room_and_dots_with_an_agenda_where_not(
    site: str, browser: Browser, width: int, is_grid: bool
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.clock.set_fixed_time("2026-12-01T12:00:00+02:00")
    page.goto(f"{site}months/")
    expect(page.locator(".ph-grid__link")).to_be_visible(visible=is_grid)
    expect(page.locator(".ph-grid__dot")).to_be_visible(visible=not is_grid)
    expect(page.locator(".ph-grid__agenda .ph-card")).to_be_visible(visible=not is_grid)
    expect(page.locator("[aria-current=date]")).to_contain_text("1")
    assert page.locator("th").first.inner_text() in ("א׳", "יום א׳")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
