"""What an issue form asks of those who propose a partnership: what it shows, and by what it is read back.

Of each field that it asks for, the label is what we call the field, and the explanation is that of the reference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from partnerhub.record.fields import field_at
from partnerhub.record.model import Record
from partnerhub.record.settings import Settings
from partnerhub.record.settings_types import Vocabulary
from partnerhub.site.model import Kind
from partnerhub.words.languages import one_text
from partnerhub.words.terms import N_, Term, Terms, said_in

Place = tuple[str, ...]
BODY: Place = ("description",)
"""What stands below the front matter, which is no field."""
PHOTO: Place = ("photo", "file")
CONSENT: Place = ("photo", "consent", "given_by")
HEADING = "### "
"""What hosts write before the label of a question."""
COMMENT = "<!-- {words} -->"
"""How a form that is typed over explains a question, below its heading."""
VALUES: Place = ("vetting", "values")


class Answer(Enum):
    """How a question is answered."""

    LINE = auto()
    TEXT = auto()
    """Of several lines."""
    CHOICE = auto()
    """One of a few words."""
    BOXES = auto()
    """Any of a few words."""


@dataclass(frozen=True)
class _Asked:
    """A field that the form asks for."""

    place: Place
    answer: Answer = Answer.LINE
    instead: Term | None = None
    """What it is explained with, where the reference speaks to those who write the file."""
    is_needed: bool = False
    called: Term | None = None
    """What it is called, where that isn't what we call the field."""


_ASKED: Sequence[_Asked] = (
    _Asked(("name",), is_needed=True),
    _Asked(("kind",), Answer.CHOICE, N_("What they are.")),
    _Asked(("tagline",)),
    _Asked(BODY, Answer.TEXT, N_("Who they are, in two or three sentences. Members read it."), True, N_("description")),
    _Asked(("website",)),
    _Asked(("links",), Answer.TEXT, N_("Where else they are, a line each, such as facebook: https://example.org")),
    _Asked(VALUES, Answer.BOXES, N_("Which of ours are theirs, too?")),
    _Asked(("vetting", "win_win", "theirs"), is_needed=True),
    _Asked(("vetting", "win_win", "ours"), is_needed=True),
    _Asked(("vetting", "win_win", "members"), is_needed=True),
    _Asked(("events", "title"), instead=N_("If they have an event in mind: what it is called.")),
    _Asked(("events", "start"), instead=N_("Day and hour that they have in mind. Nothing is agreed by it.")),
    _Asked(("events", "place")),
    _Asked(("events", "summary"), Answer.TEXT, N_("What happens there, in a sentence or two.")),
    _Asked(
        PHOTO, Answer.TEXT, N_("A picture that may be published: drag it here, or say where it is."), called=N_("photo")
    ),
    _Asked(("photo", "alt")),
    _Asked(("photo", "caption")),
    _Asked(CONSENT, instead=N_("Who allowed us to publish it: a part that they play, rather than a person's name.")),
)
"""In the order of the form. Nothing of whom to write to, of doubts, or of a decision: anybody may read an issue."""
_OF_EVENT = N_("Event: {words}")


@dataclass(frozen=True, eq=False)
class Question:
    """A question of a form, in its language."""

    place: Place
    """The field that takes the answer."""
    label: str
    """The heading above the answer in the issue, by which it is known; each question has its own."""
    explanation: str
    example: str
    """What may be typed; empty where nothing is declared."""
    answer: Answer
    choices: Mapping[str, str]
    """What the field takes → what it is called, where there are some to choose from."""
    is_needed: bool


def questions(settings: Settings, language: str) -> Sequence[Question]:
    """What the form of a hub asks in a language; nobody is asked for values where the hub has none."""
    found = (_question(asked, settings, language) for asked in _ASKED)
    return [each for each in found if each.answer is not Answer.BOXES or each.choices]


def _question(asked: _Asked, settings: Settings, language: str) -> Question:
    terms, field = Terms(language), field_at(Record, asked.place)
    words = terms(asked.called or Term(field.visibility.words if field else ""))
    if asked.place[0] == "events":
        words = terms(_OF_EVENT, words=words)
    explanation = asked.instead or Term(field.docstring if field else "")
    example = field.example if field and asked.answer is Answer.LINE else "…"
    # What is called differently in each language has an English example.
    is_said = example != "…" and not (field and field.is_text and said_in(language) != "en")
    choices: Mapping[str, str] = {}
    if asked.answer is Answer.CHOICE:
        choices = {str(each): terms(Term(each)) for each in Kind}
    elif asked.answer is Answer.BOXES:
        choices = _labelled(settings.values, language)
    return Question(
        place=asked.place,
        label=words[:1].upper() + words[1:],
        explanation=" ".join(terms(explanation).split()),
        example=example if is_said else "",
        answer=asked.answer,
        choices=choices,
        is_needed=asked.is_needed,
    )


def _labelled(vocabulary: Vocabulary, language: str) -> Mapping[str, str]:
    """Key → label, each label once, as forms want it."""
    found: dict[str, str] = {}
    for key, labels in vocabulary.items():
        label = " ".join((one_text(labels, language) or key).split())
        found[key] = key if label in found.values() else label
    return found
