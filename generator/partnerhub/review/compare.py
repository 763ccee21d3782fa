"""Two revisions of a hub → what a reviewer wants to know about each partnership that a pull request touches.

Facts only: `markdown` says them in the hub's language.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from partnerhub import checks
from partnerhub.checks import Hub
from partnerhub.checks.due import merge_by, publish_by
from partnerhub.contained import contained
from partnerhub.history.story import Standing
from partnerhub.record.fields import field_at, withheld_fields
from partnerhub.record.files import is_partner_file
from partnerhub.record.model import Decision, Record
from partnerhub.record.partner import Event, Partner
from partnerhub.record.photo import Photo
from partnerhub.review import beside, members, questions
from partnerhub.review.changes import PhotoChange, TouchedFile, file_changes, record_changes
from partnerhub.review.checklist import are_told, checklist
from partnerhub.review.known import duplicates
from partnerhub.review.members import Losses, Side
from partnerhub.review.model import Effect, EventReview, PartnerReview, PhotoReview, Review, Verdict
from partnerhub.review.revisions import Range
from partnerhub.review.settings_changes import about_settings
from partnerhub.review.statement import Statement
from partnerhub.review.verdict import may_be_back, next_step, turn, verdict
from partnerhub.words.finding import Breach, Finding
from partnerhub.words.terms import N_

__all__ = ["EventReview", "PartnerReview", "Review", "Side", "Verdict", "review"]

_OF_TWO = frozenset({"event-collision", "partner-duplicate"})
"""Rules about two files that say it of both: what a proposal brings is said of the file that it touches."""


def review(base: Side, head: Side, compared: Range, with_new_settings: Sequence[Finding] | None = None) -> Review:
    """Compare a hub at the merge base and at the head, judged at the same moment by the same settings.

    `with_new_settings` are the findings at the head by the settings that a proposal brings; None where it brings none.
    """
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
    partners = [
        contained(
            N_("reviewing the file"),
            partial(_partner, file, base, head, new),
            partial(_not_reviewed, file, head, new),
        )
        for file in touched
    ]
    return Review(
        partners=sorted(partners, key=lambda partner: partner.verdict.rank),
        elsewhere=[
            *beside.findings(compared),
            *(finding for finding in new if finding.path not in paths and finding.rule not in _OF_TWO),
        ],
        other_files=beside.other_files(compared, _paths_of_partners(compared, photos)),
        about_settings=list(about_settings(compared)),
        with_new_settings=_effect(head.findings, with_new_settings) if with_new_settings is not None else Effect(),
        about_history=[
            finding for finding in head.findings if finding.rule == head.hub.timeline.gap and not finding.place
        ],
        judged_on=head.hub.today,
    )


def _effect(findings: Sequence[Finding], proposed: Sequence[Finding]) -> Effect:
    """What settings bring and hide. What a message says in numbers may change with them; the finding stays the same."""

    def beyond(some: Sequence[Finding], others: Sequence[Finding]) -> list[Finding]:
        known = {(each.rule, each.severity, each.path, each.place, each.line) for each in others}
        return [each for each in some if (each.rule, each.severity, each.path, each.place, each.line) not in known]

    return Effect(come=beyond(proposed, findings), go=beyond(findings, proposed))


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
    names = dict[str | None, str]()
    """Path of a partner file before the change → after it."""
    became = defaultdict[str, dict[str, PhotoChange]](dict)
    for change in compared.changes:
        before, after = compared.before.inside(change.before), compared.after.inside(change.after)
        was, now = (path if path and is_partner_file(path) else None for path in (before, after))
        if path := now or was:
            files[path] = TouchedFile(was, now)
            names[was] = path
        elif (photo := after or before) and photo in photos and change.blob_before != change.blob_after:
            became[photos[photo]][photo] = (
                PhotoChange.ADDED if before is None else PhotoChange.REMOVED if after is None else PhotoChange.REPLACED
            )
    for name, of_photos in became.items():
        path = names.get(name, name)
        file = files.get(path) or TouchedFile(path, path if path in head.partners_by_path else None)
        files[path] = replace(file, photos={**file.photos, **of_photos})
    yield from (files[path] for path in sorted(files))


def _new_findings(base: Side, head: Side, renamed: Mapping[str, str]) -> Mapping[Finding, None]:
    """The findings at the head that the merge base did not have; as often as they are new."""
    known = Counter(_identity(finding, finding.path, base.hub) for finding in base.findings)
    new = dict[Finding, None]()
    for finding in head.findings:
        identity = _identity(finding, renamed.get(finding.path, finding.path), head.hub)
        if known[identity] > 0:
            known[identity] -= 1
        else:
            new[finding] = None
    return new


def _identity(finding: Finding, path: str, hub: Hub) -> tuple[object, ...]:
    """What makes a finding the same in two revisions: not its line, and not the event's place in the list."""
    partner, place = hub.partners_by_path.get(finding.path), finding.place
    event = ""
    if partner and len(place) > 1 and place[0] == "events":
        event = next((each.key for each in partner.events if each.index == place[1]), "")
        place = ("events", *place[2:])
    return (finding.rule, path, event, place, finding.gist or finding.message)


