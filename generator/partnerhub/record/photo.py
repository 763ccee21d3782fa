"""A photo, of a partner or of one of its events: the file, what the record says of it, and while it may be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from partnerhub.photos import Measured, PhotoFault
from partnerhub.record.model import PhotoRecord
from partnerhub.words import slugs
from partnerhub.words.finding import FieldPath
from partnerhub.words.span import Span, first_moment

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

_FACE = (0.5, 1 / 3)
"""Where a face is most often, in the photo of a person."""


@dataclass(frozen=True)
class PhotoFile:
    """What is known of a photo's file without showing it."""

    path: str
    """Relative to the hub's folder, with forward slashes."""
    fault: PhotoFault | None = None
    """Why it can't be used, if it can't."""
    identity: str = ""
    """The same for the same bytes: git's name for them. Empty where there are none."""
    measured: Measured | None = None
    """None for one that can't be used, or that was not measured, as a photo of the past."""
    digest: str = field(default="", compare=False)
    """Of the bytes that were looked at. Git's name may be that of others: of a Git LFS pointer, of other line ends."""
    hashed: Hash | None = field(default=None, compare=False, repr=False)
    """With which the fingerprint of what was approved begins; None where there are no bytes that could be."""

    @property
    def content(self) -> str:
        """The SHA-256 of the bytes that were looked at, by which the album knows them; of one that can be used."""
        assert self.hashed is not None, "it has bytes"
        return self.hashed.hexdigest()

    @property
    def key(self) -> str:
        """The file's stem, in the form in which slugs are compared: by it a photo lies beside a partner file."""
        return slugs.same(PurePosixPath(self.path).stem)


@dataclass(frozen=True, eq=False)
class Photo:
    """A photo of a holder, a partner or an event."""

    record: PhotoRecord
    file: PhotoFile | None
    """None where there is none: neither named nor beside the partner file."""
    place: FieldPath
    """Where it stands in the partner file: `("photo",)`, or `("events", 0, "photo")`."""
    is_of_person: bool
    """Whether its partner is a person, so that it may be a portrait."""
    zone: ZoneInfo = field(repr=False)
    """The hub's, in which the days of a consent are counted."""

    def at(self, *steps: str | int) -> FieldPath:
        """The path of one of its fields in the file."""
        return (*self.place, *steps)

    @property
    def is_of_event(self) -> bool:
        """Whether it is an event's own, and not the partner's."""
        return self.place[0] == "events"

    @property
    def sound_file(self) -> PhotoFile | None:
        """The file, where it can be used."""
        return self.file if self.file is not None and self.file.fault is None else None

    @property
    def withdrawn(self) -> datetime | None:
        """The moment from which on the consent is taken back, unless it was given anew after that day."""
        consent = self.record.consent
        if consent is None or consent.withdrawn_on is None:
            return None
        if consent.given_on is not None and consent.given_on > consent.withdrawn_on:
            return None
        return first_moment(consent.withdrawn_on, self.zone)

    @property
    def expires(self) -> datetime | None:
        """The moment from which on the consent holds no more, if it names its last day."""
        consent = self.record.consent
        if consent is None or consent.valid_until is None:
            return None
        return first_moment(consent.valid_until + timedelta(days=1), self.zone)

    @property
    def until_withdrawn(self) -> Span:
        """While it is wanted: once consent is withdrawn, file, caption and consent aren't asked for."""
        return Span(until=self.withdrawn)

    @property
    def is_given_up(self) -> bool:
        """Whether its file is gone, and the consent is or will be taken back: nothing of it is wanted any more."""
        is_gone = self.file is None or (self.file.fault is not None and self.file.fault.rule == "photo-missing")
        return is_gone and self.withdrawn is not None

    @property
    def consent(self) -> Span | None:
        """While a consent is in force; None where none was given."""
        if self.record.consent is None:
            return None
        return Span(until=min((end for end in (self.withdrawn, self.expires) if end), default=None))

    @property
    def focus(self) -> tuple[float, float]:
        """The point that a crop keeps: the one that is typed, else the middle, and of a person's the face."""
        is_typed = "focus" in self.record.model_fields_set
        return _FACE if self.is_of_person and not is_typed else self.record.focus

    def is_shown(self, moment: datetime) -> bool:
        """Whether it can be shown, and a consent for it is in force."""
        consent = self.consent
        return self.sound_file is not None and consent is not None and moment in consent
