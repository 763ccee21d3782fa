"""The fields of a partner file as Sveltia's, in a reader's language, with the words of the reference.

https://sveltiacms.app/en/docs/fields; what each option may be says the schema that Sveltia ships.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any, get_args

from partnerhub.desk.entries import Entry, typed
from partnerhub.desk.shapes import BODY
from partnerhub.record.choices import in_words
from partnerhub.record.fields import DeclaredField, declared
from partnerhub.record.model import Record
from partnerhub.record.settings import Settings
from partnerhub.record.settings_types import Vocabulary
from partnerhub.words import slugs
from partnerhub.words.dates import endonym
from partnerhub.words.languages import one_text
from partnerhub.words.terms import N_, Term, Terms

Field = Mapping[str, Any]
"""Of Sveltia's."""
PARTNERS = "partners"
"""The name of the collection."""

_AFTER = "tags"
"""The public description comes behind the partner's tags, where all has been said of who they are."""
_MARKDOWN = ("events", "description")
_AS_MARKDOWN: Mapping[str, Any] = {
    "widget": "richtext",
    # The other mode writes the whole text anew as soon as it is opened.
    "modes": ["raw", "rich_text"],
    "buttons": ["bold", "italic", "link", "heading-two", "heading-three", "quote", "bulleted-list", "numbered-list"],
    "editor_components": [],
}
_OPENED_WHEN_NEEDED = frozenset({("events", "photo"), ("events", "outcome")})
"""What most events have not, or not yet."""
_FIRST: Mapping[tuple[str, ...], str] = {("events",): "title"}
"""The part of an item that is asked for before the others."""
_ONE: Mapping[tuple[str, ...], Term] = {("events",): N_("event"), ("outreach", "log"): N_("message")}
"""What one adds to a list."""
SLUG_PATTERN = rf"^(?!-)(?!.*--)(?!.*-$)[^\s!-,./:-@\[-`{{-~׳״־–—’‘“”„…]{{1,{slugs.MAX_LENGTH}}}$"
"""Browsers match it without the flag `u`, so that no class of letters is known: signs and spaces are refused."""
_PICTURES = "image/jpeg,image/png,image/webp"
"""A phone turns its own kind into the first of them where that is all that is asked for."""
_FORMATS: Mapping[Entry, Mapping[str, str]] = {
    Entry.DATE: {"type": "date", "format": "YYYY-MM-DD"},
    Entry.MOMENT: {"type": "datetime-local", "format": "YYYY-MM-DD HH:mm"},
    Entry.START: {"type": "datetime-local", "format": "YYYY-MM-DD HH:mm"},
}


