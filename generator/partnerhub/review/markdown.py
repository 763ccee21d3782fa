"""The report on a pull request → Markdown that a code host shows, and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass, replace
from datetime import date
from typing import Any

from partnerhub.record.model import Status
from partnerhub.review.beside import OtherFile, Reach
from partnerhub.review.known import Duplicate
from partnerhub.review.model import EventReview, PartnerReview, PhotoReview, Review
from partnerhub.review.questions import Question, Rows
from partnerhub.review.statement import Statement
from partnerhub.review.verdicts import VERDICTS, verdicts
from partnerhub.review.writer import Links, Writer
from partnerhub.words.code_spans import code
from partnerhub.words.finding import Finding, Severity
from partnerhub.words.report import as_object, json_text
from partnerhub.words.terms import N_, Term

__all__ = ["LIMIT", "MARK", "Links", "as_json", "as_markdown", "code"]

LIMIT = 59_000
"""Characters of a report; a code host takes 65,536 in a comment."""
MARK = "<!-- partnerhub-review -->"
"""By which the comment is found again."""

_REACHES: Mapping[Reach, Term] = {
    Reach.RUNS: N_("May run when the hub is checked or built, or steer what runs; read every line:"),
    Reach.LINK: N_("Links and submodules; what they lead to is not in this proposal:"),
    Reach.EVERY_PAGE: N_("Templates; what stands there is in pages for everybody:"),
    Reach.PAGE: N_("Published as they are, with any script in them:"),
    Reach.OTHER: N_("Other files:"),
}
_MOST = 20
"""Files, settings and findings of a kind that are named."""


def as_markdown(review: Review, language: str, links: Links) -> str:
    """The report for people, under 60,000 characters; what was left out is counted."""
    writer = Writer.of(language, links, review.judged_on or date.min)
    whole = _report(review, writer, [_partner(partner, writer) for partner in review.partners], 0)
    if len(whole) <= LIMIT:
        return whole
    brief = replace(writer, is_brief=True)
    parts: list[str] = []
    room = LIMIT - len(_report(review, brief, [], len(review.partners)))
    for partner in review.partners:
        part = brief.directed(_partner(partner, brief))
        room -= len(part) + 2
        if room < 0:
            break
        parts.append(part)
    report = _report(review, brief, parts, len(review.partners) - len(parts))
    # Names and messages of hundreds of characters are long even where there are only twenty of each.
    return report if len(report) <= LIMIT else report[:LIMIT].rpartition("\n")[0] + "\n\n…\n"


def as_json(review: Review, language: str, links: Links) -> str:
    """The same facts for programs; texts in the reader's language, without markup."""
    writer = Writer.of(language, links, review.judged_on or date.min)

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


def _report(review: Review, writer: Writer, partners: Sequence[str], left_out: int) -> str:
    terms = writer.terms
    parts = [verdicts(review, writer)]
    if review.other_files:
        parts.append(_chapter(N_("Look here too"), _other_files(review.other_files, writer), writer))
    if review.about_settings or review.with_new_settings.come or review.with_new_settings.go:
        parts.append(_chapter(N_("Settings"), _settings(review, writer), writer))
    errors = [finding for finding in review.elsewhere if finding.severity is Severity.ERROR]
    if errors:
        parts.append(_chapter(N_("Wrong in other files"), _first(errors, writer), writer))
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
    others = [finding for finding in review.elsewhere if finding not in errors]
    if others:
        parts.append(_chapter(N_("Also new in other files"), _first(others, writer), writer))
    whole = "\n\n".join(part for part in parts if part)
    return f"{MARK}\n\n{writer.directed(whole)}\n"


def _other_files(files: Sequence[OtherFile], writer: Writer) -> str:
    lines = [writer.terms(N_("A proposal of a partnership needs none of these changes."))]
    for reach, words in _REACHES.items():
        paths = [file.path for file in files if file.reach is reach]
        if paths:
            named = ", ".join(writer.code(path) for path in paths[:_MOST])
            lines.append(f"- **{writer.terms(words)}** {named}{_and_more(len(paths) - _MOST, writer)}")
    return "\n".join([lines[0], "", *lines[1:]])


