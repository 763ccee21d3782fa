"""Events: agreed, a week ahead, at a time and a place that exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from partnerhub.checks.hub import Hub
from partnerhub.checks.rest import Rest, holiday, quiet_time
from partnerhub.checks.rule import rule, rule_across, rule_among
from partnerhub.history.story import Publication
from partnerhub.record.facts import Facts, Reason
from partnerhub.record.meant import example_line
from partnerhub.record.neighbours import Neighbours
from partnerhub.record.partner import Event, Partner
from partnerhub.words import slugs
from partnerhub.words.addresses import holds_secret
from partnerhub.words.finding import FieldPath, Position, Problem, printable
from partnerhub.words.span import Span
from partnerhub.words.spelling import close_to, year_from
from partnerhub.words.terms import N_, Counted, Term, counted

MOST_GUESSED = 20
"""Unknown co-hosts of a file for which one is looked for that may be meant: each takes a look at every partner."""

MOST_OF_A_TITLE = 40
"""Characters of each of the other events that overlap."""


@rule_across("error", guarded=True, stands_on=[("events", "announced"), ("events", "agreed")])
def check_event_too_soon(file: Facts, hub: Hub) -> Iterator[Problem]:
    """An event is published at least `lead_time` days ahead, so that members can keep the evening free.

    What counts is the day since when the publishing branch has held it with this start, scheduled, and such that
    nothing held it back; or the day on which it was announced elsewhere (`announced`); else today. A moved date starts
    the count anew, but members who know the event see it at once.
    """
    if hub.timeline.gap:
        return  # nobody can say; the rules of the history do
    for event, publication in too_soon(file, hub):
        hint = N_("Move the event, or write in announced where it was published earlier.")
        if publication.commit:
            message = N_(
                "{title} must start at least {lead} after it is published, got {day}, {distance}, when commit "
                "{commit} brought it to {branch}; the earliest day is {earliest}"
            )
        elif publication.day < hub.today:
            # Where it was announced, and when, is private.
            message = N_(
                "{title} must start at least {lead} after it is published, got {day}; an announcement began the count, "
                "and not early enough"
            )
        else:
            message = N_(
                "{title} must start at least {lead} after it is published, got {day}, {distance}; the earliest day is "
                "{earliest}"
            )
            if hub.timeline.branch:
                hint = N_(
                    "Move the event, or write in announced where it was published; {branch} does not show it yet."
                )
        yield Problem(
            event.at("start"),
            message,
            hint,
            {
                "lead": counted("{count} day", "{count} days", hub.settings.lead_time),
                "day": event.day,
                "distance": _distance((event.day - publication.day).days),
                "published": publication.day,
                "commit": publication.commit[:7],
                "branch": hub.timeline.branch,
                "earliest": publication.day + timedelta(days=hub.settings.lead_time),
            },
        )


def _distance(days: int) -> Counted | Term:
    return (
        counted("{count} day from {published}", "{count} days from {published}", days) if days else N_("the same day")
    )


def too_soon(file: Facts, hub: Hub) -> Iterator[tuple[Event, Publication]]:
    """The scheduled events that have not begun, never were shown and would start too soon after their publication."""
    for event in file.events:
        if event.is_scheduled and event.start > hub.now:
            story = hub.timeline.event(event)
            days = (event.day - story.publication.day).days
            if not story.is_known and days < hub.settings.lead_time:
                yield event, story.publication


@rule_across("warning")
def check_event_changed_late(file: Facts, hub: Hub) -> Iterator[Problem]:
    """Members who keep an evening free hear of another day, or that it takes place after all, a week ahead too.

    The event is shown at once, marked; has everybody been told?
    """
    for event in file.events:
        if hub.timeline.event(event).is_changed_late and event.start > hub.now:
            yield Problem(
                event.at("start"),
                N_(
                    "{title} should not change less than {lead} before it starts: by the history of {branch}, members "
                    "know it otherwise"
                ),
                N_("See to it that everybody who meant to come is told."),
                {
                    "lead": counted("{count} day", "{count} days", hub.settings.lead_time),
                    "branch": hub.timeline.branch,
                },
            )


@rule("warning", guarded=True, holds_back=True, reason=Reason.DECISION, decided_at=("agreed",))
def check_event_not_agreed(partner: Partner) -> Iterator[Problem]:
    """Day and hour are confirmed by both sides (`agreed`) before an event is public."""
    for event in partner.events:
        if not event.is_agreed:
            yield Problem(
                event.at("agreed"),
                N_("{field} must say when both sides confirmed day and hour; until then the event stays private"),
                N_("Agree with the partner, then write the date."),
            )


@rule("error")
def check_event_ends_before_start(partner: Partner) -> Iterator[Problem]:
    """An event ends after it starts."""
    for event in partner.events:
        if event.record.end is not None and event.end <= event.start:
            year = year_from(event.end.date(), event.start.date())
            typed = _as_typed(event.record.end)
            yield Problem(
                event.at("end"),
                N_("{field} must be later than the start, got {got}"),
                N_("Compare the two days, and mend the year first.")
                if event.record.whole_day or year
                else N_("Write {line} if it ends on the next day."),
                {
                    "got": N_("{end} ({year}?)") if year else typed,
                    "end": typed,
                    "year": year,
                    "line": f"end: {event.start.date() + timedelta(days=1)} {event.end:%H:%M}",
                },
            )


@rule("error")
def check_event_time_nonexistent(partner: Partner) -> Iterator[Problem]:
    """An event does not start or end in the hour that the clocks skip in spring."""
    for field, typed, zone in _typed_times(partner):
        aware = typed.replace(tzinfo=zone)
        if aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != typed:
            yield Problem(
                field,
                N_("{field} must be an hour that exists, got {got}, which the clocks of {zone} skip"),
                N_("Choose another hour."),
                {"got": typed, "zone": zone.key},
            )


@rule("warning")
def check_event_time_ambiguous(partner: Partner) -> Iterator[Problem]:
    """An hour that comes twice in autumn says which one it is, by an offset; else the first is taken."""
    for field, typed, zone in _typed_times(partner):
        first, second = typed.replace(tzinfo=zone), typed.replace(tzinfo=zone, fold=1)
        if first.utcoffset() > second.utcoffset():  # type: ignore[operator]
            yield Problem(
                field,
                N_("{field} should say which of two hours it is, got {got}, which comes twice in {zone}"),
                N_("Add the offset: {example}."),
                {"got": typed, "zone": zone.key, "example": first.isoformat(sep=" ", timespec="minutes")},
            )


@rule("error", stands_on=[("events", "online")])
def check_event_place_missing(partner: Partner) -> Iterator[Problem]:
    """An event says where one goes (`place`), or that it is `online`, or both."""
    for event in partner.events:
        if event.record.place is None and event.record.online is False:
            yield Problem(
                event.at("place"),
                N_("{field} or online must be given"),
                N_("Add a line such as online: true or {line}."),
                {"line": example_line(event.at("place"))},
            )


@rule("error", guarded=True, stands_on=[("events", "slug")])
def check_event_slug_duplicate(partner: Partner) -> Iterator[Problem]:
    """No two events of a partner have the same slug: it is their address."""
    events = defaultdict[str, list[Event]](list)
    for event in partner.events:
        events[event.key].append(event)
    for slug, holders in events.items():
        for event in holders if len(holders) > 1 else ():
            other = next(holder for holder in holders if holder is not event)
            yield Problem(
                event.at("slug") if event.record.slug else event.at(),
                N_("{event} must have a slug of its own, but {other} has “{slug}” too"),
                N_("Give each a slug."),
                {"event": event.at(), "other": other.at(), "slug": slug},
            )


@rule("note")
def check_event_slug_implicit(partner: Partner) -> Iterator[Problem]:
    """A slug is written down, since a later title would change the event's address."""
    for event in partner.events:
        if event.record.slug is None:
            yield Problem(
                event.at("slug"),
                N_("{field} is made from the title for now: “{slug}”"),
                N_("Add slug: {slug}."),
                {"slug": event.slug},
            )


