"""The hub's issue forms: which there are, and which of them are outdated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from partnerhub.checks.weigh import finding
from partnerhub.edge.config import Config
from partnerhub.edge.form_paths import paths_of_forms
from partnerhub.scaffold.homes import FORMS
from partnerhub.scaffold.issue_form import MARK, is_made, issue_forms
from partnerhub.words.finding import Finding, Problem
from partnerhub.words.terms import N_

_RULE = "form-outdated"


def outdated_forms(config: Config, language: str) -> Iterator[Finding]:
    """Those that we wrote and would write otherwise today; of a hub without forms nothing is said."""
    hub, settings = config.folders.hub, config.settings
    for host in FORMS:
        made = {path: text for path, text in forms_there(hub, host).items() if is_made(text)}
        wanted = issue_forms(host, settings) if made else {}
        for path in [path for path, text in made.items() if text != wanted.get(path)]:
            words = N_("the form isn't what the settings and the fields ask today, so its answers can't be taken in")
            hint = N_("Write it anew: `{command}`.")
            if path not in wanted:
                words, hint = N_("the form is in a language that the hub doesn't have"), N_("Delete the file.")
            problem = Problem((), words, hint, {"command": MARK})
            said = finding(_RULE, problem, path, settings, language)
            yield from [said] if said else []


def forms_there(hub: Path, host: str) -> Mapping[str, str]:
    """Path → text of the hub's files that are named as our forms are."""
    return {path: text_of(data) for path, data in bytes_there(hub, paths_of_forms(hub, host)).items()}


def bytes_there(hub: Path, paths: Iterable[str]) -> Mapping[str, bytes]:
    """Path → bytes of those of some files that are there."""
    return {path: (hub / path).read_bytes() for path in paths if (hub / path).is_file()}


def text_of(data: bytes) -> str:
    """As git may have checked it out."""
    return data.decode("utf-8", "replace").replace("\r\n", "\n")
