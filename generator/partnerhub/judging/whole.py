"""A hub loaded as a whole, or in parts: its files with what members knew of them, and all that the rules say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from partnerhub import checks, photos, publish
from partnerhub.cache import Cache
from partnerhub.checks import Hub
from partnerhub.checks.history import gap_in_history
from partnerhub.checks.page_links import findings_about_links, names_linked
from partnerhub.facts import FactsOfFiles, breaches_across
from partnerhub.history.git_run import GitFailed
from partnerhub.history.lasting import lasts_until
from partnerhub.history.own_cache import cache_of
from partnerhub.judging import files
from partnerhub.judging.files import judged, private_in_public, telling
from partnerhub.judging.hub import Checking, Judgement, defects_of_the_past, findings_about_no_partner, hub_of
from partnerhub.past import Proposal, Told, held, told
from partnerhub.progress import Progress
from partnerhub.publish import HeldBack
from partnerhub.record.hand_written import HandWritten, hand_written
from partnerhub.record.kept import Kept
from partnerhub.record.settings import Folders, Settings
from partnerhub.record.shell_settings import ShellSettings
from partnerhub.site.page_links import links_in
from partnerhub.words.finding import Breach, Finding
from partnerhub.words.terms import N_


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


@dataclass(frozen=True)
class FollowUp:
    """What partnerships wait for."""

    findings: Sequence[Finding]
    """Sorted by path and line."""
    until: datetime
    """As that of what was loaded."""


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
        return loaded_of(past, hub, folders, proposed_pages, [], progress, cache, album)
    pages = list(hand_written(folders))
    others = findings_about_no_partner(pages, shell, past.shut, settings, hub.language)
    return loaded_of(past, hub, folders, pages, others, progress, cache, album)


def loaded_of(
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


def follow_up(loaded: Loaded) -> FollowUp:
    """What partnerships wait for: asked apart, since a build, and a review of another partner, have no part in it."""
    found, moments = list[Finding](), [loaded.until]
    for file in loaded.hub.files:
        findings, to_come = files.follow_up(file, loaded.hub)
        found += findings
        moments += (moment for moment in to_come if moment > loaded.hub.now)
    return FollowUp(sorted(found, key=_in_order), min(moments))
