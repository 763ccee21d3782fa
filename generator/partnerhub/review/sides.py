"""Both sides of a proposal, judged by the settings of where they parted: what it may concern of each, or all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from partnerhub import photos
from partnerhub.checks.page_links import names_linked
from partnerhub.facts import FactsOfFiles
from partnerhub.history.git import NoBranch
from partnerhub.history.own_cache import cache_of
from partnerhub.judging import Loaded, Sides, load, loaded_of
from partnerhub.past import Proposal, held_of_each
from partnerhub.progress import Progress
from partnerhub.record.hand_written import HandWritten
from partnerhub.record.kept import Kept
from partnerhub.record.settings import Settings
from partnerhub.review.revisions import Range
from partnerhub.words.finding import Finding, Severity
from partnerhub.words.terms import Terms


def _proposals(compared: Range) -> Iterator[Proposal]:
    for side in (compared.before, compared.after):
        yield Proposal(compared.before.commit, compared.after.commit, side.commit)


def what_it_concerns(
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
        loaded_of(past, hub, folders, pages[side.commit], [], progress, cache, photos.Album(cache))
        for (past, hub), side in zip(read, (compared.before, compared.after), strict=True)
    ]


def whole_sides(
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
