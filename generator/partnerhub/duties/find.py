"""A loaded hub → its board: stage and duties of each partnership, from facts alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, partial

from partnerhub import checks
from partnerhub.checks import Hub, due
from partnerhub.checks.decision import EXPIRES_SOON
from partnerhub.contained import contained
from partnerhub.duties.changes import next_change
from partnerhub.duties.model import Board, Duty, Kind, Partnership, Stage
from partnerhub.history.story import Standing
from partnerhub.record.facts import Facts
from partnerhub.record.model import Decision, Message, Speaker, Status
from partnerhub.record.partner import Event, Partner
from partnerhub.record.schedule import later
from partnerhub.words.finding import Breach, FieldPath, Finding, Severity, field_name
from partnerhub.words.languages import one_text
from partnerhub.words.span import first_moment
from partnerhub.words.terms import N_

STEP_WITHIN = timedelta(days=14)
"""For a step that has no day of its own: two weeks, as for an outcome. What waits longer is forgotten."""
_SAID_BY_A_DUTY = {"event-too-soon", "photo-consent-expired", "vetting-expired"}
"""Errors that a duty of its own is about."""


def board(hub: Hub, findings: Iterable[Finding], language: str) -> Board:
    """Where each partnership of a hub stands; `findings` are those of loading it. Pure."""
    errors = defaultdict[str, list[Finding]](list)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            errors[finding.path].append(finding)
    partnerships, unread = list[Partnership](), list[Finding]()
    for file in hub.files:
        if file.partner is None:
            unread += errors[file.path][:1]
            continue
        looked_at = _Looked(file, file.partner, hub, language, errors[file.path])
        told = contained(N_("telling what to do next"), looked_at.partnership, partial(_not_told, file.path, hub))
        if isinstance(told, Partnership):
            partnerships.append(told)
        elif told is not None:
            unread.append(told)
    return Board(
        title=hub.settings.community_in(hub.language),
        site_url=hub.settings.site_url,
        today=hub.today,
        language=language,
        partnerships=sorted(partnerships, key=lambda each: (each.name.casefold(), each.partner)),
        unread=unread,
        next_change=next_change(hub, language),
    )


def _not_told(path: str, hub: Hub, breach: Breach) -> Finding | None:
    return checks.finding(breach.rule, breach.problem, path, hub.settings, hub.language)


@dataclass(frozen=True)
class _Looked:
    """A partner file that is looked at."""

    file: Facts
    partner: Partner
    hub: Hub
    language: str
    errors: Sequence[Finding]

    def partnership(self) -> Partnership:
        """Stage and duties."""
        stage, waits = self._stage(), self._waiting_since
        found = [] if stage is Stage.DECLINED else [*self._of_partner(stage), *self._of_events()]
        return Partnership(
            partner=self.partner.slug,
            name=self._name,
            path=self.partner.path,
            stage=stage,
            duties=sorted([*found, *self._mend(found, stage)], key=lambda duty: duty.sort_key),
            waiting_since=self._day(waits) if waits else None,
        )

    # The stage

    def _stage(self) -> Stage:
        if self.partner.decision is not Decision.APPROVED:
            return Stage.DECLINED if self.partner.decision is Decision.DECLINED else Stage.PROPOSED
        coming = [event for event in due.agreed_events(self.partner) if event.end > self.hub.now]
        if coming:
            is_told = any(due.is_announced(event, self.hub.today) for event in coming)
            return Stage.ANNOUNCED if is_told else Stage.AGREED
        if self._said_since or self._is_planned:
            return Stage.CONTACTED
        if (held := self._last_held) is not None and self._is_recent(held.end):
            return Stage.HELD if held.record.thanked_on is None else Stage.THANKED
        decided_on = self.partner.record.vetting.decided_on
        is_new = decided_on is None or self._is_recent(self._first(decided_on))
        return Stage.VETTED if held is None and not self._said and is_new else Stage.DORMANT

    @cached_property
    def _said(self) -> Sequence[tuple[datetime, Message]]:
        return due.messages(self.partner, self.hub.now)

    @cached_property
    def _last_held(self) -> Event | None:
        """What took place last."""
        held = (event for event in due.agreed_events(self.partner) if event.end <= self.hub.now)
        return max(held, key=lambda event: event.end, default=None)

    @property
    def _said_since(self) -> Sequence[tuple[datetime, Message]]:
        """What was said lately of what lies ahead: not what was said before an event, or of it."""
        said = [each for each in self._said if self._is_recent(each[0])]
        if (held := self._last_held) is None:
            return said
        if (thanked_on := held.record.thanked_on) is None:
            return []
        over = max(held.end, self._first(thanked_on + timedelta(days=1)))
        return [each for each in said if each[0] >= over]

    @property
    def _is_planned(self) -> bool:
        """Whether one talks about a day: one side said yes, or a new day is to follow."""
        return any(
            (event.record.status is Status.POSTPONED and self._is_recent(event.start))
            or (event.is_scheduled and event.start > self.hub.now and event.record.agreed is not None)
            for event in self.partner.events
        )

    @property
    def _waiting_since(self) -> datetime | None:
        """When we said the last word, if something is still to come of it."""
        said = self._said_since
        if not said or said[-1][1].sender is not Speaker.US or self.partner.decision is Decision.DECLINED:
            return None
        is_settled = any(event.end > self.hub.now for event in due.agreed_events(self.partner))
        return None if is_settled else said[-1][0]

    # Duties

    def _of_partner(self, stage: Stage) -> Iterator[Duty]:
        partner, hub = self.partner, self.hub
        if (step := due.answer(partner, hub.now)) and self._is_recent(step.since):
            yield from self._by(step.due, Kind.ANSWER, step.place, since=step.since)
        vetting: FieldPath = ("vetting", "decision")
        if partner.decision is Decision.PENDING:
            since = None if hub.timeline.gap else hub.timeline.partner(partner.path).pending_since
            open_events = [event for event in partner.events if event.is_scheduled and event.start > hub.now]
            days = [due.merge_by(event, hub) for event in open_events]
            days.append((since or hub.today) + STEP_WITHIN if since else hub.today)
            yield from self._on(min(days), Kind.DECIDE, vetting, since=since)
            return
        if stage is Stage.VETTED and not any(event.start > hub.now for event in partner.events):
            decided_on = partner.record.vetting.decided_on or hub.today
            yield from self._on(decided_on + STEP_WITHIN, Kind.OPEN, ("outreach", "log"), since=decided_on)
        if (waits := self._waiting_since) and stage is Stage.CONTACTED and not self._is_planned:
            yield from self._by(later(waits, STEP_WITHIN), Kind.ASK_AGAIN, ("outreach", "log"), since=waits)
        yield from self._renewals(stage)

    def _renewals(self, stage: Stage) -> Iterator[Duty]:
        partner, today = self.partner, self.hub.today
        coming = [event for event in partner.events if event.is_scheduled and event.end > self.hub.now]
        if (last := due.last_valid_day(partner)) is not None:
            is_soon = today >= last - EXPIRES_SOON and stage is not Stage.DORMANT
            if is_soon or any(event.day > last for event in coming):
                yield from self._on(last, Kind.RENEW_VETTING, ("vetting", "decided_on"))
        for photo in partner.photos:
            expires = photo.expires
            if (
                photo.file is None
                or expires is None
                or (photo.withdrawn is not None and photo.withdrawn <= self.hub.now)
            ):
                continue
            last = expires.date() - timedelta(days=1)
            shown_by = [event for event in coming if photo in (partner.photo, event.photo)]
            if today >= last - EXPIRES_SOON or any(event.start >= expires for event in shown_by):
                yield from self._on(last, Kind.RENEW_CONSENT, photo.at("consent", "valid_until"))

    def _of_events(self) -> Iterator[Duty]:
        if self.partner.decision is not Decision.APPROVED:
            return
        for event in self.partner.events:
            if event.record.status is Status.POSTPONED:
                if self._is_recent(event.start):
                    yield from self._on(event.day, Kind.NEW_DAY, event.at("start"), event)
            elif event.is_scheduled and event.is_agreed:
                yield from self._of_agreed(event)
            elif event.is_scheduled and event.start > self.hub.now:
                yield from self._on(due.publish_by(event), Kind.AGREE, event.at("agreed"), event)

    def _of_agreed(self, event: Event) -> Iterator[Duty]:
        hub, story = self.hub, self.hub.timeline.event(event)
        if event.start > hub.now:
            if story.is_agreement_outdated:
                yield from self._on(due.publish_by(event), Kind.AGREE, event.at("agreed"), event)
            is_merged = story.was_shown or hub.timeline.gap or not hub.timeline.past.has_history
            is_seen = story.standing in (Standing.SHOWN, Standing.CORRECTED)
            if not (is_seen and is_merged):
                yield from self._on(due.merge_by(event, hub), Kind.PUBLISH, event.at(), event)
            if is_seen and not due.is_announced(event, hub.today):
                yield from self._on(due.publish_by(event), Kind.ANNOUNCE, event.at("announced"), event)
            if is_seen and (eve := event.day - timedelta(days=1)) >= hub.today:
                yield from self._on(eve, Kind.REMIND, event.at(), event)
        if event.end > hub.now or self._is_recent(event.end):
            for kind, step in ((Kind.THANK, due.thanks(event)), (Kind.OUTCOME, due.outcome(event))):
                if step is not None:
                    yield from self._by(step.due, kind, step.place, event, since=step.since)

    def _mend(self, found: Sequence[Duty], stage: Stage) -> Iterator[Duty]:
        """What is wrong with the file, where nothing else that is to be done says so."""
        said = [duty.obstacle for duty in found]
        is_theirs = stage not in (Stage.DECLINED, Stage.PROPOSED)
        left = [each for each in self.errors if each.rule not in _SAID_BY_A_DUTY and each not in said]
        if is_theirs and left:
            first = left[0]
            yield Duty(
                Kind.MEND,
                self.partner.slug,
                self._name,
                first.path,
                first.line,
                first.field,
                self.hub.today,
                is_overdue=False,
                obstacle=first,
            )

    # What a duty is made of

    def _by(
        self, moment: datetime, kind: Kind, place: FieldPath, event: Event | None = None, *, since: datetime
    ) -> Iterator[Duty]:
        """One that is overdue from a moment on."""
        day = self._day(moment - timedelta.resolution)
        yield from self._duty(kind, place, event, day, self._day(since), is_overdue=moment <= self.hub.now)

    def _on(
        self, day: date, kind: Kind, place: FieldPath, event: Event | None = None, *, since: date | None = None
    ) -> Iterator[Duty]:
        """One that is overdue when a day is over."""
        yield from self._duty(kind, place, event, day, since, is_overdue=day < self.hub.today)

    def _duty(
        self, kind: Kind, place: FieldPath, event: Event | None, day: date, since: date | None, *, is_overdue: bool
    ) -> Iterator[Duty]:
        if len(place) > 2 and self.partner.touches_broken(place):
            return  # it may be done: the field can't be read
        front_matter = self.file.source.front_matter
        yield Duty(
            kind=kind,
            partner=self.partner.slug,
            name=self._name,
            path=self.partner.path,
            line=front_matter.locate(place).line if front_matter else 1,
            field=field_name(place),
            due=day,
            is_overdue=is_overdue,
            since=since,
            event=event.slug if event else "",
            title=self._said_in(event.record.title) if event else "",
            start=event.begins if event else None,
            obstacle=self._obstacle(event) if event and kind is Kind.PUBLISH else None,
        )

    def _obstacle(self, event: Event) -> Finding | None:
        """The error that keeps an event from members: its own, else one of the partner."""
        own = [each for each in self.errors if each.place[:2] == event.at()]
        of_partner = [each for each in self.errors if each.place[:1] != ("events",)]
        return next(iter([*own, *of_partner]), None)

    @property
    def _name(self) -> str:
        return self._said_in(self.partner.record.name)

    def _said_in(self, texts: Mapping[str, str]) -> str:
        return texts.get(self.language) or one_text(texts, self.hub.settings.language)

    def _is_recent(self, moment: datetime) -> bool:
        return moment + due.ASKED_FOR > self.hub.now

    def _first(self, day: date) -> datetime:
        return first_moment(day, self.hub.settings.zone)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.hub.settings.zone).date()
