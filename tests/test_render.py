"""Fragments: dates in a language's own words, texts kept from mixing, and the states of a page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from partnerhub.site.model import (
    Outcome,
    PublicEvent,
    Stage,
    Text,
)
from partnerhub.site.render import Renderer, findings_banner
from partnerhub.words.dates import CalendarWords
from partnerhub.words.finding import Finding, Severity
from public_samples import BERLIN, END, EVENT, FRAGMENTS, JERUSALEM, PARTNER, START, renderer


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("he", ["יום שלישי, 12 במאי 2026", "יום ג׳", "מאי", "מאי 2026", "19:00", "19:00–21:30", "שעון ישראל"]),
        ("en", ["Tuesday, May 12, 2026", "Tue", "May", "May 2026", "7:00 PM", "7:00 – 9:30 PM", "Israel Time"]),
        ("de", ["Dienstag, 12. Mai 2026", "Di", "Mai", "Mai 2026", "19:00", "19:00–21:30 Uhr", "Israelische Zeit"]),
    ],
)
def test_days_and_hours(language: str, words: list[str]) -> None:
    say = CalendarWords.of(language)
    said = [say.day(START), say.weekday(START), say.month(START), say.month_and_year(START)]
    said += [say.hour(START), say.hours(START, END), say.zone(START)]
    plain = [text.replace("\u202f", " ").replace("\u2009", " ").replace("\u200f", "") for text in said]
    assert plain == words


def test_an_event_over_midnight_names_both_days() -> None:
    event = replace(EVENT, end=datetime(2026, 5, 13, 1, tzinfo=JERUSALEM))
    page = renderer(event).event_page(event, "../../../").replace("\u202f", " ")
    assert "<bdi>Tuesday, May 12, 2026</bdi>" in page
    assert "<bdi>7:00 PM</bdi> – " in page
    assert "<bdi>Wednesday, May 13, 2026</bdi>, <bdi>1:00 AM</bdi>" in page


def test_a_page_of_an_event_does_not_introduce_the_partner_twice() -> None:
    event = replace(EVENT, summary=PARTNER.introduction)
    page = renderer(event).event_page(event, "../../../")
    assert page.count(">Who<") == 1
    assert "What happens" not in page


def test_a_partners_page_names_the_year_of_its_events() -> None:
    assert "2026</span>" in renderer(EVENT).partner_page(PARTNER, "../../")
    assert "2026</span>" not in renderer(EVENT).marker("upcoming", {}, "")


def test_a_text_in_another_language_says_so_and_is_isolated() -> None:
    event = replace(EVENT, title=Text("ליל נתונים", "he"))
    page = renderer(event).event_page(event, "../../../")
    assert '<h1 class="ph-page__title"><bdi lang="he">ליל נתונים</bdi></h1>' in page


def test_hostile_text_is_escaped_everywhere() -> None:
    attack = """<script>alert(1)</script>" onload='x' {{ 7*7 }}"""
    photo = replace(PARTNER.photo, alt=Text(attack), caption=Text(attack), credit=attack)
    partner = replace(PARTNER, name=Text(attack), tagline=Text(attack), photo=photo, tags=(attack,))
    event = replace(EVENT, host=partner, title=Text(attack), place=Text(attack), summary=Text(attack), tags=(attack,))
    render = renderer(event)
    for html in (
        render.marker("next", {}, ""),
        render.marker("upcoming", {}, ""),
        render.marker("partners", {}, ""),
        render.event_page(event, "../../../"),
        render.partner_page(partner, "../../"),
        render.event_head(event),
        render.partner_head(partner),
    ):
        # What JSON-LD holds has tests of its own.
        html = re.sub(r'<script type="application/ld\+json">[^<>]*</script>', "", html)  # noqa: PLW2901
        assert "<script" not in html
        assert '" onload' not in html
        assert "49" not in html


HEAD = """\
<title>Night – Hub</title>
<meta name="description" content="Tue, May 12, 2026 7:00\u202fPM · House · What">
<link rel="canonical" href="https://hub.example/partners/code/night/">
<link rel="alternate " type="application/atom+xml" href="https://hub.example/feed.xml">
<link rel="alternate " type="application/feed+json" href="https://hub.example/feed.json">
<meta property="og:type" content="website">
<meta property="og:site_name" content="Hub">
<meta property="og:title" content="Night">
<meta property="og:description" content="Tue, May 12, 2026 7:00\u202fPM · House · What">
<meta property="og:locale" content="en_US">
<meta property="og:url" content="https://hub.example/partners/code/night/">
<meta property="og:image" content="https://hub.example/assets/partners/a-share.jpg">
<meta property="og:image:type" content="image/jpeg">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="Six people">
<meta name="twitter:card" content="summary_large_image">
"""


def test_the_head_of_a_page() -> None:
    head = re.sub(r"<script .*?</script>\n", "", renderer(EVENT).event_head(EVENT) + "\n")
    assert head == HEAD


def test_a_hub_that_does_not_know_its_address_shares_nothing() -> None:
    render = Renderer(renderer(EVENT).hub, FRAGMENTS, None)
    assert "og:url" not in render.event_head(EVENT)
    assert "og:image" not in render.event_head(EVENT)
    assert "ph-share" not in render.event_page(EVENT, "../../../")
    assert "<svg" not in render.event_page(EVENT, "../../../")


