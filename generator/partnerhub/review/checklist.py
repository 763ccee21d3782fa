"""What only people can answer about a proposal, for its reviewer to tick off."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from partnerhub.checks import Hub
from partnerhub.record.model import Decision
from partnerhub.record.partner import Event, Partner
from partnerhub.review.statement import Statement, counted
from partnerhub.words.terms import N_


def checklist(
    before: Partner | None,
    after: Partner,
    hub: Hub,
    *,
    has_new_photo: bool,
    touched: Collection[Event],
    new: Collection[Event],
    called_off: Sequence[Event],
) -> list[Statement]:
    """What only a human can answer; `before` is the partner as it was, `touched` and `new` are events of today.

    `called_off` are those that members know, as they know them, and that don't take place then.
    """
    if after.decision is Decision.DECLINED:
        has_new_photo, touched = False, ()
    items = []
    if after.decision is not Decision.DECLINED and (before is None or before.decision is not after.decision):
        items += [
            N_("One of us met them, or talked to somebody who did."),
            N_("We would be glad to see our name beside theirs a year from now."),
            N_("The description says who they are in words that they would use themselves."),
        ]
    if has_new_photo:
        items.append(N_("The photo shows them as they want to be seen, and they saw the caption."))
    coming = [event for event in touched if event.is_scheduled and event.end > hub.now]
    if any(event in new for event in coming):
        items += [
            N_("Both sides said day and hour aloud, and one of us will be there to host."),
            N_("The evening is worth a free evening of our members."),
        ]
    asked = [Statement(item) for item in items] + [asked for event in coming for asked in _about_change(event, hub)]
    asked += are_told(called_off, hub)
    return asked or [Statement(N_("What changed is true, and they know of it."))]


def are_told(called_off: Sequence[Event], hub: Hub) -> Iterator[Statement]:
    """Whether those know who keep the evening; once an event, with how near it is."""
    for event in called_off:
        days = (event.day - hub.today).days
        near = counted("in {count} day", "in {count} days", days) if days > 0 else Statement(N_("today"))
        words = N_("{title}, {start} ({near}): everybody who meant to come was told that it does not take place then.")
        yield Statement(words, {"title": event.title, "start": event.begins, "near": near})


def _about_change(event: Event, hub: Hub) -> Iterator[Statement]:
    story, facts = hub.timeline.event(event), {"title": event.title, "start": event.begins}
    if story.is_agreement_outdated:
        words = N_("{title}: both sides said yes to the new time, {start}; what is written down is older.")
        yield Statement(words, facts)
    if story.is_changed_late:
        yield Statement(N_("{title}: everybody who meant to come was told of the new time, {start}."), facts)