@dataclass(frozen=True)
class _Versions:
    """A partner as the proposal has it, and as it was."""

    file: TouchedFile
    before: Partner | None
    after: Partner
    earlier: Mapping[Event, Event]
    """An event → the event as it was."""

    @property
    def is_anew(self) -> bool:
        """Whether all is to be asked."""
        return self.before is None or self.before.decision is not self.after.decision

    @property
    def is_declined(self) -> bool:
        return self.after.decision is Decision.DECLINED

    def touches(self, photo: Photo) -> bool:
        """Whether a photo changes, or what is said of it."""
        if self.before is None or (self.is_anew and not self.is_declined):
            return True
        was = self._earlier_photo(photo)
        return was is None or was.record != photo.record or self.file.became_of(was, photo) is not None

    def _earlier_photo(self, photo: Photo) -> Photo | None:
        """The same photo as it was; None where its event had none."""
        if not photo.is_of_event:
            return self.before.photo if self.before else None
        return next((was.photo for event, was in self.earlier.items() if event.photo is photo), None)

    @property
    def new_events(self) -> Sequence[Event]:
        """Those of which all is to be asked; with a partner that is declined, nothing is planned."""
        if self.is_declined:
            return ()
        if self.is_anew:
            return self.after.events
        return [event for event in self.after.events if event not in self.earlier]

    @property
    def touched_events(self) -> Sequence[Event]:
        """Those, and the ones that change."""
        new = self.new_events
        changed = [event for event, was in self.earlier.items() if _differs(was, event)]
        return [event for event in self.after.events if event in new or event in changed]

    def called_off(self, hub: Hub) -> Iterator[Event]:
        """Events that members know and that are cancelled or postponed now, as they were."""
        for event, was in self.earlier.items():
            is_known = was.end > hub.now and hub.timeline.event(event).was_shown
            if is_known and was.is_scheduled and not event.is_scheduled:
                yield was


def _differs(before: Event, after: Event) -> bool:
    return before.record != after.record or before.start != after.start


def _partner(file: TouchedFile, base: Side, head: Side, new: Collection[Finding]) -> PartnerReview:
    hub = head.hub
    before = base.hub.partners_by_path.get(file.before or "")
    after = hub.partners_by_path.get(file.after or "")
    lost = members.losses(file.before, file.after, base, head)
    if file.after is None:
        return _removed(file.before or "", before, lost, hub)
    findings = head.findings_of[file.after]
    known = duplicates(after, before, base.hub, hub) if after else []
    was_declined = after is not None and may_be_back(before, after, known)
    earlier = _same_events(before, after, hub) if before and after else {}
    deleted = [event for event in lost.coming if after and event not in earlier.values()]
    of_file = PartnerReview(
        file.after,
        after.name if after else before.name if before else file.after.rpartition("/")[2],
        verdict(findings, after, hub, lost, was_declined=was_declined),
        next_step(findings, after, hub, deleted, was_declined=was_declined),
        changes=[
            *file_changes(file, before, after, hub),
            *_weightiest_first(record_changes(before, after, earlier, deleted) if before and after else ()),
        ],
        loses=list(lost.statements(left=[event for event in lost.coming if event not in deleted])),
        new=[finding for finding in findings if finding in new],
        old=[finding for finding in findings if finding not in new],
        duplicates=known,
    )
    return _with_record(of_file, _Versions(file, before, after, earlier), lost, base, head) if after else of_file


