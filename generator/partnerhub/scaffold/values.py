"""The values of a new hub, from their labels as somebody types them."""

from __future__ import annotations

from collections.abc import Sequence

from partnerhub.record.read import Tree
from partnerhub.record.settings_types import Vocabulary
from partnerhub.record.text_types import Label
from partnerhub.record.understood import text_in, understood
from partnerhub.words import slugs
from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_

VALUES = ("vetting", "values")
"""The field of a partner that takes them."""


class Unfit(Spoken):
    """An answer that a new hub can't take."""


def vocabulary(values: Sequence[Tree]) -> Vocabulary:
    """Values, each a label, or one a language; keys are made of English labels, else of the first. Raises Spoken."""
    found: Vocabulary = {}
    for value in values:
        typed = value if isinstance(value, dict) else {"": value}
        labels = {tag: understood(Label, str(label or ""), VALUES).text for tag, label in typed.items()}
        key = slugs.slugify(text_in(dict[str, Tree](labels), "en"))
        if not key:
            raise Unfit(N_("a value must have letters"))
        if key in found:
            raise Unfit(N_("the value {name} is given twice"), name=key)
        found[key] = labels
    return found
