"""A board → a page of its own (`templates/board/`): no script, no other host, to be opened from a disk."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from partnerhub.duties.in_browser import Blanks, in_browser
from partnerhub.duties.links import EditLinks
from partnerhub.duties.model import Board, Duty, Partnership
from partnerhub.duties.wording import Wording
from partnerhub.ours import TEMPLATES
from partnerhub.site.render import environment
from partnerhub.words.terms import N_


def as_page(board: Board, links: EditLinks, blanks: Blanks) -> str:
    """This week and what is late, the month ahead, and all partnerships by stage."""
    wording = Wording(board)

    def rows(duties: Sequence[Duty]) -> list[dict[str, object]]:
        return [_row(duty, wording, links) for duty in duties]

    def section(heading: str, duties: Sequence[Duty], **more: bool) -> dict[str, object]:
        return {"heading": heading, "rows": rows(duties), "is_late": False, "is_folded": False, **more}

    terms = wording.terms
    now = [section(terms(N_("This week")), board.this_week)]
    if board.overdue:
        now.insert(0, section(terms(N_("Overdue")), board.overdue, is_late=True))
    ahead = [section(terms(N_("Within a month")), board.next_month)]
    if board.later:
        ahead.append(section(terms(N_("Later")), board.later, is_folded=True))
    ways = in_browser(wording, links, blanks, _code)
    page = environment([TEMPLATES / "board"], board.language).get_template("board.html")
    return page.render(
        board=board,
        direction=wording.days.locale.text_direction,
        now=now,
        ahead=ahead,
        lanes=[
            {"stage": stage, "cards": [_card(each, wording, links) for each in partnerships]}
            for stage, partnerships in wording.stages
        ],
        ways=ways,
        copied=[(each, Markup(each.words)) for each in ways.copied],
        change=Markup(wording.change(board.next_change, _name)) if board.next_change else None,
        unread=[Markup(wording.unread(finding, _name)) for finding in board.unread],
    )


def _row(duty: Duty, wording: Wording, links: EditLinks) -> dict[str, object]:
    is_soon = 0 <= (duty.due - wording.board.today).days <= 1 and not duty.is_overdue
    return {
        "duty": duty,
        "what": Markup(wording.what(duty, _name)),
        "soon": wording.by_when(duty) if is_soon else "",
        "about": [Markup(each) for each in wording.about(duty, _name)],
        "address": links.file(duty.path),
    }


def _card(partnership: Partnership, wording: Wording, links: EditLinks) -> dict[str, object]:
    notes = [wording.waits(partnership)] if partnership.waiting_since else []
    if partnership.duties:
        first = partnership.duties[0]
        notes.append(Markup("{}: {}").format(wording.by_when(first), Markup(wording.what(first, _name))))
    return {"name": partnership.name, "address": links.file(partnership.path), "notes": notes}


def _code(typed: str) -> str:
    """The name of a file or a field."""
    return Markup('<code dir="ltr">{}</code>').format(typed)


def _name(typed: str) -> str:
    """What was typed, kept apart from the direction of the sentence around it."""
    return Markup("<bdi>{}</bdi>").format(typed)
