"""What a proposal changes beside partner files: what it can do, and what is wrong with it."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import islice
from pathlib import PurePosixPath

from partnerhub import photos
from partnerhub.checks.pages import findings_about_pages
from partnerhub.contained import contained
from partnerhub.history.git import PLAIN
from partnerhub.ours import TEMPLATES
from partnerhub.record.files import PARTNERS
from partnerhub.record.hand_written import MARKDOWN, HandWritten, page_of
from partnerhub.record.settings_tree import SettingsInvalid
from partnerhub.review.revisions import Range, Revision
from partnerhub.words.finding import Breach, Finding, Problem, Severity
from partnerhub.words.terms import N_

_TEMPLATE_FOLDER, _FRAGMENTS = "templates/", "templates/fragments/"
_TO_READ = frozenset({".md", ".rst", *photos.EXTENSIONS})
"""Endings of files that are read or looked at, and nothing more."""
MOST_BYTES = 1 << 20
"""Of a page that is looked at."""
MOST_FRAGMENTS = 100
"""That are looked at in one proposal; there are about thirty of ours."""
_MOST_FAULTS = 20
"""That are told of one fragment."""


class Reach(StrEnum):
    """What a file can do; what deserves the closest look comes first."""

    RUNS = "runs"
    """Or steers what runs: settings, hooks, workflows, scripts, and whatever else is not known to be harmless."""
    LINK = "link"
    """A link or a submodule: what it leads to is not in the proposal."""
    EVERY_PAGE = "every page"
    """Templates: what stands there is in pages for everybody."""
    PAGE = "page"
    """Hand-written pages, and what lies among them."""
    OTHER = "other"


_CLOSEST_FIRST = tuple(Reach)


@dataclass(frozen=True)
class OtherFile:
    """A file that changes and is no partner's."""

    path: str
    """Relative to the repository; as it is after the change, else before it."""
    reach: Reach


def other_files(compared: Range, of_partners: Collection[str]) -> list[OtherFile]:
    """What else changes, by what it can do; `of_partners` are paths in the repository, of partner files and photos."""
    found = []
    for change in compared.changes:
        paths = [path for path in (change.after, change.before) if path is not None and path not in of_partners]
        if paths:
            is_link = change.mode_after is not None and change.mode_after not in PLAIN
            reaches = [Reach.LINK if is_link else _reach(path, compared) for path in paths]
            found.append(OtherFile(paths[0], min(reaches, key=_CLOSEST_FIRST.index)))
    return sorted(found, key=lambda file: _CLOSEST_FIRST.index(file.reach))


def _reach(path: str, compared: Range) -> Reach:
    if any(path in {side.prefix + name for name in side.settings.paths} for side in (compared.before, compared.after)):
        return Reach.RUNS
    for prefix in (compared.before.prefix, compared.after.prefix):
        inside = path.removeprefix(prefix) if path.startswith(prefix) else ""
        if inside.startswith(_TEMPLATE_FOLDER):
            return Reach.EVERY_PAGE
        if inside.startswith(PARTNERS):
            return Reach.OTHER
        if inside.startswith(_pages(compared)):
            return Reach.PAGE
    return Reach.OTHER if PurePosixPath(path).suffix.lower() in _TO_READ else Reach.RUNS


def _pages(compared: Range) -> str:
    """Where the hand-written pages lie in the hub, with a slash at its end."""
    return posixpath.normpath(str(compared.judge.tree.get("docs_dir") or "docs")) + "/"


def findings(compared: Range) -> Iterator[Finding]:
    """What the proposal breaks: settings that hold no longer, pages, and fragments that could not be filled in."""
    before, after = compared.before.settings, compared.after.settings
    if isinstance(after, SettingsInvalid) and not isinstance(before, SettingsInvalid):
        yield from after.findings(compared.reader)
    for look in (_about_pages, _about_fragments):
        known = {found.message for found in look([each.before for each in compared.changes], compared.before, compared)}
        faults = look([each.after for each in compared.changes], compared.after, compared)
        yield from (found for found in faults if found.message not in known)


def _about_pages(paths: Iterable[str | None], side: Revision, compared: Range) -> Iterator[Finding]:
    return findings_about_pages(_read(paths, side, compared), compared.judge.settings, compared.reader, None)


def pages_of(side: Revision, compared: Range) -> Iterator[HandWritten]:
    """All hand-written pages of a revision."""
    return _read(side.tree, side, compared)


def _read(paths: Iterable[str | None], side: Revision, compared: Range) -> Iterator[HandWritten]:
    """Those of some paths in the repository that are pages."""
    pages = _pages(compared)
    inside = {path: name for path in paths if path is not None and (name := side.inside(path)) is not None}
    named = [path for path, name in inside.items() if name.startswith(pages) and name.endswith(MARKDOWN)]
    contents = side.contents(named, MOST_BYTES + 1)
    return (page_of(inside[path], data) for path, data in contents if len(data) <= MOST_BYTES)


def _fragment(path: str | None, side: Revision) -> str | None:
    """The name of a fragment of the hub, as templates call it."""
    inside = side.inside(path) or ""
    is_one = inside.startswith(_FRAGMENTS) and inside.endswith(".html")
    return inside.removeprefix(_FRAGMENTS) if is_one else None


def _about_fragments(paths: Iterable[str | None], side: Revision, compared: Range) -> Iterator[Finding]:
    names = {path: name for path in paths if path is not None and (name := _fragment(path, side)) is not None}
    if not names:
        return
    # Few proposals change fragments.
    from partnerhub.site import fragments  # noqa: PLC0415

    language = compared.reader
    ours = {file.name: file for file in (TEMPLATES / "fragments").iterdir()}
    known = {*ours, *(name for path in side.tree if (name := _fragment(path, side)) is not None)}
    for path, data in side.contents(list(names)[:MOST_FRAGMENTS], fragments.MAX_BYTES + 1):
        name = names[path]
        of_that_name = ours[name].read_bytes() if name in ours else None
        look = partial(_faults, fragments.faults(data, of_that_name, known))
        for problem in contained(N_("compiling the fragment"), look, _alone):
            yield _finding(problem, name, language)
    for path in list(names)[MOST_FRAGMENTS:]:
        words, hint = N_("more fragments change here than are looked at, {limit}"), N_("Propose fewer at a time.")
        yield _finding(Problem((), words, hint, {"limit": MOST_FRAGMENTS}), names[path], language)


def _faults(found: Iterator[Problem]) -> list[Problem]:
    return list(islice(found, _MOST_FAULTS))


def _alone(breach: Breach) -> list[Problem]:
    return [breach.problem]


def _finding(problem: Problem, fragment: str, language: str) -> Finding:
    line = problem.position.line if problem.position else 1
    message = problem.say(problem.message, language)
    hint = problem.say(problem.hint, language) if problem.hint else ""
    return Finding("templates", Severity.ERROR, _FRAGMENTS + fragment, line, 1, (), message, hint)
