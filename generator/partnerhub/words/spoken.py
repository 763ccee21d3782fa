"""Exceptions whose words are ours, and are said in the language of the one who reads them."""

from __future__ import annotations

from partnerhub.words.finding import Problem
from partnerhub.words.terms import Term


class Spoken(Exception):  # noqa: N818 - what it is
    """An exception with words of ours; as text it speaks English."""

    def __init__(self, message: Term, **facts: object) -> None:
        self.problem = Problem((), message, facts=facts)
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        """What it says, in a language."""
        return self.problem.say(self.problem.message, language)
