"""The hub's settings, as written under the plugin in mkdocs.yml, typed. `settings_file` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn
from urllib.parse import SplitResult, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from partnerhub.ours import TEMPLATES
from partnerhub.record.model import LANGUAGE_TAG, Timezone, duration
from partnerhub.words import slugs
from partnerhub.words.finding import Severity
from partnerhub.words.terms import N_, Term

MOST = 36_500
"""Of days, hours and shared values: a hundred years of days."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHABBAT = "shabbat"


def _wrong(words: Term, **facts: object) -> NoReturn:
    raise PydanticCustomError("setting-invalid", "{words}", {"words": words, "facts": facts})


def _text(value: Any) -> str:
    if isinstance(value, bool):
        _wrong(N_("must be text; YAML reads yes, no, on and off as true and false, so put it in quotes"))
    if not isinstance(value, str) or not value.strip():
        _wrong(N_("must be text"))
    return value.strip()


def _whole_number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in range(MOST + 1):
        _wrong(N_("must be a whole number from 0 to {most}"), most=MOST)
    return value


def _labels(value: Any) -> dict[str, str]:
    """A label, or one a language."""
    if isinstance(value, dict):
        return {_text(language): _text(label) for language, label in value.items()}
    return {"": _text(value)}


def _vocabulary(value: Any) -> dict[str, dict[str, str]]:
    """Keys with their labels; a list of keys labels each with itself."""
    if isinstance(value, list):
        value = {_text(key): _text(key) for key in value}
    if not isinstance(value, dict):
        _wrong(N_("must be keys with their labels, such as open-knowledge: {{he: ידע פתוח, en: Open knowledge}}"))
    vocabulary = {_text(key): _labels(key if label is None else label) for key, label in value.items()}
    for key in vocabulary:
        if not slugs.is_slug(key):
            _wrong(N_("must have keys of letters and digits with single hyphens between them, got {got}"), got=key)
    return vocabulary


def _country(value: Any) -> str:
    import holidays  # heavy, and only hubs with this setting need it  # noqa: PLC0415

    country = _text(value).upper()
    if country not in holidays.list_supported_countries():
        _wrong(N_("must be the two letters of a country, such as IL"))
    return country


def _event_length(value: Any) -> timedelta:
    if not isinstance(value, str):
        # YAML 1.1 reads 2:30 as the number 150.
        _wrong(N_("must be a duration such as 2h30m"))
    return duration(value)


def _language(value: Any) -> str:
    text = _text(value)
    return text if LANGUAGE_TAG.match(text) else _wrong(N_("must be a language's code such as he or en"))


def _weekday(value: Any) -> str:
    text = _text(value).lower()
    choices = (*WEEKDAYS, SHABBAT)
    return text if text in choices else _wrong(N_("must be one of {choices}"), choices=", ".join(choices))


def _calendar(value: Any) -> str:
    try:
        address = urlsplit(_text(value))
        is_sound = address.scheme == "https" and bool(address.hostname)
    except ValueError:
        is_sound = False
    if not is_sound:
        _wrong(N_("must be the address of a calendar (ICS) that begins with https://"))
    return _text(value)


def _severity(value: Any) -> Severity:
    names = [str(severity) for severity in Severity]
    return Severity(value) if value in names else _wrong(N_("must be one of {choices}"), choices=", ".join(names))


class OnError(StrEnum):
    """What a build does with errors."""

    STOP = "stop"
    HOLD_BACK = "hold_back"


class Maps(StrEnum):
    """Where places without a map of their own are looked for."""

    GOOGLE = "google"
    OPENSTREETMAP = "openstreetmap"
    NONE = "none"


def _maps(value: Any) -> Maps:
    names = [str(choice) for choice in Maps]
    return Maps(value) if value in names else _wrong(N_("must be one of {choices}"), choices=", ".join(names))


def _on_error(value: Any) -> OnError:
    names = [str(choice) for choice in OnError]
    return OnError(value) if value in names else _wrong(N_("must be one of {choices}"), choices=", ".join(names))


def _site_url(value: Any) -> str:
    try:
        address = urlsplit(_text(value))
    except ValueError:
        address = SplitResult("", "", "", "", "")
    if not (address.scheme and address.netloc):
        _wrong(N_("must be the whole address of the site, such as https://hub.example.org/"))
    # MkDocs' own reading, so that addresses in calendars and on pages are the same.
    return urlunsplit(address if address.path.endswith("/") else address._replace(path=f"{address.path}/"))


Text = Annotated[str, BeforeValidator(_text)]
WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
Vocabulary = Annotated[dict[str, dict[str, str]], BeforeValidator(_vocabulary)]


