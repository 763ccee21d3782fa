"""Fragments: dates in a language's own words, texts kept from mixing, and the states of a page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from partnerhub.site.model import (
    Outcome,
    PublicEvent,
    PublicValue,
    Stage,
    State,
    Text,
    by_tag,
)
from partnerhub.site.render import Renderer, findings_banner
from partnerhub.site.share_pictures import SharePicture, SharePictures
from partnerhub.words.dates import CalendarWords
from partnerhub.words.finding import Finding, Severity
from public_samples import (
    BERLIN,
    END,
    EVENT,
    FRAGMENTS,
    IN_STATE,
    JERUSALEM,
    PARTNER,
    START,
    hub_of,
    renderer,
)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("he", ["יום שלישי, 12 במאי 2026", "יום ג׳", "מאי", "מאי 2026", "19:00", "19:00–21:30", "שעון ישראל"]),
        ("en", ["Tuesday, May 12, 2026", "Tue", "May", "May 2026", "7:00 PM", "7:00 – 9:30 PM", "Israel Time"]),
        ("en-IL", ["Tuesday, 12 May 2026", "Tue", "May", "May 2026", "19:00", "19:00–21:30", "Israel Time"]),
        ("de", ["Tuesday, May 12, 2026", "Tue", "May", "May 2026", "7:00 PM", "7:00 – 9:30 PM", "Israel Time"]),
    ],
)
def test_days_and_hours(language: str, words: list[str]) -> None:
    say = CalendarWords.of(language)
    said = [say.day(START), say.weekday(START), say.month(START), say.month_and_year(START)]
    said += [say.hour(START), say.hours(START, END), say.zone(START)]
    plain = [text.replace("\u202f", " ").replace("\u2009", " ").replace("\u200f", "") for text in said]
    assert plain == words


def test_what_a_template_says_for_good_is_in_the_words_of_each_language(tmp_path: Path) -> None:
    (tmp_path / "withdrawn_head.html").write_text("{{ 'de' | language_name }}")
    said = [
        Renderer(hub_of(language=language), [tmp_path, *FRAGMENTS]).withdrawn_head(EVENT) for language in ("en", "he")
    ]
    assert said == ["German", "גרמנית"]


def test_one_moment_has_another_day_in_another_zone() -> None:
    say, late = CalendarWords.of("en"), datetime(2026, 5, 12, 23, 30, tzinfo=UTC)
    abroad = late.astimezone(JERUSALEM)
    assert late == abroad
    assert [say.weekday(late), say.weekday(abroad)] == ["Tue", "Wed"]
    assert [say.hour(moment).replace("\u202f", " ") for moment in (late, abroad)] == ["11:30 PM", "2:30 AM"]


def test_an_event_over_midnight_names_both_days() -> None:
    event = replace(EVENT, end=datetime(2026, 5, 13, 1, tzinfo=JERUSALEM))
    page = renderer(event).event_page(event, "../../../").replace("\u202f", " ")
    assert "<bdi>Tuesday, May 12, 2026</bdi>" in page
    assert "<bdi>7:00 PM</bdi> – " in page
    assert "<bdi>Wed, May 13</bdi>, <bdi>1:00 AM</bdi>" in page


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
<meta property="og:image" content="https://hub.example/assets/partners/a-link.jpg">
<meta property="og:image:type" content="image/jpeg">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="Night &amp; day">
<meta name="twitter:card" content="summary_large_image">
<meta name="twitter:image" content="https://hub.example/assets/partners/a-link.jpg">
<meta name="twitter:image:alt" content="Night &amp; day">
"""


def test_the_head_of_a_page() -> None:
    picture = SharePicture("assets/partners/a-link.jpg", 1200, 630, "Night & day")
    render = Renderer(hub_of(EVENT), FRAGMENTS, SharePictures({EVENT.address: picture}))
    head = re.sub(r"<script .*?</script>\n", "", render.event_head(EVENT))
    assert head == HEAD


