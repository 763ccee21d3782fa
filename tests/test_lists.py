"""Lists of events: what is large, what is folded, what one can choose, and how a country divides its weeks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from partnerhub.site import lists
from partnerhub.site.model import PublicEvent, Stage, Text
from partnerhub.words.week import Week, country_of
from public_samples import END, EVENT, PARTNER, START, hub_of, renderer


def many(number: int, days_between: int) -> list[PublicEvent]:
    steps = [timedelta(days=days_between * each) for each in range(number)]
    return [
        replace(
            EVENT,
            slug=f"e{at}",
            title=Text(f"Event {at}"),
            start=START + step,
            end=END + step,
            photo=replace(PARTNER.photo, alt=Text(f"Photo {at}")),
        )
        for at, step in enumerate(steps)
    ]


def test_the_first_events_are_large_and_later_months_folded() -> None:
    groups = lists.by_month(many(300, 1))
    assert [group.cards for group in groups] == [4] + [0] * 10
    assert [group.is_folded for group in groups] == [False] * 2 + [True] * 9
    few = lists.by_month(many(6, 20))
    assert [(group.part, len(group.events), group.cards) for group in few] == [
        (date(2026, 5, 1), 1, 1),
        (date(2026, 6, 1), 2, 2),
        (date(2026, 7, 1), 2, 1),
        (date(2026, 8, 1), 1, 0),
    ]
    assert not any(group.is_folded for group in few)


def test_the_same_picture_is_not_shown_large_twice() -> None:
    first, second, *others = many(6, 1)
    row = [first, second, *(replace(each, photo=second.photo) for each in others)]
    (group,) = lists.by_month(row)
    assert group.cards == 2
    page = renderer(*row).marker("upcoming", {}, "")
    assert page.count("ph-is-again") == 3, "of the rows the first shows it"


def test_what_one_can_choose() -> None:
    events = many(3, 20)
    hub = hub_of(*events)
    assert lists.Choices.of(events[:1], hub) is None
    assert lists.Choices.of(events, hub) == lists.Choices([date(2026, 5, 1), date(2026, 6, 1)], [], False)
    tagged = [replace(events[0], tags=("b", "a")), replace(events[0], tags=("b",), is_online=True)]
    assert lists.Choices.of(tagged, hub) == lists.Choices([], [("a", 1), ("b", 2)], True)


def test_months_to_jump_to_are_there_where_some_are_folded() -> None:
    page = renderer(*many(300, 1)).marker("upcoming", {}, "")
    assert page.count("<details") == 9
    assert page.count('href="#20') == 11
    assert page.count("<article") == 300, "the list is whole without a script"
    assert "ph-months" not in renderer(*many(40, 1)).marker("upcoming", {}, "")


def test_a_long_archive_is_folded_by_months_and_leads_to_years() -> None:
    past = [replace(each, stage=Stage.PAST) for each in many(300, 2)]
    page = renderer(*past).marker("archive", {}, "")
    assert re.findall(r'href="#([^"]+)">(\d+) <span class="ph-chip__count">(\d+)', page) == [
        ("2027-12", "2027", "183"), ("2026-12", "2026", "117"),
    ]  # fmt: skip
    assert re.findall('<h2 class="ph-month__title" id="2027-1[0-2]">(.*?)</h2>', page) == [
        "December 2027", "November 2027", "October 2027",
    ]  # fmt: skip
    assert page.count("<details") == 17, "after the first forty"
    assert page.count("<article") == 300, "it is whole without a script"
    short = renderer(*past[:40]).marker("archive", {}, "")
    assert (short.count("<details"), short.count('id="2026">2026</h2>'), "ph-months" in short) == (0, 1, False)


@pytest.mark.parametrize(
    ("zone", "country", "first", "weekend"),
    [
        ("Asia/Jerusalem", "IL", 0, [5, 6]),
        ("Asia/Tel_Aviv", "IL", 0, [5, 6]),
        ("Europe/Berlin", "DE", 1, [6, 0]),
        ("America/New_York", "US", 0, [6, 0]),
        ("Asia/Tehran", "IR", 6, [5]),
        ("UTC", None, 1, [6, 0]),
    ],
)
def test_the_week_is_that_of_the_country(zone: str, country: str | None, first: int, weekend: list[int]) -> None:
    week = Week.of(country_of(zone))
    assert (country_of(zone), week.first, list(week.weekend)) == (country, first, weekend)
