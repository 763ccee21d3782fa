"""The table of contents: what is read and checked, what is built."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING

from partnerhub import checks, photos, publish
from partnerhub.cache import Cache
from partnerhub.checks import Hub
from partnerhub.checks.photo import breach_of
from partnerhub.checks.weigh import holds_back
from partnerhub.contained import Failure, contained
from partnerhub.judging import FollowUp, Judgement, Loaded, check, follow_up, load
from partnerhub.progress import Progress
from partnerhub.record.files import file_on_disk
from partnerhub.record.fingerprint import Approved, fingerprint_of
from partnerhub.record.model import Status
from partnerhub.record.partner import Event, Partner
from partnerhub.record.photo import Photo
from partnerhub.record.photo_files import same_bytes
from partnerhub.record.settings import Folders
from partnerhub.record.settings_types import SharePictures as Wanted
from partnerhub.site.approval import Approval
from partnerhub.site.model import PublicHub, address_of
from partnerhub.site.shell import Shell
from partnerhub.words.finding import Breach, Finding, Severity
from partnerhub.words.terms import N_

if TYPE_CHECKING:
    from partnerhub.cards.store import Store
    from partnerhub.review.model import Review
    from partnerhub.review.revisions import Range
    from partnerhub.site.edition import Edition
    from partnerhub.site.share_pictures import SharePictures
    from partnerhub.site.written import Written


__all__ = [
    "Built", "FollowUp", "Judgement", "Loaded", "Made", "Previewed", "ShownNow",
    "build", "check", "follow_up", "load", "preview", "review", "shown_now",
]  # fmt: skip


class Made:
    """What was made of a hub, of which the next build takes what is the same: who builds again and again keeps one."""

    def __init__(self, cache: Cache) -> None:
        # Checking a file needs none of this.
        from partnerhub.site.parts import KeptParts  # noqa: PLC0415

        self.recent = publish.Recent()
        self.parts = KeptParts(cache)


@dataclass(frozen=True)
class Built:
    """What came of a build."""

    hub: PublicHub
    """What its first language shows."""
    findings: Sequence[Finding]
    """What failed while it was built, and is held back; the others were found before."""


@dataclass(frozen=True)
class Previewed:
    """A partner's page for the partner."""

    page: str
    """HTML; empty where there is none."""
    approvals: Sequence[Approval]
    """What it asks to approve, the partner's own photo first; none where there is no page."""
    findings: Sequence[Finding]
    """Why there is none, or something is not on it as it was meant."""


@dataclass(frozen=True)
class ShownNow:
    """What members see now."""

    hub: PublicHub
    photo: photos.ProcessedPhoto | None
    """What stands for the event that was asked about, in its renditions; None where none is shown."""
    holding_back: Sequence[Finding]
    """What holds back its partner, or events of theirs."""


def review(compared: Range, now: datetime, progress: Progress) -> Review:
    """Compare a hub at two revisions, both judged by the settings of where they parted; nothing is checked out.

    Raises NoBranch, GitFailed.
    """
    # Only this command needs them.
    from partnerhub.review.beside import pages_of  # noqa: PLC0415
    from partnerhub.review.compare import review as compare  # noqa: PLC0415
    from partnerhub.review.members import Side  # noqa: PLC0415
    from partnerhub.review.sides import what_it_concerns, whole_sides  # noqa: PLC0415

    sides = (compared.before, compared.after)
    pages = {side.commit: list(pages_of(side, compared)) for side in sides}
    by_its_own, proposed = None, compared.proposed_settings
    # What the branch would hold without the proposal, and with it
    if proposed is None and (found := what_it_concerns(compared, now, progress, pages)):
        base, head = found
    else:
        base, head, by_its_own = whole_sides(compared, now, progress, pages)
    # What that means to a reviewer
    before, after = (Side(each.hub, each.findings, each.held_back) for each in (base, head))
    return compare(before, after, compared, by_its_own)


