"""Types of fields that hold neither text nor time: what was typed → an address, a slug, a choice, a number …"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from partnerhub.record.fields import InWords
from partnerhub.record.text_types import plain_text, without_unseen
from partnerhub.record.value_checks import or_guess, refusal, schema
from partnerhub.words import amounts, guesses, slugs
from partnerhub.words.terms import LANGUAGE_TAG, N_, Term

UNSEEN = "unseen"
"""The error of an address with something in it that can't be seen."""
_ADDRESS = "https://example.org"
_AS_ADDRESS = N_("must be an address such as {example}")
_LANGUAGE = "he"
_SLUG = "open-data-night"
_FOCUS_POINT = "[0.5, 0.3]"
_COUNT = "42"
"""What types look like: in messages, in hints and in the reference."""
_MAIL = re.compile(r"(?:mailto:)?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_PHONE = re.compile(r"(?:tel:)?\+?[\d\s().-]{6,20}")
_FINGERPRINT = re.compile(r"[0-9a-f]{12}\Z")


def _url(value: Any) -> str:
    text = plain_text(value)
    try:
        parts = urlsplit(text)
        host, scheme = parts.hostname, parts.scheme.lower()
    except ValueError:
        raise _no_address(text) from None
    if scheme and scheme not in ("http", "https"):
        raise _no_address(text, N_("must be an address that begins with https://"), "link-unsafe")
    if not scheme or not host or any(char.isspace() or char in '<>"' for char in text):
        raise _no_address(text)
    if text != without_unseen(text):
        raise refusal(_AS_ADDRESS, UNSEEN, example=_ADDRESS)
    return text


def _no_address(
    text: str, words: Term = _AS_ADDRESS, rule: str = "field-invalid", hint: Term | None = None
) -> PydanticCustomError:
    if _MAIL.fullmatch(text):
        hint = N_("Write the address of a page; mail has its place in the description, as <name@example.org>.")
    elif _PHONE.fullmatch(text):
        hint = N_("Write the address of a page; a telephone number has its place in the description.")
    return refusal(words, rule, example=_ADDRESS, hint=hint)


def _language(value: Any) -> str:
    if isinstance(value, str) and LANGUAGE_TAG.match(value.strip()):
        return value.strip()
    raise refusal(N_("must be a language's code such as {example} or en"), example=_LANGUAGE)


def _slug(value: Any) -> str:
    text = plain_text(value)
    if not slugs.is_slug(text):
        raise refusal(
            N_("must be letters and digits with single hyphens between them, at most {limit}"),
            "slug-invalid",
            limit=slugs.MAX_LENGTH,
            example=_SLUG,
        )
    return text


def _flag(value: Any) -> bool:
    if value not in ("true", "false"):
        raise refusal(N_("must be true or false"), example="true")
    return bool(value == "true")


def _online(value: Any) -> bool | str:
    if value in ("true", "false"):
        return bool(value == "true")
    if isinstance(value, str) and ":" not in value:
        hint = None if guesses.plain(value).count(".") else N_("Write online: true, or the address where it happens.")
        raise _no_address(value, N_("must be true, or an address such as {example}"), hint=hint)
    return _url(value)


def _focus(value: Any) -> tuple[float, float]:
    try:
        across, down = (float(part) for part in value)
    except (TypeError, ValueError):
        across = down = -1.0
    if not (0 <= across <= 1 and 0 <= down <= 1):
        raise refusal(N_("must be two numbers from 0 to 1, such as {example}"), example=_FOCUS_POINT)
    return across, down


def _count(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    raise refusal(N_("must be a whole number such as {example}"), example=_COUNT)


def _fingerprint(value: Any) -> str:
    text = plain_text(value).lower()
    if not _FINGERPRINT.match(text):
        words = N_("must be the 12 letters and digits at the foot of the preview, such as 3f9a1c0be2d4")
        raise refusal(words, hint=N_("Copy them from there, or take the line out."))
    return text


def either(choices: type[StrEnum]) -> BeforeValidator:
    """One of the words of a vocabulary of ours."""
    names = [str(choice) for choice in choices]

    def check(value: Any) -> StrEnum:
        if value in names:
            return choices(value)
        raise refusal(
            N_("must be one of {choices}"),
            choices=", ".join(names),
            hint=N_("Write one of these words as it is, in lower-case letters."),
        )

    return or_guess(check, partial(guesses.words, choices=names))


_FRACTION = {"type": "number", "minimum": 0, "maximum": 1}
Flag = Annotated[
    bool, or_guess(_flag, guesses.answers), schema(type="boolean"), InWords("true or false", example="true")
]
Url = Annotated[
    str,
    or_guess(_url, guesses.addresses),
    schema(type="string", format="uri", pattern="^https?://"),
    InWords("address that begins with https://", example=_ADDRESS),
]
Language = Annotated[
    str,
    or_guess(_language, guesses.tongues),
    schema(type="string", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
    InWords(f"language's code such as {_LANGUAGE} or en", example=_LANGUAGE),
]
Slug = Annotated[
    str,
    or_guess(_slug, guesses.names),
    schema(type="string", maxLength=slugs.MAX_LENGTH),
    InWords(f"slug such as {_SLUG}", example=_SLUG),
]
Online = Annotated[
    bool | str,
    or_guess(_online, guesses.answers, guesses.addresses),
    schema(anyOf=[{"type": "boolean"}, {"type": "string", "format": "uri"}]),
    InWords("true, or an address that begins with https://", example="true"),
]
Focus = Annotated[
    tuple[float, float],
    BeforeValidator(_focus),
    schema(type="array", items=_FRACTION, minItems=2, maxItems=2),
    InWords(f"two numbers from 0 to 1, such as {_FOCUS_POINT}", example=_FOCUS_POINT),
]
Fingerprint = Annotated[
    str,
    BeforeValidator(_fingerprint),
    schema(type="string", pattern="^[0-9a-fA-F]{12}$"),
    InWords("fingerprint such as 3f9a1c0be2d4", example="3f9a1c0be2d4"),
]
Count = Annotated[
    int, or_guess(_count, amounts.counts), schema(type="integer", minimum=0), InWords("whole number", example=_COUNT)
]
