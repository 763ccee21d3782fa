"""`partnerhub import`: what one already has, a table or a calendar, comes into partner files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from partnerhub.edge.options import CONFIG_FILE, LANGUAGE, TODAY
from partnerhub.edge.usage import Command
from partnerhub.edge.writing import DRY_RUN

_HELP = """\
Take a table (CSV, TSV), a calendar (ICS) or a form that was filled in into partner files.

A row is a partner, or an event with its partner. Columns are known by their headings, in Hebrew and English; of
others it asks, and remembers the answer in import-columns.txt beside mkdocs.yml. Who is known is added to, never
overwritten; importing twice changes nothing. Nothing is decided by it, no consent and no agreement comes in, and what
can't be placed is listed with its row. With --form the file is the text of an issue that was opened with the hub's
form, and proposes a partner who is new.
"""


@click.command("import", cls=Command, help=_HELP, short_help="Take a table or a calendar into partner files.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "maps", metavar="HEADING=FIELD", multiple=True, help="What a column holds: Topic=events.title.")
@click.option("--partner", "slug", metavar="SLUG", help="All rows or entries are events of this partner.")
@click.option("--form", "is_form", is_flag=True, help="It is the text of an issue with the hub's form, filled in.")
@DRY_RUN
@TODAY
@LANGUAGE
@CONFIG_FILE
def import_command(file: Path, **options: Any) -> None:  # noqa: D103 - the help says it
    from partnerhub.edge.import_file import import_file  # noqa: PLC0415 - commands import what they use

    import_file(file, options)