@pytest.mark.parametrize(
    ("state", "before"),
    [
        (State.SCHEDULED, ""),
        (State.MOVED, "New date: "),
        (State.POSTPONED, "Postponed: "),
        (State.CANCELLED, "Cancelled: "),
        (State.CORRECTED, ""),
    ],
)
def test_a_state_goes_wherever_a_page_is_shared(state: State, before: str) -> None:
    event = IN_STATE[state]
    head, page = renderer(event).event_head(event), renderer(event).event_page(event, "../../../")
    assert f"<title>{before}Night – Hub</title>" in head
    assert f'property="og:title" content="{before}Night"' in head
    assert head.count(f'description" content="{before}Night · ') == (2 if before else 0)
    assert f'data-ph-text="{before}Night' in page


def test_a_hub_that_does_not_know_its_address_shares_nothing() -> None:
    render = renderer(EVENT, site_url=None)
    assert "og:url" not in render.event_head(EVENT)
    assert "og:image" not in render.event_head(EVENT)
    assert "ph-share" not in render.event_page(EVENT, "../../../")
    assert "ph-poster" not in render.event_page(EVENT, "../../../")


def test_an_event_can_be_shared_and_hung_up() -> None:
    event = replace(EVENT, title=Text("Q&A: 100% “free”?"), place=Text("C++ House"))
    page = renderer(event).event_page(event, "../../../")
    address = "https%3A//hub.example/partners/code/night/"
    line = "Q%26A%3A%20100%25%20%E2%80%9Cfree%E2%80%9D%3F%20%C2%B7%20Tue%2C%20May%2012%2C%202026%207%3A00%E2%80%AFPM%20%C2%B7%20C%2B%2B%20House"
    assert f'href="https://wa.me/?text={line}%20{address}"' in page
    assert f'href="https://t.me/share/url?url={address}&amp;text={line}"' in page
    assert 'data-ph-text="Q&amp;A: 100% “free”? · Tue, May 12, 2026 7:00\u202fPM · C++ House"' in page
    assert f'href="https://www.facebook.com/sharer/sharer.php?u={address}"' in page
    assert f'&amp;body={line}%20{address}"' in page
    assert (
        '<button class="ph-link ph-link--button" type="button" data-ph-copy="https://hub.example/partners/code/night/"'
        in page
    )
    assert page.partition('class="ph-poster__code"')[2].count("<svg") == 1
    assert "ph-poster__code" not in renderer(event).event_page(replace(event, stage=Stage.PAST), "../../../")


def test_a_past_event_leads_to_the_partners_next_one() -> None:
    past = replace(EVENT, slug="past", stage=Stage.PAST)
    page = renderer(past, EVENT).event_page(past, "../../../")
    assert (
        'Next with them</h2>\n      <p class="ph-page__text"><a class="ph-link" href="../../../partners/code/night/">'
        in page
    )
    assert "Next with them" not in renderer(past).event_page(past, "../../../")


