"""Facts: all that can be said of one version of one partner file alone. `partnerhub.facts` makes them.

Steps that look across files or into the past see these values, and nothing else of a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partnerhub.record.partner import Event, Partner
from partnerhub.record.read import SourceFile
from partnerhub.record.settings import Settings
from partnerhub.words import slugs
from partnerhub.words.finding import Breach, FieldPath
from partnerhub.words.span import ALWAYS, Span


class Reason(StrEnum):
    """Why something is held back."""

    DECISION = "decision"
    """Somebody took it back, or has not said yes."""
    CONSENT = "consent"
    """The consent for its photo is missing or has ended: what members know stays, without the photo."""
    SLIP = "slip"
    """Something is wrong that nobody meant to say to members."""


@dataclass(frozen=True)
class Hold:
    """What keeps a partner or an event from the public."""

    rule: str
    """The rule's slug."""
    place: FieldPath
    """Of the breach: below `events[i]` it holds back that event, else the partner with all of them."""
    reason: Reason
    during: Span = ALWAYS
    decided_at: FieldPath = ()
    """Of a decision: the field that takes back what members know, when it changes."""
    asked_since: date | None = None
    """States that are older than the rule are not asked; None for a rule that was always there."""

    @property
    def event(self) -> int | None:
        """The place of the event that it holds back; None where it holds back the partner."""
        return (
            self.place[1]
            if len(self.place) > 1 and self.place[0] == "events" and isinstance(self.place[1], int)
            else None
        )


@dataclass(frozen=True)
class Showing:
    """What members would see, as digests: two that are equal look the same, in each of the hub's languages."""

    page: str
    """Of all that the partner's page says of the partner, but for the photo."""
    host: str
    """Of what an event's page says of its host, but for the photo."""
    photo: str
    """Of the photo with its words, but for its credit; empty where there is none."""
    credit: str
    """Of the photo: pages name it where the photo stands for the event, not beside a co-host."""
    event_photos: Mapping[int, str]
    """Place of an event → the same of its own photo, credit included."""
    coming: Mapping[int, str]
    """Place of an event → of all that is its own, but for its photo."""
    over: Mapping[int, str]
    """The same once it is over, with its outcome."""


@dataclass(frozen=True, eq=False)
class Facts:
    """One version of one partner file, in a hub of certain settings; nothing here depends on the day."""

    source: SourceFile
    partner: Partner | None
    """None where the file can't be read."""
    breaches: Sequence[Breach]
    """Of the rules about one file, with the times at which they are."""
    holds: Sequence[Hold]
    showing: Showing | None
    """None where the file can't be read."""
    settings: Settings
    """The hub's, by which it was judged."""

    @property
    def path(self) -> str:
        """Relative to the hub's folder."""
        return self.source.path

    @property
    def events(self) -> Sequence[Event]:
        """Those that could be read; none of a file that can't be."""
        return self.partner.events if self.partner else ()

    @property
    def count_of_events(self) -> int:
        """How many events it has, those that can't be read included."""
        return len(self.partner.record.events) + len(self.partner.unreadable_events) if self.partner else 0

    @property
    def key(self) -> str:
        """The file's stem, in the form in which slugs are compared."""
        return slugs.same(self.source.slug)
