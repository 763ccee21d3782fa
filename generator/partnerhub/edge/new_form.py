"""`partnerhub new form`: writes the issue forms of the hub's host."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import click

from partnerhub.edge.config import Config
from partnerhub.edge.exits import config_or_exit, moment_or_misuse
from partnerhub.edge.issue_forms import bytes_there, forms_there, text_of
from partnerhub.edge.usage import Misuse
from partnerhub.edge.writing import refuse, write_files
from partnerhub.editing.change import difference
from partnerhub.editing.subject import Refused
from partnerhub.scaffold.homes import FORMS
from partnerhub.scaffold.issue_form import MARK, is_made, issue_forms
from partnerhub.words.terms import N_, Terms


def new_form(options: Mapping[str, Any]) -> None:
    """Write the forms of the hub's host, and print which."""
    config = config_or_exit(options["config_file"], options["language"])
    terms = Terms(options["language"] or config.settings.language)
    wanted = issue_forms(_host(config, options["today"]), config.settings)
    before = bytes_there(config.folders.hub, wanted)
    changed = {path: text.encode() for path, text in wanted.items() if text.encode() != before.get(path)}
    try:
        for path in changed:
            if path in before and not is_made(text_of(before[path])):
                raise Refused(N_("{path} is there already, and is left as it is"), path=path)
        if not options["dry_run"]:
            write_files(config.folders.hub, {path: (before.get(path, b""), data) for path, data in changed.items()})
    except Refused as refused:
        refuse(refused, f"partnerhub {MARK}", terms)
    for path, data in changed.items():
        for line in difference(path, before.get(path, b""), data) if options["dry_run"] else [path]:
            click.echo(line)
    if not changed:
        click.echo(terms(N_("It is there already: nothing changes.")), err=True)
    elif options["dry_run"]:
        click.echo(terms(N_("Nothing is written, because of --dry-run.")), err=True)


def _host(config: Config, today: str | None) -> str:
    """The one whose forms the hub has, else where it lives. Raises Misuse."""
    from partnerhub.edge.doctor.place import Place  # noqa: PLC0415 - only this command asks where the hub lives

    there = next((host for host in FORMS if forms_there(config.folders.hub, host)), None)
    host = there or Place(config, moment_or_misuse(today, config), os.environ).host
    if host is None:
        words, hint = (
            N_("no code host is known for the hub's issues"),
            N_("Push the hub to GitHub or GitLab first."),
        )
        raise Misuse(words, hint)
    return str(host)
