"""Two revisions of a hub → what a reviewer wants to know about each partnership that a pull request touches.

Facts only: `review_report` says them in the hub's language. `public` leaves every private value out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from partnerhub import publish
from partnerhub.checks import RULES, Hub
from partnerhub.checks.rule import marks_of
from partnerhub.history.git import Change
from partnerhub.record.model import LANGUAGE_TAG, Decision, Event, Partner, ReputationField, Standing, Status, one_text
from partnerhub.record.parse import is_public, private_fields
from partnerhub.site.model import PublicPartner
from partnerhub.words import slugs
from partnerhub.words.finding import FieldPath, Finding, Severity
from partnerhub.words.terms import N_, Term

_INDEX = re.compile(r"events\[(\d+)\]")
FOLDER = "content/partners/"
"""In the hub."""
_LONG = 120
"""Characters from which a text is said to be rewritten instead of being repeated twice."""


class Verdict(StrEnum):
    """Whether to say yes."""

    READY = "ready"
    WARNINGS = "ready with warnings"
    NOT_READY = "not ready"


@dataclass(frozen=True)
class Statement:
    """Something worth saying: words of ours over facts, which are text from the file, dates, numbers or terms."""

    term: Term
    facts: Mapping[str, object] = field(default_factory=dict)
    is_private: bool = False
    """Whether its facts come from private fields."""
    instead: Term | None = None
    """What is said of the same facts where every reader may be anyone; None for nothing."""

    def public(self) -> Iterator[Statement]:
        """The statement without private values, if anything is left of it."""
        if not self.is_private:
            yield self
        elif self.instead is not None:
            kept = {name: fact for name, fact in self.facts.items() if isinstance(fact, Term)}
            yield Statement(self.instead, kept)


@dataclass(frozen=True)
class Question:
    """One of the three questions: facts beside what is unknown."""

    title: Term
    known: Sequence[Statement]
    unknown: Sequence[Statement]


@dataclass(frozen=True)
class EventReview:
    """An event of a partner, and the days that are left."""

    slug: str
    title: str
    start: datetime
    """Aware, in the event's zone."""
    status: Status
    publish_by: date
    """The last day, in the hub's zone, that gives members their time."""
    merge_by: date
    """The last day on which merging is in time: later than `publish_by` where it was announced or public before."""
    days_to_spare: int
    """From today to `merge_by`; below 0 it is too late."""


@dataclass(frozen=True)
class PartnerReview:
    """What a reviewer wants to know about one partner file."""

    path: str
    """Relative to the hub; of the file as it is after the change, else before it."""
    name: str
    verdict: Verdict
    next_step: Statement | Finding
    """A finding stands for its hint."""
    changes: Sequence[Statement]
    questions: Sequence[Question] = ()
    photo: str | None = None
    """The photo's path, relative to the hub, after the change."""
    consent: Sequence[Statement] = ()
    events: Sequence[EventReview] = ()
    """Those that have not ended."""
    preview: Sequence[tuple[Term, Sequence[str]]] = ()
    """What members will see once it is merged and approved."""
    is_public_once_merged: bool = False
    stays_private: Sequence[str] = ()
    """The private fields that are filled in, by name."""
    new: Sequence[Finding] = ()
    old: Sequence[Finding] = ()
    duplicates: Sequence[tuple[str, bool]] = ()
    """Path of a file that may be the same partner, and whether that one was declined; those first."""
    is_removed: bool = False
    checklist: Sequence[Term] = ()
    """What only a human can answer."""


@dataclass(frozen=True)
class Review:
    """The report on a range of commits."""

    partners: Sequence[PartnerReview]
    """By path."""
    elsewhere: Sequence[Finding]
    """New findings about partner files that the range does not touch."""
    other_files: Sequence[str]
    """What else the range changes: paths relative to the repository, outside content/."""

    @property
    def new_errors(self) -> Sequence[Finding]:
        """What fails the pull request; findings that were there before never do."""
        found = [*(finding for partner in self.partners for finding in partner.new), *self.elsewhere]
        return [finding for finding in found if finding.severity is Severity.ERROR]

    def public(self) -> Review:
        """The same without any private value."""
        return replace(self, partners=[_public(partner) for partner in self.partners])


@dataclass(frozen=True)
class Side:
    """A hub at one revision, with all findings about it."""

    hub: Hub
    findings: Sequence[Finding]


