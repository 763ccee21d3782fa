"""The fingerprint of what somebody approves: a photo, with its caption and the description beside it (`consent.saw`).

A preview shows it, a consent keeps it, and `approval-outdated` compares. It tells whether what was seen is what is
there now; it proves nothing of who saw it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partnerhub.record.partner import Event, Partner
from partnerhub.words.languages import one_text

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

LENGTH = 12
"""Hex digits: few enough to be typed, and nobody gains by a second text that has them too."""

_BETWEEN = "\x1f"
"""Unit separator: no text of a record may hold it."""


@dataclass(frozen=True)
class Approved:
    """What is approved beside the picture, as the page of each of the hub's languages takes it, in their order."""

    captions: Sequence[str]
    descriptions: Sequence[str]

    @classmethod
    def of(cls, holder: Partner | Event) -> Approved:
        """Of a partner's photo, or of an event's own."""
        if isinstance(holder, Partner):
            languages = holder.settings.languages
            # Of two parts in one language the first is shown.
            description = {body.language: body.text for body in reversed(holder.bodies)}
            described = {body.language: description[body.language] for body in holder.bodies}
        else:
            languages = holder.partner.settings.languages
            described = dict(holder.record.description or {})
        caption = (holder.photo.record.caption if holder.photo else None) or {}
        return cls(
            [_plain(one_text(caption, language)) for language in languages],
            [_plain(one_text(described, language)) for language in languages],
        )

    @property
    def has_caption(self) -> bool:
        """Whether a caption is among it."""
        return any(self.captions)

    @property
    def has_description(self) -> bool:
        """Whether a description is among it."""
        return any(self.descriptions)


def fingerprint(photo: bytes | Hash, approved: Approved) -> str:
    """Twelve hex digits over a photo and what is approved with it.

    `photo` is the bytes of its file, or the hash of `begun` over them; no bytes where there is no photo.
    """
    hashed = begun(photo) if isinstance(photo, bytes) else photo.copy()
    for caption, description in zip(approved.captions, approved.descriptions, strict=True):
        hashed.update(f"{_BETWEEN}{caption}{_BETWEEN}{description}".encode())
    return hashed.hexdigest()[:LENGTH]


def fingerprint_of(holder: Partner | Event) -> str | None:
    """That of a partner's photo, or of an event's own, as it is today; None where there is none to approve."""
    file = holder.photo.sound_file if holder.photo else None
    return fingerprint(file.hashed, Approved.of(holder)) if file and file.hashed else None


def begun(photo: bytes) -> Hash:
    """The hash of a fingerprint after the photo's bytes, which needn't be kept for the rest of it."""
    return hashlib.sha256(photo)


def _plain(text: str) -> str:
    """A text as it is compared: in NFC, white space as one space, none around it."""
    return " ".join(unicodedata.normalize("NFC", text).split())
