"""The hub's issue forms: `partnerhub new form` writes them, and `check` says which of them are outdated."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from partnerhub.checks.weigh import finding
from partnerhub.edge import cli
from partnerhub.edge.config import Config
from partnerhub.edge.partner_file import create_files
from partnerhub.edge.usage import Misuse
from partnerhub.edge.writing import refuse, write
from partnerhub.editing.change import difference
from partnerhub.editing.subject import Refused
from partnerhub.scaffold.issue_form import FORMS, MARK, is_made, issue_forms
from partnerhub.words.finding import Finding, Problem
from partnerhub.words.terms import N_, Terms

_RULE = "form-outdated"


def outdated_forms(config: Config, language: str) -> Iterator[Finding]:
    """Those that we wrote and would write otherwise today; of a hub without forms nothing is said."""
    hub, settings = config.folders.hub, config.settings
    for host in FORMS:
        made = {path: text for path, text in _forms_there(hub, host).items() if is_made(text)}
        wanted = issue_forms(host, settings) if made else {}
        for path in [path for path, text in made.items() if text != wanted.get(path)]:
            words = N_("the form isn't what the settings and the fields ask today, so its answers can't be taken in")
            hint = N_("Write it anew: `{command}`.")
            if path not in wanted:
                words, hint = N_("the form is in a language that the hub doesn't have"), N_("Delete the file.")
            problem = Problem((), words, hint, {"command": MARK})
            said = finding(_RULE, problem, path, settings, language)
            yield from [said] if said else []


def folders_of_forms(hub: Path) -> list[Path]:
    """Where they lie, at each host."""
    return [(hub / before).parent for before, _ in FORMS.values()]


def new_form(options: Mapping[str, Any]) -> None:
    """Write the forms of the hub's host, and print which."""
    config = cli._config(options["config_file"], options["language"])
    terms = Terms(options["language"] or config.settings.language)
    wanted = issue_forms(_host(config, options["today"]), config.settings)
    before = _bytes_there(config.folders.hub, wanted)
    changed = {path: text.encode() for path, text in wanted.items() if text.encode() != before.get(path)}
    try:
        for path in changed:
            if path in before and not is_made(_text(before[path])):
                raise Refused(N_("{path} is there already, and is left as it is"), path=path)
        if not options["dry_run"]:
            create_files({config.folders.hub / path: data for path, data in changed.items() if path not in before})
            for path, data in changed.items():
                if path in before:
                    write(config.folders.hub / path, path, before[path], data)
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

    there = next((host for host in FORMS if _forms_there(config.folders.hub, host)), None)
    host = there or Place(config, cli._moment(today, config), os.environ).host
    if host is None:
        words, hint = (
            N_("no code host is known for the hub's issues"),
            N_("Push the hub to GitHub or GitLab first."),
        )
        raise Misuse(words, hint)
    return str(host)


def _forms_there(hub: Path, host: str) -> Mapping[str, str]:
    """Path → text of the hub's files that are named as our forms are."""
    before, behind = FORMS[host]
    files = sorted((hub / before).parent.glob(f"{Path(before).name}*{behind}"))
    paths = [file.relative_to(hub).as_posix() for file in files]
    return {path: _text(data) for path, data in _bytes_there(hub, paths).items()}


def _bytes_there(hub: Path, paths: Iterable[str]) -> Mapping[str, bytes]:
    return {path: (hub / path).read_bytes() for path in paths if (hub / path).is_file()}


def _text(data: bytes) -> str:
    """As git may have checked it out."""
    return data.decode("utf-8", "replace").replace("\r\n", "\n")
