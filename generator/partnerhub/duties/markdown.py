"""A board → Markdown for an issue that is kept up to date. What was typed stands in code spans only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from partnerhub.duties.in_browser import Blanks, in_browser
from partnerhub.duties.links import EditLinks
from partnerhub.duties.model import Board, Duty
from partnerhub.duties.wording import Wording
from partnerhub.words.code_spans import code
from partnerhub.words.terms import N_

MARK = "<!-- partnerhub-duties -->"
"""By which the issue is found again."""
LIMIT = 59_000
"""Characters; a code host takes 65,536 in an issue."""
_MOST = 60
"""Duties of a section that are named."""


def as_markdown(board: Board, links: EditLinks, blanks: Blanks) -> str:
    """What is due, what is overdue first. Each line of what is overdue ends with a hidden mark, the same every day."""
    whole = "\n".join(_lines(board, links, blanks)) + "\n"
    return whole if len(whole) <= LIMIT else whole[:LIMIT].rpartition("\n")[0] + "\n\n…\n"


def _lines(board: Board, links: EditLinks, blanks: Blanks) -> Iterator[str]:
    wording = Wording(board)
    yield MARK
    yield ""
    yield wording.terms(N_("As of {day}."), day=wording.days.day(board.today))
    for heading, duties in wording.sections:
        yield f"\n### {heading}\n"
        for duty in duties[:_MOST]:
            yield _line(duty, wording, links)
        if (left := len(duties) - _MOST) > 0:
            yield "- " + wording.terms.counted("and {count} more", "and {count} more", left)
    if not wording.sections:
        nothing = wording.terms(N_("Nothing is due."))
        yield f"\n**{nothing}**"
    yield from _in_browser(wording, links, blanks)
    heading = wording.terms(N_("Partnerships by stage"))
    yield f"\n### {heading}\n"
    for stage, partnerships in wording.stages:
        names = ((code(each.name), wording.waits(each)) for each in partnerships)
        yield f"- **{stage}**: " + ", ".join(f"{name} ({waits})" if waits else name for name, waits in names)
    yield ""
    for finding in board.unread:
        yield wording.unread(finding, code) + "\n"
    if board.next_change:
        yield wording.change(board.next_change, code)


def _line(duty: Duty, wording: Wording, links: EditLinks) -> str:
    address, label = links.file(duty.path), wording.terms(N_("Open the file"))
    place = f"[{label}]({address})" if address else code(f"{duty.path}:{duty.line}")
    about = " · ".join((*wording.about(duty, code), place))
    mark = f" <!-- overdue:{hashlib.sha256(duty.id.encode()).hexdigest()[:12]} -->" if duty.is_overdue else ""
    return f"- **{wording.by_when(duty)}**: {wording.what(duty, code)} · {about}{mark}"


def _in_browser(wording: Wording, links: EditLinks, blanks: Blanks) -> Iterator[str]:
    ways = in_browser(wording, links, blanks, code)
    yield f"\n### {ways.heading}\n"
    for words, address in ways.links:
        yield f"- [{words}]({address})"
    for each in ways.copied:
        # No line of the text is a fence: each begins with a name, a sign or a blank.
        fence = f"```yaml\n{each.text}```"
        yield f"\n<details><summary>{each.heading}</summary>\n\n{each.words}\n\n{fence}\n\n</details>"
