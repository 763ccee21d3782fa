"""What rules explain, for `make messages`: the docstrings of checks, and what stands in the place of one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from inspect import cleandoc

from partnerhub.words.extracting import extracting

_REGISTERING = frozenset({"rule", "file_rule", "rule_among", "rule_across"})
"""What makes a rule of a check."""


def _told(node: ast.AST) -> Iterator[tuple[int, str | None]]:
    """The explanation of a rule."""
    if isinstance(node, ast.FunctionDef) and any(_name(each) in _REGISTERING for each in node.decorator_list):
        yield node.lineno, ast.get_docstring(node)
    elif isinstance(node, ast.Call) and _name(node) == "kept_elsewhere":
        yield node.lineno, cleandoc(ast.literal_eval(node.args[3]))


def _name(node: ast.expr) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


extract = extracting(_told)