def review(before: Side, after: Side, changes: Sequence[Change], prefix: str) -> Review:
    """Compare two revisions of a hub, judged at the same moment by the same settings.

    `prefix` is where the hub lies in its repository, with a slash at its end.
    """
    touched = list(_touched(changes, prefix, before.hub, after.hub))
    renamed = {each.after: each.before for each in touched if each.after and each.before}
    fresh = _new_findings(before, after, renamed)
    paths = {each.after for each in touched}
    return Review(
        partners=[_partner(each, before, after, fresh) for each in touched],
        elsewhere=[found for found in fresh if found.path not in paths],
        other_files=[
            path
            for change in changes
            if not (path := change.after or change.before or "").startswith(f"{prefix}content/")
        ],
    )


@dataclass(frozen=True)
class _Touched:
    """A partner file that differs between the revisions, or whose photo does; paths relative to the hub."""

    before: str | None
    after: str | None
    photo_changed: bool = False


def _touched(changes: Sequence[Change], prefix: str, before: Hub, after: Hub) -> Iterator[_Touched]:
    files = dict[str, _Touched]()
    photos = {_photo_path(partner): partner.path for hub in (before, after) for partner in hub.partners}
    changed_photos = []
    for change in changes:
        before_path = change.before and change.before.removeprefix(prefix)
        after_path = change.after and change.after.removeprefix(prefix)
        path = after_path or before_path or ""
        if not path.startswith(FOLDER):
            continue
        if path.endswith(".md"):
            files[path] = _Touched(before_path, after_path)
        elif path in photos and change.before is not None and change.blob_before != change.blob_after:
            changed_photos.append(photos[path])
    for path in changed_photos:
        file = files.get(path) or _Touched(path, path if path in after.partners_by_path else None)
        files[path] = replace(file, photo_changed=True)
    yield from (files[path] for path in sorted(files))


def _new_findings(before: Side, after: Side, renamed: Mapping[str, str]) -> list[Finding]:
    known = Counter(_mark(finding, finding.path, before.hub) for finding in before.findings)
    fresh = []
    for finding in after.findings:
        mark = _mark(finding, renamed.get(finding.path, finding.path), after.hub)
        if known[mark] > 0:
            known[mark] -= 1
        else:
            fresh.append(finding)
    return fresh


def _mark(finding: Finding, path: str, hub: Hub) -> tuple[str, ...]:
    """What makes a finding the same in two revisions: not its line, and not the event's place in the list."""
    partner = hub.partners_by_path.get(finding.path)
    place = _INDEX.match(finding.field)
    event = ""
    if partner and place:
        event = next((hub.slug_of(each) for each in partner.events if each.index == int(place.group(1))), "")
    return (finding.rule, path, event, _INDEX.sub("", finding.field), finding.message.replace(finding.field, ""))


def _partner(touched: _Touched, before: Side, after: Side, fresh: Sequence[Finding]) -> PartnerReview:
    old = before.hub.partners_by_path.get(touched.before or "")
    new = after.hub.partners_by_path.get(touched.after or "")
    path = touched.after or touched.before or ""
    findings = [finding for finding in after.findings if finding.path == touched.after]
    name = one_text(new.record.name, after.hub.settings.language) if new else path.rpartition("/")[2]
    if touched.after is None:
        return PartnerReview(
            path,
            one_text(old.record.name, before.hub.settings.language) if old else name,
            Verdict.WARNINGS,
            Statement(N_("Keep the file with decision: declined instead, if the community should remember it.")),
            [Statement(N_("the partner is removed, with its pages and its record"))],
            is_removed=True,
        )
    changes = _file_changes(touched, old, new)
    shown = PartnerReview(
        path,
        name,
        _verdict(findings, new, after.hub),
        _next_step(findings, new, after.hub),
        changes,
        new=[finding for finding in findings if finding in fresh],
        old=[finding for finding in findings if finding not in fresh],
    )
    if new is None:
        return shown
    hub = after.hub
    return replace(
        shown,
        changes=[*changes, *_changes(old, new, hub)] if old else changes,
        questions=[_values(new, hub), _win_win(new), _reputation(new, hub)],
        photo=_photo_path(new),
        consent=list(_consent(new)),
        events=[_event(event, new, hub) for event in new.events if not hub.is_over(event)],
        preview=_preview(new, hub),
        is_public_once_merged=hub.is_public(new),
        stays_private=private_fields(new.record),
        duplicates=_duplicates(new, old, before.hub, hub),
        checklist=_checklist(old, new, hub),
    )


