"""The review of a proposal: facts about each partner that it touches, and about all else that it changes.

`compare` makes them, `markdown` says them in the reader's language. `public` withholds every private value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from partnerhub.record.model import Status
from partnerhub.review.beside import OtherFile
from partnerhub.review.known import Duplicate
from partnerhub.review.questions import Question, Rows
from partnerhub.review.statement import Statement
from partnerhub.words.finding import Finding, Severity


class Verdict(StrEnum):
    """Whether to say yes."""

    NOT_READY = "not ready"
    WARNINGS = "ready with warnings"
    READY = "ready"

    @property
    def rank(self) -> int:
        """0 for what a reviewer looks at first."""
        return list(Verdict).index(self)


@dataclass(frozen=True)
class EventReview:
    """An event of a partner, and the days that are left."""

    slug: str
    title: str
    start: datetime | date
    """Aware, in the event's zone; of whole days the day alone."""
    status: Status
    publish_by: date
    """The last day, in the hub's zone, that gives members their time."""
    merge_by: date
    """The last day on which merging is in time: later than `publish_by` where it was announced or public before."""
    days_to_spare: int
    """From today to `merge_by`; below 0 it is too late."""
    is_touched: bool = True
    """Whether the proposal brings it, or changes it; or another decision on the partner."""
    is_known: bool = False
    """Whether members know of it now."""

    @property
    def wants_a_day(self) -> bool:
        """Whether it matters when it is published: members don't know of it, or not of its new day."""
        return not self.is_known or (self.status is Status.SCHEDULED and self.merge_by == self.publish_by)

    def public(self) -> EventReview:
        """The same, judged as if it had not been announced: announcements are private."""
        days = (self.merge_by - self.publish_by).days
        return replace(self, merge_by=self.publish_by, days_to_spare=self.days_to_spare - days)


@dataclass(frozen=True)
class PhotoReview:
    """A photo of a partner or of one of its events, and what is known of the consent for it."""

    title: str
    """The event's; empty for the partner's own."""
    path: str | None
    """Relative to the hub, after the change; None where there is none that can be shown."""
    consent: Sequence[Statement]
    is_touched: bool
    """Whether it changes, or what is said of it."""

    def public(self) -> PhotoReview:
        """The same with private values withheld."""
        return replace(self, consent=_public(self.consent))


@dataclass(frozen=True)
class Turn:
    """When a verdict ceases to be true by itself."""

    last_day: date
    """On which it is true, in the hub's zone."""
    then: Statement | Finding
    """What is so from the next day on."""
    is_private: bool = False
    """Whether a private field says so."""


@dataclass(frozen=True)
class PartnerReview:
    """What a reviewer wants to know about one partner file."""

    path: str
    """Relative to the hub; of the file as it is after the change, else before it."""
    name: str
    verdict: Verdict
    next_step: Statement | Finding
    """A finding stands for its hint."""
    changes: Sequence[Statement]
    loses: Sequence[Statement] = ()
    """What members know and won't find any more: nothing changes more."""
    turn: Turn | None = None
    """When the verdict ceases to be true, if that is soon."""
    is_asked_anew: bool = False
    """Whether all is to be asked: the partner is new, or another decision was made."""
    questions: Sequence[Question] = ()
    photos: Sequence[PhotoReview] = ()
    """The partner's own, then those of its events."""
    events: Sequence[EventReview] = ()
    """Those that have not ended."""
    preview: Rows = ()
    """What members will see once it is merged: no more than a build would publish."""
    preview_changes: Rows = ()
    """What of it they don't see now."""
    preview_later: Rows = ()
    """What they will see once nothing holds it back."""
    not_public: Sequence[Statement] = ()
    """What a build would not publish yet, and why."""
    is_public_once_merged: bool = False
    stays_private: Sequence[str] = ()
    """The private fields that are filled in, by name."""
    new: Sequence[Finding] = ()
    old: Sequence[Finding] = ()
    duplicates: Sequence[Duplicate] = ()
    """Files that may be the same partner; those that were declined first."""
    is_removed: bool = False
    checklist: Sequence[Statement] = ()
    """What only a human can answer."""

    def public(self) -> PartnerReview:
        """The same with private values withheld."""
        return replace(
            self,
            next_step=next(self.next_step.public(), self.next_step)
            if isinstance(self.next_step, Statement)
            else self.next_step,
            changes=_public(self.changes),
            loses=_public(self.loses),
            turn=None if self.turn and self.turn.is_private else self.turn,
            questions=[question.public() for question in self.questions],
            photos=[photo.public() for photo in self.photos],
            events=[event.public() for event in self.events],
            not_public=_public(self.not_public),
            duplicates=sorted(
                (replace(each, was_declined=False) for each in self.duplicates), key=lambda each: each.path
            ),
            checklist=_public(self.checklist),
        )


@dataclass(frozen=True)
class Effect:
    """What the settings of a proposal make of the findings about its files, were they in force."""

    come: Sequence[Finding] = ()
    go: Sequence[Finding] = ()


@dataclass(frozen=True)
class Review:
    """The report on a range of commits."""

    partners: Sequence[PartnerReview]
    """Those that are not ready first, then by path."""
    elsewhere: Sequence[Finding]
    """New findings about settings, pages, fragments, and partner files that the range does not touch."""
    other_files: Sequence[OtherFile]
    """What else the range changes."""
    about_settings: Sequence[Statement] = ()
    """What the range changes in mkdocs.yml, and by whose settings it is judged if not by the base's."""
    with_new_settings: Effect = field(default_factory=Effect)
    about_history: Sequence[Finding] = ()
    """What can't be told of the past, said once for the hub, whether or not the range has to do with it."""
    judged_on: date | None = None
    """The day, in the hub's zone, as of which all of this is true."""

    @property
    def new_errors(self) -> Sequence[Finding]:
        """What fails the pull request; findings that were there before never do."""
        new = [*(finding for partner in self.partners for finding in partner.new), *self.beside_partners]
        return [finding for finding in new if finding.severity is Severity.ERROR]

    @property
    def beside_partners(self) -> Sequence[Finding]:
        """The new findings that are about no partner file that the range touches."""
        return [*self.elsewhere, *self.with_new_settings.come]

    def public(self) -> Review:
        """The same with private values withheld."""
        return replace(self, partners=[partner.public() for partner in self.partners])


def _public(statements: Sequence[Statement]) -> list[Statement]:
    return [said for each in statements for said in each.public()]
