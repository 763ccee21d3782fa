"""mkdocs.yml → settings and folders, for the command line and the plugin alike; and the moment of a run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from partnerhub.cards.model import DEFAULT_COLOUR
from partnerhub.checks.settings import weakened_rules
from partnerhub.record import settings_file
from partnerhub.record.palette import theme_colour
from partnerhub.record.pure_shell import ReadsMore, reads_more
from partnerhub.record.settings import Folders, Settings
from partnerhub.record.settings_astray import astray
from partnerhub.record.settings_file import SettingsFile, read_settings
from partnerhub.record.settings_tree import Fault, Read
from partnerhub.record.settings_yaml import MAX_BYTES
from partnerhub.record.shell_settings import ShellSettings, shell_settings
from partnerhub.site.folder import NotOurs, written_before
from partnerhub.words.finding import FieldPath
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_, Term

_UNFIT = {
    "i18n": (
        N_("it builds the site anew for each language, which partnerhub does itself"),
        N_("Take it out, name the languages under partnerhub, and give the pages of each further one a folder: en/."),
    ),
    "offline": (
        N_("it turns use_directory_urls off, and the pages of partners and events lie in folders"),
        N_("Take it out, or set enabled: false."),
    ),
}
"""Plugins that can't be beside ours: why, and what to do instead."""
_NOT_IN = N_("the site must not lie in {folder}")
_YEARS = range(1970, 2106)
"""In which a hub can be judged: the header of a `.gz` knows no others (RFC 1952 §2.3.1)."""


@dataclass(frozen=True)
class Config:
    """What mkdocs.yml says that we need."""

    settings: Settings
    folders: Folders
    shell: ShellSettings
    files: frozenset[Path]
    """Absolute: mkdocs.yml and what it inherits."""
    repo_url: str = ""
    """Of MkDocs: where the hub's repository is shown."""
    colour: str = DEFAULT_COLOUR
    """Of the theme, as `#rrggbb` or `#rgb`."""
    custom_dir: Path | None = None
    """Of the theme."""
    variables: Mapping[str, str | None] = field(default_factory=dict)
    """Of the environment, those for which `!ENV` asks; None for one that isn't set."""
    reads_more: tuple[ReadsMore, ...] = ()
    """Why MkDocs runs with each build; nothing where it reads known files alone."""

    @property
    def own_theme(self) -> list[Path]:
        """The folders of the theme beside MkDocs' and ours."""
        return [self.custom_dir] if self.custom_dir else []


def read_config(file: Path) -> Config:
    """Read and validate a hub's mkdocs.yml; raises SettingsInvalid with every fault at its place."""
    hub = file.parent.resolve()

    def folders_of(settings_file: SettingsFile) -> Folders:
        return Folders(
            hub=hub,
            config_file=file.name,
            pages=_folder(hub, settings_file.tree.get("docs_dir") or "docs"),
            site=_folder(hub, settings_file.tree.get("site_dir") or "site"),
        )

    def misplaced_folders(settings_file: SettingsFile) -> Iterator[Fault]:
        return _misplaced_folders(folders_of(settings_file), settings_file)

    environment = _Environment()
    read = read_settings(
        file.name, _reader(file), environment, checks=(weakened_rules, astray, misplaced_folders, _unfit_plugins)
    )
    folders = folders_of(read)
    custom_dir = _custom_dir(hub, read)
    return Config(
        settings=read.settings,
        folders=folders,
        shell=shell_settings(read),
        files=frozenset(hub / path for path in read.paths),
        repo_url=str(read.tree.get("repo_url") or ""),
        colour=theme_colour(read.tree, folders.pages),
        custom_dir=custom_dir,
        variables=environment.asked,
        reads_more=tuple(reads_more(read)),
    )


class _Environment(Mapping[str, str]):
    """The environment of the one who builds, which remembers what was asked of it."""

    def __init__(self) -> None:
        self.asked: dict[str, str | None] = {}

    def __getitem__(self, name: str) -> str:
        self.asked[name] = os.environ.get(name)
        return os.environ[name]

    def __iter__(self) -> Iterator[str]:
        return iter(os.environ)

    def __len__(self) -> int:
        return len(os.environ)


def first_language(file: Path) -> str:
    """The first language of a hub as far as its mkdocs.yml can be read, else English."""
    return settings_file.first_language(file.name, _reader(file))


def _reader(file: Path) -> Read:
    hub = file.parent.resolve()
    return lambda path: _read(hub, path, may_lead_out=path == file.name)


def _read(hub: Path, path: str, may_lead_out: bool) -> bytes | None:
    """The bytes of a file of the hub; None for one that can't be read, or to which a link leads out of the hub."""
    try:
        file = (hub / path).resolve()
        if not file.is_file() or not (may_lead_out or file.is_relative_to(hub)):
            return None
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except (OSError, ValueError):  # no permission; a name that no file can have
        return None


