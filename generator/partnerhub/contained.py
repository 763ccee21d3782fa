"""One partner's trouble is that partner's: every step over partners, events, photos and files of history runs in here.

What fails in a step of ours is a defect of ours, and holds back the one item on which it failed. Two kinds of failure
are nobody's item and go through: of the machine (`Uncontained`), and of the hub's own templates, which are trusted.
"""

from __future__ import annotations

import errno
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from partnerhub.ours import PACKAGE, TEMPLATES
from partnerhub.words.finding import Breach, Problem, printable
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_, Term

Item = TypeVar("Item")
Made = TypeVar("Made")

DEFECT = "defect"
"""The rule that a step of ours breaks."""
_OF_THE_MACHINE = frozenset(
    {
        *(errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
        *(errno.EMFILE, errno.ENFILE, errno.ENOMEM),
    }
)
"""What a step that opens or writes files of ours fails with; partners' files and photos have findings of their own."""


class Uncontained(Spoken):
    """What ends a run whatever it is about: the machine fails, or git on it."""


@dataclass(frozen=True)
class Failure:
    """What failed on something that has a page."""

    address: str
    """The page's, relative to the root of its language: the same in each language."""
    breach: Breach


def contained(step: Term, make: Callable[[], Made], instead: Callable[[Breach], Made], **facts: object) -> Made:
    """What `make` returns; where it raises, what `instead` makes of the defect. `facts` fill in the step's words."""
    try:
        return make()
    except (Uncontained, MemoryError):
        raise
    except Exception as error:
        if (isinstance(error, OSError) and error.errno in _OF_THE_MACHINE) or fault_of_template(error):
            raise
        return instead(_defect(error, step, facts))


def culprits(
    step: Term, items: Sequence[Item], attempt: Callable[[Sequence[Item]], object], **facts: object
) -> list[tuple[Item, Breach]]:
    """The items with which a step fails that takes them all at once; none where it succeeds.

    Found by halving: a step that fails with some items fails with more of them too. Raises what the step raises with
    no items at all, which is nobody's trouble.
    """
    found: list[tuple[Item, Breach]] = []
    left = list(items)
    while (breach := _failed(step, attempt, left, facts)) is not None:
        attempt([])
        # The step succeeds with the first `sound` items, and fails with the first `failing`.
        sound, failing = 0, len(left)
        while failing - sound > 1:
            middle = (sound + failing) // 2
            if (earlier := _failed(step, attempt, left[:middle], facts)) is None:
                sound = middle
            else:
                failing, breach = middle, earlier
        found.append((left.pop(failing - 1), breach))
    return found


@dataclass(frozen=True)
class TemplateFault:
    """A template of the hub's own that can't be used."""

    file: Path
    line: int
    reason: str
    """In Jinja's words, or Python's; one printable line."""


def fault_of_template(error: BaseException) -> TemplateFault | None:
    """Where and why a template of the hub's own can't be used; None for another error.

    It is its own fault where it does not compile, and where the error was raised by an expression in it; what a
    function of ours raises that it calls is a defect of ours.
    """
    from jinja2 import TemplateNotFound, TemplateSyntaxError  # noqa: PLC0415 - most runs need none of this

    if isinstance(error, TemplateSyntaxError):
        return _fault(error.filename or error.name or "", error.lineno, error.message or "")
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if file.suffix in (".html", ".txt"):
            reason = f"there is no template {error.name}" if isinstance(error, TemplateNotFound) else str(error)
            return _fault(frame.filename, frame.lineno or 1, reason)
        if not {"jinja2", "markupsafe"} & set(file.parts):
            break
    return None


def _fault(file: str, line: int, reason: str) -> TemplateFault | None:
    path = Path(file)
    is_of_library = not {"site-packages", "dist-packages"}.isdisjoint(path.parts)
    if path.is_relative_to(TEMPLATES) or is_of_library:
        return None  # ours, and so a defect like any other; or the theme's
    return TemplateFault(path, line, printable(reason))


def _failed(
    step: Term, attempt: Callable[[Sequence[Item]], object], items: Sequence[Item], facts: dict[str, object]
) -> Breach | None:
    def succeed() -> None:
        attempt(items)

    return contained(step, succeed, lambda breach: breach, **facts)


def _defect(error: Exception, step: Term, facts: dict[str, object]) -> Breach:
    """What failed and where; never the error's own words, which may repeat what was typed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(PACKAGE)]
    frame = (ours or frames)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    problem = Problem(
        (),
        N_("{step} failed, which is a defect of partnerhub: {kind} in {place}"),
        N_("Please report it with this line; what it is about is held back meanwhile."),
        {**facts, "step": step, "kind": type(error).__name__, "place": place},
    )
    return Breach(DEFECT, problem)
