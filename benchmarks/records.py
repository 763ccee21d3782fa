"""Invented partners and their events, the same for each size wherever they are made. `hubs` and `peers` write them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

DAY = date(2026, 11, 28)
"""The day on which every hub is built; some events begin in its evening, and so are over on the next."""
LANGUAGES = ("he", "en")
VALUES = {
    "open-knowledge": {"he": "ידע פתוח", "en": "Open knowledge"},
    "volunteering": {"he": "התנדבות", "en": "Volunteering"},
    "creativity": {"he": "יצירה", "en": "Creativity"},
    "nature": {"he": "טבע", "en": "Nature"},
}
TAGS = ("cinema", "code", "data", "drawing", "food", "gardening", "music", "repair", "chess", "yoga", "סדנה", "לימוד")
KINDS = ("community", "organization", "person")

_WORDS = {
    "he": (
        "קהילת שכנים שנפגשת בערבים ולומדת יחד דברים חדשים על העיר ועל הטבע שמסביב לה בכל שבוע מחדש עם אורחים טובים "
        "ושיחה פתוחה"
    ),
    "en": (
        "neighbours who meet in the evening and learn together new things about the city and nature around it every "
        "week with good guests and open talk"
    ),
}
_PAST, _COMING = 200, 112
"""How many days before and after the day events are spread over."""
_AGREED_BEFORE = timedelta(days=30)

Text = Mapping[str, str]
"""Language → text."""


@dataclass(frozen=True)
class Event:
    """An evening."""

    slug: str
    title: Text
    start: datetime
    """In the hub's zone."""
    place: Text | None
    """None where it is online."""
    address: str
    """Of joining, and of the meeting where it is online."""
    summary: Text
    description: Text
    language: str
    tags: Sequence[str]

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(minutes=90)

    @property
    def agreed(self) -> date:
        """When both sides said yes."""
        return min(self.start.date(), DAY) - _AGREED_BEFORE


@dataclass(frozen=True)
class Partner:
    """A partner with events."""

    number: int
    name: str
    kind: str
    tagline: Text
    tags: Sequence[str]
    values: Sequence[str]
    gift: Text
    """What members get."""
    note: str
    """Private."""
    body: Text
    events: Sequence[Event]

    @property
    def slug(self) -> str:
        """Of its file and address."""
        return f"partner-{self.number}"


def partners(number: int) -> list[Partner]:
    """So many partners, with one and two events in turn."""
    chance = random.Random(number)
    return [_partner(each, chance) for each in range(number)]


def _partner(number: int, chance: random.Random) -> Partner:
    return Partner(
        number,
        f"{_words('en', 2, chance).title()} {number}",
        chance.choice(KINDS),
        _text(7, chance, f" {number}"),
        chance.sample(TAGS, 2),
        chance.sample(list(VALUES), 2),
        _text(12, chance),
        _words("en", 10, chance),
        {language: "\n\n".join(_paragraph(language, chance) for _ in range(2)) for language in LANGUAGES},
        [_event(number, each, chance) for each in range(1 + number % 2)],
    )


def _event(number: int, each: int, chance: random.Random) -> Event:
    day = DAY + timedelta(days=chance.randrange(-_PAST, _COMING)) if number else DAY
    day += timedelta(days={4: 2, 5: 1}.get(day.weekday(), 0) if day != DAY else 0)  # no evening on a quiet day
    is_online = chance.random() < 0.3
    return Event(
        f"evening-{each}",
        _text(3, chance, f" {number}"),
        datetime.combine(day, time(chance.choice((18, 19, 20)), 30)),
        None if is_online else {"he": f"בית הקהילה, רחוב הדוגמה {number}, חיפה", "en": f"{number} Example St., Haifa"},
        f"https://example.org/{number}/{each}",
        _text(14, chance, "."),
        {
            language: f"{_words(language, 30, chance)}.\n\n1. {_words(language, 8, chance)}\n"
            f"2. {_words(language, 8, chance)}"
            for language in LANGUAGES
        },
        chance.choice(LANGUAGES),
        chance.sample(TAGS, 2),
    )


def _text(words: int, chance: random.Random, end: str = "") -> Text:
    return {language: _words(language, words, chance).capitalize() + end for language in LANGUAGES}


def _paragraph(language: str, chance: random.Random) -> str:
    def some(words: int) -> str:
        return _words(language, words, chance)

    return (
        f"{some(25)}. **{some(3)}** {some(20)}, [{some(2)}](https://example.org/{chance.randrange(9999)}).\n\n"
        f"- {some(6)}\n- {some(6)}"
    )


def _words(language: str, words: int, chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS[language].split(), k=words))