def _blocks(finding: Finding, hub: Hub) -> bool:
    """Whether a finding stands in the way: an error, or what will be one once the partnership is approved."""
    return finding.severity is Severity.ERROR or RULES[finding.rule].weigh(hub.settings) is Severity.ERROR


def _verdict(findings: Sequence[Finding], partner: Partner | None, hub: Hub) -> Verdict:
    if partner is None or any(_blocks(finding, hub) for finding in findings):
        return Verdict.NOT_READY
    # That a decision is pending is what the review is for.
    warnings = [finding for finding in findings if finding.severity is Severity.WARNING]
    return Verdict.WARNINGS if any(found.rule != "vetting-undecided" for found in warnings) else Verdict.READY


def _next_step(findings: Sequence[Finding], partner: Partner | None, hub: Hub) -> Statement | Finding:
    blocking = next((finding for finding in findings if _blocks(finding, hub)), None)
    if blocking:
        return blocking
    if partner and partner.decision is Decision.PENDING:
        return Statement(N_("Decide: write approved or declined in vetting.decision, who decided and on which day."))
    warning = next((finding for finding in findings if finding.severity is Severity.WARNING), None)
    return warning or Statement(N_("Answer the questions below that only you can answer, then merge."))


# What changed


def _file_changes(touched: _Touched, old: Partner | None, new: Partner | None) -> list[Statement]:
    changes = []
    if touched.before is None:
        changes.append(Statement(N_("new partner")))
    elif touched.before != touched.after:
        facts = {"before": touched.before, "after": touched.after}
        changes.append(Statement(N_("the file is renamed, so the partner's link changes: {before} → {after}"), facts))
    if new is None:
        changes.append(Statement(N_("the file can't be read any more") if old else N_("the file can't be read")))
    if touched.photo_changed and touched.before is not None:
        newer = new and new.photo and new.photo.is_newer_than_consent
        changes.append(
            Statement(N_("photo replaced; consent is older than the photo") if newer else N_("photo replaced"))
        )
    return changes


LABELS: Mapping[str, Term] = {
    "name": N_("name"),
    "kind": N_("kind"),
    "tagline": N_("tagline"),
    "website": N_("website"),
    "links": N_("links"),
    "tags": N_("tags"),
    "photo.file": N_("photo file"),
    "photo.alt": N_("description of the photo"),
    "photo.caption": N_("caption"),
    "photo.credit": N_("photo credit"),
    "photo.focus": N_("photo focus"),
    "photo.consent": N_("consent for the photo"),
    "vetting.proposed_by": N_("who proposed it"),
    "vetting.values": N_("values"),
    "vetting.promotes": N_("promoted value"),
    "vetting.win_win.ours": N_("what we gain"),
    "vetting.win_win.theirs": N_("what they gain"),
    "vetting.win_win.members": N_("what members get"),
    "vetting.reputation": N_("reputation"),
    "vetting.decision": N_("decision"),
    "vetting.decided_by": N_("who decided"),
    "vetting.decided_on": N_("day of the decision"),
    "vetting.note": N_("reasons"),
    "outreach": N_("outreach"),
}
"""Fields of a partner, or parts of the record, as a reviewer calls them."""

EVENT_LABELS: Mapping[str, Term] = {
    "title": N_("title"),
    "end": N_("end"),
    "duration": N_("length"),
    "timezone": N_("time zone"),
    "place": N_("place"),
    "online": N_("online"),
    "link": N_("link"),
    "summary": N_("summary"),
    "members_get": N_("what members get"),
    "language": N_("language"),
    "tags": N_("tags"),
    "with": N_("co-hosts"),
    "status": N_("status"),
    "agreed": N_("agreement on day and hour"),
    "announced": N_("announcements elsewhere"),
    "thanked_on": N_("thanks"),
    "outcome": N_("outcome"),
}


