"""A list of events as a page shows it: by date, the first large, later ones folded; and what one can choose from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from partnerhub.site.model import PublicEvent, PublicHub

FEATURED = 4
"""Events of a list that are shown large; those after them are rows of an agenda."""
OPEN = 40
"""Events after which groups are folded: what nobody reads at once."""
MONTHS_TO_CHOOSE = 2
"""Chips for months: more would be a calendar, and headings lead to the others."""


@dataclass(frozen=True)
class Group:
    """The events of a month or a year."""

    part: date
    """Its first day."""
    anchor: str
    """By which a page leads to it: `2026-12`, or `2026`."""
    events: Sequence[PublicEvent]
    cards: int
    """How many of them are shown large."""
    is_folded: bool


def by_month(events: Iterable[PublicEvent]) -> Sequence[Group]:
    """The events by their months, in their order."""
    return _grouped(events, month_of, "%Y-%m")


def by_year(events: Iterable[PublicEvent]) -> Sequence[Group]:
    """The events by their years, in their order."""
    return _grouped(events, lambda event: event.start.date().replace(month=1, day=1), "%Y")


def years_of(groups: Sequence[Group]) -> Sequence[tuple[int, str, int]]:
    """Of months that are folded: each year, the anchor of its first one here, and the number of its events."""
    years: dict[int, list[Group]] = {}
    for group in groups if any(group.is_folded for group in groups) else ():
        years.setdefault(group.part.year, []).append(group)
    return [(year, months[0].anchor, sum(len(each.events) for each in months)) for year, months in years.items()]


def _grouped(events: Iterable[PublicEvent], part: Callable[[PublicEvent], date], anchor: str) -> Sequence[Group]:
    """The events by a part of their date. Across time zones two parts may be interleaved."""
    by_part: dict[date, list[PublicEvent]] = {}
    for event in events:
        by_part.setdefault(part(event), []).append(event)
    groups: list[Group] = []
    before = 0
    featured = _differing([event for members in by_part.values() for event in members][:FEATURED])
    for each, members in by_part.items():
        cards = min(max(featured - before, 0), len(members))
        groups.append(Group(each, each.strftime(anchor), members, cards, before >= OPEN))
        before += len(members)
    return groups


def _differing(events: Sequence[PublicEvent]) -> int:
    """How many of the first events differ to the eye: the same picture twice is not worth the room."""
    pictures = [event.picture for event in events]
    return next((at for at, picture in enumerate(pictures) if picture in pictures[:at]), len(pictures))


def month_of(event: PublicEvent) -> date:
    """The first day of the month in which it begins."""
    return event.start.date().replace(day=1)


@dataclass(frozen=True)
class Choices:
    """By what one can choose from a list of events: each once, and nothing that all of them have."""

    months: Sequence[date]
    """First days of the next months of the list."""
    tags: Sequence[tuple[str, int]]
    """By their labels, with the number of events that have them."""
    is_mixed: bool
    """Whether some take place somewhere and some online."""

    @classmethod
    def of(cls, events: Iterable[PublicEvent], hub: PublicHub) -> Choices | None:
        """What the events of a list have; None where there is nothing to choose between."""
        events = list(events)
        if len(events) < 2:
            return None
        months = list(dict.fromkeys(month_of(event) for event in events if event.state.has_day))
        tags = Counter(tag for event in events for tag in event.filed_under)
        return cls(
            months[:MONTHS_TO_CHOOSE] if len(months) > 1 else [],
            sorted(tags.items(), key=lambda tag: str(hub.label_of(tag[0]))),
            any(event.place for event in events) and any(event.is_online for event in events),
        )
