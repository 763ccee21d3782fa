"""The table that a review begins with: a line for each partner that is touched, and one for all else.

Those that are not ready stand first, and stay when there is no room for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from partnerhub.review.beside import Reach
from partnerhub.review.model import PartnerReview, Review, Verdict
from partnerhub.review.statement import Statement
from partnerhub.review.writer import Writer
from partnerhub.words.code_spans import cell
from partnerhub.words.finding import Finding, Severity
from partnerhub.words.terms import N_, Term

VERDICTS: Mapping[Verdict, tuple[str, Term]] = {
    Verdict.READY: ("✅", N_("ready")),
    Verdict.WARNINGS: ("⚠️", N_("ready with warnings")),
    Verdict.NOT_READY: ("⛔", N_("not ready")),
}
_ROOM = 30_000
"""Characters that the table may take."""
_SENTENCE = 160
"""Characters of a message; the whole of it stands with its partner."""
_WIDTHS = (400, 80, 30)
"""Characters of a text in a cell; where there is no room, the next is tried."""


@dataclass(frozen=True)
class _Row:
    verdict: Verdict
    until: date | None
    """The last day on which it is true, if that is soon."""
    name: str | Term
    path: str | None
    """Of the file; None where there is none to look at."""
    first: Statement | Finding
    """What is to be said first."""
    more: int = 0
    """How many changes more there are."""


def verdicts(review: Review, writer: Writer) -> str:
    """The table, and as of when it is true; empty where a review has nothing to judge."""
    rows = [*map(_of, review.partners), *_of_all_else(review)]
    rows.sort(key=lambda row: row.verdict.rank)
    if not rows:
        return ""
    heads = (N_("Verdict"), N_("Partner"), N_("First of all"))
    head = ["| " + " | ".join(writer.terms(each) for each in heads) + " |", "|---|---|---|"]
    lines: list[str] = []
    for width in _WIDTHS:
        lines = [_line(row, width, writer) for row in rows]
        if sum(map(len, lines)) <= _ROOM:
            break
    fitting, room = 0, _ROOM
    while fitting < len(lines) and (room := room - len(lines[fitting])) >= 0:
        fitting += 1
    left = Counter(row.verdict for row in rows[fitting:])
    counts = ", ".join(f"{writer.terms(words)}: {left[each]}" for each, (_, words) in VERDICTS.items() if left[each])
    parts = ["\n".join([*head, *lines[:fitting]])]
    if counts:
        parts.append(writer.terms(N_("**And {count} more:** {counts}."), count=len(rows) - fitting, counts=counts))
    if review.judged_on:
        parts.append(writer.terms(N_("Judged as of {day}."), day=writer.words.short_day(review.judged_on)))
    return "\n\n".join(parts)


def _line(row: _Row, width: int, writer: Writer) -> str:
    terms = writer.terms
    icon, words = VERDICTS[row.verdict]
    verdict = f"{icon} {terms(words)}"
    if row.until:
        verdict = terms(N_("{verdict} until {day}"), verdict=verdict, day=writer.when(row.until))
    name = terms(row.name) if isinstance(row.name, Term) else writer.cell(_short(row.name, width))
    if row.path is not None and width == _WIDTHS[0]:
        name = f"[{name}]({writer.links.file(row.path)})"
    first = row.first
    if isinstance(first, Finding):
        said = cell(_short(first.message, min(width, _SENTENCE)))
        if row.path is None:
            said = f"{writer.cell(_short(first.path, width))}: {said}"
    else:
        said = writer.say(first, lambda text: writer.cell(_short(text, width)))
    if row.more and width > _WIDTHS[-1]:
        more = terms.counted("and {count} more", "and {count} more", row.more)
        said += f" ({more})"
    return f"| {verdict} | {name} | {said} |"


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _of(partner: PartnerReview) -> _Row:
    changes = [*partner.loses, *partner.changes]
    first: Statement | Finding = partner.next_step
    more = 0
    declined = next((each for each in partner.duplicates if each.was_declined), None)
    if partner.verdict is not Verdict.NOT_READY:
        if partner.is_removed and partner.loses:
            first, more = Statement(N_("removed: {loss}"), {"loss": partner.loses[0]}), len(partner.loses) - 1
        elif declined:
            first = Statement(N_("perhaps declined before, as {file}"), {"file": declined.path})
        elif partner.loses or not isinstance(first, Finding):
            first = changes[0] if changes else Statement(N_("nothing but how it is written"))
            more = len(changes) - 1
    until = partner.turn.last_day if partner.turn else None
    return _Row(partner.verdict, until, partner.name, None if partner.is_removed else partner.path, first, max(more, 0))


def _of_all_else(review: Review) -> Sequence[_Row]:
    """A line for what is about no partner that is touched, where there is something to look at."""
    found = review.beside_partners
    error = next((each for each in found if each.severity is Severity.ERROR), None)
    warning = next((each for each in found if each.severity is Severity.WARNING), None)
    looked_at = [file for file in review.other_files if file.reach is not Reach.OTHER]
    first: Statement | Finding
    if error or warning:
        first = error or warning  # type: ignore[assignment]
    elif review.other_files:
        first = Statement(N_("{path} changes"), {"path": review.other_files[0].path})
    else:
        return []
    verdict = Verdict.NOT_READY if error else Verdict.WARNINGS if warning or looked_at else Verdict.READY
    more = len(review.other_files) - 1 if not (error or warning) else len(found) - 1
    return [_Row(verdict, None, N_("all else"), None, first, more)]