def _folder(hub: Path, name: object) -> Path:
    return (hub / str(name)).resolve()


def _custom_dir(hub: Path, settings_file: SettingsFile) -> Path | None:
    theme = settings_file.tree.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    return _folder(hub, custom) if custom else None


class NoMoment(Spoken):
    """What was given as the moment of a run is none."""


def moment(when: str | None, zone: ZoneInfo) -> datetime:
    """The moment at which a hub is judged, aware, in the hub's zone.

    `when` is a date (its first moment) or a moment; without it `SOURCE_DATE_EPOCH`, else the clock.
    Raises NoMoment for other text and other years.
    """
    try:
        now = _told_by_environment(zone) if when is None else _typed(when, zone)
        if now.year not in _YEARS:
            raise ValueError(now.year)
    except (ValueError, OverflowError):
        words = N_("SOURCE_DATE_EPOCH must be a number of seconds since 1970")
        given = N_("--today must be a date such as 2026-12-10 or a moment")
        raise NoMoment(words if when is None else given) from None
    return now


def _told_by_environment(zone: ZoneInfo) -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(zone)
    if not (epoch.isascii() and epoch.isdigit()):
        raise ValueError(epoch)
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(epoch))).astimezone(zone)


def _typed(when: str, zone: ZoneInfo) -> datetime:
    if len(when) == len("2026-12-10"):
        return datetime.combine(date.fromisoformat(when), time(), zone)
    typed = datetime.fromisoformat(when)
    if typed.tzinfo is None:
        typed = typed.replace(tzinfo=zone)
    # Through UTC, so that an hour that the clocks skip becomes one that exists.
    return typed.astimezone(UTC).astimezone(zone)


def refuse_site(folders: Folders, site: Path, theme: Iterable[Path] = ()) -> None:
    """Raise NotOurs where a build must not write into a folder, and delete in it what it wrote before.

    `theme` are folders of which a build copies what it finds there.
    """
    for precious in (folders.hub, folders.pages, folders.partners, folders.hub / "templates", folders.cache):
        if lies_in(precious, site):
            raise NotOurs(N_("the site would replace {folder}/, which it must not"), folder=precious.name)
    for taken in (folders.partners, folders.pages, folders.hub / "templates", folders.cache, *theme):
        if lies_in(site, taken):
            name = taken.relative_to(folders.hub).as_posix() if taken.is_relative_to(folders.hub) else taken.name
            raise NotOurs(_NOT_IN, folder=name)
    if ".git" in (part.lower() for part in site.resolve().parts):
        raise NotOurs(_NOT_IN, folder=".git")
    written_before(site)


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or lies in it, links resolved, however a file system lets one spell them."""
    path, folder = path.resolve(), folder.resolve()
    if path.is_relative_to(folder):
        return True
    return folder.exists() and any(each.exists() and each.samefile(folder) for each in (path, *path.parents))


def _misplaced_folders(folders: Folders, settings_file: SettingsFile) -> Iterator[Fault]:
    """Partner files where MkDocs looks would be published with every private field."""
    if not folders.partners.is_dir():
        yield settings_file.fault((), N_("the folder content/partners must lie beside mkdocs.yml"), N_("Make it."))
    if not folders.pages.is_dir():
        words = N_("{field} must be the folder of the hand-written pages; {name} is no folder")
        yield settings_file.fault(("docs_dir",), words, N_("Make it, or name another."), name=folders.pages.name)
    partners = folders.partners.resolve()
    copied: list[tuple[FieldPath, FieldPath | Term, Path]] = [
        (("docs_dir",), ("docs_dir",), folders.pages),
        (("site_dir",), ("site_dir",), folders.site),
        *((("theme",), N_("the folder of the hub's theme"), folder.resolve()) for folder in folders.theme),
    ]
    if custom := _custom_dir(folders.hub, settings_file):
        copied.append((("theme", "custom_dir"), ("theme", "custom_dir"), custom))
    for place, name, folder in copied:
        if lies_in(partners, folder) or lies_in(folder, partners) or _links_to(partners, folder):
            words = N_("{name} must not hold content/partners, whose private fields would be published")
            hint = N_("Keep the pages in content/pages and the partners in content/partners.")
            yield settings_file.fault(place, words, hint, name=name)


def _unfit_plugins(settings_file: SettingsFile) -> Iterator[Fault]:
    """Plugins that make of the site what partnerhub's pages can't be in."""
    for place, name, _ in settings_file.plugins:
        if name in _UNFIT:
            reason, hint = _UNFIT[name]
            yield settings_file.fault(
                place, N_("the plugin {name} must not be on: {reason}"), hint, name=name, reason=reason
            )


def _links_to(partners: Path, folder: Path) -> bool:
    """Whether a link anywhere in a folder leads to the partner files or to a folder that holds them."""
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(parent, name)
            if path.is_symlink():
                target = path.resolve()
                if partners.is_relative_to(target) or target.is_relative_to(partners):
                    return True
    return False
