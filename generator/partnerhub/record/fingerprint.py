"""What a partner said yes to, and its fingerprint (`consent.saw`): photo, caption, description, as pages have them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from partnerhub.record.partner import Event, Partner

_LENGTH = 12
"""In hex digits, by the file format."""
_SEPARATOR = "\x1f"


@dataclass(frozen=True)
class Approval:
    """What one sees who is asked for a consent: a photo, and the words beside it."""

    photo: bytes
    """The file's, as it lies there."""
    captions: Sequence[str]
    """One for each of the hub's languages, in their order, as that language's page takes it; empty where there is none.

    In NFC, trimmed, runs of white space as one space.
    """
    descriptions: Sequence[str]
    """The same of the description."""

    @property
    def fingerprint(self) -> str:
        """The same for the same photo and words, by the file format."""
        digest = hashlib.sha256(self.photo)
        for caption, description in zip(self.captions, self.descriptions, strict=True):
            digest.update(f"{_SEPARATOR}{caption}{_SEPARATOR}{description}".encode())
        return digest.hexdigest()[:_LENGTH]


def approval_of(holder: Partner | Event, photo: bytes) -> Approval:
    """What one sees of a partner or of an event: its own photo, and its description."""
    if isinstance(holder, Event):
        settings, record, descriptions = holder.partner.settings, holder.record.photo, holder.record.description or {}
    else:
        settings, record, descriptions = holder.settings, holder.record.photo, dict[str, str]()
        for body in holder.bodies:
            descriptions.setdefault(body.language, body.text)  # of two parts in one language pages take the first
    captions = (record.caption if record else None) or {}
    return Approval(
        photo,
        [_taken(captions, language) for language in settings.languages],
        [_taken(descriptions, language) for language in settings.languages],
    )


def _taken(texts: Mapping[str, str], language: str) -> str:
    """The text that the page of a language takes: its own, else the one without a language, else the first."""
    chosen = next((key for key in (language, "", *texts) if key in texts), "")
    return " ".join(unicodedata.normalize("NFC", texts.get(chosen, "")).split())
