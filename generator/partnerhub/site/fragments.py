"""A proposed fragment → what is wrong with it. It is compiled and never rendered: nothing that stands in it runs.

What it may name is what its signature and the environment of `render` give it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, ClassVar

from jinja2 import Environment, TemplateSyntaxError, meta, nodes, pass_context
from jinja2.runtime import Context

from partnerhub.site.render import environment
from partnerhub.words.finding import Position, Problem
from partnerhub.words.terms import N_

MAX_BYTES = 64 * 1024
"""Of a fragment that is looked at; the longest of ours has 5 KiB."""

_SIGNATURE = re.compile(r"\s*\{#-?\s*Context:(.*?)#\}", re.DOTALL)
_GIVEN = frozenset({"hub", "part_of"})
"""What `Renderer` adds to the globals of its environment."""
_LOOK = N_("Mend the template: what was opened must be closed, and filters and tests must be Jinja's or ours.")


def faults(data: bytes, package: bytes | None, known: Collection[str]) -> Iterator[Problem]:
    """What is wrong with a fragment; `package` is ours of that name, `known` are the names of all that there are."""
    if len(data) > MAX_BYTES:
        yield Problem((), N_("a fragment must be at most {limit} KiB"), N_("Shorten it."), {"limit": MAX_BYTES // 1024})
        return
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Position(data.count(b"\n", 0, error.start) + 1)
        words = N_("a fragment must be UTF-8 text")
        yield Problem(
            (),
            words,
            N_("Save the file as UTF-8 text; most editors offer it under “Save with encoding”."),
            position=place,
        )
        return
    try:
        tree = _compiler().parse(source)
        undeclared = meta.find_undeclared_variables(tree)
    except TemplateSyntaxError as error:
        words, facts = (
            N_("a fragment must compile, but Jinja says: {reason}"),
            {"reason": (error.message or "").rstrip(".")},
        )
        yield Problem((), words, _LOOK, facts, Position(error.lineno))
    except (ValueError, RecursionError):  # a number of thousands of digits, thousands of brackets
        yield Problem((), N_("a fragment must compile, but it holds too much in one place"), _LOOK)
    else:
        declared = _signature(source)
        if declared is None:
            declared = _signature(package.decode()) if package else None
        yield from _unknown_names(tree, undeclared - (declared or frozenset()))
        yield from _unknown_fragments(tree, known)


def _unknown_names(tree: nodes.Template, unknown: Collection[str]) -> Iterator[Problem]:
    """The names that nobody gives, each where it first stands."""
    places: dict[str, int] = {}
    names = list(tree.find_all(nodes.Name))
    # Jinja counts a name as undeclared too that is set in a branch only.
    set_here = {name.name for name in names if name.ctx == "store"}
    for name in names:
        if name.ctx == "load" and name.name in unknown and name.name not in set_here:
            places[name.name] = min(name.lineno, places.get(name.name, name.lineno))
    for unknown_name, line in sorted(places.items(), key=lambda place: place[::-1]):
        yield Problem(
            (),
            N_("a fragment must use names of its signature, got {name}"),
            N_("Look for a slip, or name it in the comment that opens the fragment, if those who fill it in give it."),
            {"name": unknown_name},
            Position(line),
        )


def _unknown_fragments(tree: nodes.Template, known: Collection[str]) -> Iterator[Problem]:
    """What it imports, includes or extends, and there is none."""
    for node in tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)):
        template = vars(node)["template"]
        if isinstance(template, nodes.Const) and isinstance(template.value, str) and template.value not in known:
            words = N_("a fragment must name another one that is there, got {name}")
            hint = N_("Look for a slip in the name.")
            yield Problem((), words, hint, {"name": template.value}, Position(node.lineno))


def _signature(source: str) -> frozenset[str] | None:
    """The names in the comment that opens a fragment: `{#- Context: event (PublicEvent), root. What it is. -#}`."""
    match = _SIGNATURE.match(source)
    if match is None:
        return None
    depth, outside = 0, ""
    for part in re.split(r"([()])", match[1]):
        depth += (part == "(") - (part == ")")
        outside += part if depth == 0 else " "
    return frozenset(re.findall(r"\w+", outside.partition(".")[0])) - {"and"}


@pass_context
def _never(context: Context, *_: Any) -> Any:
    """In the place of a filter or a test: what asks for the context is not worked out beforehand."""
    raise AssertionError("nothing is rendered here")


class _Compiler(Environment):
    """Reads templates as ours are read, and works nothing out: Jinja's compiler computes what is constant.

    `{{ 9 ** 9 ** 9 }}` and `{{ "x" | center(10 ** 10) }}` would run there.
    """

    sandboxed = True
    intercepted_binops: ClassVar = frozenset({"+", "-", "*", "/", "//", "**", "%"})
    intercepted_unops: ClassVar = frozenset({"+", "-"})

    def __init__(self) -> None:
        ours = environment((), "en")
        super().__init__(
            trim_blocks=ours.trim_blocks, lstrip_blocks=ours.lstrip_blocks, extensions=list(ours.extensions)
        )
        self.globals = {**ours.globals, **dict.fromkeys(_GIVEN)}
        self.filters = dict.fromkeys(ours.filters, _never)
        self.tests = dict.fromkeys(ours.tests, _never)


@cache
def _compiler() -> Environment:
    return _Compiler()
