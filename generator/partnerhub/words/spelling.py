"""Words as people type them: what a misspelt one was meant to be, and Hebrew ones that a search would not find."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

SEPARATORS = "\\u05be"
"""What parts words in Hebrew beside spaces and hyphens, as a regular expression writes it: the maqaf."""

_WORD = re.compile(r"[\u05d0-\u05ea]+(?:[\"'\u05f3\u05f4״׳’”][\u05d0-\u05ea]+)*")
_MARKS = re.compile(r"[\"'\u05f3\u05f4’”]")
_PREFIXED = re.compile(r"[והבלמשכ]{1,3}")
_SHORTEST = 3
"""Letters of what is left without a prefix; shorter ones are rarely words."""


def close_to(word: str, choices: Sequence[str]) -> str | None:
    """The choice that was probably meant."""
    return next(iter(difflib.get_close_matches(word.casefold(), choices, n=1, cutoff=0.6)), None)


def other_forms(text: str) -> list[str]:
    """Forms of a text's Hebrew words that do not stand in it, each once: without prefixes, without gershayim.

    `בקהילה` is found as `קהילה`, and `מנמ"ר` as `מנמר` and with gershayim of its own, as phones type them.
    """
    standing = set(_WORD.findall(text))
    forms = dict.fromkeys(form for word in _WORD.findall(text) for form in _forms(word))
    return [form for form in forms if form not in standing]


def _forms(word: str) -> Iterator[str]:
    prefix = _PREFIXED.match(word)
    for length in range(len(prefix.group()) + 1 if prefix else 1):
        bare = word[length:]
        if _MARKS.match(bare) or len(_MARKS.sub("", bare)) < _SHORTEST:
            continue
        yield bare
        if _MARKS.search(bare):
            yield _MARKS.sub("", bare)
            yield re.sub('["”]', "\u05f4", re.sub("['’]", "\u05f3", bare))
