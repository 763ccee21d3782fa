"""The command line on a terminal, as somebody sits before it: each question is answered when it is asked."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Sequence

_QUESTION = b"\n> "
_PATIENCE = 20.0
"""Seconds without a word, after which the test has failed."""


def answered(arguments: Sequence[str], answers: Sequence[str]) -> tuple[int, str]:
    """The exit code, and what the terminal showed; an answer of `\\x03` is Ctrl-C."""
    number, terminal = pty.fork()
    if number == 0:
        os.environ["TERM"] = "dumb"
        os.execv(sys.executable, [sys.executable, "-m", "partnerhub", *arguments])
    left, shown, seen = list(answers), b"", 0
    while True:
        if not select.select([terminal], [], [], _PATIENCE)[0]:
            os.kill(number, signal.SIGKILL)
            break
        try:
            said = os.read(terminal, 4096)
        except OSError:  # the end, as Linux has it
            break
        if not said:
            break
        shown += said
        if _QUESTION in shown[seen:] and left:
            seen = len(shown)
            answer = left.pop(0)
            if answer == "\x03":
                # Nobody is as fast as a program: the interpreter looks for interrupts, and only then waits for keys.
                time.sleep(0.3)
            os.write(terminal, answer.encode() if answer == "\x03" else f"{answer}\n".encode())
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]), shown.decode("utf-8", "replace").replace("\r\n", "\n")
