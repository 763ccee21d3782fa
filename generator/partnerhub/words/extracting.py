"""What `make messages` takes from code beside marked words: a method of Babel's for each kind of docstring.

https://babel.pocoo.org/en/latest/messages.html#writing-extraction-methods
"""

from __future__ import annotations

import ast
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import IO, Any

from babel.messages.extract import extract_python

_Message = tuple[int, Any, Any, Any]
_Extract = Callable[[IO[bytes], Mapping[str, Any], Collection[str], Mapping[str, Any]], Iterator[_Message]]


def extracting(told: Callable[[ast.AST], Iterable[tuple[int, str | None]]]) -> _Extract:
    """A method that takes the marked words of a module, and what is `told` by its nodes: line and text."""

    def extract(
        file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
    ) -> Iterator[_Message]:
        source = file.read()
        yield from extract_python(io.BytesIO(source), keywords, comment_tags, options)  # type: ignore[arg-type]
        for node in ast.walk(ast.parse(source)):
            for line, text in told(node):
                yield line, None, text, []

    return extract
