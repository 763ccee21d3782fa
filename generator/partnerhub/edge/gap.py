"""Why the past can't be told, for what refuses to guess what members know."""

from __future__ import annotations

from partnerhub.history.timeline import Past
from partnerhub.words.terms import N_, Terms


def why(past: Past, terms: Terms) -> str:
    """Git's own reason, and what to do."""
    if past.reason:
        words = N_("git says: {reason}")
        return f"{terms(words, reason=past.reason)}. {terms(past.advice)}"
    words = N_("The history of {branch} is cut off. Fetch all of it: git fetch --unshallow.")
    return terms(words, branch=past.branch)
