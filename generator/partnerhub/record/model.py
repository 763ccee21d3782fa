"""The private record: what a partner file says, typed. Rendering never sees it.

Each field says by what words reviewers know it and who may see it (`fields`); its docstring is what editors show
through the JSON Schema (`partnerhub schema`) and what the handbook lists (docs/reference/fields.py).
A type's error is a rule's slug with words of ours; `parse` turns it into a finding.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from partnerhub.record.fields import Example, Fields, Parts, Private, Public, Shapes
from partnerhub.record.text_types import (
    Label,
    Labels,
    Line,
    Lines,
    MarkdownTexts,
    MaybeLine,
    MaybeTexts,
    Texts,
    TextsOfLines,
)
from partnerhub.record.time_types import Date, Duration, End, Moment, Start, Timezone, Within
from partnerhub.record.value_checks import refusal
from partnerhub.record.value_types import Count, Fingerprint, Flag, Focus, Language, Online, Slug, Url, either
from partnerhub.site.model import Kind
from partnerhub.words.terms import N_


class Standing(StrEnum):
    """In what light a partner is seen."""

    POSITIVE = N_("positive")
    NEUTRAL = N_("neutral")
    NEGATIVE = N_("negative")
    UNKNOWN = N_("unknown")


class ReputationField(StrEnum):
    """Where a reputation was earned: in the field that our community works in, or in another."""

    SAME = N_("same")
    OTHER = N_("other")


class Decision(StrEnum):
    """What the reviewers decided."""

    PENDING = N_("pending")
    APPROVED = N_("approved")
    DECLINED = N_("declined")


class Platform(StrEnum):
    """Where we write to a partner."""

    FACEBOOK = N_("facebook")
    INSTAGRAM = N_("instagram")
    WHATSAPP = N_("whatsapp")
    TELEGRAM = N_("telegram")
    LINKEDIN = N_("linkedin")
    EMAIL = N_("email")
    PHONE = N_("phone")
    OTHER = N_("other")


class Address(StrEnum):
    """How a message addresses people, in a language that asks."""

    F = "f"
    M = "m"
    PLURAL = "plural"


class Speaker(StrEnum):
    """Who wrote."""

    US = N_("us")
    THEM = N_("them")


class Status(StrEnum):
    """Whether an event takes place."""

    SCHEDULED = N_("scheduled")
    POSTPONED = N_("postponed")
    CANCELLED = N_("cancelled")


def _or_one_day(schema: dict[str, Any]) -> None:
    """Let the schema of a field take one date in place of what the field holds."""
    whole = {name: schema.pop(name) for name in ("type", "items", "anyOf") if name in schema}
    schema["anyOf"] = [{"type": "string", "format": "date"}, *whole.pop("anyOf", [whole])]


def _unless_withdrawn(schema: dict[str, Any]) -> None:
    """Let the schema of a consent ask for what it needs only as long as it holds."""
    schema["anyOf"] = [{"required": schema.pop("required")}, {"required": ["withdrawn_on"]}]


class Consent(Fields):
    """Who allowed us to show the photo."""

    model_config = ConfigDict(json_schema_extra=_unless_withdrawn)

    given_by: Annotated[Line | None, Private(N_("who approved the photo")), Example("Their community lead")]
    """Who approved the photo."""
    given_on: Annotated[Date | None, Private(N_("day of the consent"))]
    """The day on which it was approved."""
    via: Annotated[Line | None, Private(N_("way in which the photo was approved"))] = None
    """How: email, a message, in person."""
    valid_until: Annotated[Date | None, Shapes(N_("last day of the consent"))] = None
    """The last day on which the photo may be shown."""
    saw: Annotated[Fingerprint | None, Private(N_("fingerprint of what they saw"))] = None
    """What they saw when they said yes: the fingerprint at the foot of `partnerhub preview`."""
    withdrawn_on: Annotated[Date | None, Shapes(N_("day on which the consent is taken back"))] = None
    """From this day on the photo is off the site; partner and events stay."""

    @model_validator(mode="before")
    @classmethod
    def _not_asked_for_once_withdrawn(cls, value: Any) -> Any:
        is_withdrawn = isinstance(value, dict) and "withdrawn_on" in value
        return {"given_by": None, "given_on": None, **value} if is_withdrawn else value


class PhotoRecord(Fields):
    """A photo of the partner, or of one event."""

    file: Annotated[Line | None, Shapes(N_("photo file"), may_be_quoted=True), Example("code-for-good.jpg")] = None
    """The image beside this file; by default the one with the same name. An event's own is always named."""
    alt: Annotated[Texts | None, Public(N_("description of the photo")), Example("Six volunteers at a table")] = None
    """What is to be seen, for those who can't see it."""
    caption: Annotated[Texts | None, Public(N_("caption")), Example("The team at their autumn hackathon")] = None
    """The line under the photo."""
    credit: Annotated[Line | None, Public(N_("photo credit"))] = None
    """The photographer or owner."""
    focus: Annotated[Focus, Shapes(N_("photo focus"), may_be_quoted=True)] = (0.5, 0.5)
    """The point that a crop keeps, as fractions of width and height from the top left; by default the middle, and of
    a person's photo a third of the height."""
    consent: Annotated[Consent | None, Parts(N_("consent for the photo"))] = None
    """Who allowed us to show it."""