STATES = {
    "upcoming": (EVENT, [], ["cancelled", "postponed", "took place", "Happening now"]),
    "ongoing": (replace(EVENT, stage=Stage.ONGOING), ["Happening now"], []),
    "cancelled": (
        replace(EVENT, state=State.CANCELLED, link="https://x.example"),
        ["was cancelled", "See what is"],
        ["https://x", "Add to"],
    ),
    "postponed": (
        replace(EVENT, state=State.POSTPONED, link="https://x.example"),
        ["the old one was Tuesday, May 12, 2026"],
        ["https://x", "Add to", ">When<"],
    ),
    "past": (
        replace(EVENT, stage=Stage.PAST, outcome=Outcome(1, Text("Well"), None), members_get=Text("Cake")),
        ["took place on Tuesday", "1 person came", "Well"],
        [">Join<", "Add to", "ph-bar", "Cake"],
    ),
    "with a link": (replace(EVENT, link="https://x.example"), ['href="https://x.example"', ">Join<"], []),
    "without a link": (EVENT, ["Add to calendar"], [">Join<"]),
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


LINKED = {"link": "https://register.example", "online_url": "https://meet.example"}
ACTIONS = {
    # state: upcoming, past; with a link and an address online, with that address alone, with neither
    State.SCHEDULED: (("join", "join-online", "add"), None),
    State.MOVED: (("join", "join-online", "add"), None),
    State.CORRECTED: (("join", "join-online", "add"), None),
    State.POSTPONED: (("lead-on",) * 3, "lead-on"),
    State.CANCELLED: (("lead-on",) * 3, None),
    State.WITHDRAWN: (("lead-on",) * 3, None),
}


@pytest.mark.parametrize("state", State)
def test_the_button_fits(state: State) -> None:
    (upcoming, past), event = ACTIONS[state], IN_STATE[state]
    with_links = [replace(event, **LINKED), replace(event, **(LINKED | {"link": None})), event]
    assert tuple(each.action for each in with_links) == upcoming
    assert {replace(each, stage=Stage.ONGOING).action for each in with_links} == set(upcoming)
    assert {replace(each, stage=Stage.PAST).action for each in with_links} == {past}


WORDS = {
    State.SCHEDULED: ("", ""),
    State.MOVED: ("Moved from Tue, May 5", "This event was moved. Its day was Tuesday, May 5, 2026."),
    State.POSTPONED: (
        "Postponed",
        "This event was postponed. A new date will follow; the old one was Tuesday, May 12, 2026.",
    ),
    State.CANCELLED: ("Cancelled", "This event was cancelled."),
    State.CORRECTED: ("Being corrected", "The details of this event are being corrected."),
    State.WITHDRAWN: ("", "This event is not available."),
}
"""State → what a card's badge says, and what a page and a feed say."""


def words_of(html: str, mark: str) -> str:
    """The text of the first element whose start tag holds a mark; empty where there is none."""
    found = re.search(rf"<(\w+)[^>]*{mark}[^>]*>(.*?)</\1>", html, re.DOTALL)
    return re.sub("<[^>]*>", "", found.group(2)).strip() if found else ""


@pytest.mark.parametrize("state", [state for state in State if state is not State.WITHDRAWN])
def test_what_each_state_says(state: State) -> None:
    badge, words = WORDS[state]
    event = IN_STATE[state]
    render = renderer(event)
    cards = render.marker("upcoming", {}, "")
    assert words_of(cards, 'class="ph-status') == badge
    assert words_of(render.event_page(event, "../../../"), 'class="ph-notice[^"]*" role="status"') == words
    entry = render.feed_entry(event)
    assert (words in entry) is True
    assert ("7:00" in entry) is (state in (State.SCHEDULED, State.MOVED, State.CORRECTED))
    assert ("ph-card--off" in cards) is (state in (State.POSTPONED, State.CANCELLED))
    assert (words or "Night") in render.embed([event], "../") or not event.is_open
    hero = render.marker("next", {}, "")
    assert words_of(hero, "ph-hero__state") == (words if event.is_open else "")


def test_a_page_says_that_nothing_is_planned_only_where_no_event_waits() -> None:
    evenings = [replace(EVENT, slug=f"night-{number}") for number in range(4)]
    assert "Nothing is planned" in renderer(*evenings[:3]).marker("next", {}, ""), "hidden until they have passed"
    assert "Nothing is planned" not in renderer(*evenings).marker("next", {}, "")


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (
            replace(EVENT, timezone="Europe/Berlin", start=START.astimezone(BERLIN)),
            "6:00 PM (Central European Time) · House",
        ),
        (replace(EVENT, place=None, is_online=True), "7:00 PM (Israel Time) · Online"),
        (replace(EVENT, is_online=True), "7:00 PM (Israel Time) · House"),
    ],
    ids=["in another zone", "online", "in both"],
)
def test_an_hour_that_is_shared_says_in_which_zone_and_where(event: PublicEvent, said: str) -> None:
    render = renderer(event)
    for html in (render.event_page(event, "../../../"), render.event_head(event)):
        assert f"Tue, May 12, 2026 {said}" in html.replace("\u202f", " ")


