"""Lengths and numbers as people type them → what the format wants. As `guesses`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from partnerhub.words import guesses
from partnerhub.words.guesses import Guess

_AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)?")
_WORD = re.compile(r"[^\W\d_]+")

_MINUTES: Mapping[str, int] = {
    **dict.fromkeys(("y", "year", "years", "שנה", "שנים"), 365 * 1440),
    **dict.fromkeys(("month", "months", "חודש", "חודשים"), 365 * 1440 // 12),
    **dict.fromkeys(("w", "wk", "week", "weeks", "שבוע", "שבועות"), 7 * 1440),
    **dict.fromkeys(("d", "day", "days", "יום", "ימים"), 1440),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "שעה", "שעות", "ש"), 60),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "דקה", "דקות", "דק"), 1),
}
_AMOUNTS = (
    ("שעתיים", "2 h"),
    ("יומיים", "2 d"),
    ("שבועיים", "2 w"),
    ("חודשיים", "2 month"),
    ("שנתיים", "2 y"),
    ("חצי שעה", "30 m"),
    ("רבע שעה", "15 m"),
    ("half an hour", "30 m"),
    ("וחצי", "30 m"),
    ("ורבע", "15 m"),
    ("and a half", "30 m"),
    ("an hour", "1 h"),
    ("a day", "1 d"),
)
"""Lengths in words, what is longer first; a half is one of an hour."""
_ONE_OF_THEM = "שעה|יום|שבוע|חודש|שנה"
_NUMBERS: Mapping[str, int] = {
    **dict.fromkeys(("zero", "none", "אפס"), 0),
    **dict.fromkeys(("one", "אחד", "אחת"), 1),
    **dict.fromkeys(("two", "שניים", "שתיים", "שני", "שתי"), 2),
    **dict.fromkeys(("three", "שלושה", "שלוש"), 3),
    **dict.fromkeys(("four", "ארבעה", "ארבע"), 4),
    **dict.fromkeys(("five", "חמישה", "חמש"), 5),
    **dict.fromkeys(("six", "שישה", "שש"), 6),
    **dict.fromkeys(("seven", "שבעה", "שבע"), 7),
    **dict.fromkeys(("eight", "שמונה"), 8),
    **dict.fromkeys(("nine", "תשעה", "תשע"), 9),
    **dict.fromkeys(("ten", "עשרה", "עשר"), 10),
}
"""Words for numbers, as they stand before what they count and alone."""


def lengths(text: str) -> Iterator[Guess]:
    """`2.5h`, `90`, `2 hours`, `שעתיים וחצי`, `2:30` → `2h30m` …"""
    minutes = minutes_in(text)
    if minutes and not minutes % 1:
        hours, left = divmod(int(minutes), 60)
        days = hours // 24 if not hours % 24 and not left else 0
        yield Guess(f"{days}d" if days else (f"{hours}h" if hours else "") + (f"{left}m" if left else ""))


def minutes_in(text: str, usual: int = 0) -> float:
    """The minutes that a length comes to; a number without a unit counts `usual` minutes, by default what is likely."""
    words = in_digits(text).removeprefix("pt")
    if clock := re.fullmatch(r"(\d{1,2}):(\d\d)", words):
        words = f"{clock[1]} h {clock[2]} m"
    for word, amount in _AMOUNTS:
        words = words.replace(word, f" {amount} ")
    if not re.search(r"\d", words):
        words = re.sub(rf"({_ONE_OF_THEM}|hour|day|week|month|year)", r"1 \1", words)
    else:
        words = re.sub(rf"^\s*({_ONE_OF_THEM})", r"1 \1", words)
    minutes = 0.0
    for amount, unit in _AMOUNT.findall(words):
        number = float(amount.replace(",", "."))
        likely = usual or (1 if number >= 10 else 60)
        minutes += number * (_MINUTES.get(unit, 0) if unit else likely)
    return minutes


def in_digits(text: str) -> str:
    """What was typed, with digits for the words of numbers."""
    words = guesses.plain(text).casefold()
    return _WORD.sub(lambda word: f"{_NUMBERS.get(word[0], word[0])}", words)


def counts(text: str) -> Iterator[Guess]:
    """`about 40`, `1,200`, `40 people` → the number."""
    numbers = re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3}\b)", "", guesses.plain(text)))
    if len(numbers) == 1:
        yield Guess(numbers[0])
