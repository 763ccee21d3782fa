"""The headings of a sheet → the fields that its columns hold: by the field's names, ours for it, and what tools say.

A sheet that has a column of days is one of events; in it a column may still be about the partner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from partnerhub.editing.field_path import place_at
from partnerhub.editing.subject import Refused
from partnerhub.record.called import CALLED
from partnerhub.record.fields import DeclaredField, field_at, walk
from partnerhub.record.model import Record
from partnerhub.words import guesses, slugs
from partnerhub.words.finding import FieldPath
from partnerhub.words.terms import N_, Term, Terms, languages

Place = tuple[str, ...]

NAME: Place = ("name",)
WEBSITE: Place = ("website",)
TITLE: Place = ("events", "title")
START: Place = ("events", "start")
SLUG: Place = ("slug",)
"""The partner's: the name of the file."""
BODY: Place = ("description",)
"""The partner's: what stands below the front matter."""

_LINKS = "links"
_OUTSIDE = {"slug": SLUG, "description": BODY}
"""What is no field of the record, and may stand in a column."""

_ALSO: Mapping[str, str] = {
    # Sheets, Airtable and Notion have the headings that people give them; `…_at`, `…_url` and `geo_address` are Luma's:
    # https://docs.luma.com/reference/get_v1-calendar-list-events
    "slug": "partner slug",
    "name": "organizer, organiser, host, hosted by, group, company, partner name, organization name, "
    "מארגן, מארגנת, מארח, מארחת, קבוצה, גוף, עמותה, שותף, שותפה, שם שותף, שם הארגון, שם ארגון, שם הקהילה",
    "description": "about, bio, body, about them, who they are, description, תיאור, אודות, מי הם, על הארגון",
    "website": "homepage url, website url, web address, כתובת אתר",
    "links.facebook": "facebook, facebook page, facebook url, פייסבוק",
    "links.instagram": "instagram, instagram url, אינסטגרם",
    "links.linkedin": "linkedin, linkedin url, לינקדאין, לינקדין",
    "links.youtube": "youtube, youtube channel, יוטיוב",
    "links.x": "twitter, x, טוויטר",
    "links.telegram": "telegram, telegram channel, טלגרם",
    "links.github": "github, github url",
    "links.meetup": "meetup url, meetup page",
    "outreach.contact": "email, e mail, mail, email address, phone, phone number, telephone, mobile, contact name, "
    "contact email, contact phone, טלפון, נייד, מספר טלפון, מייל, אימייל, דואל, שם איש קשר",
    "vetting.note": "internal notes, internal note, private notes, הערות פנימיות",
    "events.title": "event title, title of event, event name, session, שם אירוע, כותרת האירוע, מפגש, שם המפגש, "
    "אירוע, ארוע, הרצאה, סדנה, סדנא",
    "events.start": "from, start at, starts at, event start, event date, event time, date and time, date time, "
    "event day, start date and time, תאריך האירוע, תאריך ושעה, שעת התחלה, תאריך התחלה, התחלה, תאריך המפגש, משעה",
    "events.end": "end at, ends at, event end, finish time, end date and time, תאריך סיום, סיום, שעת הסיום, עד שעה",
    "events.place": "geo address, full address, venue name, venue address, location name, room, city, עיר, "
    "מקום האירוע, אולם, חדר",
    "events.online": "meeting url, meeting link, zoom link, zoom url, online link, קישור לזום, לינק לזום",
    "events.link": "event url, event link, event page, registration link, registration url, sign up link, rsvp link, "
    "קישור הרשמה, קישור להרשמה, לינק הרשמה, לינק להרשמה, דף האירוע, קישור לאירוע",
    "events.description": "event description, description md, תיאור האירוע",
    "events.duration": "duration interval, משך",
    "events.photo": "cover, cover url, cover image, event photo, event image, תמונת האירוע",
    "events.with": "co hosts, שותפים נוספים, בשיתוף",
    "events.outcome.attendance": "attendance, attendees, participants, מספר משתתפים, משתתפים, הגיעו",
}
"""Field → what else columns are called, in lower case, with spaces and without signs."""
_NOT_CALLED: Mapping[Place, str] = {
    ("events", "with"): "partner, partners, hosts, שותפים, עם",
    ("events", "members_get"): "members",
    ("events", "title"): "topic, subject",
}
"""Field → what people call it in a partner file, and what is something else in a sheet."""
_BY_ONE_WORD = frozenset({"contact", "decision", "feedback", "note", "platform", "proposed_by", "sources", "values"})
"""Fields within others, whose bare name is clear in a sheet too."""
_OF_EVENT = ("event ", "meetup ", "session ")
_OF_PARTNER = ("partner ", "organizer ", "organiser ", "organization ", "organisation ", "host ", "community ")
_OF_EVENT_BEHIND = (" האירוע", " המפגש")
_OF_PARTNER_BEHIND = (" השותף", " השותפה", " הארגון", " הקהילה", " המארגן")

