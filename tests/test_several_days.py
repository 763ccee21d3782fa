"""Events over several days: how tiles, pages, feeds and share pictures name them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from partnerhub.cards.model import Shape
from partnerhub.site.faces import event_face
from partnerhub.site.model import PublicEvent, Stage
from partnerhub.words.dates import CalendarWords
from public_samples import EVENT, JERUSALEM, hub_of, renderer


def lasting(start: str, end: str) -> PublicEvent:
    first, until = (datetime.fromisoformat(each).replace(tzinfo=JERUSALEM) for each in (start, end))
    return replace(EVENT, start=first, end=until, whole_day=len(start) == len("2026-12-17"))


FAIR = lasting("2026-12-17", "2026-12-20")
CAMP = lasting("2026-12-17 09:00", "2026-12-19 17:00")
NIGHT = lasting("2026-12-17 20:00", "2026-12-18 02:00")
NEW_YEAR = lasting("2026-12-31", "2027-01-03")
SHORT_DAY = lasting("2027-03-26", "2027-03-27")


def plain(text: str) -> str:
    return re.sub("[\u200f\u2066\u2069]", "", re.sub("[\u2009\u202f]", " ", text))


@pytest.mark.parametrize(
    ("event", "language", "leaf", "days", "short"),
    [
        (FAIR, "he", ("ה׳–ש׳", "17–19", "דצמ׳"), "17–19 בדצמבר 2026", "17–19 בדצמ׳"),
        (FAIR, "en", ("Th–Sa", "17–19", "Dec"), "December 17 – 19, 2026", "Dec 17 – 19"),
        (CAMP, "en-IL", ("Th–Sa", "17–19", "Dec"), "17–19 December 2026", "17–19 Dec"),
        (NIGHT, "he", ("יום ה׳", "17", "דצמ׳"), "יום חמישי, 17 בדצמבר 2026", "יום ה׳, 17 בדצמ׳"),
        (NEW_YEAR, "en", ("Th–Sa", "31–2", "Dec–Jan"), "December 31, 2026 – January 2, 2027", "Dec 31 – Jan 2"),
        (SHORT_DAY, "en", ("Fri", "26", "Mar"), "Friday, March 26, 2027", "Fri, Mar 26"),
    ],
    ids=["whole days", "in English", "with hours", "over midnight", "two years", "of 23 hours"],
)
def test_days_are_named_as_one(
    event: PublicEvent, language: str, leaf: tuple[str, str, str], days: str, short: str
) -> None:
    words = CalendarWords.of(language)
    span = (event.start, event.through)
    said = (words.leaf(*span), plain(words.days(*span)), plain(words.days_of_this_year(*span)))
    assert said == (leaf, days, short)


@pytest.mark.parametrize("event", [FAIR, CAMP], ids=["whole days", "with hours"])
@pytest.mark.parametrize(("language", "days"), [("he", "17–19 בדצמבר 2026"), ("en", "December 17 – 19, 2026")])
def test_a_page_names_the_days_and_the_year_once(event: PublicEvent, language: str, days: str) -> None:
    render = renderer(event, language=language)
    page = plain(render.event_page(event, "../../../"))
    facts = page.partition('class="ph-facts"')[2].partition("</dl>")[0]
    assert f"<bdi>{days}</bdi>" in facts
    assert re.sub(r"<[^>]*>", "", facts).count("2026") == 1
    assert '<bdi class="ph-date__day">17–19</bdi>' in page
    assert days in plain(render.event_head(event))
    assert days in plain(render.feed_entry(event))
    assert days in plain(render.event_text(event))
    past = replace(event, stage=Stage.PAST)
    assert days in plain(renderer(past, language=language).event_page(past, "../../../"))
    assert days in plain(render.withdrawn_page(event.withdrawn(), "../../../"))
    face = event_face(event, hub_of(event, language=language), Shape.LINK, "#4051b5", None)
    assert plain(face.when[0].value) == days
    assert face.tile is not None
    assert face.tile.large.value == "17–19"


def test_days_are_not_turned_around_from_right_to_left() -> None:
    words = CalendarWords.of("he")
    assert words.days(FAIR.start, FAIR.through) == "\u206617–19\u2069 בדצמבר 2026"
    assert words.days_of_this_year(FAIR.start, FAIR.through).startswith("\u206617–19\u2069 ")


def test_hours_name_their_own_days() -> None:
    page = plain(renderer(CAMP).event_page(CAMP, "../../../"))
    assert "<bdi>9:00 AM</bdi> – " in page
    assert "<bdi>Sat, Dec 19</bdi>, <bdi>5:00 PM</bdi>" in page


def test_an_end_that_nobody_gave_makes_no_days() -> None:
    event = replace(EVENT, end=EVENT.start + timedelta(days=2), end_is_known=False)
    assert event.through == event.start.date()
