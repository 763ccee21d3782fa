"""An event on another day or at another hour, with all of it that has a day or an hour: end and agenda go along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from partnerhub.editing.edit import Edit
from partnerhub.record.partner import Event
from partnerhub.record.schedule import moment_within


def moved(event: Event, when: datetime | date) -> list[Edit]:
    """The edits of a move to `when`: a day, which keeps the hour, or day and hour; none where it is there already."""
    place, old, new = event.at("start"), event.record.start, when
    if isinstance(old, datetime) and not isinstance(when, datetime):
        new = datetime.combine(when, event.start.time())
    written = _written(new)
    if new == old:
        return []
    if isinstance(new, datetime) is not isinstance(old, datetime):
        return [Edit(place, written)]
    return [Edit(place, written), *_what_goes_along(event, new)]


def _what_goes_along(event: Event, new: datetime | date) -> Iterator[Edit]:
    """End and agenda, by the clock: as long after the start as they were."""
    end = event.record.end
    if not isinstance(new, datetime):
        assert not isinstance(event.record.start, datetime), "both are days"
        if isinstance(end, date):
            yield Edit(event.at("end"), f"{end + (new - event.record.start)}")
        start, shift = datetime.combine(new, time()), new - event.record.start
    else:
        start = (new.astimezone(event.zone) if new.tzinfo else new).replace(tzinfo=None)
        shift = start - _clock(event.start)
        if isinstance(end, datetime):
            yield Edit(event.at("end"), _written(_clock(event.end) + shift))
        elif isinstance(end, time) and event.end > event.start:
            after = _clock(event.end) + shift
            if after.time() != end or after.date() != start.date():
                yield Edit(event.at("end"), f"{after:%H:%M}" if after.date() == start.date() else _written(after))
    finish = _clock(event.end) + shift
    for index, entry in enumerate(event.record.agenda):
        at = _clock(moment_within(event.start, event.end, entry.at, event.zone)) + shift
        if isinstance(entry.at, datetime):
            yield Edit(event.at("agenda", index, "at"), _written(at))
        elif at.time() != entry.at:
            zone = event.zone
            hour = moment_within(start.replace(tzinfo=zone), finish.replace(tzinfo=zone), at.time(), zone)
            yield Edit(event.at("agenda", index, "at"), f"{at:%H:%M}" if _clock(hour) == at else _written(at))


def _clock(moment: datetime) -> datetime:
    """What a clock on the wall shows then."""
    return moment.replace(tzinfo=None)


def _written(when: datetime | date) -> str:
    """As the format has it, with an offset where one was typed."""
    if not isinstance(when, datetime):
        return f"{when}"
    return when.isoformat(sep=" ", timespec="minutes")
