"""Two revisions of a hub → what a reviewer wants to know about each partnership that a pull request touches.

Facts only: `markdown` says them in the hub's language. `public` withholds every private value.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial

from partnerhub import checks
from partnerhub.checks import RULES, Hub
from partnerhub.contained import contained
from partnerhub.history.story import Standing
from partnerhub.record.fields import withheld_fields
from partnerhub.record.files import is_partner_file
from partnerhub.record.model import Decision, Status
from partnerhub.record.partner import Event, Partner
from partnerhub.record.photo import Photo
from partnerhub.review import beside, questions
from partnerhub.review.beside import OtherFile
from partnerhub.review.changes import TouchedFile, file_changes, record_changes
from partnerhub.review.questions import Question
from partnerhub.review.revisions import Range
from partnerhub.review.statement import Statement
from partnerhub.words.finding import Breach, Finding, Severity
from partnerhub.words.terms import N_, Term


class Verdict(StrEnum):
    """Whether to say yes."""

    READY = "ready"
    WARNINGS = "ready with warnings"
    NOT_READY = "not ready"


@dataclass(frozen=True)
class EventReview:
    """An event of a partner, and the days that are left."""

    slug: str
    title: str
    start: datetime | date
    """Aware, in the event's zone; of whole days the day alone."""
    status: Status
    publish_by: date
    """The last day, in the hub's zone, that gives members their time."""
    merge_by: date
    """The last day on which merging is in time: later than `publish_by` where it was announced or public before."""
    days_to_spare: int
    """From today to `merge_by`; below 0 it is too late."""

    def public(self) -> EventReview:
        """The same, judged as if it had not been announced: announcements are private."""
        days = (self.merge_by - self.publish_by).days
        return replace(self, merge_by=self.publish_by, days_to_spare=self.days_to_spare - days)


@dataclass(frozen=True)
class PhotoReview:
    """A photo of a partner or of one of its events, and what is known of the consent for it."""

    title: str
    """The event's; empty for the partner's own."""
    path: str | None
    """Relative to the hub, after the change; None where there is none that can be used."""
    consent: Sequence[Statement]

    def public(self) -> PhotoReview:
        """The same with private values withheld."""
        return replace(self, consent=[said for each in self.consent for said in each.public()])


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
    photos: Sequence[PhotoReview] = ()
    """The partner's own, then those of its events."""
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

    def public(self) -> PartnerReview:
        """The same with private values withheld."""
        return replace(
            self,
            changes=[said for each in self.changes for said in each.public()],
            questions=[question.public() for question in self.questions],
            photos=[photo.public() for photo in self.photos],
            events=[event.public() for event in self.events],
            duplicates=[(path, False) for path in sorted(path for path, _ in self.duplicates)],
        )


@dataclass(frozen=True)
class Review:
    """The report on a range of commits."""

    partners: Sequence[PartnerReview]
    """By path."""
    elsewhere: Sequence[Finding]
    """New findings about settings, pages, fragments, and partner files that the range does not touch."""
    other_files: Sequence[OtherFile]
    """What else the range changes."""
    about_settings: Sequence[Statement] = ()
    """What the range changes in mkdocs.yml, and by whose settings it is judged if not by the base's."""
    about_history: Sequence[Finding] = ()
    """What can't be told of the past, said once for the hub, whether or not the range has to do with it."""

    @property
    def new_errors(self) -> Sequence[Finding]:
        """What fails the pull request; findings that were there before never do."""
        new = [*(finding for partner in self.partners for finding in partner.new), *self.elsewhere]
        return [finding for finding in new if finding.severity is Severity.ERROR]

    def public(self) -> Review:
        """The same with private values withheld."""
        return replace(self, partners=[partner.public() for partner in self.partners])


@dataclass(frozen=True)
class Side:
    """A hub at one revision, with all findings about it."""

    hub: Hub
    findings: Sequence[Finding]


