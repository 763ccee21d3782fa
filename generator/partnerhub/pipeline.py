"""The table of contents: what is read and checked, what is built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from partnerhub import checks, photos
from partnerhub.checks import Hub
from partnerhub.history.git import Repository
from partnerhub.history.judging import History, event_revisions, last_public, publications, write_partners
from partnerhub.progress import Progress
from partnerhub.record.fields import withheld_fields
from partnerhub.record.model import Partner
from partnerhub.record.parse import parse, photo_name
from partnerhub.record.photo_files import find_photo
from partnerhub.record.read import Flaw, SourceFile, partner_files, read
from partnerhub.record.settings import Folders, Settings
from partnerhub.review.compare import Review, Side
from partnerhub.review.compare import review as compare
from partnerhub.site import markers
from partnerhub.site.model import PublicHub
from partnerhub.site.shell import Shell, Tokens
from partnerhub.words.finding import Finding, Problem
from partnerhub.words.terms import N_


@dataclass(frozen=True)
class Loaded:
    """A hub as read, and all findings about it."""

    hub: Hub
    findings: list[Finding]
    """Sorted by path and line."""


def load(
    folders: Folders,
    settings: Settings,
    now: datetime,
    progress: Progress,
    history: History | None = None,
) -> Loaded:
    """Read and check a hub: what is valid here can be built.

    `history` is where it lies, if not in the hub's own folder.
    """
    files: list[SourceFile] = []
    partners: list[Partner] = []
    flaws: list[tuple[SourceFile, Flaw]] = []
    paths = partner_files(folders.partners)
    for path in progress(paths, "Reading partners", len(paths)):
        file = read(path, folders.hub)
        files.append(file)
        flaws += [(file, flaw) for flaw in file.flaws]
        if file.front_matter is not None:
            parsed = parse(file, find_photo(path, photo_name(file), folders.partners))
            flaws += [(file, flaw) for flaw in parsed.flaws]
            partners += [parsed.partner] if parsed.partner else []
    # What only git knows
    history = history or History(folders.hub, settings)
    partners = [_with_photo_history(partner, folders, history) for partner in partners]
    hub = Hub(settings, now, files, partners, publications(partners, history, now))
    findings, held = checks.check(hub, flaws)
    findings += _marker_findings(folders, settings)
    findings.sort(key=lambda finding: finding.sort_key)
    return Loaded(replace(hub, held=held), findings)


def _with_photo_history(partner: Partner, folders: Folders, history: History) -> Partner:
    if partner.photo is None or partner.photo.fault:
        return partner
    if not history.photo_was_replaced(partner, partner.photo.path.relative_to(folders.hub).as_posix()):
        return partner
    return replace(partner, photo=replace(partner.photo, is_newer_than_consent=True))


class UnknownRevision(Exception):  # noqa: N818 - the range is wrong, and the message says how
    """A revision that git does not know here."""


def review(folders: Folders, settings: Settings, base: str, head: str, now: datetime, progress: Progress) -> Review:
    """Compare a hub at the head with the same hub at the merge base; neither is checked out.

    Both are judged by today's settings. Raises UnknownRevision, and GitFailed.
    """
    repository = Repository.find(folders.hub)
    if repository is None:
        raise UnknownRevision(f"git does not know the revision {base} here")
    commits = {name: repository.commit(name) for name in (base, head)}
    for name, commit in commits.items():
        if commit is None:
            raise UnknownRevision(f"git does not know the revision {name} here")
    after = commits[head] or ""
    before = repository.merge_base(commits[base] or "", after)
    if before is None:
        raise UnknownRevision(f"{base} and {head} have no commit in common here; fetch the whole history")
    changes = repository.differences(before, after)
    with TemporaryDirectory(prefix="partnerhub-") as folder:
        sides: list[Side] = []
        for name, commit in (("before", before), ("after", after)):
            hub = Path(folder, name).resolve()
            write_partners(repository, commit, hub)
            there = Folders(hub=hub, pages=hub / "content" / "pages", site=hub / "site")
            loaded = load(there, settings, now, progress, History(folders.hub, settings, commit))
            sides.append(Side(loaded.hub, loaded.findings))
        return compare(sides[0], sides[1], changes, repository.prefix)


def build(
    loaded: Loaded,
    folders: Folders,
    shell: Shell,
    tokens: Tokens,
    staging: Path,
    site_url: str | None,
    progress: Progress,
) -> PublicHub:
    """Fill the shell, which lies in `staging` already, with the hub. Returns what its first language shows."""
    # Checking a file needs none of this.
    from partnerhub import publish  # noqa: PLC0415
    from partnerhub.site import assemble  # noqa: PLC0415
    from partnerhub.site.outputs import Edition  # noqa: PLC0415
    from partnerhub.site.render import Renderer  # noqa: PLC0415

    # What members may see
    partners = [partner for partner in publish.publishable(loaded.hub) if partner.photo and not partner.photo.fault]
    processed = {
        partner.path: photos.process(partner.photo.path.read_bytes(), partner.record.photo.focus)
        for partner in progress(partners, "Preparing photos", len(partners))
        if partner.photo
    }
    languages = loaded.hub.settings.languages
    # What only git knows: what members saw before
    history = History(folders.hub, loaded.hub.settings)
    versions = history.versions([file.path for file in loaded.hub.files])
    before = {path: last_public(known, history, loaded.hub.now) for path, known in versions.items()}
    wanted = publish.events_with_a_history(loaded.hub, before)
    revisions = event_revisions(wanted, versions, loaded.hub.settings, loaded.hub.now)
    hubs = [publish.publish(loaded.hub, language, processed, before, revisions, site_url) for language in languages]
    # All that the table of outputs says
    renderers = [Renderer(public, folders.fragments) for public in hubs]
    editions = [Edition(renderer, renderers, shell, tokens, processed.values()) for renderer in renderers]
    assemble.write(staging, editions, progress)
    return hubs[0]


def private_in_public(hub: Hub) -> Iterator[Finding]:
    """What it means that private fields are filled in, for a repository that is known to be public: said once."""
    telling = [partner for partner in hub.partners if withheld_fields(partner.record)]
    if telling:
        first = next(file for file in hub.files if file.path == telling[0].path)
        problem = Problem(
            ("vetting",),
            N_("this repository is public, so anyone can read private fields; partner files that hold some: {count}"),
            N_("Keep partner files in a private repository that publishes only site/, or see to it that nobody minds."),
            {"count": len(telling)},
        )
        finding = checks.found(checks.RULES["repository-public"], problem, first, hub.settings)
        yield from [finding] if finding else []


def _marker_findings(folders: Folders, settings: Settings) -> Iterator[Finding]:
    rule = checks.RULES["marker-unknown"]
    for path in sorted(folders.pages.rglob("*.md")):
        page = SourceFile(
            path.relative_to(folders.hub).as_posix() if path.is_relative_to(folders.hub) else path.name, ""
        )
        for position, unknown in markers.faulty_markers(path.read_text(encoding="utf-8-sig", errors="replace")):
            problem = Problem((), unknown.message, unknown.hint, unknown.facts, position)
            if (finding := checks.found(rule, problem, page, settings)) is not None:
                yield finding
