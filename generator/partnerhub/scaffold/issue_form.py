"""A hub's issue forms: what somebody fills in at the code host to propose a partnership, a form a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from partnerhub.record import block_style
from partnerhub.record.settings import Settings
from partnerhub.scaffold.form_questions import COMMENT, HEADING, Answer, questions
from partnerhub.scaffold.homes import FORMS, HOMES
from partnerhub.words.terms import N_, Term, Terms

MARK = "partnerhub new form"
"""The command that writes a form; stands in the first line of those that it wrote."""
_MARKED = f"`{MARK}` writes this file, from the settings and the fields. Take this line out to keep another."
_TYPES: Mapping[Answer, str] = {
    Answer.LINE: "input",
    Answer.TEXT: "textarea",
    Answer.CHOICE: "dropdown",
    Answer.BOXES: "checkboxes",
}
"""As GitHub calls them."""
_INTRODUCTION: Sequence[Term] = (
    N_("Thank you! {community} reads this and decides. Nothing is published by it."),
    N_("“We” means {community}; “they” means those who want to do something together with us: you, perhaps."),
    N_(
        "Whoever can read this repository can read what you write here: in a public one, everybody. Write nothing "
        "private: no telephone numbers, no mail addresses, no doubts about people."
    ),
    N_("What you leave empty we ask about later."),
)


def host_of(home: str) -> str | None:
    """The host of a home's issues; None for a home without any."""
    return next((each for each in (HOMES[home].like, home) if each in FORMS), None)


def issue_forms(host: str, settings: Settings) -> Mapping[str, str]:
    """Path → text of the forms of a hub, one for each of its languages."""
    before, behind = FORMS[host]
    return {f"{before}{language}{behind}": _form(host + behind, settings, language) for language in settings.languages}


def is_made(text: str) -> bool:
    """Whether a form is one that we wrote."""
    return MARK in text.partition("\n")[0]


def _form(template: str, settings: Settings, language: str) -> str:
    # Heavy, and a hub without forms is checked without it.
    from partnerhub.scaffold.hub_templates import hub_environment  # noqa: PLC0415

    community = " ".join(settings.community_in(language).split()).replace("-->", "")
    environment = hub_environment(language)
    environment.filters["quoted"] = block_style.quoted
    return environment.get_template(f"forms/{template}.j2").render(
        mark=_MARKED,
        community=community,
        introduction=[Terms(language)(words, community=community) for words in _INTRODUCTION],
        questions=questions(settings, language),
        types=_TYPES,
        heading=HEADING,
        comment=COMMENT,
    )
