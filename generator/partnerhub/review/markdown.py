"""The report on a pull request → Markdown that a code host shows, and JSON.

Text from the pull request stands in code spans only, so that it can't mention, link, hide or head anything:
https://github.github.com/gfm/#code-spans
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from partnerhub.record.model import Status
from partnerhub.review.beside import OtherFile, Reach
from partnerhub.review.compare import EventReview, PartnerReview, PhotoReview, Review, Verdict
from partnerhub.review.questions import Question
from partnerhub.review.statement import Statement
from partnerhub.words.dates import CalendarWords
from partnerhub.words.finding import Finding, printable
from partnerhub.words.report import SEVERITIES, as_object, json_text
from partnerhub.words.terms import N_, Term, Terms

LIMIT = 59_000
"""Characters of a report; a code host takes 65,536 in a comment."""
MARK = "<!-- partnerhub-review -->"
"""By which the comment is found again."""

_VERDICTS: Mapping[Verdict, tuple[str, Term]] = {
    Verdict.READY: ("✅", N_("ready")),
    Verdict.WARNINGS: ("⚠️", N_("ready with warnings")),
    Verdict.NOT_READY: ("⛔", N_("not ready")),
}
_STATUSES: Mapping[Status, Term] = {
    Status.SCHEDULED: N_("scheduled"),
    Status.POSTPONED: N_("postponed"),
    Status.CANCELLED: N_("cancelled"),
}
_REACHES: Mapping[Reach, Term] = {
    Reach.RUNS: N_("May run when the hub is checked or built, or steer what runs; read every line:"),
    Reach.LINK: N_("Links and submodules; what they lead to is not in this proposal:"),
    Reach.EVERY_PAGE: N_("Templates; what stands there is in pages for everybody:"),
    Reach.PAGE: N_("Published as they are, with any script in them:"),
    Reach.OTHER: N_("Other files:"),
}
_MOST = 20
"""Files, settings and findings of a kind that are named."""
_INVISIBLE = re.compile("[\u200b-\u200f\u061c\ufeff]")


@dataclass(frozen=True)
class Links:
    """Where a code host shows the files of the revision under review; relative addresses where there is none."""

    files: str = ""
    """Address of the hub's folder, with a slash at its end."""
    pictures: str = ""
    """Address below which a picture can be embedded."""

    def file(self, path: str, line: int | None = None) -> str:
        """A partner file, at a line of its source."""
        return f"{self.files}{quote(path, errors='surrogateescape')}" + (f"?plain=1#L{line}" if line else "")

    def picture(self, path: str) -> str:
        """A picture as an image's source."""
        return f"{self.pictures}{quote(path, errors='surrogateescape')}"


@dataclass(frozen=True)
class _Writer:
    terms: Terms
    words: CalendarWords
    links: Links
    is_brief: bool = False
    """Leaves out what is good to know when there is no room for it."""

    def say(self, statement: Statement, show: Callable[[str], str]) -> str:
        """A statement in the reader's words; `show` makes text from the file safe to show."""
        facts = {name: self._fact(fact, show) for name, fact in statement.facts.items()}
        return self.terms(statement.term, **facts)

    def when(self, when: datetime | date) -> str:
        """A day, with its hour where it has one."""
        hour = f" {self.words.hour(when)}" if isinstance(when, datetime) else ""
        return f"{self.words.short_day(when)}{hour}"

    def _fact(self, fact: object, show: Callable[[str], str]) -> str:
        if isinstance(fact, Statement):
            return self.say(fact, show)
        if isinstance(fact, Term):
            return self.terms(fact)
        if isinstance(fact, date):
            return self.when(fact)
        return str(fact) if isinstance(fact, int) else show(str(fact))


def as_markdown(review: Review, language: str, links: Links) -> str:
    """The report for people, under 60,000 characters; what was left out is counted."""
    writer = _Writer(Terms(language), CalendarWords.of(language), links)
    whole = _report(review, writer, [_partner(partner, writer) for partner in review.partners], 0)
    if len(whole) <= LIMIT:
        return whole
    brief = _Writer(writer.terms, writer.words, links, is_brief=True)
    parts: list[str] = []
    for partner in review.partners:
        part = _partner(partner, brief)
        left = len(review.partners) - len(parts) - 1
        if len(_report(review, brief, [*parts, part], left)) > LIMIT:
            break
        parts.append(part)
    report = _report(review, brief, parts, len(review.partners) - len(parts))
    # Names and messages of hundreds of characters are long even where there are only twenty of each.
    return report if len(report) <= LIMIT else report[:LIMIT].rpartition("\n")[0] + "\n\n…\n"


