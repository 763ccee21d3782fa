"""A text in several languages: which of them a reader sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def shown_in(texts: Iterable[str], language: str) -> Iterator[str]:
    """The languages of a text as a reader of one would choose: theirs, whatever the region, none, the others."""
    texts = tuple(texts)
    return (each for each in dict.fromkeys((language, language.partition("-")[0], "", *texts)) if each in texts)


def one_text(texts: Mapping[str, str], language: str) -> str:
    """The text that a reader of a language sees: the first in the order of `shown_in` that is not empty."""
    return next((texts[each] for each in shown_in(texts, language) if texts[each]), "")
