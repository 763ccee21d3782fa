"""Dates: held against today and against each other, in whole days of the hub's zone; an equal day is fine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from partnerhub.checks.hub import Hub
from partnerhub.checks.rule import rule, rule_across
from partnerhub.record.facts import Facts
from partnerhub.record.model import Agreed
from partnerhub.record.partner import Event, Partner
from partnerhub.words.finding import FieldPath, Problem, Severity
from partnerhub.words.span import Span, first_moment
from partnerhub.words.spelling import year_from, year_until
from partnerhub.words.terms import N_

_SINCE = date(2026, 11, 25)
"""The day on which these rules came."""


@rule("error", guarded=True, asked_since=_SINCE)
def check_date_in_future(partner: Partner) -> Iterator[Problem]:
    """What has been done was done by today: decided, checked, approved, agreed, thanked, written."""
    for field, day in _done(partner):
        yield Problem(
            field,
            N_("{field} must not lie in the future, got {got}"),
            N_("Write the day on which it was done."),
            during=Span(until=first_moment(day, partner.settings.zone)),
            facts_of_day=partial(_done_by, day),
        )


@rule("error", guarded=True, asked_since=_SINCE)
def check_date_out_of_order(partner: Partner) -> Iterator[Problem]:
    """First both sides agree, then the event takes place, then we say thank you; a consent ends after it begins.

    Of an event that is over it is only a warning.
    """
    for photo in partner.photos:
        consent = photo.record.consent
        if consent and consent.valid_until and consent.given_on and consent.valid_until < consent.given_on:
            yield Problem(
                photo.at("consent", "valid_until"),
                N_("{field} must not be earlier than {given_on}, got {got}"),
                N_("Compare the two dates, and mend the year first."),
                {
                    "given_on": photo.at("consent", "given_on"),
                    **_got(consent.valid_until, year_from(consent.valid_until, consent.given_on)),
                },
            )
    for event in partner.events:
        for field, day in _agreed(event):
            if day > event.day:
                yield from _agreed_late(event, field, day)
        thanked_on = event.record.thanked_on
        if thanked_on and thanked_on < event.last_day:
            yield from _thanked_early(event, thanked_on)


@rule("warning", asked_since=_SINCE)
def check_outcome_early(partner: Partner) -> Iterator[Problem]:
    """What came of an event is known when it is over; until then it is not shown."""
    for event in partner.events:
        if event.record.outcome is not None:
            yield Problem(
                event.at("outcome"),
                N_("{field} is not shown before the event is over, and it starts on {start}"),
                N_("Look at the start of the event, or write the outcome afterwards."),
                during=Span(until=event.end),
                facts_of_day=partial(_starts_on, event.day),
            )


@rule_across("warning", asked_since=_SINCE)
def check_announced_before_agreed(file: Facts, hub: Hub) -> Iterator[Problem]:
    """Day and hour are agreed before they are announced; an announcement from before that does not count.

    That of a day before the event was moved was right in its time.
    """
    for event in file.events:
        agreed = max((day for _, day in _agreed(event)), default=None)
        of_another = hub.timeline.event(event).announced_before_moved
        for index, entry in enumerate(event.record.announced):
            if agreed is not None and entry.date < agreed and entry not in of_another:
                yield Problem(
                    event.at("announced", index, "date"),
                    N_("{field} should not be earlier than agreed, and does not count as publication, got {got}"),
                    N_("Compare the two dates, and mend the year first."),
                    _got(entry.date, year_from(entry.date, agreed)),
                )


def _done(partner: Partner) -> Iterator[tuple[FieldPath, date]]:
    record, zone = partner.record, partner.settings.zone
    days: list[tuple[FieldPath, date | None]] = [
        (("vetting", "decided_on"), record.vetting.decided_on),
        (("vetting", "reputation", "checked_on"), record.vetting.reputation.checked_on),
        *(
            (photo.at("consent", "given_on"), photo.record.consent.given_on)
            for photo in partner.photos
            if photo.record.consent
        ),
    ]
    for index, message in enumerate(record.outreach.log):
        at = message.at.astimezone(zone) if message.at.tzinfo else message.at
        days.append((("outreach", "log", index, "at"), at.date()))
    for event in partner.events:
        days += [*_agreed(event), (event.at("thanked_on"), event.record.thanked_on)]
    yield from ((field, day) for field, day in days if day is not None)


def _agreed(event: Event) -> Iterator[tuple[FieldPath, date]]:
    """The days on which either side agreed; one date that means both is said once."""
    agreed = event.record.agreed or Agreed()
    if agreed.us == agreed.them:
        yield from [(event.at("agreed"), agreed.us)] if agreed.us else []
        return
    for side, day in (("us", agreed.us), ("them", agreed.them)):
        if day is not None:
            yield event.at("agreed", side), day


def _agreed_late(event: Event, field: FieldPath, day: date) -> Iterator[Problem]:
    """An agreement after its event: of one that has begun the start is as likely to be the slip."""
    message = N_("{field} must not be later than the event, got {got}")
    hint = N_("Compare it with the start of the event, and mend the year first.")
    yield Problem(field, message, hint, _got(day, year_until(day, event.day)), during=Span(until=event.start))
    year = year_from(event.day, day)
    facts: Mapping[str, object] = {"day": day, "year": year, "start": event.day}
    got = N_("{day}; the event starts on {start} ({year}?)") if year else N_("{day}; the event starts on {start}")
    facts = {**facts, "got": got}
    yield Problem(field, message, hint, facts, during=Span(since=event.start, until=event.end))
    yield Problem(field, message, hint, facts, during=Span(since=event.end), severity=Severity.WARNING)


def _thanked_early(event: Event, day: date) -> Iterator[Problem]:
    message = N_("{field} must not be earlier than the end of the event, got {got}")
    hint = N_("Compare it with the start of the event, and mend the year first.")
    field, facts = event.at("thanked_on"), _got(day, year_from(day, event.last_day))
    yield Problem(field, message, hint, facts, during=Span(until=event.end))
    yield Problem(field, message, hint, facts, during=Span(since=event.end), severity=Severity.WARNING)


def _done_by(day: date, today: date) -> Mapping[str, object]:
    return _got(day, year_until(day, today))


def _starts_on(day: date, today: date) -> Mapping[str, object]:
    """What is said of the start of an event of which one knows already what came of it."""
    facts = _got(day, year_until(day, today))
    return {**facts, "start": facts["got"]}


def _got(day: date, year: int | None) -> Mapping[str, object]:
    """What was typed, and the year that was probably meant."""
    return {"got": N_("{day} ({year}?)"), "day": day, "year": year} if year else {"got": day}