FLAGS = {
    # state: (upcoming, postponed, open, one of the next) before its end, then past
    State.SCHEDULED: ("upcoming open", "past"),
    State.MOVED: ("upcoming open", "past"),
    State.POSTPONED: ("postponed", "postponed"),
    State.CANCELLED: ("upcoming", "past"),
    State.CORRECTED: ("upcoming open", "past"),
    State.WITHDRAWN: ("", ""),
}


@pytest.mark.parametrize("state", State)
def test_in_which_lists_each_state_is(state: State) -> None:
    for stage, expected in zip((Stage.UPCOMING, Stage.PAST), FLAGS[state], strict=True):
        hub = hub_of(replace(IN_STATE[state], stage=stage))
        lists = {"upcoming": hub.upcoming, "past": hub.past, "postponed": hub.postponed, "open": hub.next_events}
        assert {name for name, events in lists.items() if events} == set(expected.split())
        assert len(hub.in_calendars) == (state is not State.WITHDRAWN)


def test_a_moved_event_says_from_when() -> None:
    with pytest.raises(ValueError, match=r"partners/code/night/ was moved, but nothing says from when"):
        replace(EVENT, state=State.MOVED)


SECRET = "SECRET"
TELLING = replace(
    EVENT,
    host=replace(
        PARTNER,
        tagline=Text(SECRET),
        website=f"https://{SECRET}.example",
        photo=replace(PARTNER.photo, alt=Text(SECRET), caption=Text(SECRET), credit=SECRET),
        tags=(SECRET,),
        values=(PublicValue(SECRET, Text(SECRET)),),
        members_get=Text(SECRET),
        body=SECRET,
        body_text=SECRET,
        introduction=Text(SECRET),
    ),
    cohosts=(replace(PARTNER, slug="other", name=Text(SECRET)),),
    is_online=True,
    online_url="https://meet.example/x",
    link="https://register.example",
    summary=Text(SECRET),
    members_get=Text(SECRET),
    language="he",
    tags=("data",),
    outcome=Outcome(1, Text(SECRET), None),
)


def test_an_event_that_is_being_corrected_shows_what_is_sure_and_no_more() -> None:
    event = TELLING.being_corrected()
    render = renderer(event)
    page = render.event_page(event, "../../../").replace("\u202f", " ")
    for said in (
        "The details of this event are being corrected.",
        '<a class="ph-names__link" href="../../../partners/code/"><bdi>Code for Good</bdi></a>',
        "<bdi>Night</bdi>",
        "Tuesday, May 12, 2026",
        "7:00",
        "<bdi>House</bdi>",
        'href="https://register.example"',
        'href="https://meet.example/x"',
        'href="event.ics"',
        "<bdi>CG</bdi>",
    ):
        assert said in page
    assert not [words for words in ("What happens", "ph-hosts", "What you get", "Hebrew", "<img") if words in page]
    shown = [
        page,
        render.event_head(event),
        render.event_text(event),
        render.feed_entry(event),
        render.embed([event], "../"),
    ]
    shown += [render.marker(name, {}, "") for name in ("next", "upcoming", "partners")]
    assert not [html for html in shown if SECRET in html]
    assert "ph-tags__item" not in page


def test_an_event_that_is_being_corrected_keeps_its_place_in_lists() -> None:
    event = TELLING.being_corrected()
    render = renderer(event)
    assert render.marker("upcoming", {"tag": "data"}, "").count("<article") == 1
    assert render.marker("upcoming", {"kind": "community"}, "").count("<article") == 1
    assert list(by_tag([event])) == ["data"]


