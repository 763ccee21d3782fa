"""`partnerhub new`: begins a hub, a partner's file, an event, an issue form; questions where flags say too little."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from partnerhub.edge.options import CONFIG_FILE, LANGUAGE, TODAY
from partnerhub.edge.usage import Command, Commands
from partnerhub.edge.writing import DRY_RUN
from partnerhub.scaffold.homes import HOMES

_EVENT = """\
Add an event to a partner's file.

Without --start it proposes the first days that give members their notice, on which nobody rests and nothing else is.
Without any answer as an option it asks for all of them; else for what is missing.
A text may be given once a language: --title he=… --title en=….
"""


@click.group("new", cls=Commands)
def new() -> None:
    """Begin a hub, a partner's file, an event in it, or an issue form."""


new.command_class = Command


@new.command("event", help=_EVENT, short_help="Add an event to a partner's file.")
@click.argument("slug")
@click.option("--title", "titles", metavar="WORDS", multiple=True, help="What it is called.")
@click.option("--start", metavar="WHEN", help="Day and hour, as people type them; an hour alone proposes days.")
@click.option("--end", metavar="WHEN", help="Until when: an hour, or day and hour.")
@click.option("--duration", metavar="LENGTH", help="How long, instead: 2h30m.")
@click.option("--whole-day", is_flag=True, help="It has days instead of hours.")
@click.option("--place", "places", metavar="WORDS", multiple=True, help="Where one goes.")
@click.option("--online", metavar="true|ADDRESS", help="It is online; the address is public.")
@click.option("--link", metavar="ADDRESS", help="Details or registration.")
@click.option("--summary", "summaries", metavar="WORDS", multiple=True, help="What happens there.")
@click.option("--price", "prices", metavar="WORDS", multiple=True, help="What it costs.")
@click.option("--members-get", metavar="WORDS", multiple=True, help="What members get from it.")
@click.option("--spoken", metavar="LANGUAGE", help="The language that is spoken there.")
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="A word to find it by.")
@click.option("--with", "cohosts", metavar="SLUG", multiple=True, help="A partner who hosts it too.")
@click.option("--slug", "own_slug", metavar="SLUG", help="Its address; by default made from the title.")
@click.option("--like", metavar="EVENT", help="Copy an event of the file, by its slug, without what was of its day.")
@click.option("--every", type=click.Choice(("month",)), help="More of them: the same weekday at the same place.")
@click.option("--times", type=click.IntRange(2, 60), metavar="NUMBER", help="How many.")
@click.option("--calendars", is_flag=True, help="Look into the calendars of others that the settings name, too.")
@DRY_RUN
@TODAY
@LANGUAGE
@CONFIG_FILE
def event(slug: str, **options: Any) -> None:  # noqa: D103 - the help says it
    from partnerhub.edge.new_event import new_event  # noqa: PLC0415 - commands import what they use

    new_event(slug, options)


_PARTNER = """\
Begin a partner's file, with the three questions: values, win-win, reputation.

Without any answer as an option it asks for all of them; else for what is missing.
A text may be given once a language: --name he=… --name en=….
"""


@new.command("partner", help=_PARTNER, short_help="Begin a partner's file, with the three questions.")
@click.option("--name", "names", metavar="WORDS", multiple=True, help="Their name.")
@click.option("--slug", metavar="SLUG", help="Their address, and the name of the file; by default made from the name.")
@click.option("--kind", metavar="KIND", help="person, community or organization.")
@click.option("--website", metavar="ADDRESS", help="Their own site.")
@click.option("--tagline", "taglines", metavar="WORDS", multiple=True, help="Who they are in one line.")
@click.option("--description", "descriptions", metavar="WORDS", multiple=True, help="Who they are, in Markdown.")
@click.option("--photo", metavar="FILE", help="A picture; it is copied beside the file, and turned upright.")
@click.option("--alt", "alts", metavar="WORDS", multiple=True, help="What is to be seen in the photo.")
@click.option("--caption", "captions", metavar="WORDS", multiple=True, help="The line under the photo.")
@click.option("--by", metavar="WHO", help="Who proposes the partnership; by default git's user.name.")
@click.option("--value", "values", metavar="VALUE", multiple=True, help="A value of theirs.")
@click.option("--ours", metavar="WORDS", help="What our community gains.")
@click.option("--theirs", metavar="WORDS", help="What they gain.")
@click.option("--members", metavar="WORDS", multiple=True, help="What our members get.")
@click.option("--standing", metavar="STANDING", help="positive, neutral, negative or unknown.")
@click.option("--field", metavar="FIELD", help="same or other: is that in the field that our community works in?")
@click.option("--summary", metavar="WORDS", help="In what light a collaboration shows us, and why.")
@click.option("--source", "sources", metavar="SOURCE", multiple=True, help="Where that was learnt.")
@click.option("--flag", "flags", metavar="FLAG", multiple=True, help="A red flag of the hub that applies.")
@DRY_RUN
@TODAY
@LANGUAGE
@CONFIG_FILE
def partner(**options: Any) -> None:  # noqa: D103 - the help says it
    from partnerhub.edge.new_partner import new_partner  # noqa: PLC0415 - commands import what they use

    new_partner(options)


_FORM = """\
Write the issue form with which somebody proposes a partnership at the hub's code host, once a language.

It asks for what partner files hold and is for everybody; `partnerhub import --form` takes the answers in. A form that
is there is written anew, unless somebody took out the line that says so.
"""


@new.command("form", help=_FORM, short_help="Write the issue form that proposes a partnership.")
@DRY_RUN
@TODAY
@LANGUAGE
@CONFIG_FILE
def form(**options: Any) -> None:  # noqa: D103 - the help says it
    from partnerhub.edge.new_form import new_form  # noqa: PLC0415

    new_form(options)


_HUB = """\
Begin a hub in DIR: settings, pages, an example partner, and what its host needs to check and publish it.

Without any answer as an option it asks for all of them; else for what is missing.
Nothing that is there already is overwritten.
"""


@new.command("hub", help=_HUB, short_help="Begin a hub in a folder.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--languages", metavar="CODES", help="Of the pages, with commas, the first one first: he,en.")
@click.option("--name", metavar="WORDS", help="What the community is called.")
@click.option(
    "--value",
    "values",
    metavar="WORDS",
    multiple=True,
    help="What it stands for; with one label a language: he=…, en=….",
)
@click.option(
    "--timezone", metavar="ZONE", help="In which it lives, such as Asia/Jerusalem; by default this machine's."
)
@click.option("--home", type=click.Choice(tuple(HOMES)), help="The host of its files; by default none.")
@click.option("--install", metavar="SPEC", help="What pip installs to have partnerhub; by default this version of it.")
@DRY_RUN
@TODAY
@LANGUAGE
def hub(folder: Path, **options: Any) -> None:  # noqa: D103 - the help says it
    from partnerhub.edge.new_hub import new_hub  # noqa: PLC0415

    new_hub(folder, options)
