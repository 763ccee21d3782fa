"""Events: agreed, a week ahead, at a time and a place that exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from partnerhub.checks.rule import Hub, rule
from partnerhub.record.model import Event, Partner, Status
from partnerhub.record.schedule import zone_of
from partnerhub.record.settings import WEEKDAYS
from partnerhub.words import slugs
from partnerhub.words.finding import FieldPath, Problem
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import N_


@rule("error", guarded=True)
def check_event_too_soon(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """An event is published at least `lead_time` days ahead, so that members can keep the evening free.

    What counts is the day since when the publishing branch has held it, without a gap, with this start, approved,
    agreed, scheduled and with the consent for its photo; or the day on which it was announced elsewhere
    (`announced`); else today. A moved date starts the count anew.
    """
    for event in _scheduled(partner):
        start = hub.start(event)
        published = hub.published(partner, event)
        days = (hub.day(start) - published).days
        if start <= hub.now or days >= hub.settings.lead_time or hub.publication(partner, event).is_cut_off:
            continue
        yield Problem(
            event.at("start"),
            N_(
                "{field} must be at least {lead} days after publication, got {day}, {days} days from {published}; "
                "the earliest day is {earliest}"
            )
            if published == hub.today
            # The day may come from a private field.
            else N_("{field} must be at least {lead} days after publication, got {day}, {days} days after it"),
            N_("Move the event, or write in announced where it was published earlier."),
            {
                "lead": hub.settings.lead_time,
                "day": hub.day(start),
                "days": days,
                "published": published,
                "earliest": published + timedelta(days=hub.settings.lead_time),
            },
        )


@rule("warning", guarded=True, holds_back=True)
def check_event_not_agreed(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """Day and hour are confirmed by both sides (`agreed`) before an event is public."""
    for event in partner.events:
        agreed = event.agreed
        if agreed is None or agreed.us is None or agreed.them is None:
            yield Problem(
                event.at("agreed"),
                N_("{field} must say when both sides confirmed day and hour; until then the event stays private"),
                N_("Agree with the partner, then write the date."),
            )


@rule("error")
def check_event_ends_before_start(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """An event ends after it starts."""
    for event in partner.events:
        if event.end is not None and hub.end(event) <= hub.start(event):
            yield Problem(
                event.at("end"),
                N_("{field} must be later than the start, got {got}"),
                N_("Write day and hour, if it ends on the next day."),
                {"got": f"{event.end:%Y-%m-%d %H:%M}" if isinstance(event.end, datetime) else f"{event.end:%H:%M}"},
            )


@rule("error")
def check_event_time_nonexistent(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """An event does not start or end in the hour that the clocks skip in spring."""
    for field, typed, zone in _typed_times(partner, hub):
        aware = typed.replace(tzinfo=zone)
        if aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != typed:
            yield Problem(
                field,
                N_("{field} must be an hour that exists, got {got}, which the clocks of {zone} skip"),
                N_("Choose another hour."),
                {"got": typed, "zone": zone.key},
            )


@rule("warning")
def check_event_time_ambiguous(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """An hour that comes twice in autumn says which one it is, by an offset; else the first is taken."""
    for field, typed, zone in _typed_times(partner, hub):
        first, second = typed.replace(tzinfo=zone), typed.replace(tzinfo=zone, fold=1)
        if first.utcoffset() > second.utcoffset():  # type: ignore[operator]
            yield Problem(
                field,
                N_("{field} should say which of two hours it is, got {got}, which comes twice in {zone}"),
                N_("Add the offset: {example}."),
                {"got": typed, "zone": zone.key, "example": first.isoformat(sep=" ", timespec="minutes")},
            )


@rule("error")
def check_event_place_missing(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """An event says where one goes (`place`), or that it is `online`, or both."""
    for event in partner.events:
        if event.place is None and event.online is False:
            yield Problem(event.at("place"), N_("{field} or online must be given"), N_("Say where it happens."))


@rule("error", guarded=True)
def check_event_slug_duplicate(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """No two events of a partner have the same slug: it is their address."""
    events = defaultdict[str, list[Event]](list)
    for event in partner.events:
        events[slugs.same(hub.slug_of(event))].append(event)
    for slug, holders in events.items():
        for event in holders if len(holders) > 1 else ():
            other = next(holder for holder in holders if holder is not event)
            yield Problem(
                event.at("slug") if event.slug else event.at(),
                N_("{field} must have a slug of its own, but events[{other}] has “{slug}” too"),
                N_("Give each a slug."),
                {"other": other.index, "slug": slug},
            )


@rule("note")
def check_event_slug_implicit(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """A slug is written down, since a later title would change the event's address."""
    for event in partner.events:
        if event.slug is None:
            yield Problem(
                event.at("slug"),
                N_("{field} is made from the title for now: “{slug}”"),
                N_("Add slug: {slug}."),
                {"slug": hub.slug_of(event)},
            )


