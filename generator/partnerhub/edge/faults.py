"""What stops a run and is no defect of ours: the machine, and what a hub adds to MkDocs. Each in one sentence."""

from __future__ import annotations

import os
import traceback
from contextlib import suppress
from pathlib import Path

from partnerhub.contained import Uncontained, fault_of_template
from partnerhub.words.finding import printable
from partnerhub.words.terms import N_, Term, Terms

_LIBRARY = Path(os.__file__).parent
"""Python's own modules."""


def sentence(error: BaseException, language: str, place: Path | None = None) -> str | None:
    """What stopped a run, with the file and the reason, in a language; None for a defect of ours.

    `place` is where the run was writing: the system does not always say of which file it speaks.
    """
    if isinstance(error, OSError) and error.errno is not None:  # libraries have errors of their own that are one too
        return _of_the_machine(error, Terms(language), place)
    if isinstance(error, MemoryError):
        return Terms(language)(N_("the machine has no memory left"))
    if isinstance(error, Uncontained):
        return error.said(language)
    if fault := fault_of_template(error):
        return f"{_shown(fault.file)}:{fault.line}: {fault.reason}"
    return _of_others(error)


def _of_the_machine(error: OSError, terms: Terms, place: Path | None) -> str:
    """`site/index.html: No space left on device`."""
    file = error.filename2 or error.filename or place or _lost_folder()
    reason = printable(error.strerror or str(error) or type(error).__name__)
    if isinstance(file, Term):
        return f"{terms(file)}: {reason}"
    return f"{_shown(file)}: {reason}" if isinstance(file, str | bytes | Path) else reason


def _of_others(error: BaseException) -> str | None:
    """`hooks.py:3: ZeroDivisionError: division by zero`, where MkDocs had called a hook, a plugin or a template."""
    frames = [
        (frame.f_globals.get("__name__", "").partition(".")[0], Path(frame.f_code.co_filename), line)
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    callers = [package for package, _, _ in frames if package in ("partnerhub", "mkdocs")]
    if callers[-1:] != ["mkdocs"]:
        return None
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_shown(error.filename)}:{error.lineno}: {type(error).__name__}: {error.msg}"
    # What the hub brings tells more than the library that it called.
    places = [(file, line) for _, file, line in frames if not _is_of_library(file)] or [frames[-1][1:]]
    file, line = places[-1]
    return f"{_shown(file)}:{line}: {type(error).__name__}: {printable(str(error))}"


def _is_of_library(file: Path) -> bool:
    if file.name.startswith("<"):  # as in <frozen importlib._bootstrap>
        return True
    return file.is_relative_to(_LIBRARY) or not {"site-packages", "dist-packages"}.isdisjoint(file.parts)


def _lost_folder() -> Term | None:
    """The folder in which the command was called, where it isn't there any more."""
    try:
        Path.cwd()
    except OSError:
        return N_("the current folder")
    return None


def _shown(file: str | bytes | Path) -> str:
    """A path as one would type it here."""
    path = Path(os.fsdecode(file))
    with suppress(ValueError, OSError):  # it lies elsewhere; there is no "here" any more
        path = path.relative_to(Path.cwd())
    return printable(str(path))