def test_an_event_can_be_shared_and_hung_up() -> None:
    event = replace(EVENT, title=Text("Q&A: 100% “free”?"))
    page = renderer(event).event_page(event, "../../../")
    address = "https%3A//hub.example/partners/code/night/"
    title = "Q%26A%3A%20100%25%20%E2%80%9Cfree%E2%80%9D%3F"
    assert f'href="https://wa.me/?text={title}%20{address}"' in page
    assert f'href="https://t.me/share/url?url={address}&amp;text={title}"' in page
    assert f'href="https://www.facebook.com/sharer/sharer.php?u={address}"' in page
    assert f'href="mailto:?subject={title}&amp;body={address}"' in page
    assert (
        '<button class="ph-link ph-link--button" type="button" data-ph-copy="https://hub.example/partners/code/night/"'
        in page
    )
    assert page.count("<svg") == 1


def test_a_past_event_leads_to_the_partners_next_one() -> None:
    past = replace(EVENT, slug="past", stage=Stage.PAST)
    page = renderer(past, EVENT).event_page(past, "../../../")
    assert (
        'Next with them</h2>\n    <p class="ph-page__text"><a class="ph-link" href="../../../partners/code/night/">'
        in page
    )
    assert "Next with them" not in renderer(past).event_page(past, "../../../")


STATES = {
    "upcoming": (EVENT, [], ["cancelled", "postponed", "took place", "Happening now"]),
    "ongoing": (replace(EVENT, stage=Stage.ONGOING), ["Happening now"], []),
    "cancelled": (replace(EVENT, is_cancelled=True, link="https://x.example"), ["was cancelled"], ["Details and"]),
    "postponed": (
        replace(EVENT, stage=Stage.POSTPONED, link="https://x.example"),
        ["the old one was Tuesday, May 12, 2026"],
        ["Details and", "<dt>When"],
    ),
    "past": (
        replace(EVENT, stage=Stage.PAST, outcome=Outcome(1, Text("Well"), None), members_get=Text("Cake")),
        ["took place on Tuesday", "1 person came", "Well"],
        ["Details and", "Cake"],
    ),
    "with a link": (replace(EVENT, link="https://x.example"), ['href="https://x.example"', "Details and"], []),
    "without a link": (EVENT, [], ["How to join"]),
    "online": (replace(EVENT, place=None, is_online=True), ["Online", "Israel Time"], []),
    "in another zone": (
        replace(EVENT, start=START.astimezone(BERLIN), end=END.astimezone(BERLIN), timezone="Europe/Berlin"),
        ["Central European Time", "6:00"],
        [],
    ),
    "in the hub's zone": (EVENT, [], ["Israel Time"]),
    "without an end": (replace(EVENT, end_is_known=False), ["7:00"], ["9:30"]),
    "without a photo": (
        replace(EVENT, host=replace(PARTNER, photo=None)),
        ["ph-photo--none", "<bdi>CG</bdi>"],
        ["<img"],
    ),
    "without a tagline": (replace(EVENT, host=replace(PARTNER, tagline=None)), ["Who"], ["Small software"]),
    "co-hosted": (
        replace(EVENT, cohosts=tuple(replace(PARTNER, slug=f"c{n}", name=Text(f"Co {n}")) for n in range(6))),
        [f'href="../../../partners/c{n}/"' for n in range(6)],
        [],
    ),
}


@pytest.mark.parametrize(("event", "said", "unsaid"), STATES.values(), ids=STATES.keys())
def test_the_states_of_an_event(event: PublicEvent, said: list[str], unsaid: list[str]) -> None:
    page = renderer(event).event_page(event, "../../../")
    page = page.replace("\u202f", " ")
    assert [words for words in said if words not in page] == []
    assert [words for words in unsaid if words in page] == []


def test_every_event_shows_its_partners_photo_caption_and_who_they_are() -> None:
    past = replace(EVENT, slug="past", stage=Stage.PAST)
    render = renderer(EVENT, past)
    fragments = [render.marker(name, {}, "") for name in ("next", "upcoming", "archive")]
    for html in (*fragments, render.event_page(EVENT, "../../../")):
        assert 'alt="Six people"' in html
        assert "At the table" in html
        assert "Small software" in html


def test_lists_are_chosen_by_tag_kind_and_limit() -> None:
    events = [
        replace(EVENT, slug=f"e{number}", title=Text(f"Event {number}"), tags=("data",) if number % 2 else ())
        for number in range(6)
    ]
    render = renderer(*events)
    assert render.marker("upcoming", {}, "").count("<article") == 6
    assert render.marker("upcoming", {"tag": "data"}, "").count("<article") == 3
    assert render.marker("upcoming", {"tag": "data", "limit": "2"}, "").count("<article") == 2
    assert render.marker("upcoming", {"kind": "person"}, "").count("<article") == 0
    assert render.marker("partners", {"kind": "community"}, "").count("<article") == 1


def test_only_the_first_photo_is_loaded_at_once() -> None:
    html = renderer(EVENT).marker("next", {}, "") + renderer(EVENT).marker("upcoming", {}, "")
    assert html.count('fetchpriority="high"') == 1
    assert html.count('loading="lazy"') == 1


def test_the_preview_shows_findings() -> None:
    finding = Finding("red-flag", Severity.ERROR, "content/<b>.md", 3, 1, "x", "must not", "Decline")
    html = findings_banner([finding], FRAGMENTS, "en")
    assert "1 finding" in html
    assert "<strong><bdi>error red-flag</bdi></strong> <code>content/&lt;b&gt;.md:3</code>" in html
    assert "must not. Decline" in html
