"""Description: the body, which tells members who the partner is, and what an event says of itself at length."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnerhub.checks.rule import rule
from partnerhub.record.partner import Partner
from partnerhub.words import markdown
from partnerhub.words.finding import Position, Problem
from partnerhub.words.terms import N_

MIN_LENGTH = 80
"""Characters of text, by the file format."""


@rule("error")
def check_description_missing(partner: Partner) -> Iterator[Problem]:
    """Below the second line of hyphens stands who the partner is."""
    if not any(body.document.text for body in partner.bodies):
        yield Problem(
            (), N_("a description must stand below the fields"), N_("Write two or three sentences on who they are.")
        )


@rule("warning")
def check_description_too_short(partner: Partner) -> Iterator[Problem]:
    """A description has at least 80 characters of text."""
    for body in partner.bodies:
        if 0 < (length := len(body.document.text)) < MIN_LENGTH:
            yield Problem(
                (),
                N_("a description should have at least {limit} characters, got {length}"),
                N_("Say who they are, what they do and for whom."),
                {"limit": MIN_LENGTH, "length": length},
                Position(body.first_line),
            )


@rule("note", asked_since=date(2026, 11, 28))
def check_summary_markdown(partner: Partner) -> Iterator[Problem]:
    """A summary is plain text: Markdown in it shows as typed. An event's `description` has room for it."""
    for event in partner.events:
        outcome = event.record.outcome
        for place, texts in (("summary",), event.record.summary), (("outcome", "summary"), outcome and outcome.summary):
            for language, text in (texts or {}).items():
                if markdown.has_markup(text):
                    yield Problem(
                        event.at(*place, *([language] if language else [])),
                        N_("{field} is plain text, so the Markdown in it shows as typed"),
                        N_("Take the signs out; what needs them belongs into the event's description."),
                    )


@rule("warning")
def check_html_not_allowed(partner: Partner) -> Iterator[Problem]:
    """A description is Markdown; HTML in it is shown as text."""
    for body in partner.bodies:
        for line in body.document.details.html_lines:
            yield Problem(
                (),
                N_("the description must not hold HTML, which is shown as text"),
                N_("Use Markdown: **bold**, [text](https://…), lists with hyphens."),
                position=Position(body.first_line + line - 1),
            )
    for field, document in partner.event_descriptions:
        if document.details.html_lines:
            yield Problem(
                field,
                N_("{field} must not hold HTML, which is shown as text"),
                N_("Use Markdown: **bold**, [text](https://…), lists with hyphens."),
            )


@rule("error", guarded=True)
def check_link_unsafe(partner: Partner) -> Iterator[Problem]:
    """Links lead to http, https, mailto or tel addresses; fields only to http and https."""
    for body in partner.bodies:
        for line in body.document.details.unsafe_link_lines:
            yield Problem(
                (),
                N_("a link in the description must begin with https://, http://, mailto: or tel:"),
                N_("Write the whole address."),
                position=Position(body.first_line + line - 1),
            )
    for field, document in partner.event_descriptions:
        if document.details.unsafe_link_lines:
            yield Problem(
                field,
                N_("a link in {field} must begin with https://, http://, mailto: or tel:"),
                N_("Write the whole address."),
            )
