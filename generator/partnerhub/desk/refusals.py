"""What the desk says where something is refused: `desk/src/refused.js` knows the reasons, by these names."""

from __future__ import annotations

from collections.abc import Mapping

from partnerhub.words.terms import N_, Term, Terms

_KEPT = N_("What you typed is still in the form.")
_WORDS: Mapping[str, Term] = {
    "no_place": N_(
        "“{field}” can’t be changed here without touching something else in the file. Leave it as it was, and ask "
        "whoever looks after the repository to change it in the file itself."
    ),
    "nameless": N_("Fill in “{field}” first: the partner’s file and the address of its page are called by it."),
    "language_line": N_(
        "A line such as <!-- lang: en --> begins the description in another language. Take it out of the text: each "
        "language has a field of its own."
    ),
    "fence_line": N_(
        "A line of three hyphens or dots may be taken for the end of the fields. Draw a rule with ***, make a heading "
        "with ##."
    ),
    "unwritten": N_("This can’t be written into the file. Show whoever looks after the repository what you typed."),
    "token_ended": N_("Your token isn’t valid any more. Copy what you typed, sign out, and sign in with a new one."),
    "not_allowed": N_(
        "Your token may not write here. It needs “Contents” and “Pull requests”, read and write, for this repository "
        "(GitLab: the scope “api”, of somebody who may push branches). The code host says: {message}"
    ),
    "unreachable": N_("The code host can’t be reached, or is busy. Wait a minute, and save again."),
    "refused": N_("The code host didn’t take it. It says: {message}"),
    "photo": N_("The photo couldn’t be made anew without what the camera wrote into it. Take another one."),
}
_NO_PICTURE = N_("Only photos can be put here: JPEG, PNG or WebP. Nothing has changed.")
_FACTS = {name: f"{{{name}}}" for name in ("field", "message")}
"""Filled in by the script, as it comes to know them."""


def refusals(terms: Terms) -> Mapping[str, str]:
    """Each reason in the reader's words, by its name."""
    told = {name: f"{terms(words, **_FACTS)} {terms(_KEPT)}" for name, words in _WORDS.items()}
    return {**told, "no_picture": terms(_NO_PICTURE)}