@rule("warning", asks_what_is_public=True)
def check_event_collision(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """Two events of different partners at the same time share the audience."""
    for event in partner.events:
        if others := hub.collisions.get((partner.path, event.index)):
            yield Problem(
                event.at("start"),
                N_("{field} overlaps with {others}"),
                N_("Talk to the other partner, or leave it if both are wanted."),
                {"others": ", ".join(others)},
            )


@rule("warning")
def check_event_on_quiet_day(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """An event does not lie on one of the hub's `quiet_days`."""
    for event in _still_to_come(partner, hub):
        weekday = WEEKDAYS[hub.start(event).weekday()]
        if weekday in hub.settings.quiet_days:
            yield Problem(
                event.at("start"),
                N_("{field} should not lie on a quiet day, got {got}, a {weekday}"),
                N_("Move it, if members rest on that day."),
                {"got": hub.start(event).date(), "weekday": weekday},
            )


@rule("warning")
def check_event_on_holiday(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """An event does not lie on a public holiday of the country in `holidays`."""
    if hub.settings.holidays is None:
        return
    for event in _still_to_come(partner, hub):
        day = hub.start(event).date()
        if name := _holidays(hub.settings.holidays, day.year, hub.settings.language).get(day):
            yield Problem(
                event.at("start"),
                N_("{field} should not lie on a holiday, got {got}, {name}"),
                N_("Move it, if members rest on that day."),
                {"got": day, "name": name},
            )


@rule("error")
def check_cohost_unknown(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """A co-host in `with` is the slug of another partner file."""
    for event in partner.events:
        for index, cohost in enumerate(event.cohosts):
            if slugs.same(cohost) not in hub.paths_by_slug or slugs.same(cohost) == slugs.same(partner.slug):
                meant = close_to(cohost, [slug for slug in hub.paths_by_slug if slug != slugs.same(partner.slug)])
                yield Problem(
                    event.at("with", index),
                    N_("{field} must be the slug of another partner, got “{got}”"),
                    N_("Did you mean {meant}?") if meant else N_("Add a file for that partner first."),
                    {"got": cohost, "meant": meant},
                )


@rule("warning", asks_what_is_public=True)
def check_cohost_unpublished(partner: Partner, hub: Hub) -> Iterator[Problem]:
    """A co-host who is not public is left out of the event's page."""
    for event in partner.events:
        for index, slug in enumerate(event.cohosts):
            cohost = hub.partners_by_slug.get(slugs.same(slug))
            if slugs.same(slug) in hub.paths_by_slug and cohost is not partner and not hub.is_public(cohost):
                yield Problem(
                    event.at("with", index),
                    N_("{field} is not public, so the event is shown without that co-host"),
                    N_("Bring that partner's file in order, or wait for its decision."),
                )


def _scheduled(partner: Partner) -> Iterator[Event]:
    return (event for event in partner.events if event.status is Status.SCHEDULED)


def _still_to_come(partner: Partner, hub: Hub) -> Iterator[Event]:
    return (event for event in _scheduled(partner) if hub.start(event) > hub.now)


def _typed_times(partner: Partner, hub: Hub) -> Iterator[tuple[FieldPath, datetime, ZoneInfo]]:
    """The times that were typed without an offset, naive, with the zone in which they are read."""
    for event in partner.events:
        zone = zone_of(event, hub.settings)
        end = datetime.combine(event.start, event.end) if isinstance(event.end, time) else event.end
        for name, typed in (("start", event.start), ("end", end)):
            if typed is not None and typed.tzinfo is None:
                yield event.at(name), typed, zone


@cache
def _holidays(country: str, year: int, language: str) -> Mapping[date, str]:
    """Day → name, in a language that the library knows for that country."""
    import holidays  # heavy, and only hubs with this setting need it  # noqa: PLC0415

    known = holidays.list_localized_countries().get(country, [])
    return dict(holidays.country_holidays(country, years=year, language=language if language in known else None))
