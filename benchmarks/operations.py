"""What is measured on a hub: builds of all contenders in turn, and ours alone where it has no peer.

In each, the first round measures memory and warms the disk; only those after it measure times.
"""

from __future__ import annotations

import http.client
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.contenders import NEXT_DAY, NOON, Contender
from benchmarks.hubs import PARTNERS, PORT, Shape
from benchmarks.measure import CommandError, Times
from benchmarks.results import Results

COLD, UNCHANGED, PARTNER, DAY_AFTER = "cold", "unchanged", "one partner changed", "next day"
ALL, ONE, SINCE = "check", "check FILE", "check --changed-since"
NO_GIT, COMPOSE, REVIEW, EDIT = "check without git", "YAML compose", "review", "edit → page"
BUILDS = (COLD, UNCHANGED, PARTNER, DAY_AFTER)
CHECKS = (ALL, ONE, SINCE)

_HERE = Path(__file__).parent
_PATIENCE = 900
"""Seconds until a preview is taken for dead."""


def cold(operation: str) -> str:
    """The name of a command that finds no cache; that of one that does is the operation's own."""
    return f"{operation}, cold"


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Step:
    """A command to be measured."""

    contender: Contender
    operation: str
    command: Sequence[str | Path]
    """An empty one is the contender's build."""
    prepare: Callable[[], None] = _nothing


@dataclass(frozen=True)
class Bench:
    """Where results go, and how often each is measured."""

    results: Results
    rounds: int
    shape: Shape

    def in_turn(self, steps: Sequence[Step]) -> None:
        """Run steps one after another, once for memory and then for times."""
        for number in range(self.rounds + 1):
            for step in steps:
                step.prepare()
                measured = self.results.of(self.shape, step.contender.name, step.operation)
                moment = NEXT_DAY if step.operation == DAY_AFTER else NOON
                if number:
                    measured.times.append(step.contender.times(step.command, moment))
                else:
                    measured.times.clear()
                    measured.peak = step.contender.memory(step.command, moment)

    def builds(self, contenders: Sequence[Contender], operations: Sequence[str] = BUILDS) -> None:
        """Each operation by each contender in turn, in that order: what one leaves is what the next finds."""
        self.in_turn(
            [
                Step(contender, operation, (), _preparation(contender, operation))
                for operation in operations
                for contender in contenders
            ]
        )

    def checks(self, ours: Contender) -> None:
        """All partners, one, and those that differ from the last commit; beside the bare parser."""
        ours.edit("for the checks")
        file = str(ours.partner.relative_to(ours.folder))
        arguments = {ALL: [], ONE: [file], SINCE: ["--changed-since", "HEAD"]}
        compose: Sequence[str | Path] = [sys.executable, _HERE / "compose.py", PARTNERS]
        steps = [Step(ours, COMPOSE, compose)]
        for operation, given in arguments.items():
            without, warm = _cold_and_warm(ours, operation, "check", *given)
            # Whoever asks about one file has just written in it.
            steps += [without, warm if operation == ALL else replace(warm, prepare=_preparation(ours, PARTNER))]
        self.in_turn(steps)

    def without_git(self, ours: Contender) -> None:
        """What a check takes where it has no history to read."""
        git, away = ours.folder / ".git", ours.folder.with_name("git-away")
        git.rename(away)
        try:
            self.in_turn(_cold_and_warm(ours, NO_GIT, "check"))
        finally:
            away.rename(git)

    def review(self, ours: Contender) -> None:
        """Of a proposal that changes one file."""
        for arguments in (
            ["checkout", "--quiet", "-B", "proposal"],
            ["-c", "user.name=Bench", "-c", "user.email=bench@panas.example", "commit", "--quiet", "-am", "Propose"],
            ["checkout", "--quiet", "main"],
        ):
            if "commit" in arguments:
                ours.edit("for the review")
            subprocess.run(["git", *arguments], cwd=ours.folder, check=True)
        self.in_turn(_cold_and_warm(ours, REVIEW, "review", "main..proposal"))

    def serve(self, ours: Contender) -> None:
        """From an edit of a partner's file to the page that shows it."""
        measured = self.results.of(self.shape, ours.name, EDIT)
        measured.times.clear()
        preview = subprocess.Popen(
            [*ours.build[:-1], "serve"],
            cwd=ours.folder,
            env=ours.around(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(preview, b"</html>")
            for number in range(self.rounds):
                words = f"preview {number}"
                begun = time.perf_counter()
                ours.edit(words)
                _wait_for(preview, words.encode())
                measured.times.append(Times(time.perf_counter() - begun, 0))
        finally:
            preview.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                preview.wait(30)
            preview.kill()

    def encoded(self, ours: Contender) -> None:
        """How many pictures a cold build encodes, and how many one that finds nothing changed."""
        for operation in (COLD, UNCHANGED):
            _preparation(ours, operation)()
            self.results.of(self.shape, ours.name, operation).encoded = _encoded(ours)


def pages(ours: Contender) -> int:
    """How many HTML files the built site has."""
    return sum(1 for _ in (ours.folder / "site").rglob("*.html"))


def _cold_and_warm(ours: Contender, operation: str, *arguments: str) -> list[Step]:
    command = [*ours.build[:-1], *arguments]
    return [Step(ours, cold(operation), command, ours.clear), Step(ours, operation, command)]


def _preparation(contender: Contender, operation: str) -> Callable[[], None]:
    prepare = {COLD: contender.clear, PARTNER: lambda: contender.edit(f"at {time.time()}")}
    return prepare.get(operation, _nothing)


def _encoded(ours: Contender) -> int:
    with tempfile.TemporaryDirectory() as folder:
        counted = Path(folder, "counted")
        counted.touch()
        environment = ours.around()
        path = f"{_HERE / 'counting'}:{environment['PYTHONPATH']}"
        subprocess.run(
            ours.build,
            cwd=ours.folder,
            env={**environment, "PYTHONPATH": path, "COUNTED": str(counted)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        return counted.stat().st_size


def _wait_for(preview: subprocess.Popen[bytes], words: bytes) -> None:
    """Until the partner's page holds some words."""
    for _ in range(_PATIENCE * 100):
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
            connection.request("GET", "/partners/partner-0/")
            if words in connection.getresponse().read():
                return
        if preview.poll() is not None:
            break
        time.sleep(0.01)
    raise CommandError("the preview never showed the page")


def forget(*contenders: Contender) -> None:
    """Remove their folders."""
    for contender in contenders:
        shutil.rmtree(contender.folder)