class WinWin(Fields):
    """What each side gains."""

    ours: Annotated[MaybeLine | None, Private(N_("what we gain")), Example("New volunteers")] = None
    """What our community gains."""
    theirs: Annotated[MaybeLine | None, Private(N_("what they gain")), Example("Reviewers for their projects")] = None
    """What the partner gains."""
    members: Annotated[MaybeTexts | None, Public(N_("what members get"))] = None
    """What our members get."""


class Reputation(Fields):
    """In what light the partner shows us next time."""

    standing: Annotated[Annotated[Standing, either(Standing)] | None, Private(N_("standing")), Example("unknown")] = (
        None
    )
    """positive, neutral, negative or unknown."""
    field: Annotated[ReputationField, either(ReputationField), Private(N_("field of the reputation"))] = (
        ReputationField.SAME
    )
    """Whether what was found is in the field that our community works in."""
    summary: Annotated[Lines | None, Private(N_("reputation in short"))] = None
    """In what light a collaboration shows us next time, and why."""
    sources: Annotated[tuple[Line, ...], Private(N_("sources on the reputation"))] = ()
    """Where this was learnt: addresses, talks."""
    flags: Annotated[tuple[Line, ...], Private(N_("red flags"))] = ()
    """Red flags of the hub that apply."""
    checked_on: Annotated[Date | None, Private(N_("day of the check"))] = None
    """The day of the check; by default the day of the decision."""


class Vetting(Fields):
    """The three questions, and what was decided. Private but for the shared values and what members get."""

    proposed_by: Annotated[Line | None, Private(N_("who proposed it"))] = None
    """Who suggests the partnership."""
    values: Annotated[tuple[Line, ...], Shapes(N_("values"))] = ()
    """The partner's values; those that the hub shares are shown, the others stay in the repository."""
    promotes: Annotated[Line | None, Public(N_("promoted value"))] = None
    """The value that this collaboration promotes."""
    win_win: Annotated[WinWin, Parts(N_("win-win"))] = WinWin()
    """What each side gains."""
    reputation: Annotated[Reputation, Parts(N_("reputation"))] = Reputation()
    """In what light the partner shows us next time."""
    decision: Annotated[Decision, either(Decision), Shapes(N_("decision"))] = Decision.PENDING
    """pending, approved or declined."""
    decided_by: Annotated[Line | None, Private(N_("who decided")), Example("editor-2")] = None
    """Who decided."""
    decided_on: Annotated[Date | None, Private(N_("day of the decision"))] = None
    """The day of the decision."""
    note: Annotated[Lines | None, Private(N_("reasons"))] = None
    """Why it was decided so."""


class Message(Fields):
    """A message between us and the partner."""

    at: Annotated[Moment, Private(N_("time of the message"))]
    """When."""
    sender: Annotated[Speaker, either(Speaker), Private(N_("who wrote the message")), Example("us")] = Field(
        alias="from"
    )
    """us or them."""
    note: Annotated[Lines | None, Private(N_("what the message said"))] = None
    """What was said."""


