"""Types of fields that hold text: what was typed → text, or texts by language, in NFC and without space around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from partnerhub.record.fields import InWords
from partnerhub.record.value_checks import refusal, schema
from partnerhub.words import guesses
from partnerhub.words.terms import LANGUAGE_TAG, N_

LINE_BREAK = "line-break"
"""The error of a line break in a text of one line."""
_BREAK = re.compile("[\n\u2028\u2029]")
"""What ends a line and is no control character."""
_IN_QUOTES = N_("Put a text with a colon or a comma in quotes: {quoted}.")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def plain_text(value: Any) -> str:
    """The text that a value is, in NFC and without space around it; it may be empty."""
    if value is None:
        raise _emptiness()
    if isinstance(value, dict):
        raise refusal(N_("must be text, not fields"), hint=_IN_QUOTES)
    if not isinstance(value, str):
        raise refusal(N_("must be text"), hint=N_("Write one text, in quotes if there is a comma in it: {quoted}."))
    if unsafe := _UNSAFE.search(value):
        code = f"U+{ord(unsafe.group()):04X}"
        raise refusal(N_("must not hold the invisible character {code}"), "text-unsafe", code=code)
    return unicodedata.normalize("NFC", value.strip())


def _lines(value: Any) -> str:
    return _not_empty(_BREAK.sub("\n", plain_text(value)))


def _not_empty(text: str) -> str:
    if not text:
        raise _emptiness()
    return text


def _emptiness() -> PydanticCustomError:
    return refusal(N_("must not be empty"), hint=N_("Write something, or take the line out."))


def _line(value: Any) -> str:
    text = plain_text(value)
    if _BREAK.search(text):
        raise refusal(N_("must be one line, without line breaks"), LINE_BREAK)
    return text


def _filled(value: Any) -> str:
    return _not_empty(_line(value))


def _label(value: Any) -> str:
    text = _filled(value)
    if "<" in text or ">" in text:
        raise refusal(N_("must not hold < or >"), "text-unsafe", hint=N_("Take these signs out."))
    return text


def on_one_line(value: Any) -> Any:
    """What was typed, with a space for each line break; names of languages and labels stay as they are."""
    if isinstance(value, dict):
        return {key: on_one_line(text) for key, text in value.items()}
    return " ".join(_BREAK.sub("\n", value).split("\n")) if isinstance(value, str) else value


def without_unseen(value: Any) -> Any:
    """What was typed, without what can't be seen."""
    return "".join(char for char in value if unicodedata.category(char) != "Cf") if isinstance(value, str) else value


def _in_languages(value: Any, check: Any) -> dict[str, str]:
    hint = _IN_QUOTES
    if isinstance(value, dict):
        for language in value:
            if not LANGUAGE_TAG.match(str(language)):
                meant = next(guesses.tongues(str(language))).text
                if LANGUAGE_TAG.match(meant):
                    hint = N_("Write {language}: instead, the language's short name in lower-case letters.")
                raise refusal(N_("must be one text a language such as {{he: …, en: …}}"), hint=hint, language=meant)
        return {language: check(text) for language, text in value.items()}
    if isinstance(value, list):
        raise refusal(N_("must be one text, or one text a language such as {{he: …, en: …}}"), hint=hint)
    return {"": check(value)}


def _each(check: Callable[[Any], str]) -> BeforeValidator:
    """One text, or one a language; each is checked."""
    return BeforeValidator(lambda value: _in_languages(value, check))


_TEXTS = {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}
_PER_LANGUAGE = InWords("text of one line, or one a language", is_in_languages=True, is_text=True)
Line = Annotated[
    str, BeforeValidator(_filled), schema(type="string", minLength=1), InWords("text of one line", is_text=True)
]
Lines = Annotated[
    str,
    BeforeValidator(_lines),
    schema(type="string", minLength=1),
    InWords("text of one or more lines", is_text=True, is_long=True),
]
MaybeLine = Annotated[str, BeforeValidator(_line), schema(type="string"), InWords("text of one line", is_text=True)]
"""It may be empty: a rule about meaning asks for it."""
Label = Annotated[
    str,
    BeforeValidator(_label),
    schema(type="string", minLength=1, pattern="^[^<>]+$"),
    InWords("text of one line, without < and >", is_text=True),
]
Texts = Annotated[dict[str, str], _each(_filled), schema(**_TEXTS), _PER_LANGUAGE]
"""What members read: language → text; the key is empty for a text given without a language."""
TextsOfLines = Annotated[
    dict[str, str],
    _each(_lines),
    schema(**_TEXTS),
    InWords("text of one or more lines, or one a language", is_in_languages=True, is_text=True, is_long=True),
]
MarkdownTexts = Annotated[
    dict[str, str],
    _each(_lines),
    schema(**_TEXTS),
    InWords("Markdown, or one text in it a language", is_in_languages=True, is_text=True, is_long=True),
]
MaybeTexts = Annotated[dict[str, str], _each(_line), schema(**_TEXTS), _PER_LANGUAGE]
Labels = Annotated[
    dict[str, str],
    _each(_label),
    schema(**_TEXTS),
    InWords("text of one line, without < and >, or one a language", is_in_languages=True, is_text=True),
]
