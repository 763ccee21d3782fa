"""The command line as a person runs it, each time in a process of its own.

A new interpreter takes most of a second to import what we stand on. So one is started a session (this module, run as a
script), imports everything, and forks for each command: a fork has run nothing yet, as a new interpreter has. So does the command
for the process that opens its photos.
"""

from __future__ import annotations

import atexit
import functools
import importlib
import json
import os
import pkgutil
import runpy
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

_PYTHON = (sys.executable, "-W", "error")


def run(arguments: Sequence[str], cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder and an environment."""
    if not hasattr(os, "fork") or _read_at_start(environment) != _read_at_start(os.environ):
        return run_anew(arguments, cwd, environment)
    with tempfile.TemporaryDirectory() as folder:
        outputs = [str(Path(folder, name)) for name in ("stdout", "stderr")]
        asked = {"arguments": arguments, "cwd": str(cwd), "environment": environment, "outputs": outputs}
        server = _server()
        assert server.stdin
        assert server.stdout
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        stdout, stderr = (Path(output).read_text(encoding="utf-8") for output in outputs)
    return subprocess.CompletedProcess(["partnerhub", *arguments], code, stdout, stderr)


def _read_at_start(environment: Mapping[str, str]) -> dict[str, str]:
    """What an interpreter reads before it runs anything, so that a fork would not notice."""
    return {name: value for name, value in environment.items() if name.startswith(("PYTHON", "LANG", "LC_"))}


def run_anew(arguments: Sequence[str], cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The same by a new interpreter."""
    return subprocess.run(
        [*_PYTHON, "-m", "partnerhub", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@functools.cache
def _server() -> subprocess.Popen[str]:
    server = subprocess.Popen([*_PYTHON, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    atexit.register(server.communicate)
    return server


def _serve() -> None:
    """For each line of JSON on the standard input: run what it asks for, answer with the exit code."""
    sys.path.remove(str(Path(__file__).parent))  # what lies beside a script can be imported; not so for a person
    for package in ("partnerhub", "mkdocs", "material.plugins.search"):
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if not module.name.endswith(("__main__", ".tests")) and ".tests." not in module.name:
                importlib.import_module(module.name)
    importlib.import_module("partnerhub.photos.decode")
    vars(importlib.import_module("partnerhub.photos.opener"))["begin"] = _Forked
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(**json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


class _Forked:
    """The process that opens photos, as `subprocess` would give it, without a new interpreter."""

    def __init__(self) -> None:
        (asked, ask), (answer, answered) = os.pipe(), os.pipe()
        self.returncode: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            try:
                # All else that is open, as `subprocess` does: who waits for the end of a pipe would wait for us.
                low, high = sorted((asked, answered))
                for first, last in ((3, low), (low + 1, high), (high + 1, 256)):
                    os.closerange(first, last)
                with os.fdopen(asked, "rb") as questions, os.fdopen(answered, "wb") as answers:
                    importlib.import_module("partnerhub.photos.__main__").serve(questions, answers)
            finally:
                os._exit(0)
        os.close(asked)
        os.close(answered)
        self.stdin, self.stdout = os.fdopen(ask, "wb"), os.fdopen(answer, "rb")

    def poll(self) -> int | None:
        return os.waitpid(self.pid, os.WNOHANG)[0] or None

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def communicate(self) -> None:
        self.stdin.close()
        self.stdout.close()
        self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _become(arguments: list[str], cwd: str, environment: dict[str, str], outputs: list[str]) -> NoReturn:
    """Be the command line, up to its end."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    time.tzset()
    for number, name in enumerate([os.devnull, *outputs]):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT), number)
    sys.argv[:] = ["partnerhub", *arguments]
    code: object = 0
    try:
        runpy.run_module("partnerhub", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 1 if code else 0)


if __name__ == "__main__":
    _serve()
