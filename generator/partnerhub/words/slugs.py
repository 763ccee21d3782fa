"""Slugs: the names that files and events have in addresses and in calendars."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

MAX_LENGTH = 60
"""In characters, by the file format."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[1-9\u00b9\u00b2\u00b3])\Z")
"""https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file#naming-conventions"""
_DROPPED = re.compile("[\"'׳״’‘”“]")
"""Geresh, gershayim and what is typed in their stead stand inside Hebrew words."""
_SIGNS = {"+": "plus", "#": "sharp", "&": "and"}
"""What people call them; other signs have their Unicode names."""


def is_slug(text: str) -> bool:
    """Whether text is letters and digits of any script with single hyphens between them, at most 60, in NFC."""
    return (
        0 < len(text) <= MAX_LENGTH
        and text == unicodedata.normalize("NFC", text)
        and all(char == "-" or _is_part_of_word(char) for char in text)
        and not text.startswith("-")
        and not text.endswith("-")
        and not any(left == right == "-" for left, right in pairwise(text))
    )


def slugify(title: str) -> str:
    """The slug of an event that has none: from its title, not transliterated; empty if no letter or digit is in it."""
    text = _DROPPED.sub("", unicodedata.normalize("NFC", title).lower())
    joined = "".join(char if _is_part_of_word(char) else "-" for char in text)
    return re.sub("-+", "-", joined).strip("-")[:MAX_LENGTH].rstrip("-")


def is_reserved(slug: str) -> bool:
    """Whether Windows has no file or folder of that name, whatever comes after a dot."""
    return _RESERVED.match(same(slug)) is not None


def unreserved(slug: str, kind: str) -> str:
    """The slug that stands for one made of words: where Windows keeps it for itself, behind the word for what it is."""
    return f"{kind}-{slug}" if is_reserved(slug) else slug


def partner_stem(name: str) -> str:
    """What a partner's file is called before its dot, by a name; empty for one without letters."""
    return unreserved(slugify(name), "partner")


def tag_stem(tag: str) -> str:
    """The name of a tag's file before its dot, with the signs spelled out that tell C++ and C# from C; may be empty."""
    text = re.sub(r"\A\s*\.(?=\w)", "dot ", tag)
    slug = slugify("".join(f" {_spelled(char)} " if _is_sign(char) else char for char in text))
    return f"{slug}-" if is_reserved(slug) else slug  # which no slug is


@lru_cache(maxsize=1024)
def same(text: str) -> str:
    """The form in which slugs, keys and labels are compared: NFC, without case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).strip().casefold())


def _spelled(sign: str) -> str:
    return _SIGNS[sign] if sign in _SIGNS else unicodedata.name(sign, "")


def _is_sign(char: str) -> bool:
    # Of category Sk are accents that stand for a geresh.
    return char in "#*&@%" or unicodedata.category(char) in ("Sm", "Sc", "So")


def _is_part_of_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"