_DECIDED = frozenset(
    {
        *(("vetting", name) for name in ("decided_by", "decided_on")),
        *(("events", name) for name in ("agreed", "announced")),
        ("photo", "consent"),
    }
)
_LISTS_OF_PARTS = frozenset({("events", "agenda"), ("outreach", "log")})


@dataclass(frozen=True)
class Column:
    """What a column holds."""

    place: Place
    """The field, as it is declared; behind `links` the label."""
    language: str = ""
    """In which it holds the text; empty where the heading doesn't say it."""

    @property
    def named(self) -> str:
        """As `column_of` takes it."""
        return ".".join([*self.place, *([self.language] if self.language else [])])

    @property
    def is_of_event(self) -> bool:
        """Whether it is about an event, and not about its partner."""
        return self.place[0] == "events"

    @property
    def withheld(self) -> Term | None:
        """Why nothing of it is written, where nothing ever comes in by a table."""
        if any(self.place[: len(each)] == each for each in _DECIDED):
            return N_("what was decided and agreed is never taken from a table; `partnerhub set` writes it")
        if self.place[:2] == ("events", "photo") or self.place in (("photo",), ("photo", "file")):
            return N_("pictures don't come in with a table; put the file beside the partner's")
        if any(self.place[: len(each)] == each for each in _LISTS_OF_PARTS):
            return N_("what has parts of its own doesn't come in with a table; write it into the file")
        return None


LEFT_OUT = "-"
"""What is typed for a column that is left out, and never asked about again."""


def column_of(typed: str) -> Column:
    """A column by its field, as somebody names it: `events.title`, `name.en`, `links.mastodon`. Raises Refused."""
    head, *rest = typed.strip().split(".")
    if head in _OUTSIDE:
        return Column(_OUTSIDE[head], rest[0] if rest else "")
    path: FieldPath = ("events", 0, *rest) if head == "events" and rest else (head, *rest)
    place = place_at(path)
    if place.field.holds is not None and Column(place.field.path).withheld is None:
        raise Refused(N_("{name} holds fields of its own"), N_("Name one of them."), name=typed)
    within = tuple(str(step) for step in place.within)
    if place.field.path == (_LINKS,):
        if not within:
            hint = N_("Write it like {example}.")
            raise Refused(N_("{name} needs a value behind it"), hint, name=typed, example="links.facebook")
        return Column((_LINKS, *within))
    return Column(place.field.path, within[0] if within and place.field.is_in_languages else "")


def is_heading(text: str) -> bool:
    """Whether a cell is what a column may be called."""
    return bool(text) and len(text) <= guesses.LONGEST and _meant(text, ()) != _UNKNOWN


def columns(
    headings: Sequence[str], given: Mapping[str, Column | None], of_hub: Sequence[str], *, of_one_partner: bool
) -> list[Column | None]:
    """What the columns hold; None for one that nobody knows. `given` says it by heading, in the form of `same`.

    `of_hub` are the hub's languages; `of_one_partner` says that all rows are events of a partner who is known.
    """
    told = [given.get(same(heading)) for heading in headings]
    meant = [_UNKNOWN if same(heading) in given else _meant(heading, of_hub) for heading in headings]
    places = {each.place for each in told if each}
    events = places | {each.event.column.place for each in meant if each.event}
    has_days = of_one_partner or START in events
    clear = [each for each in meant if not each.is_name_or_title]
    has_title = TITLE in places or any(each.event and each.event.column.place == TITLE for each in clear)
    has_name = NAME in places or any(each.partner and each.partner.column.place == NAME for each in clear)
    has_partners = any(each.partner and not each.event and each.partner.column.place[0] != "vetting" for each in clear)

    def column(each: _Meant) -> Column | None:
        if not has_days or not each.is_name_or_title:
            return each.column(in_events=has_days)
        if has_title and (has_name or of_one_partner):
            return None  # others are both: what this one is is somebody's to say
        is_name = not (has_name or of_one_partner) and (has_title or has_partners)
        meaning = each.partner if is_name else each.event
        return meaning.column if meaning else None

    return [said or column(each) for said, each in zip(told, meant, strict=True)]


def same(heading: str) -> str:
    """The form in which headings are compared."""
    return slugs.same(" ".join(heading.split()))


@dataclass(frozen=True)
class _Meaning:
    column: Column
    is_exact: bool
    """Whether it is the field's name, or ours for it."""


