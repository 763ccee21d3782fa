"""Duties as values: one is what, about whom and by when; text, JSON, Markdown, pages and calendars are made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from partnerhub.words.finding import Finding
from partnerhub.words.terms import Term


class Stage(StrEnum):
    """How far a partnership has come; in their order."""

    PROPOSED = "proposed"
    VETTED = "vetted"
    CONTACTED = "contacted"
    AGREED = "agreed"
    ANNOUNCED = "announced"
    """Elsewhere too, not on the site alone."""
    HELD = "held"
    THANKED = "thanked"
    DORMANT = "dormant"
    """Nothing is planned, and nothing happened for a while."""
    DECLINED = "declined"


class Kind(StrEnum):
    """What is to be done; of the same day, what comes first is done first."""

    ANSWER = "answer"
    MEND = "mend"
    DECIDE = "decide"
    OPEN = "open"
    ASK_AGAIN = "ask-again"
    AGREE = "agree"
    NEW_DAY = "new-day"
    """Of what is postponed."""
    PUBLISH = "publish"
    ANNOUNCE = "announce"
    REMIND = "remind"
    THANK = "thank"
    OUTCOME = "outcome"
    RENEW_VETTING = "renew-vetting"
    RENEW_CONSENT = "renew-consent"


@dataclass(frozen=True)
class Duty:
    """Something that somebody has to do by a day."""

    kind: Kind
    partner: str
    """Slug."""
    name: str
    """The partner's, as people say it."""
    path: str
    """Of the file in which it is written down, relative to the hub."""
    line: int
    """From 1."""
    field: str
    """The field that says when it is done, e.g. `events[0].thanked_on`."""
    due: date
    """In the hub's zone; the last day on which it is in time."""
    is_overdue: bool
    since: date | None = None
    """What it follows: their message, the decision, the end of the event; since when a decision is pending."""
    event: str = ""
    """The slug of the event that it is about; empty for the partnership."""
    title: str = ""
    start: datetime | date | None = None
    """Of the event: aware, in its zone; of whole days the day alone."""
    obstacle: Finding | None = None
    """What stands in the way."""

    @property
    def id(self) -> str:
        """The same every day, until it is done; another for the next one of its kind."""
        of_message = self.kind in (Kind.ANSWER, Kind.ASK_AGAIN) and self.since
        return ".".join([self.kind, self.partner, *filter(None, (self.event, str(of_message or "")))])

    @property
    def sort_key(self) -> tuple[bool, date, int, str, str]:
        """What is overdue comes first, then day by day."""
        return (not self.is_overdue, self.due, list(Kind).index(self.kind), self.partner, self.event)

    def public(self) -> Duty:
        """The same for readers who may be anyone: names and days."""
        return replace(self, since=None, obstacle=None)


@dataclass(frozen=True)
class Partnership:
    """One partner file, and how far the partnership has come."""

    partner: str
    """Slug."""
    name: str
    path: str
    stage: Stage
    duties: Sequence[Duty] = ()
    """In their order; the first is the next step."""
    waiting_since: date | None = None
    """Where the last word was ours and nothing came of it yet: the day on which we said it."""

    def public(self) -> Partnership:
        """The same for readers who may be anyone."""
        return replace(self, duties=[duty.public() for duty in self.duties], waiting_since=None)


@dataclass(frozen=True)
class Change:
    """What the next build after a moment shows otherwise, though nobody edits anything."""

    at: datetime
    """Aware, in the hub's zone."""
    term: Term
    facts: dict[str, str] = field(default_factory=dict)
    """What is typed: a title, a name."""


WEEK, MONTH = timedelta(days=7), timedelta(days=31)
"""From today: what one looks at on a Monday, and what one wants to have heard of."""


@dataclass(frozen=True)
class Board:
    """A hub's partnerships, at a moment."""

    title: str
    """The community's name."""
    site_url: str | None
    """Where its site is."""
    today: date
    language: str
    """In which it speaks."""
    partnerships: Sequence[Partnership]
    """By name."""
    unread: Sequence[Finding] = ()
    """Why of some files nothing can be told: one finding a file."""
    next_change: Change | None = None

    @property
    def duties(self) -> Sequence[Duty]:
        """All of them: what is overdue first, then day by day."""
        found = (duty for partnership in self.partnerships for duty in partnership.duties)
        return sorted(found, key=lambda duty: duty.sort_key)

    @property
    def overdue(self) -> Sequence[Duty]:
        """What should have been done."""
        return [duty for duty in self.duties if duty.is_overdue]

    @property
    def this_week(self) -> Sequence[Duty]:
        """What is due within the next seven days, today included."""
        return [duty for duty in self.duties if not duty.is_overdue and duty.due < self.today + WEEK]

    @property
    def next_month(self) -> Sequence[Duty]:
        """What is due after that, within a month from today."""
        return [duty for duty in self.duties if self.today + WEEK <= duty.due < self.today + MONTH]

    @property
    def later(self) -> Sequence[Duty]:
        """The rest."""
        return [duty for duty in self.duties if duty.due >= self.today + MONTH]

    def of_stage(self, stage: Stage) -> Sequence[Partnership]:
        """The partnerships that have come so far."""
        return [partnership for partnership in self.partnerships if partnership.stage is stage]

    def due_within(self, days: int) -> Board:
        """The same with no more than what is overdue, or due within a number of days from today."""
        last = self.today + timedelta(days=days)
        return self._with(lambda duty: duty.is_overdue or duty.due <= last)

    def of_file(self, path: str) -> Board:
        """The same with no more than one partner's file."""
        told = [each for each in self.partnerships if each.path == path]
        return replace(self, partnerships=told, unread=[each for each in self.unread if each.path == path])

    def public(self) -> Board:
        """The same for readers who may be anyone: names and days, and nothing of those who were declined."""
        told = [each.public() for each in self.partnerships if each.stage is not Stage.DECLINED]
        return replace(self, partnerships=told, unread=[replace(each, in_text="") for each in self.unread])

    def _with(self, wanted: Callable[[Duty], bool]) -> Board:
        kept = [replace(each, duties=[duty for duty in each.duties if wanted(duty)]) for each in self.partnerships]
        return replace(self, partnerships=kept)
