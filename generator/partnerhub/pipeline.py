"""The table of contents: what is read and checked, what is built."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING

from partnerhub import checks, judging, photos, publish
from partnerhub.cache import Cache
from partnerhub.checks import Hub
from partnerhub.checks.history import gap_in_history
from partnerhub.checks.page_links import findings_about_links, names_linked
from partnerhub.checks.photo import breach_of
from partnerhub.checks.weigh import holds_back
from partnerhub.contained import Failure, contained
from partnerhub.facts import FactsOfFiles, breaches_across
from partnerhub.history.git import NoBranch
from partnerhub.history.git_run import GitFailed
from partnerhub.history.lasting import lasts_until
from partnerhub.history.own_cache import cache_of
from partnerhub.judging import (
    Checking,
    Judgement,
    Sides,
    defects_of_the_past,
    findings_about_no_partner,
    hub_of,
    judged,
    private_in_public,
    telling,
)
from partnerhub.past import Proposal, Told, held, held_of_each, told
from partnerhub.progress import Progress
from partnerhub.publish import HeldBack
from partnerhub.record.files import file_on_disk
from partnerhub.record.fingerprint import Approved, fingerprint_of
from partnerhub.record.hand_written import HandWritten, hand_written
from partnerhub.record.kept import Kept
from partnerhub.record.model import Status
from partnerhub.record.partner import Event, Partner
from partnerhub.record.photo import Photo
from partnerhub.record.photo_files import same_bytes
from partnerhub.record.settings import Folders, Settings
from partnerhub.record.settings_types import SharePictures as Wanted
from partnerhub.record.shell_settings import ShellSettings
from partnerhub.site.approval import Approval
from partnerhub.site.model import PublicHub, address_of
from partnerhub.site.page_links import links_in
from partnerhub.site.shell import Shell
from partnerhub.words.finding import Breach, Finding, Severity
from partnerhub.words.terms import N_, Terms

if TYPE_CHECKING:
    from partnerhub.cards.store import Store
    from partnerhub.review.model import Review
    from partnerhub.review.revisions import Range
    from partnerhub.site.edition import Edition
    from partnerhub.site.share_pictures import SharePictures
    from partnerhub.site.written import Written


@dataclass(frozen=True)
class Loaded:
    """A hub as read, and all findings about it."""

    hub: Hub
    findings: list[Finding]
    """Sorted by path and line."""
    held_back: HeldBack
    """What findings about the hub as a whole hold back."""
    until: datetime
    """The first moment at which it would be something else by itself; when it was loaded, where that isn't sure."""
    cache: Cache
    """What earlier runs made of it."""
    album: photos.Album
    """What is known of its photos."""


class Made:
    """What was made of a hub, of which the next build takes what is the same: who builds again and again keeps one."""

    def __init__(self, cache: Cache) -> None:
        # Checking a file needs none of this.
        from partnerhub.site.parts import KeptParts  # noqa: PLC0415

        self.recent = publish.Recent()
        self.parts = KeptParts(cache)


@dataclass(frozen=True)
class FollowUp:
    """What partnerships wait for."""

    findings: Sequence[Finding]
    """Sorted by path and line."""
    until: datetime
    """As that of what was loaded."""


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


def load(
    folders: Folders,
    settings: Settings,
    now: datetime,
    progress: Progress,
    proposal: Proposal | None = None,
    shell: ShellSettings | None = None,
    language: str | None = None,
    instead: Mapping[str, bytes] | None = None,
    proposed_pages: Sequence[HandWritten] = (),
    make: FactsOfFiles | None = None,
) -> Loaded:
    """Read and check a hub, or what a proposal makes of it: what is valid here can be built. Raises NoBranch.

    `shell` is what mkdocs.yml makes of pages, for the hub on disk. `language` is the one in which findings are said,
    by default the hub's first. `instead` are bytes that are looked at in place of those of files on disk, by path. Of
    `proposed_pages`, those of the proposal, only the links depend on the hub; what else is wrong the review says. Who
    loads a hub again and again gives the same `make`, which makes the facts of what changed alone.
    """
    # What the branch held, and the files as they are now
    cache = cache_of(folders.hub)
    album, make = photos.Album(cache), make or FactsOfFiles(Kept(cache))
    make.begin()
    past = told(folders.hub, folders.config_file, settings, now, album, progress, proposal, instead, make, cache)
    album.save()
    make.kept.save(forgets_others=proposal is None)
    # What members knew
    hub = hub_of(past, now, settings, language or settings.language)
    # What the rules say
    if proposal is not None:
        return _loaded(past, hub, folders, proposed_pages, [], progress, cache, album)
    pages = list(hand_written(folders))
    others = findings_about_no_partner(pages, shell, past.shut, settings, hub.language)
    return _loaded(past, hub, folders, pages, others, progress, cache, album)


