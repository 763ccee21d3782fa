"""A new event as its file will have it: fields in the order of the format, and a slug of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from partnerhub.checks import Hub
from partnerhub.history.story import EventStory
from partnerhub.record.meant import names_at
from partnerhub.record.partner import Partner, implicit_slug
from partnerhub.record.read import Tree
from partnerhub.record.settings import Settings
from partnerhub.words import slugs

_DAY_BEHIND = re.compile(r"-\d{4}-\d{2}(?:-\d{2})?\Z")
"""What tells the events of a series apart."""


def in_order(tree: Mapping[str, Tree]) -> dict[str, Tree]:
    """The fields that say something, in the order of the format."""
    return {name: tree[name] for name in names_at(("events",)) if tree.get(name) is not None}


def slugs_taken(hub: Hub, partner: Partner) -> set[str]:
    """Slugs under which members know an event of a partner, or knew one, and those of its file; as they are compared.

    A new event under an old one's slug would be that one, moved.
    """
    stories = [story for story in hub.timeline.events if story.path == partner.path or partner.key in _hosts(story)]
    known = {slug for story in stories for _, slug in (story.address, *story.old_addresses)}
    known |= {event.key for story in stories for event in (story.event, story.before, story.last_shown) if event}
    here = {event.key for event in partner.events}
    unreadable = {each.key(hub.settings) or "" for each in partner.unreadable_events}
    return {slugs.same(slug) for slug in known | here | unreadable}


def _hosts(story: EventStory) -> Collection[str]:
    return {slugs.same(host) for host, _ in (story.address, *story.old_addresses)}


def slug_for(
    base: str | None, title: Mapping[str, str], day: date, settings: Settings, taken: Collection[str], *, is_one: bool
) -> str:
    """A slug that nobody has: `base` or the title's; with the month behind it, of a series or where it is taken."""
    plain = _DAY_BEHIND.sub("", base) if base else implicit_slug(title, settings)
    candidates = [plain] if is_one else []
    candidates += [_with(plain, f"{day:%Y-%m}"), _with(plain, f"{day}")]
    candidates += [_with(plain, f"{number}") for number in range(2, len(taken) + 3)]
    return next(slug for slug in candidates if slugs.same(slug) not in taken)


def _with(slug: str, behind: str) -> str:
    return f"{slug[: slugs.MAX_LENGTH - len(behind) - 1].rstrip('-')}-{behind}"