def _settings(review: Review, writer: Writer) -> str:
    statements, effect = review.about_settings, review.with_new_settings
    said = [writer.say(each) for each in statements[:_MOST]]
    parts = [_listed(said) + _and_more(len(statements) - _MOST, writer)]
    for words, findings in (
        (N_("Once these settings are in force, these findings come:"), effect.come),
        (N_("Once these settings are in force, these findings are hidden:"), effect.go),
    ):
        if findings:
            parts.append(f"**{writer.terms(words)}**")
            # What is hidden may be what stands in the way, and is said there.
            write = writer.finding if findings is effect.come else writer.named
            parts.append(_listed(map(write, findings[:_MOST])) + _and_more(len(findings) - _MOST, writer))
    return "\n\n".join(filter(None, parts))


def _and_more(count: int, writer: Writer) -> str:
    return " " + writer.terms.counted("and {count} more", "and {count} more", count) if count > 0 else ""


def _partner(partner: PartnerReview, writer: Writer) -> str:
    terms, step = writer.terms, partner.next_step
    icon, verdict = VERDICTS[partner.verdict]
    parts = [
        f"## {icon} {terms(verdict)}: {writer.code(partner.name)}",
        writer.code(partner.path) if partner.is_removed else writer.file(partner.path),
        terms(N_("**Next step:** {step}"), step=writer.tell(step)),
    ]
    if partner.turn:
        day, then = writer.when(partner.turn.last_day), writer.tell(partner.turn.then)
        parts.append(terms(N_("**After {day}:** {then}"), day=day, then=then))
    if partner.duplicates:
        known = [_duplicate(each, writer) for each in partner.duplicates]
        parts.append(_section(N_("Do we know them already?"), _listed(known), writer))
    changes = [*(f"**{writer.say(each)}**" for each in partner.loses), *(writer.say(each) for each in partner.changes)]
    if partner.is_removed:
        changes = [*changes[len(partner.loses) :], *changes[: len(partner.loses)]]
    if changes:
        parts.append(_section(N_("What changed"), _listed(changes), writer))
    if partner.not_public:
        said_of = [writer.say(each) for each in partner.not_public]
        parts.append(_section(N_("Not public once merged"), _listed(said_of), writer))
    parts += _questions(partner, writer)
    parts += _photos(partner, writer)
    events = [event for event in partner.events if event.is_touched and event.wants_a_day]
    if events:
        parts.append(_section(N_("Events"), _events(events, writer), writer))
    # What is the next step is said already, and so is that the decision is pending.
    new, old = (
        [each for each in findings if each != step and each.rule != "vetting-undecided"]
        for findings in (partner.new, partner.old)
    )
    if new:
        parts.append(_section(N_("New findings"), _findings(new, writer), writer))
    if not writer.is_brief:
        parts += _once_merged(partner, writer)
        if old:
            title = terms.counted("{count} finding from before", "{count} findings from before", len(old))
            parts.append(_folded(title, _findings(old, writer)))
    if partner.checklist:
        boxes = _listed(f"[ ] {writer.say(each)}" for each in partner.checklist)
        parts.append(_section(N_("Only you can say"), boxes, writer))
    return "\n\n".join(parts)


def _duplicate(known: Duplicate, writer: Writer) -> str:
    words = (
        N_("{file} may be the same partner, and it was declined: read why")
        if known.was_declined
        else N_("{file} may be the same partner")
    )
    file = writer.code(known.path) if known.is_gone else writer.file(known.path)
    said = writer.terms(words, file=file)
    return writer.terms(N_("{said} (this proposal takes it away)"), said=said) if known.is_gone else said


def _questions(partner: PartnerReview, writer: Writer) -> Iterator[str]:
    """What is answered anew; what stays as it was is folded."""
    changed = [question for question in partner.questions if question.is_changed or partner.is_asked_anew]
    same = [question for question in partner.questions if question not in changed]
    if changed:
        yield _section(N_("The three questions"), _answers(changed, writer), writer)
    if same and not writer.is_brief:
        title = N_("The other answers, which stay") if changed else N_("The three questions: the answers stay")
        yield _folded(writer.terms(title), _answers(same, writer))


def _answers(questions: Sequence[Question], writer: Writer) -> str:
    terms = writer.terms
    heads = (N_("Question"), N_("Known"), N_("Unknown"))
    rows = ["| " + " | ".join(map(terms, heads)) + " |", "|---|---|---|"]
    for question in questions:
        known = "<br>".join(writer.say(each, writer.cell) for each in question.known)
        unknown = "<br>".join(writer.say(each, writer.cell) for each in question.unknown)
        rows.append(f"| **{terms(question.title)}** | {known or '–'} | {unknown or '–'} |")
    return "\n".join(rows)