def build(
    loaded: Loaded,
    folders: Folders,
    shell: Shell,
    staging: Path,
    store: Store,
    written: Written,
    progress: Progress,
    desk: Mapping[str, bytes],
    first: Callable[[Sequence[Edition]], None] | None = None,
    made: Made | None = None,
) -> Built:
    """Fill the shell, which lies in `staging` already, with the hub: all of it but what fails on the way.

    What stands in the site as it would be made is only named by `written`; `desk` are the files of the editors' forms.
    `first` has its turn before all is made. `made` is what earlier builds of this process made.
    """
    # Checking a file needs none of this.
    from partnerhub.site import assemble  # noqa: PLC0415
    from partnerhub.site.edition import Edition  # noqa: PLC0415
    from partnerhub.site.render import Renderer  # noqa: PLC0415
    from partnerhub.site.studio import page_cards  # noqa: PLC0415

    # The photos that members may see
    hub, held_back, made = loaded.hub, loaded.held_back, made or Made(loaded.cache)
    shell = replace(shell, changed_at=_changes_of_pages(shell, hub), cards=page_cards(shell, store))
    shown = list(publish.shown_photos(hub, held_back))
    processed, failures = _photos(progress(shown, N_("Preparing photos"), len(shown)), folders, loaded.album)
    findings = dict.fromkeys(_findings_about(failures, hub))
    while True:
        # What members may see
        held_back = held_back.after(failures)
        published = [
            publish.publish(hub, language, processed, held_back, made.recent) for language in hub.settings.languages
        ]
        failures = [failure for each in published for failure in each.failures]
        if not failures:
            shown_now = [processed[photo] for *_, photo in publish.shown_photos(hub, held_back) if photo in processed]
            # What links show where they are shared; a page without such a picture lacks nothing else
            public = [each.hub for each in published]
            pictures, undrawn = _share_pictures(
                public, processed.values(), store, shell.colour, hub.settings.share_pictures
            )
            findings |= dict.fromkeys(_findings_about(undrawn, hub))
            # All that the table of outputs says
            made.parts.begin()
            renderers = [
                Renderer(each, folders.fragments, pictures[each.language], made.parts.of(each, folders.fragments))
                for each in public
            ]
            editions = [Edition(renderer, renderers, shell, shown_now, written, desk) for renderer in renderers]
            if first:
                first(editions)
            failures = list(assemble.write(staging, editions, written, progress))
        if not failures:
            loaded.album.save(forgets_others=True)
            store.keep()
            made.parts.save()
            return Built(published[0].hub, list(findings))
        # Once more without what failed: what fails twice is left out, so that this ends.
        findings |= dict.fromkeys(_findings_about(failures, hub))


def _changes_of_pages(shell: Shell, hub: Hub) -> Mapping[str, datetime]:
    """Address of a hand-written page → the last commit of its file."""
    last_changed = hub.timeline.past.last_changed
    return {address: last_changed[file] for address, file in shell.sources.items() if file in last_changed}


def preview(partner: Partner, loaded: Loaded, folders: Folders, language: str) -> Previewed:
    """What a partner is asked to approve, as one page in a language of the hub."""
    from partnerhub.site import preview as page  # noqa: PLC0415
    from partnerhub.site.render import Renderer  # noqa: PLC0415

    hub = loaded.hub
    coming = [event for event in partner.events if event.end > hub.now or event.record.status is Status.POSTPONED]
    # Whose photos are to be approved, and what is wrong with those that can't be
    holders: list[Partner | Event] = [partner, *(event for event in coming if event.photo)]
    asked = {holder: fingerprint for holder in holders if (fingerprint := fingerprint_of(holder))}
    wrong = {holder.photo.at("file") for holder in holders if holder.photo and holder not in asked}
    theirs = [each for each in loaded.findings if each.path == partner.path]
    findings = [each for each in theirs if each.place in wrong or _keeps_from_being_read(each)]
    if partner not in asked:
        return Previewed("", [], findings)
    shown = [(address_of(partner.slug), partner, holder.photo) for holder in asked if holder.photo]
    processed, failures = _photos(shown, folders, loaded.album)
    if failures:
        return Previewed("", [], list(_findings_about(failures, hub)))
    # Through the door as if it were approved, in each language
    sides = {}
    for each in hub.settings.languages:
        host, events = publish.preview(partner, hub, each, processed)
        sides[each] = page.Side(
            host, [seen for event, seen in zip(partner.events, events, strict=True) if event in coming]
        )
    approvals = [_approval(holder, fingerprint) for holder, fingerprint in asked.items()]
    files = {publish.path_of(image): image.data for made in processed.values() for image in made.whole}
    everybody = publish.publish(hub, language, {}).hub
    alone = replace(
        everybody, partners=[sides[language].partner], events=sides[language].events, withdrawn=[], redirects={}
    )
    return Previewed(page.page(Renderer(alone, folders.fragments), sides, files, approvals), approvals, findings)


