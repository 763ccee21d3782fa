"""Stories: what members came to know of one partner or one event. Answers of the timeline, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from partnerhub.history.corrected import Corrected, left_of
from partnerhub.record.facts import Facts
from partnerhub.record.model import Announcement
from partnerhub.record.partner import Event

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""From which sequence numbers count their minutes, by the file format."""


class Standing(StrEnum):
    """What members see of something."""

    HIDDEN = "hidden"
    """Nothing: they never saw it."""
    SHOWN = "shown"
    CORRECTED = "being corrected"
    """They know it, and something is wrong that nobody meant to say to them."""
    WITHDRAWN = "withdrawn"
    """They know it, and somebody decided otherwise."""


@dataclass(frozen=True)
class Publication:
    """Since when an event is published with its start."""

    day: date
    """In today's hub zone."""
    commit: str = ""
    """The commit that published it; empty where an announcement did, or nothing did before today."""


@dataclass(frozen=True)
class Edition:
    """How often, and when last, what members see of an event changed."""

    uid: str
    """RFC 5545 §3.8.4.7: made when it was first shown, the same for good."""
    sequence: int
    """RFC 5545 §3.8.7.4: minutes from 2020 to the last change; 0 without a history."""
    changed_at: datetime
    """The last change, in UTC."""
    published_at: datetime
    """When it was first shown, in UTC."""
    material_changes: int = 0
    """Changes of time, place or status."""
    materially_changed_at: datetime | None = None
    """The last of them, in UTC."""


@dataclass(frozen=True, eq=False)
class PartnerStory:
    """What members know of a partner."""

    standing: Standing
    last_shown: Facts | None = None
    """The file as members last saw it; None where they never did."""
    photo_is_newer_than_consent: bool = False
    """Whether the photo took another's place after the consent was given, and the consent stayed as it was."""
    old_slugs: Sequence[str] = ()
    """Under which it was shown before; not the one of today."""
    changed_at: datetime | None = None
    """When what the page says of the partner changed last, in UTC; None without a history."""

    was_shown: bool = False
    """Whether members knew of it before the files that are looked at."""
    pending_since: date | None = None
    """The day, in today's hub zone, since when the decision has been pending; None where it isn't, or nobody knows."""

    @property
    def is_shown(self) -> bool:
        """Whether it has a page, whole or being corrected."""
        return self.standing in (Standing.SHOWN, Standing.CORRECTED)

    def held_back(self) -> PartnerStory:
        """The same where a finding of today alone holds it back: a slip, of which members see what they know."""
        standing = self.standing
        if standing is Standing.SHOWN:
            standing = Standing.CORRECTED if self.was_shown else Standing.HIDDEN
        return replace(self, standing=standing)


@dataclass(frozen=True, eq=False)
class EventStory:
    """What members know of an event."""

    standing: Standing
    publication: Publication
    path: str = ""
    """Of the file in which it stands, or stood last; empty where that is gone."""
    event: Event | None = None
    """As the file has it now; None where the file is gone or can't be read, or the event is not in it."""
    before: Event | None = None
    """As the state before the last had it; None for an event that is new in the last."""
    last_shown: Event | None = None
    """As members last saw it whole; None where they never did."""
    corrected: Corrected | None = None
    """What is left of it while it is being corrected."""
    edition: Edition | None = None
    """None where members never saw it."""
    moved_from: datetime | None = None
    """The start, aware, that was shown for two days or more before the present one."""
    is_changed_late: bool = False
    """Whether members were last shown another start, or that it doesn't take place, less than `lead_time` ahead."""
    photo_is_newer_than_consent: bool = False
    """The same as of a partner, of its own photo."""
    is_agreement_outdated: bool = False
    """Whether the start was changed since both sides agreed."""
    announced_before_moved: frozenset[Announcement] = frozenset()
    """Where else another start of it was published."""
    address: tuple[str, str] = ("", "")
    """Slugs of partner and event under which members find it; empty where they never saw it."""
    old_addresses: Sequence[tuple[str, str]] = ()
    """Those under which they found it before."""

    was_shown: bool = False
    """Whether members knew of it before the files that are looked at."""

    @property
    def is_known(self) -> bool:
        """Whether members know of it."""
        return self.last_shown is not None

    def held_back(self) -> EventStory:
        """The same where a finding of today alone holds it back: a slip, of which members see what they know."""
        if self.standing is not Standing.SHOWN:
            return self
        if not self.was_shown or self.last_shown is None:
            return replace(self, standing=Standing.HIDDEN, edition=None)
        return replace(self, standing=Standing.CORRECTED, corrected=left_of(self.last_shown))
