"""Addresses that are shown to everybody hold no password and no token."""

from __future__ import annotations

import pytest

from every_text import ADDRESSES, TEXTS, address, file_with, marked
from partnerhub.facts import facts_of
from partnerhub.record.read import read_bytes
from partnerhub.words.addresses import holds_secret
from records import SETTINGS

SECRET = [
    "https://zoom.example/j/1?pwd=abc",
    "https://zoom.example/j/1?PWD=abc#success",
    "https://a.example/?a=b&access_token=x",
    "https://a.example/?a=b;accessToken=x",
    "https://a.example/#access-token=x",
    "https://a.example/#/room?password=x",
    "https://a.example/?p%77d=x",
    "https://a.example/?tk=x",
    "https://a.example/?invite_token=x",
    "https://a.example/?api_key=x",
    "https://a.example/?key=x",
    "https://a.example/?X-Amz-Signature=x",
    "https://a.example/?sig=x",
    "https://a.example/?zak=x",
    "https://a.example/?passcode=1",
    "https://a.example/?room[password]=x",
    "https://user:word@a.example/",
    "https://:word@a.example/",
]
OPEN = [
    "https://a.example/?utm_source=x&utm_campaign=key",
    "https://a.example/?id=1&v=2&t=3&list=4",
    "https://a.example/watch?v=token",
    "https://a.example/token/password",
    "https://a.example/?keyword=x&keynote=y&passage=z",
    "https://a.example/?tokens",
    "https://a.example/?pwd=",
    "https://a.example/?code=SUMMER",
    "https://user@a.example/",
    "https://user:@a.example/",
    "https://a.example/@user:x",
    "https://[a.example/",
    "mailto:a@b.example?subject=x",
]


@pytest.mark.parametrize("text", SECRET)
def test_what_lets_one_in_is_a_secret(text: str) -> None:
    assert holds_secret(text)


@pytest.mark.parametrize("text", OPEN)
def test_what_only_leads_somewhere_is_none(text: str) -> None:
    assert not holds_secret(text)


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_address_that_is_shown_is_asked(name: str) -> None:
    texts = {each: marked(each, "word") for each in TEXTS}
    addresses = {each: address(each, "?pwd=CANARY" if each == name else "") for each in ADDRESSES}
    facts = facts_of(read_bytes("content/partners/a.md", "a", file_with(texts, addresses)), {}, SETTINGS)
    found = [each.problem for each in facts.breaches if each.rule == "online-secret"]
    assert {tuple(step for step in each.field if isinstance(step, str))[: name.count(".") + 1] for each in found} == {
        tuple(name.removesuffix("-address").split("."))
    }
    assert not any("CANARY" in each.say(term, "en") for each in found for term in (each.message, each.hint) if term)


def test_links_of_a_description_are_asked() -> None:
    text = "---\nname: A\n---\nJoin [us](https://a.example/?pwd=x).\n\n<https://a.example/?token=y>\n"
    facts = facts_of(read_bytes("content/partners/a.md", "a", text.encode()), {}, SETTINGS)
    places = [each.problem.position for each in facts.breaches if each.rule == "online-secret"]
    assert [place.line for place in places if place] == [4, 6]