def review(base: Side, head: Side, compared: Range) -> Review:
    """Compare a hub at the merge base and at the head, judged at the same moment by the same settings."""
    photos = {
        photo.sound_file.path: partner.path
        for hub in (base.hub, head.hub)
        for partner in hub.partners
        for photo in partner.photos
        if photo.sound_file
    }
    touched = list(_touched_files(compared, photos, head.hub))
    renamed = {file.after: file.before for file in touched if file.after and file.before}
    new = _new_findings(base, head, renamed)
    paths = {file.after for file in touched}
    return Review(
        partners=[
            contained(
                N_("reviewing the file"),
                partial(_partner, file, base, head, new),
                partial(_not_reviewed, file, head, new),
            )
            for file in touched
        ],
        elsewhere=[
            *beside.findings(compared),
            *(finding for finding in new if finding.path not in paths),
        ],
        other_files=beside.other_files(compared, _paths_of_partners(compared, photos)),
        about_settings=list(beside.about_settings(compared)),
        about_history=[
            finding for finding in head.findings if finding.rule == head.hub.timeline.gap and not finding.place
        ],
    )


def _paths_of_partners(compared: Range, photos: Mapping[str, str]) -> Collection[str]:
    """The paths of partner files and their photos, relative to the repository, of those that change."""
    sides = (compared.before, compared.after)
    changed = [(change.before, change.after) for change in compared.changes]
    return {
        path
        for paths in changed
        for path, side in zip(paths, sides, strict=True)
        if path is not None
        and (inside := side.inside(path)) is not None
        and (is_partner_file(inside) or inside in photos)
    }


def _touched_files(compared: Range, photos: Mapping[str, str], head: Hub) -> Iterator[TouchedFile]:
    files = dict[str, TouchedFile]()
    replaced = defaultdict[str, set[str]](set)
    for change in compared.changes:
        before, after = compared.before.inside(change.before), compared.after.inside(change.after)
        was, now = (path if path and is_partner_file(path) else None for path in (before, after))
        if path := now or was:
            files[path] = TouchedFile(was, now)
        elif (
            (photo := after or before)
            and photo in photos
            and before is not None
            and change.blob_before != change.blob_after
        ):
            replaced[photos[photo]].add(photo)
    for path, of_file in replaced.items():
        file = files.get(path) or TouchedFile(path, path if path in head.partners_by_path else None)
        files[path] = replace(file, replaced_photos=frozenset(of_file))
    yield from (files[path] for path in sorted(files))


def _new_findings(base: Side, head: Side, renamed: Mapping[str, str]) -> list[Finding]:
    """The findings at the head that the merge base did not have; as often as they are new."""
    known = Counter(_identity(finding, finding.path, base.hub) for finding in base.findings)
    new = []
    for finding in head.findings:
        identity = _identity(finding, renamed.get(finding.path, finding.path), head.hub)
        if known[identity] > 0:
            known[identity] -= 1
        else:
            new.append(finding)
    return new


def _identity(finding: Finding, path: str, hub: Hub) -> tuple[object, ...]:
    """What makes a finding the same in two revisions: not its line, and not the event's place in the list."""
    partner, place = hub.partners_by_path.get(finding.path), finding.place
    event = ""
    if partner and len(place) > 1 and place[0] == "events":
        event = next((each.key for each in partner.events if each.index == place[1]), "")
        place = ("events", *place[2:])
    return (finding.rule, path, event, place, finding.gist or finding.message)


def _partner(file: TouchedFile, base: Side, head: Side, new: Sequence[Finding]) -> PartnerReview:
    hub = head.hub
    before = base.hub.partners_by_path.get(file.before or "")
    after = hub.partners_by_path.get(file.after or "")
    if file.after is None:
        return _removed(file.before or "", before, hub)
    findings = [finding for finding in head.findings if finding.path == file.after]
    of_file = PartnerReview(
        file.after,
        after.name if after else file.after.rpartition("/")[2],
        _verdict(findings, after, hub),
        _next_step(findings, after, hub),
        list(file_changes(file, before, after, hub)),
        new=[finding for finding in findings if finding in new],
        old=[finding for finding in findings if finding not in new],
    )
    if after is None:
        return of_file
    return replace(
        of_file,
        changes=[
            *of_file.changes,
            *(record_changes(before, after, _same_events(before, after, hub)) if before else ()),
        ],
        questions=questions.three_questions(after, hub),
        photos=[_photo(photo, after) for photo in after.photos],
        events=[_event(event, hub) for event in after.events if event.end > hub.now],
        preview=questions.preview(after, hub),
        is_public_once_merged=hub.timeline.partner(after.path).standing is Standing.SHOWN,
        stays_private=withheld_fields(after.record),
        duplicates=questions.duplicates(after, before, base.hub, hub),
        checklist=questions.checklist(before, after, hub),
    )