class Settings(BaseModel):
    """How this hub works: everything under `partnerhub:`, with the few words of mkdocs.yml that we need."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    community: Text | None = None
    """The community's name, as it signs its messages; by default the site's name."""
    about: Annotated[dict[str, str], BeforeValidator(_labels)] | None = None
    """Two sentences about the community, or such a text a language: language → text, the key empty without one."""
    languages: list[Annotated[str, BeforeValidator(_language)]] = []
    """Of the pages; the first is `theme.language`, which is also the default."""
    timezone: Timezone = "UTC"
    """IANA name: the zone in which the hub counts its days."""
    lead_time: WholeNumber = 7
    """Days between publication and event."""
    event_length: Annotated[timedelta, BeforeValidator(_event_length)] = timedelta(hours=2)
    """Of an event that names no end."""
    values: Vocabulary = {}
    """The hub's values: key → language → label."""
    shared_values: WholeNumber = 1
    """How many of a partner's values must be the hub's too."""
    red_flags: Vocabulary = {}
    """What speaks against a partner: key → language → label."""
    tags: Vocabulary = {}
    """Tags that have labels: key → language → label. Others show as typed."""
    vetting_valid: WholeNumber = 365
    """Days from the decision."""
    reply_within: WholeNumber = 24
    """Hours."""
    thanks_within: WholeNumber = 1
    """Days after an event."""
    publishing_branch: Text | None = None
    """The branch whose history tells since when an event has been public.

    By default origin/HEAD, else origin/main or origin/master, else main or master, else the only local branch.
    """
    on_error: Annotated[OnError, BeforeValidator(_on_error)] = OnError.STOP
    """What a build does with errors."""
    holidays: Annotated[str, BeforeValidator(_country)] | None = None
    """ISO 3166 code of the country whose holidays deserve a warning."""
    quiet_days: list[Annotated[str, BeforeValidator(_weekday)]] = []
    """Weekdays that deserve a warning, or `shabbat`: from Friday's sunset to Saturday's nightfall."""
    calendars: dict[Text, Annotated[str, BeforeValidator(_calendar)]] = {}
    """Name → address of a public calendar (ICS) of others.

    Read by `new event` when one asks for it, never by a build.
    """
    maps: Annotated[Maps, BeforeValidator(_maps)] = Maps.GOOGLE
    """The map search to which pages lead for a place without a map of its own."""
    severity: dict[str, Annotated[Severity, BeforeValidator(_severity)]] = {}
    """Rule → severity, where it differs from the rule's own."""

    site_name: str = Field(default="", exclude=True)
    """From mkdocs.yml."""
    site_url: Annotated[str, BeforeValidator(_site_url)] | None = Field(default=None, exclude=True)
    """From mkdocs.yml, with a slash at its end; None where the hub does not say its address."""

    @property
    def language(self) -> str:
        """The hub's first language."""
        return self.languages[0]

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Language → where its pages lie in the site: the first at the root, `en/` for another; in the hub's order."""
        return {language: f"{language}/" if number else "" for number, language in enumerate(self.languages)}

    def language_of(self, path: str) -> str:
        """The language of a page by its path in the site or among the hand-written pages."""
        return next((language for language in self.languages[1:] if path.startswith(f"{language}/")), self.language)

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the hub counts its days."""
        return ZoneInfo(self.timezone)

    def meaning(self, word: str, vocabulary: Vocabulary) -> str | None:
        """The key of a value, red flag or tag that is typed by its key or any of its labels; None for another word."""
        wanted = slugs.same(word)
        for key, labels in vocabulary.items():
            if wanted == slugs.same(key) or any(wanted == slugs.same(label) for label in labels.values()):
                return key
        return None


class Folders(BaseModel):
    """Where a hub's files lie; absolute paths."""

    model_config = ConfigDict(frozen=True)

    hub: Path
    """The folder of mkdocs.yml."""
    config_file: str = "mkdocs.yml"
    """The name of that file."""
    pages: Path
    """`docs_dir`."""
    site: Path
    """`site_dir`."""

    @property
    def partners(self) -> Path:
        """Partner files and their photos."""
        return self.hub / "content" / "partners"

    @property
    def cache(self) -> Path:
        """What the build keeps for itself; git ignores it."""
        return self.hub / ".cache" / "partnerhub"

    @property
    def theme(self) -> list[Path]:
        """What the MkDocs theme may see: the hub's own, then ours."""
        return [folder for folder in (self.hub / "templates" / "theme", TEMPLATES / "theme") if folder.is_dir()]

    @property
    def messages(self) -> list[Path]:
        """Templates of messages, a folder for each language: the hub's own, then ours."""
        return [folder for folder in (self.hub / "templates" / "messages", TEMPLATES / "messages") if folder.is_dir()]

    @property
    def fragments(self) -> list[Path]:
        """Our Jinja2 fragments: the hub's own, then ours."""
        return [folder for folder in (self.hub / "templates" / "fragments", TEMPLATES / "fragments") if folder.is_dir()]