def _loaded(
    past: Told,
    hub: Hub,
    folders: Folders,
    pages: Sequence[HandWritten],
    others: Iterable[Finding],
    progress: Progress,
    cache: Cache,
    album: photos.Album,
) -> Loaded:
    """What the rules say of a hub, with what is said of `others` than partners; of `pages` the links depend on it."""
    now, settings = hub.now, hub.settings
    findings = [*others, *gap_in_history(hub, folders.config_file), *defects_of_the_past(past.states, hub)]
    held_back, breaches = set[tuple[str, int | None]](), list[Breach]()
    for file in progress(hub.files, N_("Checking partners"), len(hub.files)):
        said = judged(file, hub)
        findings += said.findings
        breaches += said.breaches
        holds = checks.holds(said.across, file.partner, settings)
        held_back |= {(file.path, hold.event) for hold in holds if now in hold.during}
    findings += _findings_about_links(pages, hub, HeldBack(frozenset(held_back)))
    findings.sort(key=_in_order)
    until = lasts_until(past.states, now, settings.zone, breaches)
    return Loaded(hub, findings, HeldBack(frozenset(held_back)), until, cache, album)


def check(
    folders: Folders, settings: Settings, now: datetime, progress: Progress, shell: ShellSettings, language: str
) -> Judgement:
    """Check a hub, of which nothing is judged twice. Raises NoBranch."""
    pages = list(hand_written(folders))
    lies = held(folders.hub, folders.config_file, settings, now, cache=cache_of(folders.hub))
    # Where the past can't be told, that hangs on all files at once
    if lies.past.gap is None:
        with suppress(GitFailed):
            checking = Checking(lies, folders.hub, settings, now, progress, language)
            found = checking.judgement()
            others = list(findings_about_no_partner(pages, shell, lies.shut, settings, language))
            if names := names_linked(pages):
                hub = checking.hub_with(names)
                others += _findings_about_links(pages, hub, _held_back(hub))
            return replace(
                found,
                findings=sorted([*others, *found.findings], key=_in_order),
                follow_up=sorted(found.follow_up, key=_in_order),
            )
    return judgement_of(load(folders, settings, now, progress, shell=shell, language=language))


def judgement_of(loaded: Loaded) -> Judgement:
    """All that a check says of a hub that was loaded as a whole."""
    hub, awaited = loaded.hub, follow_up(loaded)
    return Judgement(
        loaded.findings,
        awaited.findings,
        list(private_in_public([each for each in map(telling, hub.files) if each], hub.settings, hub.language)),
        {file.path: file.count_of_events for file in hub.files},
        awaited.until,
        hub.timeline.past.commit,
    )