def _photos(partner: PartnerReview, writer: Writer) -> Iterator[str]:
    touched = [_with_consent(photo, writer) for photo in partner.photos if photo.is_touched]
    if touched:
        yield _section(N_("Photo"), "\n\n".join(touched), writer)


def _with_consent(photo: PhotoReview, writer: Writer) -> str:
    said = "; ".join(writer.say(each) for each in photo.consent)
    if photo.path is None:
        none = writer.terms(N_("There is no photo that can be shown."))
        shown = f"{none}\n\n- {said}"
    else:
        picture = f'<img src="{writer.links.picture(photo.path)}" alt="" width="320">'
        shown = f"{picture}\n\n{writer.file(photo.path)}: {said}"
    title = writer.terms(N_("Of the event {title}"), title=writer.code(photo.title)) if photo.title else ""
    return f"**{title}**\n\n{shown}" if title else shown


def _events(events: Sequence[EventReview], writer: Writer) -> str:
    """Only the columns that say something: most are scheduled, and published on the day of the merge."""
    terms = writer.terms
    columns = {N_("Event"): [writer.cell(event.title) for event in events]}
    columns[N_("When")] = [writer.when(event.start) for event in events]
    if any(event.status is not Status.SCHEDULED for event in events):
        columns[N_("Status")] = [terms(Term(event.status)) for event in events]
    scheduled = [event for event in events if event.status is Status.SCHEDULED]
    if any(event.publish_by != event.merge_by for event in scheduled):
        columns[N_("Publish by")] = [writer.when(event.publish_by) for event in events]
    if scheduled:
        columns[N_("Merge by")] = [
            f"{writer.when(event.merge_by)} ({_left(event, writer)})" if event in scheduled else "–" for event in events
        ]
    rows = ["| " + " | ".join(map(terms, columns)) + " |", "|" + "---|" * len(columns)]
    rows += ["| " + " | ".join(cells) + " |" for cells in zip(*columns.values(), strict=True)]
    return "\n".join(rows)


def _left(event: EventReview, writer: Writer) -> str:
    days = event.days_to_spare
    if days < 0:
        late = writer.terms.counted("{count} day too late", "{count} days too late", -days)
        return f"{'⚠️' if event.is_known else '⛔'} {late}"
    if days == 0:
        return writer.terms(N_("today is the last day"))
    return writer.terms.counted("{count} day left", "{count} days left", days)


def _once_merged(partner: PartnerReview, writer: Writer) -> Iterator[str]:
    terms = writer.terms
    seen = partner.preview if partner.is_asked_anew else partner.preview_changes
    if seen:
        yield _folded(terms(N_("Once merged, members see this:")), _rows(seen, writer))
    if partner.preview_later:
        promise = (
            N_("Not public yet. Once nothing holds it back, members see this too:")
            if partner.is_public_once_merged
            else N_("Nothing of it is public yet. Once nothing holds it back, members see this:")
        )
        yield _folded(terms(promise), _rows(partner.preview_later, writer))
    if partner.stays_private and partner.is_asked_anew and (seen or partner.preview_later):
        names = ", ".join(writer.code(name) for name in partner.stays_private)
        count = len(partner.stays_private)
        title = terms.counted("{count} field stays in the repository", "{count} fields stay in the repository", count)
        yield _folded(title, names)


def _rows(rows: Rows, writer: Writer) -> str:
    return _listed(f"{writer.terms(label)}: {writer.fact(tuple(texts))}" for label, texts in rows)


def _chapter(title: Term, content: str, writer: Writer) -> str:
    return f"## {writer.terms(title)}\n\n{content}"


def _section(title: Term, content: str, writer: Writer) -> str:
    return f"### {writer.terms(title)}\n\n{content}"


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _folded(title: str, content: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{content}\n\n</details>"


def _first(findings: Sequence[Finding], writer: Writer) -> str:
    return _findings(findings[:_MOST], writer) + _and_more(len(findings) - _MOST, writer)


def _findings(findings: Sequence[Finding], writer: Writer) -> str:
    return _listed(writer.finding(finding) for finding in findings)
