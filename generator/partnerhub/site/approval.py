"""What a partner is asked to approve, as a preview names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from partnerhub.words.terms import N_, Term


@dataclass(frozen=True)
class Approval:
    """A photo, with the words beside it, to which the partner is asked to say yes."""

    fingerprint: str
    event: str
    """The slug of the event whose own photo it is; empty for the partner's."""
    has_caption: bool
    has_description: bool

    @property
    def parts(self) -> Sequence[Term]:
        """What the fingerprint stands for."""
        terms = (
            N_("photo"),
            N_("caption") if self.has_caption else None,
            N_("description") if self.has_description else None,
        )
        return [term for term in terms if term]
