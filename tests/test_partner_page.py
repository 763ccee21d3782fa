"""A partner's page: what comes first, what is folded, what stands beside it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from partnerhub.site.model import Kind, Link, PublicEvent, Stage, State
from public_samples import EVENT, PARTNER, renderer

OTHER = replace(PARTNER, slug="other", name=replace(PARTNER.name, value="Others"))
PAST = replace(EVENT, slug="past", stage=Stage.PAST)


def page(*events: PublicEvent) -> str:
    return renderer(*events).partner_page(events[0].host, "../../")


def test_what_is_to_come_goes_before_who_they_are() -> None:
    host = replace(PARTNER, links=[Link("facebook", "https://facebook.example/code")])
    html = page(replace(EVENT, host=host), replace(PAST, host=host))
    order = [html.index(part) for part in ("<h1", "Coming up", "Who they are", 'id="past"', "<aside", ">Website<")]
    assert order == sorted(order)
    assert '<details class="ph-month ph-month--folded">' in html, "what has been waits until somebody opens it"
    assert "ph-card__who" not in html.partition("<aside")[0], "whose page it is isn't said again"


def test_what_is_hosted_together_says_with_whom() -> None:
    rows = page(replace(EVENT, cohosts=[OTHER])).partition("<aside")[0]
    assert "<bdi>Code for Good</bdi>, <bdi>Others</bdi>" in rows


@pytest.mark.parametrize(("number", "is_folded"), [(1, False), (12, False), (13, True)])
def test_what_has_been_is_open_where_nothing_else_is_there(number: int, is_folded: bool) -> None:
    html = page(*(replace(PAST, slug=f"e{each}") for each in range(number)))
    assert ("<details" in html) == is_folded
    assert html.count("<article") == number
    assert "Coming up" not in html


def test_a_face_is_not_cut() -> None:
    assert "ph-page__figure--person" in page(replace(EVENT, host=replace(PARTNER, kind=Kind.PERSON)))
    assert "ph-page__figure--person" not in page(EVENT)


def test_what_is_being_corrected_shows_name_and_events_alone() -> None:
    html = page(replace(EVENT, host=PARTNER.being_corrected(), state=State.CORRECTED))
    assert not re.search("<figure class=.ph-page|<aside|Who they are", html)
    assert "The details of this partner are being corrected." in html
    assert "Coming up" in html