def _changes(old: Partner, new: Partner, hub: Hub) -> Iterator[Statement]:
    before, after = _typed(old.record), _typed(new.record)
    for name, label in LABELS.items():
        yield from _change(_at(before, name), _at(after, name), label, tuple(name.split(".")))
    if [(body.language, body.text) for body in old.bodies] != [(body.language, body.text) for body in new.bodies]:
        yield Statement(N_("description rewritten"))
    pairs = _same_events(old.events, new.events, hub)
    for event in new.events:
        was = pairs.get(event.index)
        title = one_text(event.title, hub.settings.language)
        if was is None:
            yield Statement(N_("new event: {title}, {start}"), {"title": title, "start": hub.start(event)})
        else:
            yield from _event_changes(was, event, title, hub)
    kept = {was.index for was in pairs.values()}
    for was in old.events:
        if was.index not in kept:
            title = one_text(was.title, hub.settings.language)
            yield Statement(N_("event removed: {title}, {start}"), {"title": title, "start": hub.start(was)})


def _event_changes(was: Event, event: Event, title: str, hub: Hub) -> Iterator[Statement]:
    if hub.start(was) != hub.start(event):
        facts = {"title": title, "before": hub.start(was), "after": hub.start(event)}
        yield Statement(N_("event {title} moved from {before} to {after}"), facts)
    if hub.slug_of(was) != hub.slug_of(event):
        facts = {"title": title, "before": hub.slug_of(was), "after": hub.slug_of(event)}
        yield Statement(N_("event {title}: the link changes: {before} → {after}"), facts)
    before, after = _typed(was), _typed(event)
    for name, label in EVENT_LABELS.items():
        for change in _change(_at(before, name), _at(after, name), label, event.at(name)):
            yield Statement(N_("event {title}: {change}"), {"title": title, "change": change}, change.is_private)


def _change(before: object, after: object, label: Term, place: FieldPath) -> Iterator[Statement]:
    if before == after:
        return
    is_private = not is_public(place)
    facts: dict[str, object] = {"label": label}
    if after in (None, "", [], {}):
        yield Statement(N_("{label} removed"), facts)
        return
    shown, was = _shown(after), _shown(before)
    if before in (None, "", [], {}):
        term, facts = N_("{label} added: {after}"), {**facts, "after": shown}
    elif (isinstance(after, dict) and not _is_text(after)) or max(len(shown), len(was)) > _LONG:
        term = N_("{label} rewritten")
    else:
        term, facts = N_("{label}: {before} → {after}"), {**facts, "before": was, "after": shown}
    yield Statement(term, facts, is_private, N_("{label} changed"))


def _is_text(value: Mapping[str, object]) -> bool:
    """Whether it is one text, or one a language."""
    return all(not key or LANGUAGE_TAG.match(key) for key in value)


def _same_events(old: Sequence[Event], new: Sequence[Event], hub: Hub) -> Mapping[int, Event]:
    """Place of an event → the event as it was: by slug, else by start, else by title."""
    ways = (
        lambda event: slugs.same(hub.slug_of(event)),
        hub.start,
        lambda event: one_text(event.title, hub.settings.language),
    )
    pairs: dict[int, Event] = {}
    left = {event.index: event for event in old}
    for way in ways:
        by_mark = {way(event): event for event in left.values()}
        for event in new:
            if event.index not in pairs and (was := by_mark.pop(way(event), None)) is not None:
                pairs[event.index] = left.pop(was.index)
    return pairs


def _typed(record: BaseModel) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True, exclude_none=True)