def _keeps_from_being_read(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR and checks.RULES[finding.rule].group == "shape"


def _approval(holder: Partner | Event, fingerprint: str) -> Approval:
    approved, event = Approved.of(holder), holder.slug if isinstance(holder, Event) else ""
    return Approval(fingerprint, event, approved.has_caption, approved.has_description)


def shown_now(event: Event, loaded: Loaded, folders: Folders, language: str) -> ShownNow:
    """What a build would publish now, with the photo that stands for an event, and what holds back its partner's."""
    hub, partner = loaded.hub, event.partner
    shown = {photo: (address, owner) for address, owner, photo in publish.shown_photos(hub, loaded.held_back)}
    photo = next((each for each in (event.photo, partner.photo) if each in shown), None)
    processed, failures = _photos([(*shown[photo], photo)] if photo else [], folders, loaded.album)
    findings = dict.fromkeys(_findings_about(failures, hub))
    held_back = loaded.held_back.after(failures)
    while failures := list((published := publish.publish(hub, language, processed, held_back)).failures):
        # As a build does: once more without what failed.
        findings |= dict.fromkeys(_findings_about(failures, hub))
        held_back = held_back.after(failures)
    theirs = [each for each in (*loaded.findings, *findings) if each.path == partner.path and holds_back(each)]
    return ShownNow(published.hub, processed.get(photo) if photo else None, theirs)


def _photos(
    shown: Iterable[tuple[str, Partner, Photo]], folders: Folders, album: photos.Album
) -> tuple[dict[Photo, photos.ProcessedPhoto], list[Failure]]:
    """The photos as they are shown, and those that could not be made."""
    processed: dict[Photo, photos.ProcessedPhoto] = {}
    failures: list[Failure] = []

    def make(photo: Photo) -> photos.ProcessedPhoto:
        assert photo.file is not None, "it is shown"
        read = partial(same_bytes, photo.file, file_on_disk(folders.hub / photo.file.path))
        return album.process(read, photo.file.content, photo.focus, is_of_person=photo.is_of_person)

    def note(address: str, breach: Breach) -> None:
        failures.append(Failure(address, breach))

    def take(address: str, partner: Partner, photo: Photo, made: Callable[[], photos.ProcessedPhoto]) -> None:
        try:
            processed[photo] = made()
        except photos.PhotoError as error:
            note(address, breach_of(photo, partner, error.fault))

    asked, shown = tee(shown)
    with photos.at_once(partial(make, photo) for *_, photo in asked) as outcomes:
        for (address, partner, photo), made in zip(shown, outcomes, strict=True):
            contained(N_("preparing the photo"), partial(take, address, partner, photo, made), partial(note, address))
    return processed, failures


def _share_pictures(
    hubs: Sequence[PublicHub],
    processed: Iterable[photos.ProcessedPhoto],
    store: Store,
    colour: str,
    wanted: Wanted,
) -> tuple[Mapping[str, SharePictures], list[Failure]]:
    """By language, as the setting wants them, and what can't be drawn."""
    from partnerhub.site.share_pictures import SharePictures  # noqa: PLC0415
    from partnerhub.site.studio import Studio  # noqa: PLC0415

    failures: list[Failure] = []

    def note(address: str, breach: Breach) -> None:
        hint = N_("Please report it with this line; its page has no share picture meanwhile.")
        problem = replace(breach.problem, hint=hint, severity=Severity.WARNING)
        failures.append(Failure(address, replace(breach, problem=problem)))

    if wanted is Wanted.OFF:
        return {hub.language: SharePictures() for hub in hubs}, failures
    by_path = {publish.path_of(photo.share): photo for photo in processed}
    studio = Studio(store, colour, by_path, prefers_photos=wanted is Wanted.PHOTO)
    return studio.pictures(hubs, note), failures


def _findings_about(failures: Iterable[Failure], hub: Hub) -> Iterator[Finding]:
    for failure in failures:
        path, place = publish.place_at(failure.address, hub)
        file = next((file for file in hub.files if file.path == path), None)
        problem = failure.breach.problem
        breach = replace(failure.breach, problem=replace(problem, field=problem.field or place))
        if file is not None:
            yield from checks.findings(file, [breach], hub)
        elif said := checks.finding(breach.rule, breach.problem, path, hub.settings, hub.language):
            yield said
