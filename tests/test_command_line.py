"""How tests run the command line: what a fork says is what a new interpreter says."""

from __future__ import annotations

import os

import pytest

import command_line
from hubs import HubFolder
from pictures import picture
from records import SOUND


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--today", "2026-11-23"),
        ("build", "--today", "2026-11-23", "--keep-going"),
        ("check", "--today", "tomorrow"),
        ("check", "--help"),
    ],
    ids=" ".join,
)
def test_a_fork_says_what_a_new_interpreter_says(hub: HubFolder, arguments: tuple[str, ...]) -> None:
    hub.add("code.md", SOUND.replace("[open-knowledge", "[open-knowlegde"), picture())
    forked = command_line.run(arguments, hub.root, dict(os.environ))
    anew = command_line.run_anew(arguments, hub.root, dict(os.environ))
    assert (forked.returncode, forked.stdout, forked.stderr) == (anew.returncode, anew.stdout, anew.stderr)


def test_a_fork_sees_its_own_environment_and_leaves_nothing_behind(hub: HubFolder) -> None:
    hub.add("code.md", SOUND, picture())
    for moment, code in (("1795341600", 0), ("nonsense", 2), ("1795341600", 0)):
        ran = command_line.run(("check",), hub.root, {**os.environ, "SOURCE_DATE_EPOCH": moment})
        assert ran.returncode == code, ran.stderr