def _in_order(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.sort_key


def _held_back(hub: Hub) -> HeldBack:
    """What rules about the whole hub hold back."""
    across = ((file, breaches_across(file, hub)) for file in hub.files)
    holds = ((file, hold) for file, said in across for hold in checks.holds(said, file.partner, hub.settings))
    return HeldBack(frozenset((file.path, hold.event) for file, hold in holds if hub.now in hold.during))


def _findings_about_links(pages: Sequence[HandWritten], hub: Hub, held_back: HeldBack) -> Iterator[Finding]:
    """Of links to what members see; where the past can't be told, neither can that."""
    linking = [page for page in pages if any(links_in(page.text))]
    if linking and hub.timeline.gap is None:
        yield from findings_about_links(linking, hub, publish.publish(hub, hub.settings.language, {}, held_back).hub)


def review(compared: Range, now: datetime, progress: Progress) -> Review:
    """Compare a hub at two revisions, both judged by the settings of where they parted; nothing is checked out.

    Raises NoBranch, GitFailed.
    """
    # Only this command needs them.
    from partnerhub.review.beside import pages_of  # noqa: PLC0415
    from partnerhub.review.compare import review as compare  # noqa: PLC0415
    from partnerhub.review.members import Side  # noqa: PLC0415

    sides = (compared.before, compared.after)
    pages = {side.commit: list(pages_of(side, compared)) for side in sides}
    by_its_own, proposed = None, compared.proposed_settings
    # What the branch would hold without the proposal, and with it
    if proposed is None and (found := _what_a_proposal_concerns(compared, now, progress, pages)):
        base, head = found
    else:
        base, head, by_its_own = _whole_sides(compared, now, progress, pages)
    # What that means to a reviewer
    before, after = (Side(each.hub, each.findings, each.held_back) for each in (base, head))
    return compare(before, after, compared, by_its_own)


def _proposals(compared: Range) -> Iterator[Proposal]:
    for side in (compared.before, compared.after):
        yield Proposal(compared.before.commit, compared.after.commit, side.commit)


def _what_a_proposal_concerns(
    compared: Range, now: datetime, progress: Progress, pages: Mapping[str, Sequence[HandWritten]]
) -> Sequence[Loaded] | None:
    """Both sides, of which only that was read which a proposal may concern; None where that may be anything."""
    folders, settings, language = compared.folders, compared.judge.settings, compared.reader
    cache = cache_of(folders.hub)
    before, after = held_of_each(folders.hub, folders.config_file, settings, now, list(_proposals(compared)), cache)
    if before.past.gap is not None:
        return None
    names = [(compared.before.inside(each.before), compared.after.inside(each.after)) for each in compared.changes]
    proposed = [stage for lies in (before, after) for stage in lies.stages if not stage.commit]
    touched = {path for each in names for path in each if path}
    touched |= {path for stage in proposed for path in (*stage.changed, *stage.renames)}
    linked = names_linked(page for of_side in pages.values() for page in of_side)
    read = Sides(before, after, touched, linked, folders.hub, settings, now, progress, language).read()
    return [
        _loaded(past, hub, folders, pages[side.commit], [], progress, cache, photos.Album(cache))
        for (past, hub), side in zip(read, (compared.before, compared.after), strict=True)
    ]


def _whole_sides(
    compared: Range, now: datetime, progress: Progress, pages: Mapping[str, Sequence[HandWritten]]
) -> tuple[Loaded, Loaded, Sequence[Finding] | None]:
    """Both sides, and what would be found after the proposal by the settings that it brings."""
    # Both are of one branch, and differ in a few files.
    make = FactsOfFiles(Kept(cache_of(compared.folders.hub)))

    def at(proposal: Proposal, settings: Settings) -> Loaded:
        return load(
            compared.folders,
            settings,
            now,
            progress,
            proposal,
            language=compared.reader,
            proposed_pages=pages[proposal.at],
            make=make,
        )

    before, after = _proposals(compared)
    base, head = (at(side, compared.judge.settings) for side in (before, after))
    by_its_own = None
    if (proposed := compared.proposed_settings) is not None:
        try:
            by_its_own = at(after, proposed).findings
        except NoBranch as missing:
            by_its_own = [*head.findings, _no_branch(missing, compared)]
    return base, head, by_its_own


def _no_branch(missing: NoBranch, compared: Range) -> Finding:
    """Settings by which nothing can be published."""
    message, hint = missing.said(compared.reader), Terms(compared.reader)(missing.advice)
    return Finding("settings", Severity.ERROR, compared.folders.config_file, 1, 1, (), message, hint)


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


def follow_up(loaded: Loaded) -> FollowUp:
    """What partnerships wait for: asked apart, since a build, and a review of another partner, have no part in it."""
    found, moments = list[Finding](), [loaded.until]
    for file in loaded.hub.files:
        findings, to_come = judging.follow_up(file, loaded.hub)
        found += findings
        moments += (moment for moment in to_come if moment > loaded.hub.now)
    return FollowUp(sorted(found, key=_in_order), min(moments))


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
