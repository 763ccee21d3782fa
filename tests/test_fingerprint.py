"""The fingerprint of what was approved: over the photo's bytes, and caption and description in each language."""

from __future__ import annotations

import hashlib

import pytest

from hubs import HubFolder, silent
from partnerhub import pipeline
from partnerhub.facts import facts_of
from partnerhub.record.fingerprint import Approved, begun, fingerprint, fingerprint_of
from partnerhub.record.partner import Partner
from partnerhub.record.photo import PhotoFile
from partnerhub.record.read import read_bytes
from partnerhub.record.settings import Settings
from partnerhub.review.revisions import Range
from pictures import picture
from records import SETTINGS, SOUND, UNANNOUNCED
from repositories import Repo

PHOTO = b"\xff\xd8 the bytes of a photo"
OWN = b"\xff\xd8 the bytes of an event's own"
BILINGUAL = Settings(languages=["he", "en"], timezone="Asia/Jerusalem")
WITH_OWN = SOUND.replace(
    "    place: Community",
    "    photo: {file: night.jpg, caption: A table, consent: {given_by: Dana, given_on: 2026-11-02}}\n"
    "    description: {en: What   happens, he: מה קורה}\n"
    "    place: Community",
)
"""Its event has a photo of its own."""
TWO_BODIES = SOUND.replace("\n---\n", "\n---\nעל הקהילה.\n\n<!-- lang: en -->\n", 1)
RULE = "approval-outdated"


def partner_of(text: str, settings: Settings = SETTINGS) -> Partner:
    photo = PhotoFile("content/partners/code.jpg", None, "1", hashed=begun(PHOTO))
    own = PhotoFile("content/partners/night.jpg", None, "2", hashed=begun(OWN))
    files = {("photo",): photo, ("events", 0, "photo"): own}
    partner = facts_of(read_bytes("content/partners/code.md", "code", text.encode()), files, settings).partner
    assert partner is not None
    return partner


def taken(text: str = SOUND, photo: bytes = PHOTO, settings: Settings = SETTINGS) -> str:
    return fingerprint(photo, Approved.of(partner_of(text, settings)))


def with_saw(saw: str, text: str = SOUND) -> str:
    return text.replace("given_on: 2026-11-02", f"given_on: 2026-11-02, saw: {saw}")


def test_it_is_what_the_format_says() -> None:
    partner = partner_of(SOUND)
    (body,) = partner.bodies
    words = f"\x1f{partner.record.photo.caption['']}\x1f{' '.join(body.text.split())}"
    assert taken() == hashlib.sha256(PHOTO + words.encode()).hexdigest()[:12]


def test_each_language_of_the_hub_counts_as_its_page_takes_it() -> None:
    text = TWO_BODIES.replace("caption: The", "caption: {he: הצוות, en: The", 1).replace(
        "hackathon\n", "hackathon}\n", 1
    )
    approved = Approved.of(partner_of(text, BILINGUAL))
    assert approved.captions == ["הצוות", "The Code for Good team at their autumn hackathon"]
    assert approved.descriptions[0] == "על הקהילה."
    assert approved.descriptions[1].startswith("Code for Good")


CHANGED = {
    "another photo": (SOUND, PHOTO + b"."),
    "another caption": (SOUND.replace("caption: ", "caption: Once more, "), PHOTO),
    "no caption": ("\n".join(line for line in SOUND.split("\n") if "caption:" not in line), PHOTO),
    "another description": (SOUND.rstrip() + " And more.\n", PHOTO),
}
SAME = {
    "line breaks": SOUND.replace("Code for Good brings", "Code  for\nGood brings"),
    "space around": SOUND + "\n\n\n",
    "what else is in the record": SOUND.replace("title: ", "title: Another "),
}


def test_an_event_s_own_photo_is_approved_with_the_event_s_words() -> None:
    (event,) = partner_of(WITH_OWN, BILINGUAL).events
    words = "\x1fA table\x1fמה קורה\x1fA table\x1fWhat happens"
    assert fingerprint_of(event) == hashlib.sha256(OWN + words.encode()).hexdigest()[:12]
    assert fingerprint_of(partner_of(SOUND).events[0]) is None


def test_accents_written_apart_change_nothing() -> None:
    one, other = (taken(SOUND.replace("software", accents)) for accents in ("caf\u00e9", "cafe\u0301"))
    assert one == other != taken()


@pytest.mark.parametrize(("text", "photo"), CHANGED.values(), ids=CHANGED.keys())
def test_what_was_approved_changes_it(text: str, photo: bytes) -> None:
    assert taken(text, photo) != taken()


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_what_nobody_sees_there_does_not(text: str) -> None:
    assert text != SOUND
    assert taken(text) == taken()


def test_the_bytes_need_not_be_kept_and_one_hash_serves_many() -> None:
    approved, hashed = Approved.of(partner_of(SOUND)), begun(PHOTO)
    assert fingerprint(hashed, approved) == fingerprint(hashed, approved) == taken()


def test_it_says_what_it_covers() -> None:
    partner = partner_of(SOUND)
    assert Approved.of(partner).has_caption
    assert Approved.of(partner).has_description
    assert not Approved.of(partner.events[0]).has_caption
    assert not Approved.of(partner.events[0]).has_description


def found(hub: HubFolder, text: str) -> list[str]:
    hub.add("code.md", text, picture())
    return [each.message for each in hub.load().findings if each.rule == RULE]


def test_a_consent_that_saw_something_else_is_outdated(hub: HubFolder) -> None:
    saw = taken(photo=picture())
    withdrawn = with_saw("0" * 12).replace("valid_until", "withdrawn_on: 2026-11-20, valid_until")
    assert found(hub, with_saw(saw)) == []
    assert found(hub, with_saw(saw.upper())) == []
    assert found(hub, with_saw(saw).replace("caption: ", "caption: Once more, ")) != []
    assert found(hub, withdrawn) == []
    assert found(hub, SOUND) == []


def test_so_is_one_for_an_event_s_own_photo(hub: HubFolder) -> None:
    (hub.partners / "night.jpg").write_bytes(picture(colour="red"))
    hub.add("code.md", WITH_OWN, picture())
    saw = fingerprint_of(hub.load().hub.partners[0].events[0])
    with_saw = WITH_OWN.replace("{given_by: Dana", f"{{saw: {saw}, given_by: Dana")
    assert found(hub, with_saw) == []
    assert found(hub, with_saw.replace("The Code for Good team", "They")) == []
    for changed in (with_saw.replace("A table", "Two tables"), with_saw.replace("What   happens", "What else")):
        assert len(found(hub, changed)) == 1
    (hub.partners / "night.jpg").write_bytes(picture(colour="blue"))
    assert len(found(hub, with_saw)) == 1


def test_a_review_knows_it_of_a_photo_that_the_branch_holds_already(repo: Repo) -> None:
    text = with_saw(taken(UNANNOUNCED, picture()), UNANNOUNCED)
    repo.commit("2026-11-20", text=text)
    repo.git("switch", "-q", "-c", "proposal")
    repo.commit("2026-11-21", text=text.replace("caption: ", "caption: Once more, "))
    compared = Range.find(repo.hub.config_file, "main", "HEAD")
    (partner,) = pipeline.review(compared, repo.hub.moment(), silent).partners
    assert [each.rule for each in partner.new if each.rule == RULE] == [RULE]
