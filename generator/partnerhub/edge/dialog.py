"""Questions to the one who runs a command: on a terminal or through a pipe, each answered by a line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import click

from partnerhub.edge.usage import Misuse
from partnerhub.edge.writing import refuse_what_is_no_text
from partnerhub.record.read import Tree
from partnerhub.words.dates import CalendarWords
from partnerhub.words.finding import Problem
from partnerhub.words.printable import DIRECTION_MARKS, printable
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_, Term, Terms

Read = TypeVar("Read")

_SIGN = "> "
_YES = frozenset({"y", "yes", "כ", "כן"})


@dataclass(frozen=True)
class Dialog:
    """Who asks. A wrong answer is asked for again on a terminal; a pipe can't answer again, and ends the run."""

    language: str
    asks_all: bool
    """Whether also what may stay open is asked; else what is missing."""

    @property
    def _terms(self) -> Terms:
        return Terms(self.language)

    def say(self, words: Term, **facts: object) -> None:
        """Tell something; what was typed by people is made safe to print."""
        self.show(Problem((), words, facts=facts).say(words, self.language))

    def show(self, line: str) -> None:
        """Print a line that is finished, beside the output."""
        click.echo(printable(line, keep=DIRECTION_MARKS), err=True)

    def needed(
        self, name: str, question: Term, read: Callable[[str], Read], *, lines: Sequence[str] = (), **facts: object
    ) -> Read:
        """The answer to a question that must be answered, read; `name` is that of the option for it."""
        while True:
            typed = self._typed(question, lines, facts)
            if typed is None:
                raise Misuse(N_("{name} must be given"), None if lines else question, name=name, **facts)
            if typed and (answer := self._read(name, typed, read)) is not None:
                return answer

    def wished(
        self, name: str, question: Term, read: Callable[[str], Read], *, lines: Sequence[str] = (), **facts: object
    ) -> Read | None:
        """The answer to a question that may stay open; None for an empty one, and where nothing is asked."""
        while self.asks_all:
            typed = self._typed(question, lines, facts)
            if not typed:
                return None
            if (answer := self._read(name, typed, read)) is not None:
                return answer
        return None

    def agrees(self, question: Term, **facts: object) -> bool:
        """Whether somebody says yes; nobody is no."""
        return (self._typed(question, (), facts) or "").casefold().rstrip(".!") in _YES

    def _read(self, name: str, typed: str, read: Callable[[str], Read]) -> Read | None:
        """The answer as it is understood; None where it isn't, and another may be given."""
        try:
            return read(typed)
        except Spoken as wrong:
            problem = wrong.problem
            if not sys.stdin.isatty():
                raise misuse(wrong) from None
            for words in (problem.message, problem.hint):
                if words:
                    self.show(f"  {problem.say(words, self.language)}")
            return None

    def _typed(self, question: Term, lines: Sequence[str], facts: dict[str, object]) -> str | None:
        """What is typed in answer, without blanks around it; None where nobody is there to answer."""
        asked = "\n".join([self._terms(question, **facts), *lines])
        if sys.stdin.isatty():
            click.echo(asked, err=True)
            line = _line_of_terminal()
            if line is None:
                click.echo(err=True)  # the terminal stands behind the question
                raise click.Abort
        else:
            # A pipe that has ended is asked nothing.
            line = _line_of_pipe()
            if line is None:
                return None
            click.echo(f"{asked}\n{_SIGN}{printable(line.strip(), keep=DIRECTION_MARKS)}", err=True)
        refuse_what_is_no_text([line])
        return line.strip()


def asked_in_languages(
    dialog: Dialog, languages: Sequence[str], option: str, question: Term, read: Callable[[str], str]
) -> Tree:
    """A text in the hub's first language, and in its others where somebody gives it."""
    first, *others = languages
    text = dialog.needed(option, question, read)
    called = CalendarWords.of(dialog.language).language_name
    texts: dict[str, Tree] = {first: text}
    for language in others:
        also = N_("The same in {language}? (Enter: as it is)")
        if answer := dialog.wished(option, also, read, language=called(language)):
            texts[language] = answer
    return texts if len(texts) > 1 else text


def misuse(wrong: Spoken) -> Misuse:
    """The same of what stood in an option."""
    return Misuse(wrong.problem.message, wrong.problem.hint, **(wrong.problem.facts or {}))


def texts_of(options: Mapping[str, object]) -> Iterator[str]:
    """All that was typed as options."""
    for value in options.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from value


def _line_of_terminal() -> str | None:
    """A line, edited as terminals do where they can; None where they say that there is no more."""
    try:
        if sys.stdout.isatty():
            # With it, a line can be edited in letters of any length.
            import readline  # noqa: F401, PLC0415

            return input(_SIGN)
    except ImportError:  # not on Windows, whose console does it itself
        return input(_SIGN)
    except EOFError:
        return None
    click.echo(_SIGN, nl=False, err=True)
    return _line_of_pipe()


def _line_of_pipe() -> str | None:
    try:
        return sys.stdin.readline() or None
    except UnicodeDecodeError:
        return "\udc80"  # what is no text is refused where all that is typed is
