"""The fingerprint of what a partner said yes to, as the file format defines it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from partnerhub.record.fingerprint import approval_of
from partnerhub.record.parse import parse
from partnerhub.record.partner import Partner
from partnerhub.record.read import read_bytes
from records import SETTINGS

TEXT = """\
---
name: Code for Good
photo:
  caption: {he: הצוות, en: The   team}
events:
  - title: Night
    start: 2026-12-10 19:00
    photo: {file: night.jpg, caption: A table}
    description: {en: What happens, he: מה קורה}
---
Who they are,
 in  two lines.

<!-- lang: he -->
מי הם.
"""


def partner(text: str = TEXT) -> Partner:
    settings = SETTINGS.model_copy(update={"languages": ["he", "en"]})
    read = parse(read_bytes("content/partners/code.md", "code", text.encode()), {}, settings).partner
    assert read is not None
    return read


def by_definition(*parts: str) -> str:
    return hashlib.sha256(b"PHOTO" + "".join(f"\x1f{part}" for part in parts).encode()).hexdigest()[:12]


def test_it_is_what_the_format_says() -> None:
    expected = by_definition("הצוות", "מי הם.", "The team", "Who they are, in two lines.")
    assert approval_of(partner(), b"PHOTO").fingerprint == expected
    (event,) = partner().events
    assert approval_of(event, b"PHOTO").fingerprint == by_definition("A table", "מה קורה", "A table", "What happens")


@pytest.mark.parametrize(
    ("before", "after"),
    [("The   team", " The team "), ("Who they are,\n in", "Who they are, in"), ("name: Code for Good", "name: Code")],
    ids=["blanks", "a line break", "another field"],
)
def test_what_nobody_sees_changes_nothing(before: str, after: str) -> None:
    changed = partner(TEXT.replace(before, after))
    assert approval_of(changed, b"PHOTO").fingerprint == approval_of(partner(), b"PHOTO").fingerprint


def test_accents_written_apart_change_nothing() -> None:
    one, other = (partner(TEXT.replace("two lines", text)) for text in ("caf\u00e9", "cafe\u0301"))
    assert approval_of(one, b"PHOTO") == approval_of(other, b"PHOTO")


def test_what_one_sees_changes_it() -> None:
    same = approval_of(partner(), b"PHOTO")
    others = [
        approval_of(partner(), b"OTHER"),
        approval_of(partner(TEXT.replace("The   team", "They")), b"PHOTO"),
        approval_of(partner(TEXT.replace("מי הם", "הם")), b"PHOTO"),
        replace(same, captions=same.descriptions, descriptions=same.captions),
    ]
    assert len({each.fingerprint for each in (same, *others)}) == 5
