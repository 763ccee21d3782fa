"""Follow-up: what a partnership waits for, between the first word and the thanks.

Asked of the last 60 days only, and apart from the other rules (`pipeline.follow_up`): a day that passed holds nothing
back, and is in no review.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from partnerhub.checks import due
from partnerhub.checks.hub import Hub
from partnerhub.checks.rule import rule_across
from partnerhub.history.story import Standing
from partnerhub.record.facts import Facts
from partnerhub.record.model import Platform, Speaker
from partnerhub.record.partner import Partner
from partnerhub.site.model import Kind
from partnerhub.words.finding import FieldPath, Problem
from partnerhub.words.span import Span, first_moment
from partnerhub.words.terms import N_, Term

_PLATFORM: FieldPath = ("outreach", "platform")
_TALK = [str(each) for each in Platform if each not in (Platform.EMAIL, Platform.PHONE, Platform.OTHER)]
_SHORT_HOSTS = {"fb.com", "fb.me", "m.me", "wa.me", "t.me"}
"""Of the same platforms."""


@rule_across("warning")
def check_opener_unprepared(file: Facts, hub: Hub) -> Iterator[Problem]:
    """A first message opens with honest feedback on what they do: `outreach.feedback` holds it before we write.

    Who wrote to us first needs no opener.
    """
    said = due.messages(file.partner, hub.now) if file.partner else ()
    if file.partner is None or not said or file.partner.record.outreach.feedback:
        return
    if said[0][1].sender is Speaker.US:
        yield Problem(
            ("outreach", "feedback"),
            N_("{field} should say what we honestly liked about what they do: we have written to them"),
            N_("Write it down, and say it to them with the next message."),
            during=_asked(said[0][0], of=max(at for at, message in said if message.sender is Speaker.US)),
        )


@rule_across("note")
def check_platform_unusual(file: Facts, hub: Hub) -> Iterator[Problem]:
    """An organization is usually approached by mail, a person or a community where they talk to people themselves."""
    if (partner := file.partner) is None or (platform := partner.record.outreach.platform) is None:
        return
    is_mail, is_organization = platform is Platform.EMAIL, partner.record.kind is Kind.ORGANIZATION
    if is_organization and not is_mail:
        yield Problem(
            _PLATFORM,
            N_("{field} is not mail, by which one usually writes to an organization"),
            N_("Look for the address of the one who decides there; keep it if you know them."),
            during=_approach(partner, hub),
        )
    elif is_mail and not is_organization and (page := _page_of_theirs(partner)):
        yield Problem(
            _PLATFORM,
            N_("{field} is mail, though the record links to where people talk to them: {page}"),
            N_("Write to them there; keep it if they asked for mail."),
            {"page": page},
            during=_approach(partner, hub),
        )


@rule_across("warning")
def check_reply_overdue(file: Facts, hub: Hub) -> Iterator[Problem]:
    """What a partner writes is answered within `reply_within` hours, wanted or not.

    To agree on a day, and to say thank you, is an answer too.
    """
    if file.partner is not None and (step := due.answer(file.partner, hub.now)):
        yield _overdue(
            step,
            N_("{field} is the last word, and waits for our answer"),
            N_("Answer today, and add a line to outreach.log."),
        )


@rule_across("warning")
def check_announcement_due(file: Facts, hub: Hub) -> Iterator[Problem]:
    """As the lead time begins, an event is announced elsewhere too: `announced` says when and where.

    What members don't see yet is published first.
    """
    for event in due.agreed_events(file.partner) if file.partner else ():
        is_seen = hub.timeline.event(event).standing in (Standing.SHOWN, Standing.CORRECTED)
        if is_seen and not due.is_announced(event, hub.today):
            yield Problem(
                event.at("announced"),
                N_("{title} should be announced elsewhere too: members see it on the site only"),
                N_("Announce it where your members read, then write the day into announced."),
                during=Span(since=first_moment(due.publish_by(event), hub.settings.zone), until=event.start),
            )


@rule_across("warning")
def check_thanks_overdue(file: Facts, hub: Hub) -> Iterator[Problem]:
    """Within `thanks_within` days after an event that took place we call to say thank you."""
    for event in due.agreed_events(file.partner) if file.partner else ():
        if step := due.thanks(event):
            yield _overdue(
                step,
                N_("{field} should say when we called to say thank you"),
                N_("Call them, then write the day."),
            )


@rule_across("note")
def check_outcome_missing(file: Facts, hub: Hub) -> Iterator[Problem]:
    """Two weeks after an event one knows what came of it: `outcome` shows it in the archive."""
    for event in due.agreed_events(file.partner) if file.partner else ():
        if step := due.outcome(event):
            yield _overdue(
                step,
                N_("{field} should say what came of the event"),
                N_("Write how many came, and one sentence on what came of it."),
            )


def _page_of_theirs(partner: Partner) -> str | None:
    """The label of a link to a chat or a page of theirs on a platform by which one could write to them."""
    for label, address in partner.record.links.items():
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        if host in _SHORT_HOSTS or any(each in label.casefold() or each in host.split(".") for each in _TALK):
            return label
    return None


def _overdue(step: due.Step, message: Term, hint: Term) -> Problem:
    """A step that nobody took in time, as long as what it follows is not long past."""
    return Problem(step.place, message, hint, during=_asked(step.due, of=step.since))


def _asked(since: datetime, *, of: datetime) -> Span:
    """From a moment on, as long as what it is about is not long past."""
    return Span(since=since, until=of + due.ASKED_FOR)


def _approach(partner: Partner, hub: Hub) -> Span:
    """While it matters where we write to them: before we do, and for a while after; once a day is agreed it worked."""
    said = due.messages(partner, hub.now)
    last = [said[-1][0]] if said else [event.start for event in due.agreed_events(partner)]
    return Span(until=max(last) + due.ASKED_FOR) if last else Span()
