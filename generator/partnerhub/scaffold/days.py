"""Days on which a new event can be: what speaks against one, the first that do, the same weekday of every month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from partnerhub.checks import Hub
from partnerhub.checks.overlaps import overlaps
from partnerhub.checks.rest import holiday, quiet_time
from partnerhub.record.model import Decision, EventRecord
from partnerhub.record.partner import Event, Partner
from partnerhub.record.read import Tree
from partnerhub.scaffold.foreign import Busy
from partnerhub.words.dates import CalendarWords
from partnerhub.words.finding import Problem
from partnerhub.words.terms import N_, counted

PROPOSED = 3
"""Days that are proposed."""
HORIZON = timedelta(days=366)
"""How far ahead a day is looked for, and calendars of others are read."""
_EVENING = time(19)
"""Where no event says when people meet."""
_WHEN = ("start", "end", "duration", "timezone", "whole_day")
"""The fields that say when an event is."""


@dataclass(frozen=True)
class Days:
    """The days of a hub, as far as a new event of a partner asks for them."""

    hub: Hub
    partner: Partner
    others: Sequence[Busy] = ()
    """What calendars of others hold."""

    def event(self, tree: Mapping[str, Tree]) -> Event:
        """An event that is not in the file yet, by what is typed of its times. Raises pydantic's ValidationError."""
        times = {name: tree[name] for name in _WHEN if tree.get(name) is not None}
        # As of a partner of its own: events of the same file take a day as well.
        return Event.resolve(replace(self.partner), -1, EventRecord.model_validate({"title": "?", **times}))

    @property
    def usual_hour(self) -> time:
        """When the partner's events begin, else the hub's."""
        for partners in ([self.partner], self.hub.partners):
            events = (event for partner in partners for event in partner.events if not event.record.whole_day)
            if hours := Counter(event.start.time().replace(second=0) for event in events):
                return min(hours, key=lambda hour: (-hours[hour], hour))
        return _EVENING

    @property
    def first(self) -> date:
        """The first day that gives members their notice."""
        return self.hub.today + timedelta(days=self.hub.settings.lead_time)

    def doubts(self, event: Event) -> Iterator[Problem]:
        """What speaks against its day and hour; nothing does of an event that is over."""
        if event.end <= self.hub.now:
            return
        if event.day < self.first:
            words = N_("it gives members less than {lead}; the first day that does is {first}")
            lead = counted("{count} day", "{count} days", self.hub.settings.lead_time)
            yield Problem((), words, facts={"lead": lead, "first": self._in_words(self.first)})
        for rest in (quiet_time(event), holiday(event)):
            if rest is not None:
                yield Problem((), N_("it lies on {rest}"), facts={"rest": rest.name})
        for other in overlaps([event, *self._taken]).get(event, ()):
            facts = {"title": other.title, "name": other.partner.name}
            yield Problem((), N_("“{title}” of {name} is at the same time"), facts=facts)
        for busy in self.others:
            if busy.since < event.end and busy.until > event.start:
                facts = {"calendar": busy.calendar, "title": busy.title}
                yield Problem((), N_("the calendar of {calendar} has “{title}” at the same time"), facts=facts)
                break

    @property
    def _taken(self) -> Iterable[Event]:
        """The events to come that may take place, be they public or not."""
        for partner in self.hub.partners:
            if partner.decision is not Decision.DECLINED:
                yield from (each for each in partner.events if each.is_scheduled and each.end > self.hub.now)

    def _in_words(self, day: date) -> str:
        return CalendarWords.of(self.hub.language).short_day(day)

    def proposed(self, tree_on: Callable[[date], Mapping[str, Tree]]) -> list[Event]:
        """An event, on the first days against which nothing speaks; `tree_on` says what is typed of it on a day."""
        found = list[Event]()
        for number in range(HORIZON.days):
            event = self.event(tree_on(self.first + timedelta(days=number)))
            if not any(self.doubts(event)):
                found.append(event)
                if len(found) == PROPOSED:
                    break
        return found


def every_month(first: date) -> Iterator[date]:
    """The same weekday at the same place in each month: the third Thursday. The fifth is the last."""
    place = (first.day - 1) // 7
    for months in range((9999 - first.year) * 12):
        year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
        begin = date(year, month + 1, 1)
        day = begin + timedelta(days=(first.weekday() - begin.weekday()) % 7 + 7 * place)
        yield day if day.month == begin.month else day - timedelta(days=7)


def on_day(start: datetime | date, day: date) -> str:
    """A start on another day, as it is typed."""
    return f"{datetime.combine(day, start.time()):%Y-%m-%d %H:%M}" if isinstance(start, datetime) else f"{day}"
