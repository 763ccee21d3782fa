"""A draft: a template, filled. A template says in blocks what a message has: `subject`, `say` and `text`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, Template

from partnerhub.messages.channels import Channel
from partnerhub.messages.kind import Kind
from partnerhub.site.model import PublicEvent, PublicHub, PublicPartner
from partnerhub.site.render import strict_environment
from partnerhub.words.dates import CalendarWords
from partnerhub.words.finding import Problem

_MANY_EMPTY = re.compile(r"\n{3,}")
_SPACES = str.maketrans({"\u202f": " ", "\u2009": " ", "\u00a0": " "})
"""Those that CLDR puts into hours: in a message that is pasted somewhere they are as good as any."""


@dataclass(frozen=True)
class Draft:
    """A message that nobody has sent."""

    channel: Channel
    subject: str
    """Empty where the channel has none."""
    say: str
    """What one says on the phone, before the text is written; mostly empty."""
    text: str
    opening: str = ""
    """The part of a post that everybody should see."""

    def problems(self, *, has_picture: bool) -> Sequence[Problem]:
        """What its channel does not take, or hides."""
        return list(self.channel.problems(self.text, self.opening, has_picture=has_picture))


def languages(folders: Sequence[Path]) -> Sequence[str]:
    """The languages in which there are templates."""
    return sorted({folder.name for each in folders for folder in each.iterdir() if folder.is_dir()})


class Templates:
    """The templates of one language: a hub's own before the package's, file by file."""

    def __init__(self, folders: Sequence[Path], language: str, hub: PublicHub) -> None:
        """`folders` hold a folder for each language."""
        self.language, self.hub = language, hub
        tags = dict.fromkeys((language, language.partition("-")[0], "en"))
        folders = [folder / tag for tag in tags for folder in folders]
        self._environment = _environment(folders, language, hub)

    def draft(self, kind: Kind, channel: Channel, context: Mapping[str, object]) -> Draft:
        """A message of a kind for a channel."""
        template = self._environment.get_template(f"{kind}.txt")
        values = {**context, "channel": channel}
        text = _block(template, "text", values)
        return Draft(
            channel=channel,
            subject=" ".join(_block(template, "subject", values).split()) if channel.is_mail else "",
            say=_block(template, "say", values),
            text=text,
            opening=text.partition("\n\n")[0],
        )


def _block(template: Template, name: str, values: Mapping[str, object]) -> str:
    """A block of a template, filled; empty where it has none of that name."""
    render = template.blocks.get(name)
    if render is None:
        return ""
    try:
        filled = "".join(render(template.new_context(dict(values))))
    except Exception:
        # As Jinja does where it fills a whole template: it raises the error anew, at the template's own line.
        template.environment.handle_exception()
    lines = "\n".join(line.strip() for line in filled.translate(_SPACES).splitlines())
    return _MANY_EMPTY.sub("\n\n", lines).strip()


def _environment(folders: Sequence[Path], language: str, hub: PublicHub) -> Environment:
    """What messages are filled in: plain text, strict, with our words for days and hours."""
    environment = strict_environment(folders, language, autoescape=False)
    words = CalendarWords.of(language)

    def when(event: PublicEvent) -> str:
        """Day and hours: `Thursday, December 10, 7:00 – 9:30 PM`."""
        day = words.day_of_year(event.start)
        if not event.is_on_one_day:
            first, last = words.day_of_year(event.start), words.day_of_year(event.last_day)
            hour, until = words.hour(event.start), words.hour(event.end)
            return f"{first} – {last}" if event.whole_day else f"{first}, {hour} – {last}, {until}"
        return day if event.whole_day else f"{day}, {at(event)}"

    def at(event: PublicEvent) -> str:
        """The hours of its first day, with their zone where it could be mistaken."""
        has_end = event.end_is_known and event.is_on_one_day
        hours = words.hours(event.start, event.end) if has_end else words.hour(event.start)
        return f"{hours} ({words.zone(event.start)})" if hub.names_zone_of(event) else hours

    environment.globals.update(when=when, at=at, hub=hub)
    environment.filters.update(
        day=words.day_of_year, hour=words.hour, sentence=_sentence, names=_names, introduced=_introduced
    )
    return environment


def _sentence(text: object) -> str:
    """A text with a full stop behind it, unless it ends as a sentence does."""
    words = str(text).strip()
    return words if not words or words[-1] in '.!?…:״")' else f"{words}."


def _introduced(partner: PublicPartner, word: str) -> str:
    """`With Code for Good: who they are.`; who they are alone, where that begins with the name."""
    name, who = str(partner.name), _sentence(partner.description or "")
    if who.startswith(name):
        return who
    return f"{word} {name}: {who}" if who else f"{word} {name}."


def _names(event: PublicEvent) -> str:
    return ", ".join(str(partner.name) for partner in event.partners)