def as_json(review: Review, language: str, links: Links) -> str:
    """The same facts for programs; texts in the reader's language, without markup."""
    writer = _Writer(Terms(language), CalendarWords.of(language), links)

    def plain(value: Any) -> Any:
        if isinstance(value, Statement):
            return writer.say(value, str)
        if isinstance(value, Term):
            return writer.terms(value)
        if isinstance(value, Finding):
            return as_object(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, (list, tuple)):
            return [plain(each) for each in value]
        return {name: plain(each) for name, each in vars(value).items()} if is_dataclass(value) else value

    report = {**plain(review), "new_errors": len(review.new_errors)}
    return json_text(report)


def _report(review: Review, writer: _Writer, partners: Sequence[str], left_out: int) -> str:
    terms = writer.terms
    parts = [MARK]
    if review.other_files:
        parts.append(_chapter(N_("Look here too"), _other_files(review.other_files, writer), writer))
    if review.about_settings:
        parts.append(_chapter(N_("Settings"), _settings(review.about_settings, writer), writer))
    parts += partners
    if not review.partners:
        parts.append(terms(N_("No partner file is touched.")))
    if left_out:
        left = terms.counted(
            "{count} more partner is left out here.", "{count} more partners are left out here.", left_out
        )
        parts.append(f"**{left}**")
    if writer.is_brief:
        parts.append(terms(N_("The report is shortened; `partnerhub review --format json` has all of it.")))
    if review.about_history:
        parts.append(_chapter(N_("What the history can't tell"), _findings(review.about_history, writer), writer))
    if review.elsewhere:
        parts.append(_chapter(N_("Also new in other files"), _findings(review.elsewhere[:_MOST], writer), writer))
    return "\n\n".join(parts) + "\n"


def _other_files(files: Sequence[OtherFile], writer: _Writer) -> str:
    lines = [writer.terms(N_("A proposal of a partnership needs none of these changes."))]
    for reach, words in _REACHES.items():
        paths = [file.path for file in files if file.reach is reach]
        if paths:
            named = ", ".join(code(path) for path in paths[:_MOST])
            lines.append(f"- **{writer.terms(words)}** {named}{_and_more(len(paths) - _MOST, writer)}")
    return "\n".join([lines[0], "", *lines[1:]])


def _settings(statements: Sequence[Statement], writer: _Writer) -> str:
    said = [writer.say(each, code) for each in statements[:_MOST]]
    return _listed(said) + _and_more(len(statements) - _MOST, writer)


def _and_more(count: int, writer: _Writer) -> str:
    return " " + writer.terms.counted("and {count} more", "and {count} more", count) if count > 0 else ""


def _partner(partner: PartnerReview, writer: _Writer) -> str:
    terms = writer.terms
    icon, verdict = _VERDICTS[partner.verdict]
    next_step = (
        _finding(partner.next_step, writer)
        if isinstance(partner.next_step, Finding)
        else writer.say(partner.next_step, code)
    )
    parts = [
        f"## {icon} {code(partner.name)}: {terms(verdict)}",
        terms(N_("**Next step:** {step}"), step=next_step),
        code(partner.path) if partner.is_removed else _link(partner.path, writer),
    ]
    if partner.changes:
        parts.append(_section(N_("What changed"), _listed(writer.say(each, code) for each in partner.changes), writer))
    if partner.duplicates:
        known = [_duplicate(path, is_declined, writer) for path, is_declined in partner.duplicates]
        parts.append(_section(N_("Do we know them already?"), _listed(known), writer))
    if partner.questions:
        parts.append(_section(N_("The three questions"), _questions(partner.questions, writer), writer))
    parts += _photo(partner, writer)
    if partner.events:
        parts.append(_section(N_("Events"), _events(partner.events, writer), writer))
    if partner.new:
        parts.append(_section(N_("New findings"), _findings(partner.new, writer), writer))
    if not writer.is_brief:
        parts += _once_merged(partner, writer)
        if partner.old:
            title = terms.counted("{count} finding from before", "{count} findings from before", len(partner.old))
            parts.append(_folded(title, _findings(partner.old, writer)))
    if partner.checklist:
        boxes = _listed(f"[ ] {terms(item)}" for item in partner.checklist)
        parts.append(_section(N_("Only you can say"), boxes, writer))
    return "\n\n".join(parts)