def _at(tree: Any, name: str) -> Any:
    for step in name.split("."):
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return " / ".join(f"{key}: {_shown(each)}" if key else _shown(each) for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(_shown(each) for each in value)
    return "" if value is None else str(value)


# The three questions


def _values(partner: Partner, hub: Hub) -> Question:
    settings, language = hub.settings, hub.settings.language
    shared = hub.shared_values(partner)
    labels = ", ".join(one_text(settings.values[key], language) for key in shared)
    others = [value for value in partner.record.vetting.values if settings.meaning(value, settings.values) is None]
    ours = ", ".join(one_text(words, language) for key, words in settings.values.items() if key not in shared)
    known = [
        Statement(
            N_("shared: {labels} ({count}, and {needed} needed)"),
            {"labels": labels or "–", "count": len(shared), "needed": settings.shared_values},
        )
    ]
    if others:
        known.append(Statement(N_("theirs only: {values}"), {"values": ", ".join(others)}, is_private=True))
    if ours:
        known.append(Statement(N_("ours only: {values}"), {"values": ours}))
    unknown = [] if partner.record.vetting.values else [Statement(N_("which values are theirs"))]
    return Question(N_("Values: do theirs overlap with ours?"), known, unknown)


def _win_win(partner: Partner) -> Question:
    answers = partner.record.vetting.win_win
    known, unknown = [], []
    for label, answer in ((N_("what we gain"), answers.ours), (N_("what they gain"), answers.theirs)):
        if answer:
            facts = {"label": label, "answer": answer}
            known.append(Statement(N_("{label}: {answer}"), facts, True, N_("{label}: answered")))
        else:
            unknown.append(Statement(label))
    members = _shown(dict(answers.members or {}))
    every_event_says = bool(partner.events) and all(event.members_get for event in partner.events)
    if members:
        known.append(Statement(N_("what members get: {answer}"), {"answer": members}))
    elif every_event_says:
        known.append(Statement(N_("what members get: each event says it")))
    else:
        unknown.append(Statement(N_("what members get")))
    return Question(N_("Win-win: what does each side gain, and what do our members get?"), known, unknown)


STANDINGS: Mapping[Standing, Term] = {
    Standing.POSITIVE: N_("positive"),
    Standing.NEUTRAL: N_("neutral"),
    Standing.NEGATIVE: N_("negative"),
}

FIELDS: Mapping[ReputationField, Term] = {
    ReputationField.SAME: N_("in our own field"),
    ReputationField.OTHER: N_("in another field"),
}


def _reputation(partner: Partner, hub: Hub) -> Question:
    reputation = partner.record.vetting.reputation
    known: list[Statement] = []
    unknown: list[Statement] = []
    if reputation.standing and reputation.standing is not Standing.UNKNOWN:
        facts: dict[str, object] = {"standing": STANDINGS[reputation.standing], "field": FIELDS[reputation.field]}
        known.append(Statement(N_("standing: {standing}, {field}"), facts, True, N_("standing: answered")))
    elif reputation.standing:
        unknown.append(
            Statement(N_("the standing, which is not the same as negative"), {}, True, N_("standing: answered"))
        )
    else:
        unknown.append(Statement(N_("the standing, which is not the same as negative")))
    if reputation.summary:
        known.append(Statement(N_("in short: {summary}"), {"summary": reputation.summary}, is_private=True))
    if reputation.sources:
        facts = {"sources": ", ".join(reputation.sources)}
        known.append(Statement(N_("sources: {sources}"), facts, True, N_("sources: given")))
    else:
        unknown.append(Statement(N_("where it was learnt")))
    if reputation.flags:
        flags = {"flags": ", ".join(reputation.flags)}
        known.append(Statement(N_("red flags: {flags}"), flags, True, N_("red flags: given")))
    checked_on = reputation.checked_on or partner.record.vetting.decided_on
    if checked_on:
        facts = {"day": checked_on, "days": (hub.today - checked_on).days}
        known.append(Statement(N_("checked on {day}, {days} days ago"), facts, True, N_("day of the check: given")))
    else:
        unknown.append(Statement(N_("when it was checked")))
    return Question(N_("Reputation: in what light will it show us next time?"), known, unknown)


# Photo and events


def _photo_path(partner: Partner) -> str | None:
    if partner.photo is None or partner.photo.fault:
        return None
    return FOLDER + partner.photo.path.as_posix().rpartition(FOLDER)[2]


def _consent(partner: Partner) -> Iterator[Statement]:
    consent = partner.record.photo.consent
    if consent is None:
        yield Statement(N_("no consent is written down"))
        return
    facts = {"who": consent.given_by, "day": consent.given_on}
    yield Statement(N_("approved by {who} on {day}"), facts, True, N_("consent is written down"))
    if consent.valid_until:
        yield Statement(N_("valid until {day}"), {"day": consent.valid_until}, is_private=True)


def _event(event: Event, partner: Partner, hub: Hub) -> EventReview:
    lead = timedelta(days=hub.settings.lead_time)
    day = hub.day(hub.start(event))
    published = hub.published(partner, event)
    # What is proven to be public before today stays in time until it takes place.
    in_time_already = published < hub.today and day - published >= lead
    merge_by = day if in_time_already else day - lead
    return EventReview(
        slug=hub.slug_of(event),
        title=one_text(event.title, hub.settings.language),
        start=hub.start(event),
        status=event.status,
        publish_by=day - lead,
        merge_by=merge_by,
        days_to_spare=(merge_by - hub.today).days,
    )


# Once it is merged


def _preview(partner: Partner, hub: Hub) -> Sequence[tuple[Term, Sequence[str]]]:
    seen, events = publish.preview(partner, hub, hub.settings.language)
    parts: list[tuple[Term, Sequence[str | None]]] = [
        (N_("name"), [seen.name.value]),
        (N_("tagline"), [seen.tagline.value if seen.tagline else None]),
        (N_("description"), [seen.body_text]),
        (N_("values that we share"), [value.label.value for value in seen.values]),
        (N_("promoted value"), [seen.promotes.label.value if seen.promotes else None]),
        (N_("what members get"), [seen.members_get.value if seen.members_get else None]),
        (N_("website"), [seen.website]),
        (N_("links"), [link.url for link in seen.links]),
        (N_("tags"), list(seen.tags)),
        *_photo_preview(partner, hub, seen),
    ]
    for event in events:
        place = event.place.value if event.place else None
        more = [text.value for text in (event.own_summary, event.members_get) if text]
        texts = [event.title.value, f"{event.start:%Y-%m-%d %H:%M}", place, event.online_url, event.link, *more]
        parts.append((N_("event"), texts))
    return [(label, [text for text in texts if text]) for label, texts in parts if any(texts)]


def _photo_preview(partner: Partner, hub: Hub, seen: PublicPartner) -> Iterator[tuple[Term, Sequence[str | None]]]:
    photo, language = partner.record.photo, hub.settings.language
    if partner.photo:
        yield N_("caption"), [one_text(photo.caption, language) if photo.caption else None]
        yield N_("photo credit"), [photo.credit]
        yield N_("description of the photo"), [one_text(photo.alt, language) if photo.alt else seen.name.value]


def _duplicates(partner: Partner, old: Partner | None, *hubs: Hub) -> list[tuple[str, bool]]:
    """Other files with the same name or address, those that the change deletes too; declined ones first."""
    declined: dict[str, bool] = {}
    for hub in hubs:
        for _, mark in marks_of(partner):
            for other in hub.partners_by_mark[mark]:
                if other is not partner and other is not old:
                    was_declined = declined.get(other.path, False)
                    declined[other.path] = was_declined or other.decision is Decision.DECLINED
    return sorted(declined.items(), key=lambda each: (not each[1], each[0]))


def _checklist(old: Partner | None, new: Partner, hub: Hub) -> list[Term]:
    items = []
    if old is None or old.decision is not new.decision:
        items += [
            N_("One of us met them, or talked to somebody who did."),
            N_("We would be glad to see our name beside theirs a year from now."),
            N_("The description says who they are in words that they would use themselves."),
        ]
    if new.photo and (old is None or old.photo is None or old.record.photo != new.record.photo):
        items.append(N_("The photo shows them as they want to be seen, and they saw the caption."))
    if any(not hub.is_over(event) for event in new.events):
        items += [
            N_("Both sides said day and hour aloud, and one of us will be there to host."),
            N_("The evening is worth a free evening of our members."),
        ]
    return items or [N_("What changed is true, and they know of it.")]


def _public(partner: PartnerReview) -> PartnerReview:
    questions = [
        replace(
            question,
            known=[said for each in question.known for said in each.public()],
            unknown=[said for each in question.unknown for said in each.public()],
        )
        for question in partner.questions
    ]
    return replace(
        partner,
        changes=[said for each in partner.changes for said in _public_change(each)],
        questions=questions,
        consent=[said for each in partner.consent for said in each.public()],
        events=[_without_announcements(event) for event in partner.events],
        duplicates=[(path, False) for path in sorted(path for path, _ in partner.duplicates)],
    )


def _without_announcements(event: EventReview) -> EventReview:
    days = (event.merge_by - event.publish_by).days
    return replace(event, merge_by=event.publish_by, days_to_spare=event.days_to_spare - days)


def _public_change(change: Statement) -> Iterator[Statement]:
    inner = change.facts.get("change")
    if isinstance(inner, Statement):
        for said in inner.public():
            yield Statement(change.term, {**change.facts, "change": said})
    else:
        yield from change.public()
