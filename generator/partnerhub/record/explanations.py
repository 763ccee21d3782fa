"""What fields are explained with, for `make messages`: the docstrings of the record's models."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from inspect import cleandoc
from itertools import pairwise

from partnerhub.words.extracting import extracting


def _told(node: ast.AST) -> Iterator[tuple[int, str]]:
    """What stands below each field of a model."""
    if isinstance(node, ast.ClassDef):
        for field, below in pairwise(node.body):
            if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr):
                yield below.lineno, cleandoc(ast.literal_eval(below.value))


extract = extracting(_told)
