"""What the part of mkdocs.yml that is MkDocs' own makes of pages: which other hosts they would ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from partnerhub.record.settings_file import SettingsFile
from partnerhub.site.other_hosts import ANALYTICS, FONTS, host_of, own_host
from partnerhub.words.finding import FieldPath, Position
from partnerhub.words.terms import said_in


@dataclass(frozen=True)
class Foreign:
    """A setting that would have every page ask another host."""

    field: FieldPath
    """From the root of mkdocs.yml."""
    host: str
    path: str
    position: Position


@dataclass(frozen=True)
class Unsaid:
    """A language of the pages in which we have no words."""

    language: str
    """BCP 47 tag."""
    path: str
    position: Position


@dataclass(frozen=True)
class ShellSettings:
    """How pages are made."""

    own: str | None
    """The site's host."""
    foreign: tuple[Foreign, ...]
    has_mermaid: bool
    """Whether the theme would draw diagrams with a script of another host."""
    is_copied: bool
    """Whether a plugin puts copies into the site of what pages ask other hosts for."""
    unsaid: tuple[Unsaid, ...] = ()


def shell_settings(file: SettingsFile) -> ShellSettings:
    """Of a settings file that could be typed."""
    own = own_host(file.settings.site_url)
    is_copied = any(name == "privacy" and options.get("assets") is not False for _, name, options in file.plugins)
    asked = [(field, host) for field, address in _asked(file.tree, is_copied) if (host := host_of(address, own))]
    foreign = tuple(Foreign(field, host, *file.typed.locate(field)) for field, host in asked)
    place = (*file.place, "languages")
    unsaid = tuple(
        Unsaid(language, *file.typed.locate((*place, index)))
        for index, language in enumerate(file.settings.languages)
        if said_in(language) != language
    )
    return ShellSettings(own, foreign, _has_mermaid(file.tree, own) and not is_copied, is_copied, unsaid)


def _asked(tree: Mapping[Any, Any], is_copied: bool) -> Iterator[tuple[FieldPath, str]]:
    """Each setting that makes pages ask for an address, with it."""
    theme, extra = tree.get("theme"), _fields(tree.get("extra"))
    if _fields(extra.get("analytics")).get("provider") == "google":
        yield ("extra", "analytics", "provider"), f"https://{ANALYTICS}/"
    if is_copied:
        return
    options = _fields(theme)
    if "material" in (theme, options.get("name")) and options.get("font") is not False:
        yield ("theme", "font"), f"https://{FONTS}/"
    for name in ("logo", "favicon"):
        yield ("theme", name), str(options.get(name) or "")
    for field in (("extra_css",), ("extra_javascript",), ("extra", "polyfills")):
        listed = (extra if len(field) > 1 else tree).get(field[-1])
        for number, each in enumerate(listed if isinstance(listed, list) else ()):
            is_script = isinstance(each, dict)
            place = (*field, number, "path") if is_script else (*field, number)
            yield place, str(each.get("path") if is_script else each)


def _has_mermaid(tree: Mapping[Any, Any], own: str | None) -> bool:
    """Whether code fences become diagrams, and no script of the site's own draws them."""
    scripts = [address for field, address in _asked(tree, is_copied=False) if field[0] == "extra_javascript"]
    if any("mermaid" in address.lower() and host_of(address, own) is None for address in scripts):
        return False
    return any(_fields(fence).get("class") == "mermaid" for fence in _fences(tree))


def _fences(tree: Mapping[Any, Any]) -> Iterator[object]:
    extensions = tree.get("markdown_extensions")
    named = extensions if isinstance(extensions, list) else [extensions]
    for each in named:
        for options in (_fields(each), _fields(_fields(each).get("pymdownx.extra"))):
            fences = _fields(options.get("pymdownx.superfences")).get("custom_fences")
            yield from fences if isinstance(fences, list) else ()


def _fields(value: object) -> Mapping[Any, Any]:
    return value if isinstance(value, dict) else {}
