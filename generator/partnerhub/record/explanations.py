"""What fields are explained with, for `make messages`: the docstrings of the record's models."""

from __future__ import annotations

import ast
import io
from collections.abc import Collection, Iterator, Mapping
from inspect import cleandoc
from itertools import pairwise
from typing import IO, Any

from babel.messages.extract import extract_python

_Message = tuple[int, Any, Any, Any]


def extract(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[_Message]:
    """The marked words of a module, and what stands below each field of its models: a method of Babel's.

    https://babel.pocoo.org/en/latest/messages.html#writing-extraction-methods
    """
    source = file.read()
    yield from extract_python(io.BytesIO(source), keywords, comment_tags, options)  # type: ignore[arg-type]
    for model in ast.walk(ast.parse(source)):
        if isinstance(model, ast.ClassDef):
            for field, below in pairwise(model.body):
                if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr):
                    yield below.lineno, None, cleandoc(ast.literal_eval(below.value)), []