@dataclass(frozen=True)
class Form:
    """The form of a hub's partner files."""

    settings: Settings
    terms: Terms
    """Of the reader."""

    @property
    def fields(self) -> Sequence[Field]:
        """In the order in which a partnership goes."""
        made: list[Field] = []
        for field in declared(Record):
            made.append(self._field(field))
            if field.path == (_AFTER,):
                made.append(self._body())
        return made

    def in_first_language(self, name: str) -> str:
        """Where the text of a field stands that the first language shows, as Sveltia's templates name it."""
        return f"{name}.{self.settings.language}" if len(self.settings.languages) > 1 else name

    def said(self, words: Term) -> str:
        """Words of ours at the beginning of a line."""
        text = " ".join(self.terms(words).split())
        return text[:1].upper() + text[1:]

    @property
    def of_slugs(self) -> Field:
        """What is said of the name of a new file, which is the address of the partner's page."""
        words = N_("The address of the partner’s page. It can be chosen now, and stays.")
        return {"hint": self.said(words), "pattern": self._pattern_of_slugs("code-for-good")}

    def _pattern_of_slugs(self, example: str) -> Sequence[str]:
        words = N_("Only letters, digits and single hyphens, without signs such as ״ or ׳: {example}")
        return [SLUG_PATTERN, self.terms(words, example=example)]

    def _field(self, field: DeclaredField) -> Field:
        about = {
            "name": field.path[-1],
            "label": self.said(field.visibility.words),
            "hint": self._hint(field),
            "required": field.is_required and NoneType not in get_args(field.annotation),
        }
        if field.holds:
            return self._holder(field, about)
        if field.is_in_languages:
            return self._in_languages(about, _AS_MARKDOWN if field.path == _MARKDOWN else _widget(field))
        return {**about, **self._leaf(field)}

    def _hint(self, field: DeclaredField) -> str:
        seen = [] if field.holds else [self.said(Term(field.visibility.meaning))]  # type: ignore[union-attr]
        # As it is: some begin with a word that is to be typed like that.
        return " ".join([*self.terms(Term(field.docstring)).split(), *seen])

    def _holder(self, field: DeclaredField, about: Field) -> Field:
        parts = sorted(field.parts, key=lambda part: part.path[-1] != _FIRST.get(field.path))
        fields = [self._field(part) for part in parts]
        if not field.is_list:
            is_open = field.path not in _OPENED_WHEN_NEEDED
            return {**about, "widget": "object", "required": is_open, "collapsed": False, "fields": fields}
        # What is copied would be agreed to, announced and known by the first one's address.
        if one := _ONE.get(field.path):
            about = {**about, "label_singular": self.said(one)}
        folded = {"allow_duplicate": False, "collapsed": "auto", "summary": self._summary(field)}
        return {**about, "widget": "list", **folded, "fields": fields}

    def _summary(self, field: DeclaredField) -> str:
        """An item of a list while it is folded: what it is called and when it is, as far as it says so."""
        told = []
        for part in field.parts:
            name = part.path[-1]
            if part.is_required:
                told.append(self.in_first_language(name) if part.is_in_languages else name)
        return " · ".join(f"{{{{fields.{name}}}}}" for name in told)

    def _in_languages(self, about: Field, widget: Field) -> Field:
        if len(self.settings.languages) == 1:
            return {**about, **widget}
        fields = [
            {
                "name": language,
                # What is wrong with it is told elsewhere too, by its label alone.
                "label": f"{about['label']} ({endonym(language)})",
                **widget,
                # Whoever reads another language sees the first one's text.
                "required": about["required"] and language == self.settings.language,
            }
            for language in self.settings.languages
        ]
        return {**about, "widget": "object", "required": True, "collapsed": False, "fields": fields}

    def _body(self) -> Field:
        words = N_(
            "Two or three sentences on who they are, in Markdown, of at least 80 characters. Members read it on the "
            "partner's page."
        )
        about = {"name": BODY, "label": self.said(N_("description")), "hint": self.said(words), "required": True}
        return self._in_languages(about, _AS_MARKDOWN)

    def _leaf(self, field: DeclaredField) -> Field:
        takes = typed(field)
        match takes.entry:
            case Entry.PHOTO:
                return {"widget": "image", "accept": _PICTURES, "choose_url": False}
            case Entry.FLAG:
                return {"widget": "boolean"}
            case Entry.NUMBER:
                return {"widget": "number", "value_type": "int", "min": 0}
            case Entry.NUMBERS:
                each = {"name": "part", "label": self.said(N_("number from 0 to 1")), "widget": "number"}
                limits = {"value_type": "float", "min": 0, "max": 1, "step": 0.01}
                return {"widget": "list", "min": 0, "max": 2, "field": {**each, **limits}}
            case Entry.DATE | Entry.MOMENT | Entry.START as entry:
                return {"widget": "datetime", **_FORMATS[entry]}
            case Entry.CHOICE:
                options = [{"label": self.said(in_words(each)), "value": str(each)} for each in field.choices or ()]
                return {"widget": "select", "options": options}
            case Entry.PAIRS:
                return {"widget": "keyvalue"}
            case Entry.LIST:
                return self._list(field)
        return self._text(field, takes.pattern)

    def _list(self, field: DeclaredField) -> Field:
        if field.path == ("events", "with"):
            name = self.in_first_language("name")
            shown = {"value_field": "{{slug}}", "display_fields": [name], "search_fields": [name]}
            return {"widget": "relation", "collection": PARTNERS, "multiple": True, **shown}
        options = self._from_settings(field)
        return {"widget": "select", "multiple": True, "options": options} if options else {"widget": "list"}

    def _text(self, field: DeclaredField, pattern: str | None) -> Field:
        if options := self._from_settings(field):
            return {"widget": "select", "options": options}
        if field.path[-1] == "slug":
            return {**_widget(field), "pattern": self._pattern_of_slugs(field.example)}
        if pattern is None:
            return _widget(field)
        like = self.terms(N_("Write it like this: {example}"), example=field.example)
        return {**_widget(field), "pattern": [pattern, like]}

    def _from_settings(self, field: DeclaredField) -> Sequence[Mapping[str, str]]:
        """The words among which one chooses; none where the hub declares none."""
        vocabularies: Mapping[tuple[str, ...], Vocabulary] = {
            ("vetting", "values"): self.settings.values,
            ("vetting", "promotes"): self.settings.values,
            ("vetting", "reputation", "flags"): self.settings.red_flags,
        }
        labels = vocabularies.get(field.path, {})
        return list(_options(labels, self.terms.language))


def _options(vocabulary: Vocabulary, language: str) -> Iterator[Mapping[str, str]]:
    for key, labels in vocabulary.items():
        yield {"label": one_text(labels, language) or key, "value": key}


def _widget(field: DeclaredField) -> Field:
    return {"widget": "text" if field.is_long else "string"}
