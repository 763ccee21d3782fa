"""Every command, as the command line declares it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from docs.reference.table import table
from partnerhub.edge.cli import cli

_HEAD = """\
# Commands

`partnerhub COMMAND --help` tells the same. WHEN is a date, which means its first moment in the hub's zone, or a
moment; without `--today` it is `SOURCE_DATE_EPOCH` where that is set, else the clock. `--language` is the language in
which the command speaks, by default the hub's first; nothing that is published changes. SLUG is the name of a
partner's file without `.md`.

`mkdocs build` and `mkdocs serve` do the same as `partnerhub build` and `partnerhub serve`. What they end with is in
[exit codes](exit-codes.md).
"""


def page() -> str:
    """The page as Markdown."""
    return _HEAD + "".join(_section(context) for context in _commands(click.Context(cli, info_name="partnerhub")))


def _commands(above: click.Context) -> Iterator[click.Context]:
    """Those that do something, at any depth."""
    assert isinstance(above.command, click.Group)
    for name, command in above.command.commands.items():
        context = click.Context(command, parent=above, info_name=name)
        if isinstance(command, click.Group):
            yield from _commands(context)
        else:
            yield context


def _section(context: click.Context) -> str:
    command = context.command
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    options = (parameter.get_help_record(context) for parameter in command.get_params(context))
    rows = [(f"`{typed}`", said) for typed, said in filter(None, options) if "--help" not in typed]
    return f"\n## {context.command_path}\n\n{_described(command)}```text\n{usage}\n```\n\n{table(('option', ''), rows)}"


def _described(command: click.Command) -> str:
    """What it says of itself; lines behind click's mark for what must not be wrapped stay lines."""
    first, _, kept = (command.help or "").partition("\n\n\b\n")
    return f"{' '.join(first.split())}\n\n" + (f"```text\n{kept.rstrip()}\n```\n\n" if kept else "")
