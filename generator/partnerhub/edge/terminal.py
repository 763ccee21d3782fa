"""What a person at a terminal, or the program behind it, sees of us."""

from __future__ import annotations

import io
import os
import re
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from partnerhub.progress import Item
from partnerhub.words.terms import N_, Term, Terms

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


_QUICK = 2
"""Seconds of a loop of which nobody needs to see how far it is."""
UNREAD = 141
"""The exit code where nobody reads the output any more: 128 and the number of SIGPIPE, as shells have it."""


def set_up() -> None:
    """Let output never fail for a letter: what can't be shown is replaced, and a file is written in UTF-8."""
    if sys.stdin is None:  # closed: MkDocs would take the settings for read from it
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY), encoding="utf-8", closefd=False)
    stdout = sys.stdout
    if not isinstance(stdout, io.TextIOWrapper) or stdout is not sys.__stdout__:
        return  # closed, or taken by the one who calls us
    stdout.reconfigure(errors="replace")
    if not stdout.isatty():
        number = stdout.fileno()
        is_file = stat.S_ISREG(os.fstat(number).st_mode)
        encoding = "utf-8" if is_file and "PYTHONIOENCODING" not in os.environ else stdout.encoding
        output = io.BufferedWriter(_Output(number, "w", closefd=False))
        sys.stdout = io.TextIOWrapper(output, encoding=encoding, errors="replace")


class _Output(io.FileIO):
    """The standard output into a file or a pipe: says that it is what failed; where nobody reads, it ends the run."""

    has_failed = False

    def write(self, data: ReadableBuffer, /) -> int:
        if self.has_failed:
            return memoryview(data).nbytes  # the interpreter tries again at its end
        try:
            return super().write(data)
        except BrokenPipeError:
            self.has_failed = True
            raise SystemExit(UNREAD) from None
        except OSError as error:
            self.has_failed = True
            error.filename = N_("standard output")
            raise


def print_output(output: str, is_json: bool) -> None:
    """Print text that may name files; a name that is not UTF-8 must not break what others read."""
    whole = output.encode("utf-8", "replace").decode()
    click.echo(readable(whole) if is_json else whole)


def readable(json: str) -> str:
    """JSON as the standard output can carry it: escaped where that isn't UTF-8, so that programs read all of it."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if encoding.lower().replace("-", "") == "utf8":
        return json
    # In UTF-16, as JSON has it (RFC 8259 §7).
    return re.sub(r"[^\x00-\x7f]", lambda letter: _escaped(letter.group()), json)


@dataclass(frozen=True)
class Bar:
    """A progress bar for loops that aren't quick, in a language; silent where nobody watches, as in CI."""

    language: str

    def __call__(self, items: Iterable[Item], label: str, total: int) -> Iterable[Item]:
        """The items, with the bar as far as they are."""
        is_watched = sys.stderr is not None and sys.stderr.isatty()
        return self._shown(iter(items), label, total) if is_watched else items

    def _shown(self, items: Iterator[Item], label: str, total: int) -> Iterator[Item]:
        began = time.monotonic()
        for number, item in enumerate(items, 1):
            yield item
            if time.monotonic() - began > _QUICK:
                from tqdm import tqdm  # what is quick has no bar  # noqa: PLC0415

                said = Terms(self.language)(Term(label))
                yield from tqdm(items, desc=said, total=total, initial=number, leave=False)


def _escaped(letter: str) -> str:
    code = letter.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{code[at : at + 4]}" for at in range(0, len(code), 4))