@dataclass(frozen=True)
class _Meant:
    """What a heading means of a partner, and of an event."""

    partner: _Meaning | None = None
    event: _Meaning | None = None

    @property
    def is_name_or_title(self) -> bool:
        """Whether it is a name of something: of the partner, or of the event."""
        one, other = self.partner, self.event
        return bool(one and other and one.column.place == NAME and other.column.place == TITLE)

    def column(self, *, in_events: bool) -> Column | None:
        """What it means in a sheet of events, or in one that has none."""
        one, other = self.partner, self.event
        if one and other and in_events:
            return (other if other.is_exact or not one.is_exact else one).column
        found = one or (other if in_events else None)
        return found.column if found else None


_UNKNOWN = _Meant()


def _meant(heading: str, of_hub: Sequence[str]) -> _Meant:
    words = _plain(heading)
    found = _in_one_language(words)
    if found == _UNKNOWN:
        for rest, language in _languages_apart(words, of_hub):
            found = _in_one_language(rest)
            sides = [_said_in(each, language) for each in (found.partner, found.event)]
            if any(sides):
                return _Meant(*sides)
        return _UNKNOWN
    return found


def _said_in(meaning: _Meaning | None, language: str) -> _Meaning | None:
    """The same for a text in a language; None for what is no such text."""
    if meaning is None:
        return None
    place = meaning.column.place
    field = field_at(Record, place)
    is_text = place == BODY or (field is not None and field.is_in_languages)
    return _Meaning(Column(place, language), meaning.is_exact) if is_text else None


def _languages_apart(words: str, of_hub: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The words without the name of a language of the hub before or behind them, and that language."""
    parts = words.split()
    for number in (len(parts) - 1, 0) if len(parts) > 1 else ():
        rest = " ".join([*parts[:number], *parts[number + 1 :]])
        for name in (parts[number], parts[number].removeprefix("ב")):
            language = next((guess.text for guess in guesses.tongues(name)), "")
            if language in of_hub:
                yield rest, language


def _in_one_language(words: str) -> _Meant:
    if found := next((words.removeprefix(each) for each in _OF_EVENT if words.startswith(each)), None):
        return _Meant(_meaning(words, is_of_event=False), _meaning(words, is_of_event=True) or _meaning(found, True))
    if found := next((words.removeprefix(each) for each in _OF_PARTNER if words.startswith(each)), None):
        return _Meant(_meaning(words, False) or _meaning(found, False))
    if found := next((words.removesuffix(each) for each in _OF_EVENT_BEHIND if words.endswith(each)), None):
        return _Meant(_meaning(words, False), _meaning(words, True) or _meaning(found, True))
    if found := next((words.removesuffix(each) for each in _OF_PARTNER_BEHIND if words.endswith(each)), None):
        return _Meant(_meaning(words, False) or _meaning(found, False))
    return _Meant(_meaning(words, False), _meaning(words, True))


def _meaning(words: str, is_of_event: bool) -> _Meaning | None:
    exact, loose = _names(is_of_event)
    if place := exact.get(words) or loose.get(words):
        return _Meaning(Column(place), words in exact)
    return None


@cache
def _names(is_of_event: bool) -> tuple[Mapping[str, Place], Mapping[str, Place]]:
    """What fields are called: by their names and ours, and by what else people say."""
    exact, loose = dict[str, Place](), dict[str, Place]()
    for field in _fields(is_of_event):
        place = field.path
        is_near = len(place) == (2 if is_of_event else 1)
        if is_near or place[-1] in _BY_ONE_WORD:
            exact.setdefault(_plain(place[-1]), place)
            avoided = _NOT_CALLED.get(place, "").split(", ")
            for word in CALLED.get(place[-1], "").split(", "):
                if word and word not in avoided:
                    loose.setdefault(_plain(word), place)
        exact.setdefault(_plain(".".join(place)), place)
        for language in languages():
            exact.setdefault(_plain(Terms(language)(field.visibility.words)), place)
    for name, words in _ALSO.items():
        place = _OUTSIDE.get(name) or tuple(name.split("."))
        if (place[0] == "events") is is_of_event:
            loose |= dict.fromkeys(words.split(", "), place)
    return exact, loose


def _fields(is_of_event: bool) -> Iterator[DeclaredField]:
    """Those that a column may hold, or hold back."""
    for field in walk(Record):
        is_its = (field.path[0] == "events") is is_of_event and field.path != ("events",)
        if is_its and (field.holds is None or Column(field.path).withheld):
            yield field


def _plain(text: str) -> str:
    return slugs.slugify(text).replace("-", " ")
