"""Opener, answer and thanks: what a partner is told. Of the record they hold only what is meant for the partner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from partnerhub.messages.channels import CHANNELS, Channel
from partnerhub.messages.draft import Draft, Templates
from partnerhub.messages.kind import Kind
from partnerhub.record import model
from partnerhub.record.model import Decision, Platform
from partnerhub.record.partner import Event, Partner
from partnerhub.site.model import Kind as PartnerKind
from partnerhub.site.model import PublicEvent, PublicPartner, Stage
from partnerhub.words.finding import Problem
from partnerhub.words.languages import one_text
from partnerhub.words.terms import N_

_TITLE = re.compile(r"[.\"״׳']")
"""What is in a title, and in no first name: Dr., ד״ר."""
_ANSWERS: Mapping[Decision, str] = {Decision.APPROVED: "yes", Decision.DECLINED: "no", Decision.PENDING: "later"}


@dataclass(frozen=True)
class Wording:
    """How one says *you*, in a language that asks whom."""

    address: model.Address | None
    """None for words that fit everyone."""

    def __call__(self, anyone: str, f: str = "", m: str = "", plural: str = "") -> str:
        """The wording for the one who is addressed, else the one that fits everyone."""
        chosen = {model.Address.F: f, model.Address.M: m, model.Address.PLURAL: plural}
        return (chosen[self.address] if self.address else "") or anyone

    @classmethod
    def of(cls, partner: Partner) -> Wording:
        """As the record says; a community or an organization is more than one."""
        several = None if partner.record.kind is PartnerKind.PERSON else model.Address.PLURAL
        return cls(partner.record.outreach.address or several)


def usual_channel(partner: Partner) -> Channel:
    """Where one writes to a partner."""
    return CHANNELS[partner.record.outreach.platform or Platform.OTHER]


def refusals(kind: Kind, partner: Partner, event: PublicEvent | None) -> Iterator[Problem]:
    """Why a partner can't be written this."""
    if kind is Kind.OPENER and not partner.record.outreach.feedback:
        words = N_("outreach.feedback must say what we honestly like: an opener without it is an advertisement")
        yield Problem((), words, N_("Look at what they do, and write down one thing that is true."))
    if kind is Kind.OPENER and partner.decision is Decision.DECLINED:
        words, hint = N_("{name} was declined, so nothing is planned with them"), N_("Decide anew first: `{command}`.")
        yield Problem((), words, hint, {"name": partner.name, "command": f"partnerhub set {partner.slug} approve"})
    if kind is Kind.THANKS:
        if event is None:
            yield Problem((), N_("there is no event yet for which one could say thank you"))
        elif not event.takes_place:
            yield Problem((), N_("{event} did not take place"), facts={"event": event.title})
        elif event.stage is not Stage.PAST:
            yield Problem((), N_("{event} is not over yet"), facts={"event": event.title})


def remarks(kind: Kind, partner: Partner, language: str) -> Iterator[Problem]:
    """What is to be known before a draft is sent."""
    about = partner.settings.about or {}
    if kind is Kind.OPENER:
        words = N_("what we like about their work, and what they gain, stand here as typed")
        yield Problem((), words, N_("Say it to them, in their language."))
    if kind is Kind.OPENER and not partner.record.vetting.win_win.theirs:
        words = N_("vetting.win_win.theirs is empty, so the draft does not say what they gain")
        yield Problem((), words, N_("Write it down; it is what they ask first."))
    if kind is Kind.OPENER and not {language, ""} & about.keys():
        words = N_("the setting about has no words in {language}, so the draft says it in another language")
        yield Problem(
            (), words, N_("Write it as one text a language: about: {{he: …, en: …}}."), {"language": language}
        )


def draft(
    kind: Kind,
    partner: Partner,
    host: PublicPartner,
    events: tuple[Event, PublicEvent] | None,
    channel: Channel,
    templates: Templates,
    today: date,
    *,
    has_page: bool,
) -> Draft:
    """What a partner is told on a channel; of an event both as it is typed and as members would see it.

    `has_page` says whether they see it already.
    """
    record, settings, language = partner.record, partner.settings, templates.language
    event, shown = events or (None, None)
    context = {
        "partner": host,
        "you": Wording.of(partner),
        "name": _called(host.name.value, is_person=record.kind is PartnerKind.PERSON),
        "about": one_text(settings.about or {}, language),
        "feedback": record.outreach.feedback,
        "gain": record.vetting.win_win.theirs,
        "answer": _ANSWERS[partner.decision],
        "event": shown,
        "link": templates.hub.absolute(shown.path) if shown and has_page else None,
        "is_agreed": event is not None and event.is_agreed,
        "first_day": today + timedelta(days=settings.lead_time),
    }
    return templates.draft(kind, channel, context)


def _called(name: str, *, is_person: bool) -> str:
    """What one calls them in a greeting: a person by the first word of the name, unless that is a title."""
    if not is_person:
        return name.removeprefix("The ")
    first = name.split(maxsplit=1)[0]
    return name if _TITLE.search(first) else first