def _duplicate(path: str, is_declined: bool, writer: _Writer) -> str:
    words = (
        N_("{file} may be the same partner, and it was declined: read why")
        if is_declined
        else N_("{file} may be the same partner")
    )
    return writer.terms(words, file=_link(path, writer))


def _questions(questions: Sequence[Question], writer: _Writer) -> str:
    terms = writer.terms
    rows = ["| | " + terms(N_("Known")) + " | " + terms(N_("Unknown")) + " |", "|---|---|---|"]
    for question in questions:
        known = "<br>".join(writer.say(each, cell) for each in question.known)
        unknown = "<br>".join(writer.say(each, cell) for each in question.unknown)
        rows.append(f"| **{terms(question.title)}** | {known or '–'} | {unknown or '–'} |")
    return "\n".join(rows)


def _photo(partner: PartnerReview, writer: _Writer) -> Iterator[str]:
    if not partner.questions:
        return
    shown = "\n\n".join(_with_consent(photo, writer) for photo in partner.photos)
    yield _section(N_("Photo"), shown, writer)


def _with_consent(photo: PhotoReview, writer: _Writer) -> str:
    said = ". ".join(writer.say(each, code) for each in photo.consent)
    if photo.path is None:
        none = writer.terms(N_("There is no photo that can be shown."))
        said = f"{none} {said}"
    else:
        picture = f'<img src="{writer.links.picture(photo.path)}" alt="" width="320">'
        said = f"{picture}\n\n{_link(photo.path, writer)}: {said}"
    title = writer.terms(N_("Of the event {title}"), title=code(photo.title)) if photo.title else ""
    return f"**{title}**\n\n{said}" if title else said


def _events(events: Sequence[EventReview], writer: _Writer) -> str:
    terms, words = writer.terms, writer.words
    heads = (N_("Event"), N_("When"), N_("Status"), N_("Publish by"), N_("Merge by"), N_("Days to spare"))
    rows = ["| " + " | ".join(terms(head) for head in heads) + " |", "|" + "---|" * len(heads)]
    for event in events:
        days = str(event.days_to_spare) if event.days_to_spare >= 0 else f"⛔ {event.days_to_spare}"
        cells = [
            cell(event.title),
            writer.when(event.start),
            terms(_STATUSES[event.status]),
            words.short_day(event.publish_by),
            words.short_day(event.merge_by),
            days if event.status is Status.SCHEDULED else "–",
        ]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _once_merged(partner: PartnerReview, writer: _Writer) -> Iterator[str]:
    if not partner.preview:
        return
    terms = writer.terms
    promise = (
        N_("Once merged, members see this:")
        if partner.is_public_once_merged
        else N_("Nothing of it is public yet. Once nothing holds it back, members see this:")
    )
    lines = [f"- {terms(label)}: {', '.join(code(text) for text in texts)}" for label, texts in partner.preview]
    lines.append("")
    if partner.stays_private:
        names = ", ".join(code(name) for name in partner.stays_private)
        lines.append(terms(N_("These fields are filled in and stay in the repository: {names}"), names=names))
    yield _folded(terms(promise), "\n".join(lines))


def _chapter(title: Term, content: str, writer: _Writer) -> str:
    return f"## {writer.terms(title)}\n\n{content}"


def _section(title: Term, content: str, writer: _Writer) -> str:
    return f"### {writer.terms(title)}\n\n{content}"


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _folded(title: str, content: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{content}\n\n</details>"


def _findings(findings: Sequence[Finding], writer: _Writer) -> str:
    return _listed(_finding(finding, writer) for finding in findings)


def _finding(finding: Finding, writer: _Writer) -> str:
    place = f"[{code(f'{finding.path}:{finding.line}')}]({writer.links.file(finding.path, finding.line)})"
    hint = f" {code(finding.hint)}" if finding.hint else ""
    severity = writer.terms(SEVERITIES[finding.severity])
    return f"{severity} **{finding.rule}** {place}: {code(finding.message)}.{hint}"


def _link(path: str, writer: _Writer) -> str:
    return f"[{code(path)}]({writer.links.file(path)})"


def code(text: str) -> str:
    """Text as a code span: one line, nothing in it is markup."""
    text = printable(" ".join(_INVISIBLE.sub("", text).split()))
    if not text:
        return "–"
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def cell(text: str) -> str:
    """Text as a code span in a table, where a pipe would end the cell."""
    # A backslash before it would not do: text may bring one of its own.
    return code(text).replace("|", "\N{DIVIDES}")
