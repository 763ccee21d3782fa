"""The table of contents: what is read and checked, what is built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from partnerhub import checks, photos
from partnerhub.checks import Hub
from partnerhub.checks.history import gap_in_history
from partnerhub.facts import judge
from partnerhub.history.git import Repository
from partnerhub.history.timeline import timeline
from partnerhub.past import Proposal, told
from partnerhub.progress import Progress
from partnerhub.record.fields import withheld_fields
from partnerhub.record.settings import Folders, Settings
from partnerhub.review.compare import Review, Side
from partnerhub.review.compare import review as compare
from partnerhub.site import markers
from partnerhub.site.model import PublicHub
from partnerhub.site.shell import Shell, Tokens
from partnerhub.words.finding import Breach, Finding, Problem
from partnerhub.words.terms import N_


@dataclass(frozen=True)
class Loaded:
    """A hub as read, and all findings about it."""

    hub: Hub
    findings: list[Finding]
    """Sorted by path and line."""
    held_back: frozenset[tuple[str, int | None]]
    """What findings about the hub as a whole hold back: path of a partner file, and the place of an event or None."""


def load(
    folders: Folders, settings: Settings, now: datetime, progress: Progress, proposal: Proposal | None = None
) -> Loaded:
    """Read and check a hub, or what a proposal makes of it: what is valid here can be built. Raises NoBranch."""
    # What the branch held, and the files as they are now
    past = told(folders.hub, folders.config_file, settings, now, proposal)
    # What members knew
    line = timeline(past.states, past.past, now, settings, judge)
    hub = Hub(settings, now, line)
    # What the rules say
    findings, held_back = list(_findings_about_pages(folders, settings)), set[tuple[str, int | None]]()
    findings += gap_in_history(hub, folders.config_file)
    for file in progress(hub.files, "Checking partners", len(hub.files)):
        across = list(checks.breaches_across(file, hub))
        breaches = [*file.breaches, *checks.breaches_among(file, hub.neighbours), *across]
        findings += checks.findings(file, breaches, hub)
        holds = checks.holds(across, file.partner, settings)
        held_back |= {(file.path, hold.event) for hold in holds if now in hold.during}
    findings.sort(key=lambda finding: finding.sort_key)
    return Loaded(hub, findings, frozenset(held_back))


class UnknownRevision(Exception):  # noqa: N818 - the range is wrong, and the message says how
    """A revision that git does not know here."""


def review(folders: Folders, settings: Settings, base: str, head: str, now: datetime, progress: Progress) -> Review:
    """Compare a hub at two revisions, from where they parted; neither is checked out, and nothing is written.

    Both are judged by today's settings. Raises UnknownRevision, NoBranch, GitFailed.
    """
    repository = Repository.find(folders.hub)
    if repository is None:
        raise UnknownRevision(f"git does not know the revision {base} here")
    commits = {name: repository.commit(name) for name in (base, head)}
    for name, commit in commits.items():
        if commit is None:
            raise UnknownRevision(f"git does not know the revision {name} here")
    after = commits[head] or ""
    merge_base = repository.merge_base(commits[base] or "", after)
    if merge_base is None:
        raise UnknownRevision(f"{base} and {head} have no commit in common here; fetch the whole history")
    sides = [load(folders, settings, now, progress, Proposal(merge_base, after, at)) for at in (merge_base, after)]
    before, now_proposed = (Side(loaded.hub, loaded.findings) for loaded in sides)
    return compare(before, now_proposed, repository.differences(merge_base, after), repository.prefix)


def build(
    loaded: Loaded, folders: Folders, shell: Shell, tokens: Tokens, staging: Path, progress: Progress
) -> PublicHub:
    """Fill the shell, which lies in `staging` already, with the hub. Returns what its first language shows."""
    # Checking a file needs none of this.
    from partnerhub import publish  # noqa: PLC0415
    from partnerhub.site import assemble  # noqa: PLC0415
    from partnerhub.site.outputs import Edition  # noqa: PLC0415
    from partnerhub.site.render import Renderer  # noqa: PLC0415

    # What members may see
    hub = loaded.hub
    partners = [partner for partner in publish.shown_partners(hub, loaded.held_back) if partner.shows_photo(hub.now)]
    processed = {
        partner.path: photos.process((folders.hub / partner.photo.path).read_bytes(), partner.record.photo.focus)
        for partner in progress(partners, "Preparing photos", len(partners))
        if partner.photo
    }
    hubs = [publish.publish(hub, language, processed, loaded.held_back) for language in hub.settings.languages]
    # All that the table of outputs says
    renderers = [Renderer(public, folders.fragments) for public in hubs]
    editions = [Edition(renderer, renderers, shell, tokens, processed.values()) for renderer in renderers]
    assemble.write(staging, editions, progress)
    return hubs[0]


def private_in_public(hub: Hub) -> Iterator[Finding]:
    """What it means that private fields are filled in, for a repository that is known to be public: said once."""
    telling = [file for file in hub.files if file.partner and withheld_fields(file.partner.record)]
    if telling:
        problem = Problem(
            ("vetting",),
            N_("this repository is public, so anyone can read private fields; partner files that hold some: {count}"),
            N_("Keep partner files in a private repository that publishes only site/, or see to it that nobody minds."),
            {"count": len(telling)},
        )
        yield from checks.findings(telling[0], [Breach("repository-public", problem)], hub)


def _findings_about_pages(folders: Folders, settings: Settings) -> Iterator[Finding]:
    for file in sorted(folders.pages.rglob("*.md")):
        path = file.relative_to(folders.hub).as_posix() if file.is_relative_to(folders.hub) else file.name
        for position, unknown in markers.faulty_markers(file.read_text(encoding="utf-8-sig", errors="replace")):
            problem = Problem((), unknown.message, unknown.hint, unknown.facts, position)
            if (finding := checks.finding("marker-unknown", problem, path, settings)) is not None:
                yield finding