def _same_events(before: Partner, after: Partner, hub: Hub) -> Mapping[Event, Event]:
    """An event → the event as it was, by the identity that it has through the branch's states."""
    by_key = {event.key: event for event in before.events}
    earlier: dict[Event, Event] = {}
    for event in after.events:
        was = hub.timeline.event(event).before
        if was is not None and (match := by_key.pop(was.key, None)) is not None:
            earlier[event] = match
    return earlier


def _not_reviewed(file: TouchedFile, head: Side, new: Sequence[Finding], breach: Breach) -> PartnerReview:
    """A file on which a step of ours failed: nobody can say that it is ready."""
    path = file.after or file.before or ""
    failed = checks.finding(breach.rule, breach.problem, path, head.hub.settings, head.hub.language)
    return PartnerReview(
        path,
        path.rpartition("/")[2],
        Verdict.NOT_READY,
        Statement(N_("Read the file itself: this review can't tell what it says.")),
        [],
        new=[*([failed] if failed else []), *(finding for finding in new if finding.path == file.after)],
    )


def _removed(path: str, before: Partner | None, hub: Hub) -> PartnerReview:
    return PartnerReview(
        path,
        before.name if before else path.rpartition("/")[2],
        Verdict.WARNINGS,
        Statement(N_("Keep the file with decision: declined instead, if the community should remember it.")),
        [Statement(N_("the partner is removed, with its pages and its record"))],
        is_removed=True,
    )


def _blocks(finding: Finding, hub: Hub) -> bool:
    """Whether a finding stands in the way: an error, or what will be one once the partnership is approved."""
    return finding.severity is Severity.ERROR or RULES[finding.rule].weigh(hub.settings) is Severity.ERROR


def _verdict(findings: Sequence[Finding], partner: Partner | None, hub: Hub) -> Verdict:
    if partner is None or any(_blocks(finding, hub) for finding in findings):
        return Verdict.NOT_READY
    # That a decision is pending is what the review is for.
    warnings = [finding for finding in findings if finding.severity is Severity.WARNING]
    return Verdict.WARNINGS if any(each.rule != "vetting-undecided" for each in warnings) else Verdict.READY


def _next_step(findings: Sequence[Finding], partner: Partner | None, hub: Hub) -> Statement | Finding:
    blocking = next((finding for finding in findings if _blocks(finding, hub)), None)
    if blocking:
        return blocking
    if partner and partner.decision is Decision.PENDING:
        return Statement(N_("Decide: write approved or declined in vetting.decision, who decided and on which day."))
    warning = next((finding for finding in findings if finding.severity is Severity.WARNING), None)
    return warning or Statement(N_("Answer the questions below that only you can answer, then merge."))


def _photo(photo: Photo, partner: Partner) -> PhotoReview:
    title = next((event.title for event in partner.events if event.photo is photo), "")
    return PhotoReview(title, photo.sound_file.path if photo.sound_file else None, list(questions.consent(photo)))


def _event(event: Event, hub: Hub) -> EventReview:
    lead = timedelta(days=hub.settings.lead_time)
    publication = hub.timeline.event(event).publication
    # What is proven to be public before today stays in time until it takes place.
    is_in_time = publication.day < hub.today and event.day - publication.day >= lead
    merge_by = event.day if is_in_time else event.day - lead
    return EventReview(
        slug=event.slug,
        title=event.title,
        start=event.begins,
        status=event.record.status,
        publish_by=event.day - lead,
        merge_by=merge_by,
        days_to_spare=(merge_by - hub.today).days,
    )
