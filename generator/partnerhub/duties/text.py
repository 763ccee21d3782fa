"""A board → text for a terminal, and JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from partnerhub.duties.links import EditLinks
from partnerhub.duties.model import Board, Duty, Partnership
from partnerhub.duties.wording import Wording
from partnerhub.words.places import in_sentence
from partnerhub.words.printable import printable
from partnerhub.words.report import as_object, json_text
from partnerhub.words.terms import N_


def as_text(board: Board, links: EditLinks) -> str:
    """What is due, what is overdue first; then how far each partnership has come."""
    return "\n".join(_lines(board, links))


def _lines(board: Board, links: EditLinks) -> Iterator[str]:
    wording, show = Wording(board, is_text=True), partial(in_sentence, language=board.language)
    for heading, duties in wording.sections:
        yield heading
        for duty in duties:
            yield f"  {wording.by_when(duty)}: {wording.what(duty, show)}"
            if about := " · ".join(wording.about(duty, printable)):
                yield f"      {about}"
            yield f"      {links.file(duty.path) or f'{printable(duty.path)}:{duty.line}'}"
        yield ""
    if not wording.sections:
        yield wording.terms(N_("Nothing is due."))
        yield ""
    for stage, partnerships in wording.stages:
        names = ((show(each.name), wording.waits(each)) for each in partnerships)
        yield f"{stage}: " + ", ".join(f"{name} ({waits})" if waits else name for name, waits in names)
    for finding in board.unread:
        yield wording.unread(finding, printable)
    if board.next_change:
        yield wording.change(board.next_change, show)


def as_json(board: Board, links: EditLinks) -> str:
    """The same facts; days as ISO 8601 has them, sentences in the board's language."""
    wording = Wording(board)

    def duty_object(duty: Duty) -> dict[str, object]:
        return {
            "id": duty.id,
            "kind": duty.kind,
            "what": wording.what(duty, str),
            "due": f"{duty.due}",
            "overdue": duty.is_overdue,
            "since": f"{duty.since}" if duty.since else None,
            "partner": duty.partner,
            "name": duty.name,
            "event": duty.event or None,
            "title": duty.title or None,
            "start": duty.start.isoformat() if duty.start else None,
            "obstacle": duty.obstacle.message if duty.obstacle else None,
            "path": duty.path,
            "line": duty.line,
            "field": duty.field,
            "edit": links.file(duty.path),
        }

    def partnership_object(partnership: Partnership) -> dict[str, object]:
        waits = partnership.waiting_since
        return {
            "partner": partnership.partner,
            "name": partnership.name,
            "path": partnership.path,
            "stage": partnership.stage,
            "waiting_since": f"{waits}" if waits else None,
            "duties": [duty.id for duty in partnership.duties],
        }

    change = board.next_change
    return json_text(
        {
            "today": f"{board.today}",
            "duties": [duty_object(duty) for duty in board.duties],
            "partnerships": [partnership_object(each) for each in board.partnerships],
            "unread": [as_object(finding) for finding in board.unread],
            "next_change": {
                "at": change.at.isoformat(),
                "what": wording.terms(change.term, **change.facts),
            }
            if change
            else None,
        }
    )
