"""A place in a file: its path for programs, and its name for people.

A person calls an event by its title, and an entry of another list by its number in words.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from partnerhub.words.printable import DIRECTION_MARKS, printable
from partnerhub.words.terms import N_, Terms

FieldPath = tuple[str | int, ...]
"""Where a field stands in the front matter: `("events", 0, "start")`; empty for the file as a whole."""
_LONGEST = 80
"""Characters of a title within a sentence."""
_ORDINALS = (
    N_("first"), N_("second"), N_("third"), N_("fourth"), N_("fifth"),
    N_("sixth"), N_("seventh"), N_("eighth"), N_("ninth"), N_("tenth"),
)  # fmt: skip
_ENDINGS = {1: N_("{number}st"), 2: N_("{number}nd"), 3: N_("{number}rd")}
"""Of numbers after the tenth, by their last digit."""
_MARKS = {"L": DIRECTION_MARKS[0], "R": DIRECTION_MARKS[1], "AL": DIRECTION_MARKS[1]}
"""The direction of a letter → the mark that stands for such a letter."""


@dataclass(frozen=True)
class Titles:
    """What the events of a file are called."""

    by_place: Mapping[FieldPath, str]

    @cached_property
    def repeated(self) -> frozenset[str]:
        """Titles that more than one event has."""
        return frozenset(title for title, times in Counter(self.by_place.values()).items() if times > 1)


NO_TITLES = Titles({})


def field_name(field: FieldPath) -> str:
    """A field's path as programs read it: `events[0].start`."""
    name = ""
    for step in field:
        name += f"[{step}]" if isinstance(step, int) else f".{step}" if name else step
    return printable(name)


def place_name(place: FieldPath, language: str, titles: Titles = NO_TITLES) -> str:
    """What a person calls a place: `vetting.decision`, `start of “Open data night”`, `the second of vetting.values`.

    Where a language asks for a noun ("the field"), the name brings it, so that a sentence can begin with the name.
    """
    terms = Terms(language)
    event = _event(place, terms, titles)
    inner = place[2:] if event else place
    match [at for at, step in enumerate(inner) if isinstance(step, int)]:
        case [] if event:
            return terms(N_("{path} of {event}"), path=field_name(inner), event=event) if inner else event
        case [at] if at:
            facts = {
                "ordinal": _ordinal(inner[at], terms),
                "list": field_name(inner[:at]),
                "path": field_name(inner[at + 1 :]),
                "event": event,
            }
            if event:
                of_field = N_("the {ordinal} {list} entry of {event}: {path}")
                return terms(of_field if facts["path"] else N_("the {ordinal} of {list} in {event}"), **facts)
            of_field = N_("the {ordinal} entry of {list}: {path}")
            return terms(of_field if facts["path"] else N_("the {ordinal} of {list}"), **facts)
    # In no list, or in a list within a list, where none belongs
    return terms(N_("{path}"), path=field_name(place)) if place else ""


def event_name(place: FieldPath, language: str, titles: Titles = NO_TITLES) -> str:
    """The title of the event in which a place lies, without quotes; its number where it has none."""
    terms = Terms(language)
    title = titles.by_place.get(place[:2])
    return _event(place, terms, titles) if title is None else _shown(title, terms)


def _event(place: FieldPath, terms: Terms, titles: Titles) -> str:
    """The event in which a place lies; empty for another place."""
    if len(place) < 2 or place[0] != "events":
        return ""
    title, ordinal = titles.by_place.get(place[:2]), _ordinal(place[1], terms)
    if title is None:
        return terms(N_("the {ordinal} event"), ordinal=ordinal)
    shown = _shown(title, terms)
    if title in titles.repeated:
        return terms(N_("the {ordinal} event (“{title}”)"), ordinal=ordinal, title=shown)
    return terms(N_("“{title}”"), title=shown)


def _ordinal(place: str | int, terms: Terms) -> str:
    number = int(place) + 1
    if number <= len(_ORDINALS):
        return terms(_ORDINALS[number - 1])
    is_teen = number % 100 in (11, 12, 13)
    return terms(_ENDINGS.get(0 if is_teen else number % 10, N_("{number}th")), number=number)


def _shown(title: str, terms: Terms) -> str:
    """A title as it stands in a sentence of a language, also where that runs the other way.

    An exclamation mark at the end of `Data night!` would move to its other end in Hebrew, were no mark behind it.
    """
    shown = printable(title.translate(_WITHOUT_MARKS), _LONGEST)
    directions = [unicodedata.bidirectional(char) for char in shown]
    own = next((each for each in directions if each in _MARKS), None)
    if own is None or _MARKS[own] == _MARKS[_direction(terms)]:
        return shown
    before, after = ("" if end == own else _MARKS[own] for end in (directions[0], directions[-1]))
    return f"{before}{shown}{after}"


_WITHOUT_MARKS = str.maketrans(dict.fromkeys(DIRECTION_MARKS))


def _direction(terms: Terms) -> str:
    """That of a letter of our words in a language."""
    return unicodedata.bidirectional(terms(_ORDINALS[0])[0])


def in_sentence(text: str, language: str) -> str:
    """A name or a title as it stands in a sentence of a language, also where that runs the other way."""
    return _shown(text, Terms(language))
