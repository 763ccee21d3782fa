"""How a duty is said, in the board's language; `show` makes of what was typed what a format wants of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from partnerhub.duties.model import Board, Change, Duty, Kind, Partnership, Stage
from partnerhub.words.dates import CalendarWords
from partnerhub.words.finding import Finding
from partnerhub.words.terms import N_, Term, Terms

Show = Callable[[str], str]

_WHAT: Mapping[Kind, Term] = {
    Kind.ANSWER: N_("Answer {name}"),
    Kind.MEND: N_("Mend the file of {name}"),
    Kind.DECIDE: N_("Decide about {name}"),
    Kind.OPEN: N_("Write the first message to {name}"),
    Kind.ASK_AGAIN: N_("Ask {name} again"),
    Kind.AGREE: N_("Agree with {name} on day and hour: {title}"),
    Kind.NEW_DAY: N_("Agree with {name} on a new day: {title}"),
    Kind.PUBLISH: N_("Merge, so that members see it in time: {title} ({name})"),
    Kind.ANNOUNCE: N_("Announce it elsewhere too: {title} ({name})"),
    Kind.REMIND: N_("Remind members: {title} ({name})"),
    Kind.THANK: N_("Call {name} to say thank you: {title}"),
    Kind.OUTCOME: N_("Write down what came of it: {title} ({name})"),
    Kind.RENEW_VETTING: N_("Ask the three questions about {name} again"),
    Kind.RENEW_CONSENT: N_("Ask {name} to renew the consent for the photo"),
}
_STAGES: Mapping[Stage, Term] = {
    Stage.PROPOSED: N_("Proposed"),
    Stage.VETTED: N_("Vetted"),
    Stage.CONTACTED: N_("Contacted"),
    Stage.AGREED: N_("Agreed"),
    Stage.ANNOUNCED: N_("Announced"),
    Stage.HELD: N_("Held"),
    Stage.THANKED: N_("Thanked"),
    Stage.DORMANT: N_("Dormant"),
    Stage.DECLINED: N_("Declined"),
}
_SINCE: Mapping[Kind, Term] = {
    Kind.ANSWER: N_("they wrote on {day}"),
    Kind.OPEN: N_("approved on {day}"),
    Kind.ASK_AGAIN: N_("we have waited since {day}"),
}
_START: Mapping[Kind, Term] = {
    **dict.fromkeys((Kind.AGREE, Kind.PUBLISH, Kind.ANNOUNCE, Kind.REMIND), N_("the event is on {day}")),
    Kind.NEW_DAY: N_("it was to be on {day}"),
}


@dataclass(frozen=True)
class Wording:
    """The words of one board."""

    board: Board
    is_text: bool = False
    """Whether it may repeat what the file format lets text alone repeat of private fields: dates, closed words."""

    @property
    def terms(self) -> Terms:
        """Ours."""
        return Terms(self.board.language)

    @property
    def days(self) -> CalendarWords:
        """The calendar's."""
        return CalendarWords.of(self.board.language)

    def what(self, duty: Duty, show: Show) -> str:
        """What is to be done: an imperative."""
        return self.terms(_WHAT[duty.kind], name=show(duty.name), title=show(duty.title))

    def by_when(self, duty: Duty) -> str:
        """`today`, `tomorrow`, or the day."""
        distance = (duty.due - self.board.today).days
        if distance in (0, 1):
            return self.terms(N_("tomorrow") if distance else N_("today"))
        return self.days.short_day(duty.due)

    def about(self, duty: Duty, show: Show) -> Iterator[str]:
        """What else one wants to know: how late it is, since when, when the event is, what stands in the way."""
        if duty.is_overdue:
            yield self._late((self.board.today - duty.due).days)
        if duty.kind is Kind.DECIDE and duty.since:
            if days := self._ago(duty.since):
                yield self.terms.counted("pending for {count} day", "pending for {count} days", days)
        elif duty.since and duty.kind in _SINCE:
            yield self.terms(_SINCE[duty.kind], day=self.days.short_day(duty.since))
        if duty.start and duty.kind in _START:
            yield self.terms(_START[duty.kind], day=self.moment(duty.start))
        if duty.obstacle:
            yield self.terms(N_("in the way: {reason}"), reason=show(self._reason(duty.obstacle)))

    def stage(self, stage: Stage) -> str:
        """Its name."""
        return self.terms(_STAGES[stage])

    def waits(self, partnership: Partnership) -> str:
        """Since when we wait for a word of theirs; empty where we don't."""
        since = partnership.waiting_since
        return self.terms(N_("we have waited since {day}"), day=self.days.short_day(since)) if since else ""

    def change(self, change: Change, show: Show) -> str:
        """When the site next changes by itself, and what."""
        facts = {name: show(fact) for name, fact in change.facts.items()}
        words = N_("The site next changes by itself on {moment}: {what}.")
        return self.terms(words, moment=self.moment(change.at), what=self.terms(change.term, **facts))

    def unread(self, finding: Finding, show: Show) -> str:
        """Of which file nothing can be told, and why."""
        words = N_("Nothing can be told of {file}: {reason}")
        return self.terms(words, file=show(finding.path), reason=show(self._reason(finding)))

    def moment(self, when: datetime | date) -> str:
        """A day, with its hour where it has one."""
        hour = f" {self.days.hour(when)}" if isinstance(when, datetime) else ""
        return f"{self.days.short_day(when)}{hour}"

    @property
    def sections(self) -> Sequence[tuple[str, Sequence[Duty]]]:
        """The duties by when they are due, each under its heading; those without any are left out."""
        board = self.board
        found = (
            (N_("Overdue"), board.overdue),
            (N_("This week"), board.this_week),
            (N_("Within a month"), board.next_month),
            (N_("Later"), board.later),
        )
        return [(self.terms(heading), duties) for heading, duties in found if duties]

    @property
    def stages(self) -> Sequence[tuple[str, Sequence[Partnership]]]:
        """The partnerships by how far they have come; stages in which there are none are left out."""
        found = ((self.stage(stage), self.board.of_stage(stage)) for stage in Stage)
        return [(stage, partnerships) for stage, partnerships in found if partnerships]

    def _late(self, days: int) -> str:
        """Of what is due today, the hour may have passed."""
        return (
            self.terms.counted("{count} day overdue", "{count} days overdue", days)
            if days
            else self.terms(N_("overdue"))
        )

    def _reason(self, finding: Finding) -> str:
        return (self.is_text and finding.in_text) or finding.message

    def _ago(self, day: date) -> int:
        return (self.board.today - day).days
