"""What rules explain, for `make messages`: the docstrings of checks, and what stands in the place of one."""

from __future__ import annotations

import ast
import io
from collections.abc import Collection, Iterator, Mapping
from inspect import cleandoc
from typing import IO, Any

from babel.messages.extract import extract_python

_REGISTERING = frozenset({"rule", "file_rule", "rule_among", "rule_across"})
"""What makes a rule of a check."""
_Message = tuple[int, Any, Any, Any]


def extract(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[_Message]:
    """The marked words of a module, and the explanations of its rules: a method of Babel's.

    https://babel.pocoo.org/en/latest/messages.html#writing-extraction-methods
    """
    source = file.read()
    yield from extract_python(io.BytesIO(source), keywords, comment_tags, options)  # type: ignore[arg-type]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and any(_name(each) in _REGISTERING for each in node.decorator_list):
            yield node.lineno, None, ast.get_docstring(node), []
        elif isinstance(node, ast.Call) and _name(node) == "kept_elsewhere":
            yield node.lineno, None, cleandoc(ast.literal_eval(node.args[3])), []


def _name(node: ast.expr) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
