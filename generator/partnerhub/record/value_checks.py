"""How types of fields refuse: in words of ours, with a rule's slug, and with what was probably meant.

`parse` turns what is raised here into a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from partnerhub.words import guesses
from partnerhub.words.guesses import Guess
from partnerhub.words.terms import Term


def refusal(words: Term, rule: str = "field-invalid", **facts: object) -> PydanticCustomError:
    """Why a value is not taken: what it must be, the rule that it breaks, and the facts that the words name."""
    # pydantic fills braces of the template itself; ours are filled by the finding.
    return PydanticCustomError(rule, "{words}", {"words": words, "facts": facts})


def or_guess(check: Callable[[Any], Any], *guessed: Callable[[str], Iterator[Guess]]) -> BeforeValidator:
    """A check that says what was probably meant: the first guess that it takes itself."""

    def checked(value: Any) -> Any:
        try:
            return check(value)
        except PydanticCustomError as error:
            if isinstance(value, str) and len(value) <= guesses.LONGEST:
                for guess in (each for make in (guesses.as_typed, *guessed) for each in make(value)):
                    if _takes(check, guess.text):
                        context = error.context or {}
                        facts = {**context["facts"], "guess": guess}
                        raise PydanticCustomError(error.type, "{words}", {**context, "facts": facts}) from None
            raise

    return BeforeValidator(checked)


def _takes(check: Callable[[Any], Any], text: str) -> bool:
    try:
        check(text)
    except PydanticCustomError:
        return False
    return True


def schema(**schema: Any) -> WithJsonSchema:
    """What editors are told of a type, in the words of JSON Schema."""
    return WithJsonSchema(schema)
