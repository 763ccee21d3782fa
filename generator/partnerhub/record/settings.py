"""The hub's settings, as written under the plugin in mkdocs.yml, typed. `settings_file` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from partnerhub.cache import folder_in
from partnerhub.ours import TEMPLATES
from partnerhub.record.settings_types import (
    Calendars,
    Country,
    Days,
    Hours,
    Labels,
    Languages,
    Length,
    MailOrPage,
    Maps,
    MapSearch,
    Number,
    OnError,
    QuietDays,
    Severities,
    SharePictures,
    ShownWhereShared,
    SiteUrl,
    Switch,
    Text,
    Vocabulary,
    WithErrors,
    Zone,
)
from partnerhub.words import slugs
from partnerhub.words.languages import one_text

NOT_OF_FILES = frozenset(
    {
        *("community", "about", "lead_time", "reply_within", "thanks_within", "publishing_branch", "on_error"),
        *("calendars", "share_pictures", "desk", "propose", "site_name"),
    }
)
"""Settings on which nothing depends that can be said of one version of a partner file alone."""


class Settings(BaseModel):
    """How this hub works: everything under `partnerhub:`, with the few words of mkdocs.yml that we need."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    community: Labels | None = None
    """The community's name, as it signs its messages, or one a language as in `about`; by default the site's name.

    In all languages but the first it is the name on the pages as well.
    """
    about: Labels | None = None
    """Two sentences about the community, for the opening of a first message; or one such text a language.

    Language → text, the key empty without one.
    """
    languages: Languages = []
    """Of the pages: the first, which is `theme.language`, at the root, others under `/en/`; by default that alone."""
    timezone: Zone = "UTC"
    """IANA name: the zone in which the hub counts its days."""
    lead_time: Days = 7
    """Days between publication and event."""
    event_length: Length = timedelta(hours=2)
    """Of an event that names no end."""
    values: Vocabulary = {}
    """The hub's values: key → language → label."""
    shared_values: Number = 1
    """How many of a partner's values must be the hub's too."""
    red_flags: Vocabulary = {}
    """What speaks against a partner: key → language → label."""
    tags: Vocabulary = {}
    """Tags that have labels: key → language → label. Others show as typed."""
    vetting_valid: Days = 365
    """Days for which a decision holds."""
    reply_within: Hours = 24
    """Hours within which a partner is answered."""
    thanks_within: Days = 1
    """Days after an event within which we say thank you."""
    publishing_branch: Text | None = None
    """The branch whose history tells since when an event has been public.

    By default origin/HEAD, else origin/main or origin/master, else main or master, else the only local branch.
    """
    on_error: WithErrors = OnError.STOP
    """What a build does with errors: `stop`, or `hold_back`: publish what is sound and list the rest."""
    holidays: Country | None = None
    """ISO 3166 code of the country whose holidays deserve a warning: of an event of which a part lies there.

    Israel's last from the eve's sunset to nightfall.
    """
    quiet_days: QuietDays = []
    """Weekdays that deserve a warning, or `shabbat`: from Friday's sunset to Saturday's nightfall."""
    calendars: Calendars = {}
    """Name → address of a public calendar (ICS) of others.

    Read by `new event` when one asks for it, never by a build.
    """
    maps: MapSearch = Maps.GOOGLE
    """The map search to which pages lead for a place without a map of its own."""
    share_pictures: ShownWhereShared = SharePictures.TYPESET
    """What shared links show: a typeset picture; the photo, and a typeset one where there is none; or nothing."""
    desk: Switch = False
    """Whether editors' forms are at `/desk/` of the site: who signs in there with a token can propose changes."""
    propose: MailOrPage | None = None
    """Where somebody may propose a partnership to us: a mail address, or a page."""
    severity: Severities = {}
    """Rule → severity, where it differs from the rule's own."""

    site_name: str = Field(default="", exclude=True)
    """From mkdocs.yml."""
    site_url: SiteUrl | None = Field(default=None, exclude=True)
    """From mkdocs.yml, with a slash at its end; None where the hub does not say its address."""

    @property
    def language(self) -> str:
        """The hub's first language."""
        return self.languages[0]

    def community_in(self, language: str) -> str:
        """What the community is called where a language is read."""
        return one_text(self.community or {}, language) or self.site_name

    def site_name_in(self, language: str) -> str:
        """The site's name on the pages of a language: in all but the first the community's name, where it has one."""
        names = self.community or {}
        own = names.get(language) or names.get(language.partition("-")[0])
        return own if own and language != self.language else self.site_name

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Language → where its pages lie in the site: the first at the root, `en-il/` for en-IL; in the hub's order."""
        return {language: f"{language.lower()}/" if number else "" for number, language in enumerate(self.languages)}

    def language_of(self, path: str) -> str:
        """The language of a page by its path in the site or among the hand-written pages."""
        others = ((language, prefix) for language, prefix in self.prefixes.items() if prefix)
        return next((language for language, prefix in others if path.startswith(prefix)), self.language)

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the hub counts its days."""
        return ZoneInfo(self.timezone)

    @property
    def of_files(self) -> str:
        """What can matter to one version of a partner file, as a text: the same where nothing of that differs."""
        read = {name: getattr(self, name) for name in sorted(type(self).model_fields.keys() - NOT_OF_FILES)}
        return repr(read)

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
        return folder_in(self.hub)

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