class Outreach(Fields):
    """How we approach the partner."""

    platform: Annotated[Annotated[Platform, either(Platform)] | None, Private(N_("where we write to them"))] = None
    """Where to write."""
    contact: Annotated[Line | None, Private(N_("whom we write to"))] = None
    """The person to write to, and how."""
    address: Annotated[Annotated[Address, either(Address)] | None, Private(N_("how we address them"))] = None
    """f, m or plural: how drafts address them where the language asks; by default in words that fit everyone."""
    feedback: Annotated[Lines | None, Private(N_("what we like about their work"))] = None
    """What we honestly liked about what they do."""
    log: Annotated[tuple[Message, ...], Parts(N_("messages"))] = ()
    """What was said so far."""


class Agreed(Fields):
    """When each side confirmed day and hour."""

    us: Annotated[Date | None, Shapes(N_("our agreement on day and hour"))] = None
    """When we confirmed."""
    them: Annotated[Date | None, Shapes(N_("their agreement on day and hour"))] = None
    """When the partner confirmed."""

    @model_validator(mode="before")
    @classmethod
    def _one_date_means_both(cls, value: Any) -> Any:
        return {"us": value, "them": value} if isinstance(value, str) else value


class Announcement(Fields):
    """Where else an event was published."""

    date: Annotated[Date, Private(N_("day of the announcement"))]
    """The day."""
    where: Annotated[Line | None, Private(N_("place of the announcement"))] = None
    """The place or address."""


def _announcements(value: Any) -> Any:
    return [{"date": value}] if isinstance(value, str) else value


class AgendaEntry(Fields):
    """A talk or a break within an event."""

    at: Annotated[Within, Public(N_("hour in the agenda"))]
    """When it begins: an hour of the event, or day and hour."""
    title: Annotated[Texts, Public(N_("title in the agenda")), Example("A city in one chart")]
    """What it is called."""
    speaker: Annotated[Line | None, Public(N_("speaker in the agenda"))] = None
    """Who speaks."""
    link: Annotated[Url | None, Public(N_("link in the agenda"))] = None
    """More about it."""


class Outcome(Fields):
    """What came of a past event."""

    attendance: Annotated[Count | None, Public(N_("how many came"))] = None
    """How many came."""
    summary: Annotated[TextsOfLines | None, Public(N_("what came of it"))] = None
    """What came of it."""
    link: Annotated[Url | None, Public(N_("link to what came of it"))] = None
    """Pictures, a recording, a report."""