@rule_across("warning", stands_on=[("events", "end"), ("events", "duration"), ("events", "timezone")])
def check_event_collision(file: Facts, hub: Hub) -> Iterator[Problem]:
    """Two events of different partners at the same time share the audience."""
    for event in file.events:
        if others := hub.collisions.get((event.path, event.index)):
            yield Problem(
                event.at("start"),
                N_("{event} overlaps with {others}"),
                N_("Talk to the other partner, or leave it if both are wanted."),
                {
                    "event": event.at(),
                    "others": ", ".join(
                        f"“{printable(other.title, MOST_OF_A_TITLE)}” ({other.path})" for other in others
                    ),
                },
            )


@rule("warning", stands_on=[("events", "end"), ("events", "duration"), ("events", "timezone")])
def check_event_on_quiet_day(partner: Partner) -> Iterator[Problem]:
    """No part of an event lies on one of the hub's `quiet_days`; `shabbat` lasts from sunset to nightfall."""
    yield from _resting(
        partner,
        quiet_time,
        N_("{event} should not lie on a quiet day, got {got}: {name} lasts from {since} to {until}"),
    )


@rule("warning", stands_on=[("events", "end"), ("events", "duration"), ("events", "timezone")])
def check_event_on_holiday(partner: Partner) -> Iterator[Problem]:
    """No part of an event lies on a public holiday of the country in `holidays`, in Israel from the eve's sunset on."""
    yield from _resting(
        partner, holiday, N_("{event} should not lie on a holiday, got {got}: {name} lasts from {since} to {until}")
    )


