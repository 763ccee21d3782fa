"""A board → a private calendar of duties (RFC 5545): whole days, the same entry every day until it is done."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from functools import partial
from urllib.parse import quote, urlsplit

from icalendar import Calendar, Event, vText, vUri

from partnerhub.duties.links import EditLinks
from partnerhub.duties.model import Board, Duty
from partnerhub.duties.wording import Wording
from partnerhub.words.places import in_sentence
from partnerhub.words.printable import printable
from partnerhub.words.span import first_moment
from partnerhub.words.terms import N_

_FIRST = date(2020, 1, 1)
"""From which sequence numbers count their days (RFC 5545 §3.8.7.4)."""


def as_calendar(board: Board, links: EditLinks) -> bytes:
    """An entry a duty. What is overdue stands on today, so that one who looks at today sees it."""
    wording = Wording(board)
    whole = Calendar()
    whole.add("prodid", "-//partnerhub//partnerhub//EN")
    whole.add("version", "2.0")
    name = wording.terms(N_("{community}: what is to be done"), community=board.title)
    whole.add("name", vText(name))
    whole.add("x-wr-calname", vText(name))
    for duty in board.duties:
        whole.add_component(_entry(duty, wording, links))
    return bytes(whole.to_ical())


def _entry(duty: Duty, wording: Wording, links: EditLinks) -> Event:
    today, entry = wording.board.today, Event()
    day = max(duty.due, today) if duty.is_overdue else duty.due
    address = links.file(duty.path)
    # A moment that is the same all day: the same board gives the same bytes.
    made = first_moment(today, UTC)
    entry.add("uid", f"{quote(duty.id)}@duties.{_place(wording.board)}")
    entry.add("dtstamp", made)
    entry.add("sequence", max((today - _FIRST).days, 0))
    show = partial(in_sentence, language=wording.board.language)
    entry.add("summary", wording.what(duty, show))
    entry.add("dtstart", day)
    # The day of DTEND is not in it any more: RFC 5545 §3.6.1.
    entry.add("dtend", day + timedelta(days=1))
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    entry.add("description", "\n".join([*wording.about(duty, printable), address or f"{duty.path}:{duty.line}"]))
    if address:
        entry.add("url", vUri(address))
    return entry


def _place(board: Board) -> str:
    """What tells the entries of two hubs apart."""
    address = urlsplit(board.site_url or "")
    return f"{address.hostname or 'partnerhub.invalid'}{address.path.rstrip('/')}"