def test_a_partner_that_is_being_corrected_shows_name_and_events() -> None:
    partner = TELLING.host.being_corrected()
    event = replace(TELLING, host=partner).being_corrected()
    render = renderer(event)
    page = render.partner_page(partner, "../../")
    assert "The details of this partner are being corrected." in page
    assert page.count("<article") == 1
    gallery = render.marker("partners", {"tag": SECRET}, "")
    assert words_of(gallery, "ph-card__summary") == "The details of this partner are being corrected."
    assert words_of(gallery, "ph-card__facts") == "1 event coming up"
    head = render.partner_head(partner)
    assert '<meta name="description" content="Community">' in head
    for html in (page, gallery, head, render.partner_text(partner)):
        assert SECRET not in html
        assert "Community</p>" not in html


def test_a_hub_without_events_invites_to_what_it_has() -> None:
    past = replace(EVENT, stage=Stage.PAST)
    page = renderer(past).marker("next", {}, "")
    assert 'href="partners/code/"' in page
    assert 'href="webcal://hub.example/calendar.ics"' in page
    bare = renderer(site_url=None).marker("next", {}, "")
    assert "Nothing is planned right now" in bare
    assert not [words for words in ("get to know", "webcal", "<ul") if words in bare]


def test_the_gallery_ends_in_an_invitation_where_the_hub_has_one() -> None:
    hub = hub_of(EVENT)
    assert "ph-propose" not in Renderer(hub, FRAGMENTS).marker("partners", {}, "")
    gallery = Renderer(replace(hub, propose="mailto:us@hub.example"), FRAGMENTS).marker("partners", {}, "")
    assert gallery.index("<article") < gallery.index('href="mailto:us@hub.example"')


def test_the_page_of_a_withdrawn_event_says_nothing_of_why() -> None:
    event = TELLING.withdrawn()
    page = renderer(event).withdrawn_page(event, "../../../")
    assert re.findall(r"<bdi>(.*?)</bdi>", page) == ["Night", "Tuesday, May 12, 2026", "Code for Good"]
    assert words_of(page, "ph-notice") == "This event is not available."
    assert renderer(event).withdrawn_head(event) == (
        '<title>Cancelled: Night – Hub</title>\n<meta name="robots" content="noindex">\n'
    )
    gone = replace(event, host=replace(event.host, has_page=False))
    page = renderer(gone).withdrawn_page(gone, "../../../")
    assert "Code for Good" not in page
    assert re.findall('href="(.*?)"', page) == ["../../../"]


REDIRECT = """\
<!doctype html>
<html lang="he" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=../../../../he/partners/code/%D7%9C%D7%99%D7%9C/">
<title>ליל – Hub</title>
<link rel="canonical" href="https://hub.example/he/partners/code/%D7%9C%D7%99%D7%9C/">
<link rel="stylesheet" href="../../../../assets/stylesheets/partnerhub-embed.css">
</head>
<body>
<main>
<h1>הדף הזה עבר לכתובת חדשה.</h1>
<p>עכשיו הוא כאן: <a href="../../../../he/partners/code/%D7%9C%D7%99%D7%9C/"><bdi>ליל</bdi></a></p>
</main>
</body>
</html>"""


def test_an_old_address_leads_on_in_the_words_of_its_language() -> None:
    event = replace(EVENT, slug="ליל", title=Text("ליל"), host=replace(PARTNER, prefix="he/"))
    render = renderer(event, language="he", prefixes={"en": "", "he": "he/"})
    assert render.redirect("partners/code/ליל/", "../../../../") == REDIRECT


def test_an_old_address_is_shared_with_the_picture_of_the_page_to_which_it_leads() -> None:
    pictures = SharePictures({EVENT.address: SharePicture("assets/partners/a-link.jpg", 1200, 630, "Night")})
    head = Renderer(hub_of(EVENT), FRAGMENTS, pictures).redirect(EVENT.address, "../../../")
    assert '<meta property="og:title" content="Night">' in head
    assert '<meta property="og:image" content="https://hub.example/assets/partners/a-link.jpg">' in head


def test_an_old_address_of_a_hub_that_does_not_know_its_own() -> None:
    page = renderer(EVENT, site_url=None).redirect("partners/code/", "../../")
    assert "canonical" not in page
    assert '<meta http-equiv="refresh" content="0; url=../../partners/code/">' in page


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