def _resting(partner: Partner, rest: Callable[[Event], Rest | None], message: Term) -> Iterator[Problem]:
    for event in partner.events:
        if event.is_scheduled and (found := rest(event)):
            moments = {"begins": event.begins, "ends": event.end, "since": found.since, "until": found.until}
            facts = {name: _as_typed(moment) for name, moment in moments.items()}
            runs_into = event.start < found.since and not event.record.whole_day
            yield Problem(
                event.at("start"),
                message,
                N_("Move it, if members rest then."),
                {
                    "event": event.at(),
                    "name": found.name,
                    "got": N_("{begins} until {ends}") if runs_into else facts["begins"],
                    **facts,
                },
                during=Span(until=event.start),
            )


@rule_among("error")
def check_cohost_unknown(file: Facts, neighbours: Neighbours) -> Iterator[Problem]:
    """A co-host in `with` is the slug of another partner file, of today or of before."""
    guesses = 0
    for event, index, slug in _cohosts(file):
        name = slugs.same(slug)
        is_itself = neighbours.now(name) == file.key
        if is_itself or (name not in neighbours.holders and name not in neighbours.ever and neighbours.is_whole):
            others = [known for known in neighbours.holders if known != file.key] if guesses < MOST_GUESSED else []
            meant = close_to(slug, others)
            guesses += 1
            hint = N_("Did you mean {meant}?") if meant else N_("Add a file for that partner first.")
            if is_itself:
                hint = N_("Take it out: the partner hosts its own events.")
            yield Problem(
                event.at("with", index),
                N_("{field} must be the slug of another partner, got “{got}”"),
                hint,
                {"got": slug, "meant": meant},
            )


@rule_across("warning")
def check_cohost_unpublished(file: Facts, hub: Hub) -> Iterator[Problem]:
    """A co-host who is not public is left out of the event's page, also one whose file is gone."""
    for event, index, slug in _cohosts(file):
        name = slugs.same(slug)
        is_known = name in hub.neighbours.holders or name in hub.neighbours.ever
        if is_known and hub.neighbours.now(name) != file.key and not hub.is_shown(name):
            yield Problem(
                event.at("with", index),
                N_("{field} is not public, so the event is shown without that co-host"),
                N_("Bring that partner's file in order, or wait for its decision."),
            )


@rule("warning")
def check_online_secret(partner: Partner) -> Iterator[Problem]:
    """An address that is shown holds no password and no token: whoever reads the page would have it.

    That of an online meeting often does (`?pwd=…`).
    """
    hint = N_("Take it out of the address and send it to those who come; or write online: true.")
    for field, address in _addresses(partner):
        if address is not None and holds_secret(address):
            yield Problem(field, N_("{field} should hold no password and no token, since everybody can read it"), hint)
    for field, document in partner.event_descriptions:
        if any(holds_secret(address) for _, address in document.details.links):
            yield Problem(
                field,
                N_("a link in {field} should hold no password and no token, since everybody can read it"),
                N_("Take it out of the address."),
            )
    for body in partner.bodies:
        # Of many on one line, one is enough to find them.
        for line in sorted({line for line, address in body.document.details.links if holds_secret(address)}):
            yield Problem(
                (),
                N_("a link in the description should hold no password and no token, since everybody can read it"),
                N_("Take it out of the address."),
                position=Position(body.first_line + line - 1),
            )


def _addresses(partner: Partner) -> Iterator[tuple[FieldPath, str | None]]:
    """Every address that is shown, with its field."""
    yield ("website",), partner.record.website
    for label, address in partner.record.links.items():
        yield ("links", label), address
    for event in partner.events:
        record = event.record
        yield event.at("map"), record.map
        yield event.at("online"), record.online if isinstance(record.online, str) else None
        yield event.at("link"), record.link
        for index, entry in enumerate(record.agenda):
            yield event.at("agenda", index, "link"), entry.link
        yield event.at("outcome", "link"), record.outcome.link if record.outcome else None


def _cohosts(file: Facts) -> Iterator[tuple[Event, int, str]]:
    for event in file.events:
        for index, slug in enumerate(event.record.cohosts):
            yield event, index, slug


def _as_typed(when: datetime | date | time) -> str:
    if isinstance(when, time):
        return f"{when:%H:%M}"
    return f"{when:%Y-%m-%d %H:%M}" if isinstance(when, datetime) else f"{when}"


def _typed_times(partner: Partner) -> Iterator[tuple[FieldPath, datetime, ZoneInfo]]:
    """The times that were typed without an offset, naive, with the zone in which they are read."""
    for event in partner.events:
        start, end = event.record.start, event.record.end
        for name, typed in (("start", start), ("end", datetime.combine(start, end) if isinstance(end, time) else end)):
            if isinstance(typed, datetime) and typed.tzinfo is None:
                yield event.at(name), typed, event.zone
