"""mkdocs.yml → settings and folders, for the command line and the plugin alike; and the moment of a run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load
from pydantic import ValidationError

from partnerhub.checks import RULES
from partnerhub.record.settings import Folders, Settings
from partnerhub.words.finding import FieldPath, Finding, Position, Severity, field_name, printable
from partnerhub.words.spelling import close_to

PLUGIN = "partnerhub"


@dataclass(frozen=True)
class Config:
    """What mkdocs.yml says that we need."""

    settings: Settings
    folders: Folders


class ConfigInvalid(Exception):  # noqa: N818 - it carries findings
    """The settings can't be used; `findings` say why. Ends every command with 2."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} findings in the settings")
        self.findings = findings


def read_config(file: Path) -> Config:
    """Read and validate a hub's mkdocs.yml; raises ConfigInvalid with every finding at its place."""
    typed = _Typed(file)
    language = _language(typed.tree.get("theme"))
    options = typed.options()
    try:
        settings = Settings.model_validate(
            {
                "languages": [language],
                **options,
                "site_name": str(typed.tree.get("site_name") or ""),
            }
        )
    except ValidationError as error:
        raise ConfigInvalid([typed.finding_of(detail) for detail in error.errors(include_url=False)]) from None
    folders = Folders(
        hub=file.parent.resolve(),
        pages=_folder(file, typed.tree.get("docs_dir") or "docs"),
        site=_folder(file, typed.tree.get("site_dir") or "site"),
    )
    findings = [
        *_contradictions(settings, language, typed),
        *_weakened_rules(settings, typed),
        *_misplaced_folders(folders, typed),
    ]
    if findings:
        raise ConfigInvalid(findings)
    return Config(settings, folders)


def moment(when: str | None, zone: ZoneInfo) -> datetime:
    """The moment at which a hub is judged, aware, in the hub's zone.

    `when` is a date (its first moment) or a moment; without it `SOURCE_DATE_EPOCH`, else the clock.
    Raises ValueError for other text.
    """
    if when is None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        return datetime.fromtimestamp(int(epoch), zone) if epoch else datetime.now(zone)
    if len(when) == len("2026-12-10"):
        return datetime.combine(date.fromisoformat(when), time(), zone)
    typed = datetime.fromisoformat(when)
    if typed.tzinfo is None:
        typed = typed.replace(tzinfo=zone)
    # Through UTC, so that an hour that the clocks skip becomes one that exists.
    return typed.astimezone(UTC).astimezone(zone)


def refuse_site(folders: Folders, site: Path) -> str | None:
    """Why a build must not write into a folder and delete what else is in it; None where it may."""
    site = site.resolve()
    for precious in (folders.hub, folders.pages, folders.partners, folders.hub / "templates"):
        if precious.resolve().is_relative_to(site):
            return f"the site would replace {precious.name}/, which it must not"
    if site.is_relative_to(folders.partners.resolve()):
        return "the site must not lie in content/partners"
    if (
        site.is_dir()
        and any(site.iterdir())
        and not (site / "404.html").exists()
        and not (site / "index.html").exists()
    ):
        return f"{site.name}/ holds files but no earlier site; name an empty or a new folder"
    return None


