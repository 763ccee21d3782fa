"""A new partner's file as text: in block style, with comments that say what is what, and what is open as a comment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from partnerhub.checks import Hub
from partnerhub.record import block_style
from partnerhub.record.fields import field_at
from partnerhub.record.model import Decision, Platform, Record, ReputationField, Standing
from partnerhub.record.partner import Partner
from partnerhub.record.read import Tree
from partnerhub.record.settings import Settings
from partnerhub.record.settings_types import Vocabulary
from partnerhub.record.understood import Unclear
from partnerhub.site.model import Kind
from partnerhub.words import slugs
from partnerhub.words.terms import N_, Term, Terms

Path = tuple[str, ...]

_INDENT = "  "
_CHOICES: Mapping[Path, Sequence[str]] = {
    ("kind",): list(Kind),
    ("vetting", "reputation", "standing"): list(Standing),
    ("vetting", "reputation", "field"): list(ReputationField),
    ("vetting", "decision"): list(Decision),
    ("outreach", "platform"): list(Platform),
}
"""Fields of one word among few."""


@dataclass(frozen=True)
class _Part:
    """A field of the file, with what stands above it."""

    path: Path
    comment: Term | None = None
    parts: Sequence[_Part] = ()
    """Of one that holds others: it stands there if one of them does."""
    is_for_later: bool = False
    """Whether it is left out where nobody answered: it has a command of its own."""


_LAYOUT: Sequence[_Part] = (
    _Part(("name",), N_("Who they are: members read this.")),
    _Part(("kind",)),
    _Part(("tagline",)),
    _Part(("website",)),
    _Part(
        ("photo",),
        N_("The photo, a picture beside this file with the same name. Members see it once they approved it."),
        (
            _Part(("photo", "alt")),
            _Part(("photo", "caption")),
            _Part(("photo", "consent"), is_for_later=True),
        ),
    ),
    _Part(
        ("vetting",),
        N_("The three questions. Members see what they get and the values that we share; all else stays here."),
        (
            _Part(("vetting", "proposed_by")),
            _Part(("vetting", "values"), N_("1. Do their values overlap with ours? Ours are: {values}.")),
            _Part(
                ("vetting", "win_win"),
                N_("2. What does each side gain, and what do our members get?"),
                (
                    _Part(("vetting", "win_win", "ours")),
                    _Part(("vetting", "win_win", "theirs")),
                    _Part(("vetting", "win_win", "members")),
                ),
            ),
            _Part(
                ("vetting", "reputation"),
                N_("3. In what light will a collaboration show us next time?"),
                (
                    _Part(("vetting", "reputation", "standing")),
                    _Part(("vetting", "reputation", "field")),
                    _Part(("vetting", "reputation", "summary")),
                    _Part(("vetting", "reputation", "sources")),
                    _Part(("vetting", "reputation", "flags")),
                ),
            ),
            _Part(("vetting", "decision"), N_("Somebody else than the one who proposes it decides.")),
        ),
    ),
    _Part(
        ("outreach",),
        N_("How we approach them; members never see it."),
        (
            _Part(("outreach", "platform")),
            _Part(("outreach", "contact")),
            _Part(("outreach", "feedback")),
        ),
    ),
)
"""What a new file asks for, in the order of the format."""


def _leaves(parts: Sequence[_Part]) -> Iterator[Path]:
    for part in parts:
        yield from _leaves(part.parts) if part.parts else [part.path]


LAID_OUT = frozenset(_leaves(_LAYOUT))
"""The fields for which a new file has a line; others are added to it."""


def partner_text(answers: Mapping[Path, Tree], description: Sequence[tuple[str, str]], settings: Settings) -> str:
    """A partner's file. `answers` are values by their fields, `description` what is said in each language.

    A text of the first language comes first, and names none. Comments are in the hub's first language.
    """
    lines = ["---", *fields(answers, settings), "---"]
    for language, text in description:
        lines += ([f"<!-- lang: {language} -->"] if language else []) + [text]
    return "\n".join(lines) + "\n"


def fields(answers: Mapping[Path, Tree], settings: Settings) -> Iterator[str]:
    """The lines of its front matter; a field whose answer is None stands there and waits for its value."""
    writer = _Writer(answers, settings)
    for part in _LAYOUT:
        yield from writer.written(part)


def open_field(path: Path, language: str) -> str:
    """A field that waits for its value, with what is meant by it."""
    field = field_at(Record, path)
    assert field is not None, "it is a field of the format"
    brackets = " []" if Ellipsis in get_args(field.annotation) else ""
    words = in_comment(Terms(language)(field.visibility.words))
    example = "" if field.is_text or field.example == "…" else field.example
    told = [part for part in (words, example) if part and part != path[-1]]
    meant = " | ".join(_CHOICES.get(path, ())) or ": ".join(told)
    return f"{path[-1]}:{brackets}  # {meant}" if meant else f"{path[-1]}:{brackets}"


def in_comment(words: str) -> str:
    """Words as they can stand behind a `#`."""
    return "".join(char for char in " ".join(words.split()) if char.isprintable())


@dataclass(frozen=True)
class _Writer:
    answers: Mapping[Path, Tree]
    settings: Settings

    def written(self, part: _Part) -> Iterator[str]:
        """The lines of a field; of one without an answer a comment in which it can be given."""
        indent = _INDENT * (len(part.path) - 1)
        if part.comment:
            if len(part.path) == 1 and part.path != ("name",):
                yield ""
            yield f"{indent}# {self._said(part.comment)}"
        name = part.path[-1]
        if part.parts:
            is_open = not any(path[: len(part.path)] == part.path for path in self.answers)
            if is_open:
                yield f"{indent}# {name}:"
                for below in part.parts:
                    if not below.is_for_later:
                        yield f"{indent}#   {open_field(below.path, self.settings.language)}"
                return
            yield f"{indent}{name}:"
            for below in part.parts:
                yield from self.written(below)
        elif (answer := self.answers.get(part.path)) is not None:
            written = f"{indent}{block_style.field(name, answer, indent)}"
            choices = _CHOICES.get(part.path)
            yield f"{written}  # {' | '.join(choices)}" if choices else written
        elif not part.is_for_later:
            sign = "" if part.path in self.answers else "# "
            yield f"{indent}{sign}{open_field(part.path, self.settings.language)}"

    def _said(self, words: Term) -> str:
        ours = ", ".join(labelled(self.settings.values, self.settings.language)) or "…"
        return in_comment(Terms(self.settings.language)(words, values=ours))


def labelled(vocabulary: Vocabulary, language: str) -> list[str]:
    """The keys of a vocabulary, each with its label in a language where that is another word."""
    found = []
    for key, labels in vocabulary.items():
        label = labels.get(language) or labels.get("") or next(iter(labels.values()), key)
        found.append(key if slugs.same(label) == slugs.same(key) else f"{key} ({label})")
    return found


def chosen(typed: Sequence[str], vocabulary: Vocabulary, settings: Settings, path: Path) -> list[str]:
    """Words of a field as a file has them, each once: a number of the list, a key or a label as the key.

    Another word stays as it is: partners have values of their own. Red flags are the hub's. Raises Unclear.
    """
    keys = list(vocabulary)
    found = []
    for word in typed:
        number = int(word) if word.isdecimal() and len(word) < 4 else 0
        meant = keys[number - 1] if 0 < number <= len(keys) else settings.meaning(word, vocabulary)
        if meant is None and number and keys:
            raise Unclear(N_("must be a number from 1 to {last}"), path, last=len(keys))
        if meant is None and path[-1] == "flags":
            raise Unclear(N_("must be one of {choices}"), path, choices=", ".join(keys))
        found.append(meant or word)
    return list(dict.fromkeys(found))


def look_alikes(hub: Hub, name: Tree, website: str | None) -> list[Partner]:
    """Partners with a name or an address of these, the declined ones first."""
    marks = marks_of(name, website, hub.settings)
    found = {partner.path: partner for mark in marks for partner in hub.partners_by_mark.get(mark, ())}
    return sorted(found.values(), key=lambda each: (each.decision is not Decision.DECLINED, each.path))


def marks_of(name: Tree, website: str | None, settings: Settings) -> list[str]:
    """By what a partner who is new would be recognised among those that are known."""
    record = Record.model_validate({"name": name, **({"website": website} if website else {})})
    return [mark for _, mark in Partner("", "", record, (), {}, settings).marks]
