"""Whether MkDocs reads nothing for the shell but what is known here, so that it needn't run where that didn't change.

What is named here was looked at in the versions of the constraints: it reads its page, its options and its own package.
What isn't may read anything, and then MkDocs runs with each build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from partnerhub.record.settings_file import SettingsFile
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_, Term

_PLUGINS: Mapping[str, frozenset[str]] = {
    "meta": frozenset(),
    "partnerhub": frozenset(),
    "search": frozenset({"jieba_dict", "jieba_dict_user", "prebuild_index"}),
    "tags": frozenset(),
}
"""Those of a theme by their bare names → options with which they read files or run programs."""
_OF_MARKDOWN = """
    abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta
    nl2br sane_lists smarty tables toc wikilinks
"""
_OF_PYMDOWN = """
    arithmatex betterem blocks.admonition blocks.caption blocks.definition blocks.details blocks.html blocks.tab caret
    critic details emoji escapeall extra fancylists highlight inlinehilite keys magiclink mark progressbar quotes
    saneheaders smartsymbols striphtml superfences tabbed tasklist tilde
"""
_EXTENSIONS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_OF_MARKDOWN.split(), frozenset()),
    **dict.fromkeys((f"pymdownx.{name}" for name in _OF_PYMDOWN.split()), frozenset()),
    "pymdownx.emoji": frozenset({"options"}),  # custom_icons: folders, as seen from where the command is called
}
_PYTHON = "tag:yaml.org,2002:python/"
_FUNCTIONS = ("material.extensions.", "pymdownx.")
"""Whose functions settings may name: an index of emoji, what makes an id of a heading, what becomes of a fence."""
_TEMPLATES = ("extra_templates",), ("theme", "static_templates")


class ReadsMore(Spoken):
    """A reason why MkDocs runs with each build: what it reads for the shell isn't known."""


def reads_more(file: SettingsFile) -> Iterator[ReadsMore]:
    """All that there is in a hub's settings; nothing where the shell depends on known files alone."""
    if file.tree.get("hooks"):
        yield ReadsMore(N_("hooks may read anything"))
    if file.tree.get("strict"):
        yield ReadsMore(N_("with strict, what MkDocs warns of is to be counted each time"))
    theme = file.tree.get("theme")
    name = theme.get("name") if isinstance(theme, dict) else theme
    if name != "material":
        yield ReadsMore(N_("what the theme {name} reads is not known"), name=name)
    for field in _TEMPLATES:
        if file.typed.value(field):
            yield ReadsMore(N_("{field} may hold what differs each time"), field=field[-1])
    plugin, extension = N_("the plugin {name} may read more than pages"), N_("the extension {name} may read files")
    plugins = ((name, options) for _, name, options in file.plugins)
    yield from _unknown(plugins, _PLUGINS, plugin)
    yield from _unknown(_extensions(file.tree.get("markdown_extensions")), _EXTENSIONS, extension)
    for function in sorted(set(_functions(each.root for each in file.typed.files))):
        if not function.startswith(_FUNCTIONS):
            yield ReadsMore(N_("the function {name} may read anything"), name=function)


def _unknown(
    named: Iterable[tuple[str, Mapping[str, Any]]], known: Mapping[str, frozenset[str]], words: Term
) -> Iterator[ReadsMore]:
    for name, options in named:
        if name not in known or not known[name].isdisjoint(options):
            yield ReadsMore(words, name=name)


def _extensions(named: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The name and the options of each, however they are written."""
    for each in named if isinstance(named, list) else [named]:
        for name, options in each.items() if isinstance(each, dict) else [(each, None)]:
            if name is not None:
                yield str(name).removeprefix("markdown.extensions."), options if isinstance(options, dict) else {}


def _functions(roots: Iterable[yaml.Node | None]) -> Iterator[str]:
    """What tags name that only MkDocs' own reader follows."""
    left = [root for root in roots if root is not None]
    seen = set[int]()
    while left:
        node = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.tag.startswith(_PYTHON):
            yield node.tag.removeprefix(_PYTHON).partition(":")[2]
        if isinstance(node, yaml.MappingNode):
            left += [each for pair in node.value for each in pair]
        elif isinstance(node, yaml.SequenceNode):
            left += node.value
