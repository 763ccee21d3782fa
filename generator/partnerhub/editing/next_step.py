"""The one thing to do after an edit was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from partnerhub.editing.subject import Subject
from partnerhub.history.story import Standing
from partnerhub.record.model import Agreed, Decision, Speaker
from partnerhub.record.partner import Event
from partnerhub.words.finding import Finding, Problem, Severity
from partnerhub.words.summary import next_step as mend
from partnerhub.words.terms import N_, Term, counted


def next_step(action: str, after: Subject, index: int | None, new: Sequence[Finding]) -> str:
    """What to do next, in the reader's words.

    `after` is the file with the edit, `index` the place of the event that was edited, `new` what is wrong since.
    """
    if any(finding.severity is Severity.ERROR and finding.rule != "vetting-declined" for finding in new):
        return mend(new, after.terms)
    event = next((each for each in after.partner.events if each.index == index), None)
    return _STEPS.get(action, _publish)(after, event)


def _publish(after: Subject, event: Event | None) -> str:
    """Have it merged; by when, where members are to have their week."""
    if event is not None and after.is_coming(event) and event.is_scheduled:
        story = after.hub.timeline.event(event)
        by = event.day - timedelta(days=after.hub.settings.lead_time)
        if story.standing is Standing.SHOWN and not story.was_shown and by >= after.today:
            words = N_("Have it merged by {day}, so that members have {lead}.")
            lead = counted("{count} day", "{count} days", after.hub.settings.lead_time)
            return _said(after, words, day=after.day_in_words(by), lead=lead)
    return _said(after, N_("Open a pull request with it."))


def _after_approval(after: Subject, event: Event | None) -> str:
    coming = [each for each in after.partner.events if after.is_coming(each)]
    for each in coming:
        if not each.is_agreed:
            return _agree(after, each)
    return _publish(after, coming[0] if coming else None)


def _after_decline(after: Subject, event: Event | None) -> str:
    coming = [each for each in after.partner.events if after.is_coming(each)]
    known = [each for each in coming if after.hub.timeline.event(each).was_shown]
    if known:
        words = N_("Once it is merged, what members know is withdrawn, so tell those who meant to come: {titles}.")
        return _said(after, words, titles=", ".join(f"“{each.title}”" for each in known))
    if planned := [each for each in coming if each.is_scheduled]:
        words = N_("Call off what was planned with them too: `{command}`.")
        return _said(after, words, command=_command(after, "set", "cancel", *_named(after, planned[0])))
    words = N_("Give them a kind answer: `{command}`.")
    return _said(after, words, command=_command(after, "write", "answer"))


def _after_reply(after: Subject, event: Event | None) -> str:
    last = after.partner.record.outreach.log[-1] if after.partner.record.outreach.log else None
    if last is None or last.sender is Speaker.US:
        return _publish(after, None)
    hours = after.hub.settings.reply_within
    words = N_("Answer within {time}: `{command}`.")
    time = counted("{count} hour", "{count} hours", hours)
    return _said(after, words, time=time, command=_command(after, "write", "answer"))


def _after_agreement(after: Subject, event: Event | None) -> str:
    if event is None or event.is_agreed:
        return _publish(after, event)
    return _agree(after, event)


def _agree(after: Subject, event: Event) -> str:
    """Ask who has not said yes yet."""
    agreed = event.record.agreed or Agreed()
    side = ["--side", "them"] if agreed.us else ["--side", "us"] if agreed.them else []
    words = N_("When “{title}” is agreed with them: `{command}`.")
    if agreed.them:
        words = N_("When we say yes to “{title}” too: `{command}`.")
    return _said(after, words, title=event.title, command=_command(after, "set", "agree", *side, *_named(after, event)))


def _after_move(after: Subject, event: Event | None) -> str:
    if event is not None and after.is_known(event):
        return _tell(after, event)
    return _after_agreement(after, event)


def _after_calling_off(after: Subject, event: Event | None) -> str:
    if event is None or not after.is_known(event):
        return _publish(after, event)
    return _tell(after, event)


def _tell(after: Subject, event: Event) -> str:
    words = N_("Have it merged today, and tell those who meant to come: `{command}`.")
    return _said(after, words, command=_command(after, "write", "change", *_named(after, event)))


def _after_thanks(after: Subject, event: Event | None) -> str:
    if event is None or event.record.outcome is not None:
        return _publish(after, event)
    words = N_("When you know what came of it: `{command}`.")
    return _said(after, words, command=_command(after, "set", "outcome", "--summary", "…", *_named(after, event)))


def _after_withdrawal(after: Subject, event: Event | None) -> str:
    if after.partner.decision is Decision.APPROVED:
        return _said(after, N_("Have it merged today: until then the site shows the photo."))
    return _publish(after, None)


_STEPS: Mapping[str, Callable[[Subject, Event | None], str]] = {
    "approve": _after_approval,
    "decline": _after_decline,
    "reply": _after_reply,
    "agree": _after_agreement,
    "new event": _after_agreement,
    "move": _after_move,
    "cancel": _after_calling_off,
    "postpone": _after_calling_off,
    "thanked": _after_thanks,
    "withdraw-consent": _after_withdrawal,
}
"""Action → what comes after it; after others there is only the pull request."""


def _command(after: Subject, verb: str, *words: str) -> str:
    return " ".join(["partnerhub", verb, after.partner.slug, *words])


def _named(after: Subject, event: Event) -> Sequence[str]:
    return ["--event", event.slug] if len(after.entries) > 1 else []


def _said(after: Subject, words: Term, **facts: object) -> str:
    return Problem((), words, facts=facts).say(words, after.hub.language)
