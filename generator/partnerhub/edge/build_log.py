"""What a build says while it is made, ours and MkDocs' own."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from partnerhub.words.finding import printable

OUR_LOG = "mkdocs.plugins.partnerhub"
"""Below MkDocs' own: its `--strict` counts what we warn of."""


class _Plain(logging.Formatter):
    """Our findings as they are; MkDocs' own warnings with their source."""

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        if record.name == OUR_LOG:
            return message
        return "\n".join(printable(line) for line in f"mkdocs: {message}".splitlines())


class BuildLog(logging.StreamHandler):  # type: ignore[type-arg]
    """Shows what is said on the standard error, and remembers it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.mkdocs_warned = False

    def emit(self, record: logging.LogRecord) -> None:
        """Show and remember a record."""
        self.lines.append(self.format(record))
        self.mkdocs_warned |= record.name != OUR_LOG and record.levelno >= logging.WARNING
        super().emit(record)


@contextmanager
def shown_log(level: int = logging.WARNING) -> Iterator[BuildLog]:
    """Show what builds say, and of MkDocs what has at least a level."""
    handler = BuildLog()
    handler.setFormatter(_Plain())
    handler.addFilter(lambda record: record.levelno >= level or record.name == OUR_LOG)
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