class _Typed:
    """mkdocs.yml as typed, with the place of everything in it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            with file.open("rb") as opened:
                self.tree: dict[str, Any] = yaml_load(opened, get_yaml_loader())
                opened.seek(0)
                self.root = yaml.compose(opened, Loader=yaml.SafeLoader)
        except OSError:
            raise ConfigInvalid(
                [
                    self.finding(
                        (),
                        "the hub's mkdocs.yml can't be opened",
                        "Run it in the hub's folder, or name the file with --config-file.",
                    )
                ]
            ) from None
        except (ConfigurationError, yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
            words = f"mkdocs.yml can't be read: {printable(str(error), 300)}"
            raise ConfigInvalid([self.finding((), words, "")]) from None
        if not isinstance(self.tree, dict):
            raise ConfigInvalid([self.finding((), "mkdocs.yml must hold settings", "Begin with site_name.")])
        self.place: FieldPath = ()

    def options(self) -> Mapping[str, Any]:
        """What stands under the plugin's name; raises ConfigInvalid where the plugin is not named."""
        plugins = self.tree.get("plugins")
        entries: Iterator[tuple[FieldPath, Any]]
        if isinstance(plugins, dict):
            entries = ((("plugins", name), {name: options}) for name, options in plugins.items())
        else:
            entries = ((("plugins", index), entry) for index, entry in enumerate(plugins or []))
        for place, entry in entries:
            if entry == PLUGIN or (isinstance(entry, dict) and PLUGIN in entry):
                self.place = place if place[-1] == PLUGIN else (*place, PLUGIN)
                options = entry[PLUGIN] if isinstance(entry, dict) else {}
                if isinstance(options, dict) or options is None:
                    return {str(key): value for key, value in (options or {}).items()}
                raise ConfigInvalid(
                    [self.finding(self.place, "partnerhub's settings must be fields of their own", "Indent them.")]
                )
        words = "plugins must name partnerhub"
        raise ConfigInvalid(
            [self.finding(("plugins",), words, "Add `- partnerhub:` with the hub's settings below it.")]
        )

    def finding(self, field: FieldPath, message: str, hint: str) -> Finding:
        """A finding about mkdocs.yml."""
        place = self.locate(field) if hasattr(self, "root") else Position()
        path = self.file.name
        return Finding("settings", Severity.ERROR, path, place.line, place.column, field_name(field), message, hint)

    def setting(self, field: FieldPath, message: str, hint: str = "") -> Finding:
        """A finding about one of our settings; `field` counts from the plugin's name."""
        found = self.finding((*self.place, *field), f"{field_name(field)} {message}", hint)
        return Finding(**{**vars(found), "field": field_name(field)})

    def finding_of(self, detail: Any) -> Finding:
        """What pydantic found, in our words."""
        field = tuple(step for step in detail["loc"] if step != "[key]")
        if detail["type"] == "extra_forbidden":
            known = [name for name, info in Settings.model_fields.items() if not info.exclude]
            meant = close_to(str(field[-1]), known)
            hint = f"Did you mean {meant}?" if meant else f"Use one of {', '.join(known)}."
            return self.setting(field, "is not a setting", hint)
        context = detail.get("ctx", {})
        if "words" in context:
            return self.setting(field, context["words"].format_map(context["facts"]))
        kind = "a list" if "list" in detail["type"] else "fields of its own" if "dict" in detail["type"] else "text"
        return self.setting(field, f"must be {kind}")

    def locate(self, field: FieldPath) -> Position:
        """Where a field stands, or the nearest of its parents that does (it may be inherited)."""
        node, place = self.root, Position()
        for step in field:
            if isinstance(node, yaml.MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == str(step)), None)
                if pair is None:
                    break
                place, node = Position(pair[0].start_mark.line + 1, pair[0].start_mark.column + 1), pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                place = Position(node.start_mark.line + 1, node.start_mark.column + 1)
            else:
                break
        return place


def _language(theme: object) -> str:
    language = theme.get("language") if isinstance(theme, dict) else None
    return str(language or "en")


def _folder(file: Path, name: object) -> Path:
    return (file.parent / str(name)).resolve()


def _contradictions(settings: Settings, language: str, typed: _Typed) -> Iterator[Finding]:
    if settings.languages[:1] != [language]:
        yield typed.setting(("languages",), f"must begin with theme.language, which is {language}", "Write it first.")
    elif len(set(settings.languages)) < len(settings.languages):
        yield typed.setting(("languages",), "must name each language once", "Take the second mention out.")
    if settings.values and settings.shared_values > len(settings.values):
        words = f"must be at most the number of the hub's values, {len(settings.values)}"
        yield typed.setting(("shared_values",), words, "Lower it, or name more values.")
    if typed.tree.get("use_directory_urls") is False:
        words = "use_directory_urls must be true: the pages of partners and events lie in folders"
        yield typed.finding(("use_directory_urls",), words, "Take the line out.")


def _weakened_rules(settings: Settings, typed: _Typed) -> Iterator[Finding]:
    for slug, severity in settings.severity.items():
        if (rule := RULES.get(slug)) is None:
            meant = close_to(slug, list(RULES))
            yield typed.setting(
                ("severity", slug),
                "must be the name of a rule",
                f"Did you mean {meant}?" if meant else "See `partnerhub rules` for all of them.",
            )
        elif rule.is_guarded and severity.rank < rule.severity.rank:
            words = f"must not be lower than {rule.severity}: the rule guards members, partners or secrets"
            yield typed.setting(("severity", slug), words, "Take the line out.")


def _misplaced_folders(folders: Folders, typed: _Typed) -> Iterator[Finding]:
    """Partner files where MkDocs looks would be published with every private field."""
    if not folders.partners.is_dir():
        yield typed.finding((), "the folder content/partners must lie beside mkdocs.yml", "Make it.")
    partners = folders.partners.resolve()
    theme = typed.tree.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    copied: list[tuple[FieldPath, str, Path]] = [
        (("docs_dir",), "docs_dir", folders.pages),
        (("site_dir",), "site_dir", folders.site),
        *((("theme",), "the folder of the hub's theme", folder.resolve()) for folder in folders.theme),
    ]
    if custom:
        copied.append((("theme", "custom_dir"), "custom_dir", _folder(typed.file, custom)))
    for field, name, folder in copied:
        if partners.is_relative_to(folder) or folder.is_relative_to(partners) or _links_to(partners, folder):
            words = f"{name} must not hold content/partners, whose private fields would be published"
            yield typed.finding(field, words, "Keep the pages in content/pages and the partners in content/partners.")


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
