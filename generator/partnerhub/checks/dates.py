"""Dates: held against today and against each other, in whole days of the hub's zone; an equal day is fine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from partnerhub.checks.hub import Hub
from partnerhub.checks.rule import rule, rule_across
from partnerhub.record.facts import Facts
from partnerhub.record.model import Agreed
from partnerhub.record.partner import Event, Partner
from partnerhub.words.finding import FieldPath, Problem, Severity
from partnerhub.words.guessed_year import Guess, GuessedYear, day_and_year
from partnerhub.words.span import Span, first_moment
from partnerhub.words.spelling import year_from, year_until
from partnerhub.words.terms import N_

_SINCE = date(2026, 11, 25)
"""The day on which these rules came."""
_YEAR = timedelta(days=365)


@rule("error", guarded=True, asked_since=_SINCE)
def check_date_in_future(partner: Partner) -> Iterator[Problem]:
    """What has been done was done by today: decided, checked, approved, agreed, thanked, written."""
    for field, day in _done(partner):
        yield Problem(
            field,
            N_("{field} must not lie in the future, got {got}"),
            N_("Write the day on which it was done."),
            during=Span(until=first_moment(day, partner.settings.zone)),
            covers=[field],
            guessed=GuessedYear(day, Guess.UNTIL),
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
                    **day_and_year(consent.valid_until, year_from(consent.valid_until, consent.given_on)),
                },
                stands_on=[photo.at("consent", "given_on")],
                covers=[photo.at("consent", "valid_until")],
            )
    for event in partner.events:
        for field, day in _agreed(event):
            if day > event.day:
                yield from _agreed_late(event, field, day)
        thanked_on = event.record.thanked_on
        if thanked_on and thanked_on < event.last_day:
            yield from _thanked_early(event, thanked_on)


@rule("warning", asked_since=date(2026, 11, 28))
def check_date_far_off(partner: Partner) -> Iterator[Problem]:
    """A year is likely to be mistyped where a date lies far from today, or from the event to which it belongs.

    An event starts within two years; it is agreed, ends and is thanked for within one of its start, and not announced
    long after it. A consent ends within ten years, if it does, and is taken back within one.
    """
    for field, day, at_most, guess in _days_ahead(partner):
        yield Problem(
            field,
            N_("{field} lies far ahead, got {got}"),
            N_("Mend the year; if it is right, leave it."),
            during=Span(until=first_moment(day - at_most, partner.settings.zone)),
            covers=[field],
            guessed=GuessedYear(day, guess),
        )
    for event in partner.events:
        for field, day, year in _far_from(event):
            yield Problem(
                field,
                N_("{field} lies far from the event, got {got}"),
                N_("Compare it with the start of the event, and mend the year first."),
                day_and_year(day, year),
                stands_on=[event.at("start")],
                covers=[field],
            )


@rule("warning", stands_on=[("events", "start")], asked_since=_SINCE)
def check_outcome_early(partner: Partner) -> Iterator[Problem]:
    """What came of an event is known when it is over; until then it is not shown."""
    for event in partner.events:
        if event.record.outcome is not None:
            yield Problem(
                event.at("outcome"),
                N_("{field} is not shown before the event is over, and it starts on {start}"),
                N_("Look at the start of the event, or write the outcome afterwards."),
                during=Span(until=event.end),
                guessed=GuessedYear(event.day, Guess.UNTIL, "start"),
            )


@rule_across("warning", stands_on=[("events", "agreed")], asked_since=_SINCE)
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
                    day_and_year(entry.date, year_from(entry.date, agreed)),
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
    """An agreement after its event, of which the start is as likely the slip; before, it lies in the future."""
    message = N_("{field} must not be later than the event, got {got}")
    hint = N_("Compare it with the start of the event, and mend the year first.")
    start, year = event.at("start"), year_from(event.day, day)
    facts: Mapping[str, object] = {"day": day, "year": year, "start": event.day}
    got = N_("{day}; the event starts on {start} ({year}?)") if year else N_("{day}; the event starts on {start}")
    said = Problem(field, message, hint, {**facts, "got": got}, stands_on=[start], covers=[field, start])
    yield replace(said, during=Span(since=event.start, until=event.end))
    yield replace(said, during=Span(since=event.end), severity=Severity.WARNING)


def _thanked_early(event: Event, day: date) -> Iterator[Problem]:
    message = N_("{field} must not be earlier than the end of the event, got {got}")
    hint = N_("Compare it with the start of the event, and mend the year first.")
    field, facts = event.at("thanked_on"), day_and_year(day, year_from(day, event.last_day))
    said = Problem(field, message, hint, facts, stands_on=[event.at("start"), event.at("end")], covers=[field])
    yield replace(said, during=Span(until=event.end))
    yield replace(said, during=Span(since=event.end), severity=Severity.WARNING)


def _days_ahead(partner: Partner) -> Iterator[tuple[FieldPath, date, timedelta, Guess]]:
    """Days that may lie ahead, how far at most, and how a year is guessed for one that lies farther."""
    for event in partner.events:
        yield event.at("start"), event.day, 2 * _YEAR, Guess.FROM
    for photo in partner.photos:
        if (consent := photo.record.consent) is None:
            continue
        if consent.valid_until:
            yield photo.at("consent", "valid_until"), consent.valid_until, 10 * _YEAR, Guess.FROM
        if consent.withdrawn_on:
            yield photo.at("consent", "withdrawn_on"), consent.withdrawn_on, _YEAR, Guess.NEAR


def _far_from(event: Event) -> Iterator[tuple[FieldPath, date, int | None]]:
    """Days that lie far from their event, and the year that was probably meant."""
    record = event.record
    if record.end is not None and event.last_day - event.day >= _YEAR:
        yield event.at("end"), event.last_day, year_from(event.last_day, event.day)
    if record.thanked_on and record.thanked_on - event.last_day >= _YEAR:
        yield event.at("thanked_on"), record.thanked_on, year_from(record.thanked_on, event.last_day)
    for field, day in _agreed(event):
        if event.day - day >= _YEAR:
            yield field, day, year_until(day, event.day)
    for index, entry in enumerate(record.announced):
        if entry.date > event.last_day and (year := year_until(entry.date, event.day)):
            yield event.at("announced", index, "date"), entry.date, year
