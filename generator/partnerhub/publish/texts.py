"""Texts of the private record as a reader of one language sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from partnerhub.record.partner import Body
from partnerhub.record.settings import Settings
from partnerhub.site.model import Prose, Text
from partnerhub.words.languages import shown_in
from partnerhub.words.markdown import Document


def body_in(bodies: Sequence[Body], language: str) -> Body | None:
    """The body that a reader of a language sees."""
    by_language = {body.language: body for body in reversed(bodies)}
    return next((by_language[each] for each in shown_in([body.language for body in bodies], language)), None)


def text_in(texts: Mapping[str, str], language: str) -> Text:
    """The text that a reader of a language sees."""
    chosen = next((each for each in shown_in(texts, language) if texts[each]), "")
    return Text(texts.get(chosen, ""), other(chosen, language))


def tags_of(typed: Iterable[str], settings: Settings) -> Sequence[str]:
    """Tags by the keys of those that have labels; others as typed, each once."""
    return tuple(dict.fromkeys(settings.meaning(tag, settings.tags) or tag for tag in typed))


def prose_in(documents: Mapping[str, Document], language: str) -> Prose:
    """The text in Markdown that a reader of a language sees."""
    chosen = next(shown_in(documents, language))
    return Prose(documents[chosen].html, "\n".join(documents[chosen].blocks), other(chosen, language))


def other(chosen: str, language: str) -> str | None:
    """The language of a text that was chosen for a reader, where it is not theirs."""
    return chosen if chosen and chosen not in (language, language.partition("-")[0]) else None