def _with_record(of_file: PartnerReview, versions: _Versions, lost: Losses, base: Side, head: Side) -> PartnerReview:
    """The review of a file that can be read: what its record says, and what of it members see."""
    hub, before, after, touched = head.hub, versions.before, versions.after, versions.touched_events
    (seen, later), (seen_before, not_before) = members.visible(after, head), members.visible(before, base)
    changed_later = later.beyond(seen_before.with_those_of(not_before), versions.earlier)
    events = [_event(event, hub, is_touched=event in touched) for event in after.events if event.end > hub.now]
    photos = [_photo(photo, versions, hub) for photo in after.photos]
    return replace(
        of_file,
        turn=turn(head.files[after.path], hub, events) if of_file.verdict is not Verdict.NOT_READY else None,
        is_asked_anew=versions.is_anew,
        questions=questions.three_questions(before, after, hub),
        photos=photos,
        events=events,
        preview=list(seen.rows),
        preview_changes=list(seen.beyond(seen_before, versions.earlier)),
        preview_later=[] if versions.is_declined else list(later.rows if versions.is_anew else changed_later),
        not_public=list(members.not_public(after, head, touched)),
        is_public_once_merged=head.standing(after.path) is Standing.SHOWN,
        stays_private=withheld_fields(after.record),
        checklist=checklist(
            before,
            after,
            hub,
            has_new_photo=any(
                versions.touches(photo) and photo.is_shown(hub.now) and not photo.withdrawn for photo in after.photos
            ),
            touched=touched,
            new=versions.new_events,
            called_off=[*lost.called_off, *versions.called_off(hub)],
        ),
    )


def _weightiest_first(changes: Iterable[Statement]) -> list[Statement]:
    """The decision, and a consent that is withdrawn: a verdict's one line says what stands first."""
    fields = (field_at(Record, path) for path in (("vetting", "decision"), ("photo", "consent", "withdrawn_on")))
    weighty = [field.visibility.words for field in fields if field]
    return sorted(changes, key=lambda change: change.facts.get("label") not in weighty)


def _same_events(before: Partner, after: Partner, hub: Hub) -> Mapping[Event, Event]:
    """An event → the event as it was, by the identity that it has through the branch's states."""
    by_key = {event.key: event for event in before.events}
    earlier: dict[Event, Event] = {}
    for event in after.events:
        was = hub.timeline.event(event).before
        if was is not None and (match := by_key.pop(was.key, None)) is not None:
            earlier[event] = match
    return earlier


def _not_reviewed(file: TouchedFile, head: Side, new: Collection[Finding], breach: Breach) -> PartnerReview:
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


def _removed(path: str, before: Partner | None, lost: Losses, hub: Hub) -> PartnerReview:
    was_declined = before is not None and before.decision is Decision.DECLINED
    if lost.coming:
        step = N_("Cancel the events first (status: cancelled), so that their pages say so to those who meant to come.")
    else:
        step = N_("Keep the file with decision: declined instead, if the community should remember it.")
    removed = N_("the partner is removed, with its pages and its record")
    forgotten = N_("a record that was declined is removed: nobody will know that it was, and why")
    return PartnerReview(
        path,
        before.name if before else path.rpartition("/")[2],
        Verdict.WARNINGS,
        Statement(N_("Keep the file: it is the community's memory of why not."), {}, True, step)
        if was_declined
        else Statement(step),
        changes=[Statement(forgotten, {}, True, removed) if was_declined else Statement(removed)],
        loses=list(replace(lost, page=False).statements(left=lost.coming)),
        is_removed=True,
        checklist=list(are_told(lost.called_off, hub)),
    )


def _photo(photo: Photo, versions: _Versions, hub: Hub) -> PhotoReview:
    is_withdrawn = photo.withdrawn is not None and photo.withdrawn <= hub.now
    return PhotoReview(
        title=next((event.title for event in versions.after.events if event.photo is photo), ""),
        path=photo.sound_file.path if photo.sound_file and not is_withdrawn else None,
        consent=list(questions.consent(photo)),
        is_touched=versions.touches(photo),
    )


def _event(event: Event, hub: Hub, *, is_touched: bool) -> EventReview:
    last = merge_by(event, hub)
    return EventReview(
        slug=event.slug,
        title=event.title,
        start=event.begins,
        status=event.record.status,
        publish_by=publish_by(event),
        merge_by=last,
        days_to_spare=(last - hub.today).days,
        is_touched=is_touched,
        is_known=hub.timeline.event(event).was_shown,
    )