class EventRecord(Fields):
    """One collaboration event, as typed."""

    slug: Annotated[Slug | None, Public(N_("link of its page"))] = None
    """Its address and its identity in calendars; by default made from the title."""
    title: Annotated[Texts, Public(N_("title")), Example("Open data night")]
    """What the event is called."""
    start: Annotated[Start, Public(N_("start"))]
    """Day and hour, in the hub's time zone unless timezone or an offset says otherwise."""
    end: Annotated[End | None, Public(N_("end"))] = None
    """Day and hour, or only the hour, of the end; of whole days the last."""
    duration: Annotated[Duration | None, Shapes(N_("length"), may_be_quoted=True)] = None
    """Instead of an end: 2h30m."""
    timezone: Annotated[Timezone | None, Public(N_("time zone"))] = None
    """IANA name; by default the hub's."""
    whole_day: Annotated[Flag, Public(N_("whole day"))] = False
    """true for days instead of hours: from the day of the start to the day of the end, that day included."""
    place: Annotated[Texts | None, Public(N_("place")), Example("Community House, 5 Example Street")] = None
    """Where one goes."""
    map: Annotated[Url | None, Public(N_("map"))] = None
    """A map of the place; by default pages lead to a map search for it."""
    online: Annotated[Online, Public(N_("online"))] = False
    """true, or the public address where it happens."""
    link: Annotated[Url | None, Public(N_("link"))] = None
    """Details or registration."""
    summary: Annotated[TextsOfLines | None, Public(N_("summary"))] = None
    """What happens there; by default the first paragraph of the description."""
    description: Annotated[MarkdownTexts | None, Public(N_("description"))] = None
    """What happens there, in Markdown, as long as it needs."""
    agenda: Annotated[tuple[AgendaEntry, ...], Parts(N_("agenda"))] = ()
    """Talks and breaks within the event."""
    price: Annotated[Texts | None, Public(N_("price"))] = None
    """What it costs, in words: Free, ₪40."""
    photo: Annotated[PhotoRecord | None, Parts(N_("photo of the event"))] = None
    """A photo of this event, which they approved; by default the partner's is shown."""
    members_get: Annotated[Texts | None, Public(N_("what members get"))] = None
    """What members get from this event, instead of what they get from the partnership."""
    language: Annotated[Language | None, Public(N_("language"))] = None
    """The language that is spoken there."""
    tags: Annotated[tuple[Label, ...], Public(N_("tags"))] = ()
    """Words to find it by; the partner's tags are not inherited."""
    cohosts: Annotated[tuple[Slug, ...], Public(N_("co-hosts"))] = Field(default=(), alias="with")
    """Partners who host it too, by slug."""
    status: Annotated[Status, either(Status), Public(N_("status"))] = Status.SCHEDULED
    """scheduled, postponed or cancelled."""
    agreed: Annotated[Agreed | None, Parts(N_("agreement on day and hour")), Field(json_schema_extra=_or_one_day)] = (
        None
    )
    """When each side confirmed day and hour; one date means both."""
    announced: Annotated[
        tuple[Announcement, ...],
        BeforeValidator(_announcements),
        Parts(N_("announcements elsewhere")),
        Field(json_schema_extra=_or_one_day),
    ] = ()
    """Where else it was published, and when; one date will do."""
    thanked_on: Annotated[Date | None, Private(N_("thanks"))] = None
    """When we called to say thank you."""
    outcome: Annotated[Outcome | None, Parts(N_("outcome"))] = None
    """What came of it."""

    @model_validator(mode="after")
    def _one_way_to_end(self) -> EventRecord:
        if self.end is not None and self.duration is not None:
            raise refusal(N_("must have an end or a duration, not both"), hint=N_("Take one of them out."))
        return self

    @model_validator(mode="after")
    def _days_or_hours(self) -> EventRecord:
        for name, typed in (("start", self.start), ("end", self.end)):
            is_day = isinstance(typed, date) and not isinstance(typed, datetime)
            if typed is not None and self.whole_day and not is_day:
                hint = N_("Take the hour out, or whole_day.")
                raise refusal(N_("must be a day without an hour where whole_day is true"), at=name, hint=hint)
            if is_day and not self.whole_day:
                hint = N_("Add an hour, or whole_day: true if it lasts all day.")
                raise refusal(N_("must have an hour, such as {example}"), at=name, hint=hint, example=f"{typed} 19:00")
        if self.whole_day and self.duration is not None and self.duration % timedelta(days=1):
            words = N_("must be whole days such as {example} where whole_day is true")
            raise refusal(words, at="duration", example="2d")
        return self


class Record(Fields):
    """The front matter of a partner file."""

    name: Annotated[Labels, Public(N_("name")), Example("Code for Good")]
    """The partner's name."""
    kind: Annotated[Kind, either(Kind), Public(N_("kind"))] = Kind.COMMUNITY
    """person, community or organization."""
    tagline: Annotated[Texts | None, Public(N_("tagline"))] = None
    """Who they are in one line."""
    website: Annotated[Url | None, Public(N_("website"))] = None
    """Their own site."""
    links: Annotated[dict[Label, Url], Public(N_("links")), Example("{facebook: https://example.org}")] = Field(
        default={}
    )
    """Where else they are: facebook, instagram …"""
    tags: Annotated[tuple[Label, ...], Public(N_("tags"))] = ()
    """Words to find the partner by."""
    photo: Annotated[PhotoRecord, Parts(N_("photo"))] = PhotoRecord()
    """The partner's photo, which they approved."""
    vetting: Annotated[Vetting, Parts(N_("vetting"))] = Vetting()
    """The three questions, and what was decided."""
    outreach: Annotated[Outreach, Parts(N_("outreach"))] = Outreach()
    """Whom we write to, and what was said."""
    events: Annotated[tuple[EventRecord, ...], Parts(N_("events"))] = ()
    """What we do together."""
