"""Events that members know: they move when both sides said yes to another day, and go when somebody decides so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from partnerhub.checks.history import problem_of_gap
from partnerhub.checks.rest import holiday, quiet_time
from partnerhub.editing.subject import Refused, Subject
from partnerhub.history.story import Standing
from partnerhub.record.model import Status
from partnerhub.record.partner import Event
from partnerhub.words.terms import N_, counted

_LOOKED_AT = 31
"""Days, of which one is nobody's day of rest."""


def refuse_gap(subject: Subject) -> None:
    """Refuse where nobody can tell what members know: no answer is never an answer. Raises Refused."""
    if subject.hub.timeline.gap is not None:
        gap = problem_of_gap(subject.hub)
        raise Refused(gap.message, gap.hint, **(gap.facts or {}))


def both_have_to_say_yes(subject: Subject, event: Event, when: str) -> Refused:
    """Why a move that members would see can't be written yet; `when` is the new day, as the format has it."""
    first = _first_day(subject, event)
    message = N_(
        "members know “{title}”, so both sides have to say yes to another day first; the first that gives members "
        "{lead} is {first}"
    )
    if when < f"{subject.first_day}":
        when = f"{first}"
        message = N_(
            "members know “{title}”, so both sides have to say yes to another day first, and this one is too soon; the "
            "first that gives members {lead} is {first}"
        )
    hint = N_("When they do: `{move}`. Until then: `{postpone}`.")
    if event.record.status is Status.POSTPONED:
        hint = N_("When they do: `{move}`.")
    return Refused(
        message,
        hint,
        title=event.title,
        first=subject.day_in_words(first),
        lead=counted("{count} day", "{count} days", subject.hub.settings.lead_time),
        move=_command(subject, event, "move", *when.split(), "--agreed"),
        postpone=_command(subject, event, "postpone"),
    )


def _first_day(subject: Subject, event: Event) -> date:
    """The first that gives members their notice and is no day of rest; the first one, if all are."""
    for number in range(_LOOKED_AT):
        day = subject.first_day + timedelta(days=number)
        way = day - event.day
        there = replace(event, start=event.start + way, end=event.end + way)
        if quiet_time(there) is None and holiday(there) is None:
            return day
    return subject.first_day


def refuse_what_nobody_said(before: Subject, after: Subject) -> None:
    """Refuse a field's new value by which an event that members know would move, or be taken back, without a word.

    Raises Refused.
    """
    old_events = {event.index: event for event in before.partner.events if not before.is_over(event)}
    for new in after.partner.events:
        old = old_events.get(new.index)
        if old is not None and new.start != old.start:
            refuse_gap(before)
            if before.is_known(old):
                raise both_have_to_say_yes(before, old, _start_as_in(new, old))
    if _shown(before) - _shown(after):
        refuse_gap(before)
    gone = _taken_back(before)
    for address, event in _taken_back(after).items():
        if address not in gone:
            raise _would_be_taken_back(after, event)


def _start_as_in(new: Event, old: Event) -> str:
    """The start of an event as it would be typed where the zone is that of the old one."""
    return f"{new.day}" if new.record.whole_day else f"{new.start.astimezone(old.zone):%Y-%m-%d %H:%M}"


def _shown(subject: Subject) -> set[str]:
    """The events to come that a build would show, by key."""
    standings = {event: subject.hub.timeline.event(event).standing for event in subject.partner.events}
    shown = (event for event, standing in standings.items() if standing in (Standing.SHOWN, Standing.CORRECTED))
    return {event.key for event in shown if not subject.is_over(event)}


def _taken_back(subject: Subject) -> Mapping[tuple[str, str], Event]:
    """The events to come of which somebody decided that members should not know them any more, by address."""
    return {
        story.address: story.last_shown
        for story in subject.hub.timeline.events
        if story.path == subject.facts.path
        and story.standing is Standing.WITHDRAWN
        and story.last_shown is not None
        and not subject.is_over(story.last_shown)
    }


def _would_be_taken_back(after: Subject, event: Event) -> Refused:
    """Why a value can't be written, for the event as members know it."""
    unnamed = (each for each in after.partner.events if each.record.slug is None and each.slug != event.slug)
    if (renamed := next((each for each in unnamed if each.start == event.start), None)) is not None:
        message = N_("members know “{title}” under an address that was made from its title, and it would lose that")
        hint = N_("Write the address down first: `{command}`.")
        command = ["partnerhub", "set", after.partner.slug, f"events.{renamed.slug}.slug", event.slug]
        return Refused(message, hint, title=event.title, command=" ".join(command))
    return Refused(
        N_("members know “{title}”, and calendars would say that it is cancelled"),
        N_("To call it off: `{cancel}`. To leave its day open: `{postpone}`. To part with them: `{decline}`."),
        title=event.title,
        cancel=_command(after, event, "cancel"),
        postpone=_command(after, event, "postpone"),
        decline=f"partnerhub set {after.partner.slug} decline",
    )


def _command(subject: Subject, event: Event, *words: str) -> str:
    named = ["--event", event.slug] if len(subject.entries) > 1 else []
    return " ".join(["partnerhub", "set", subject.partner.slug, *words, *named])
