"""Git at work: no environment and nobody's configuration changes what it says, and its failure is GitFailed."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from partnerhub.contained import Uncontained
from partnerhub.words.finding import printable
from partnerhub.words.terms import N_, Term

_CONFIGURATION = (
    "advice.addEmbeddedRepo=false",
    "core.fsmonitor=",
    "core.hooksPath=/dev/null",
    "core.looseCompression=0",  # what is written is thrown away a moment later
    "core.safecrlf=false",
    "core.splitIndex=false",  # a shared part of the index would be written into the repository
    "core.untrackedCache=false",
    "diff.ignoreSubmodules=none",
    "gc.auto=0",
    "log.diffMerges=separate",  # what -m means
    "log.follow=false",
    "log.showRoot=true",
    "maintenance.auto=false",
)
"""What has no option of its own on the command line, or none that every version knows."""


class GitFailed(Uncontained):
    """Git is not there, refuses or fails, where there is a repository: what was asked is not known."""

    def __init__(self, reason: str, advice: Term) -> None:
        super().__init__(N_("git says: {reason}"), reason=reason)
        self.reason = reason
        """Git's own words, in English: one printable line."""
        self.advice = advice
        """What to do, beginning with a verb; without facts."""


def version(folder: Path) -> tuple[int, ...]:
    """Git's own version, such as (2, 39, 5); empty where it says none. Raises GitFailed."""
    found = re.search(r"[0-9]+(?:\.[0-9]+)+", ask(folder, "version").decode("ascii", "replace"))
    return tuple(map(int, found[0].split("."))) if found else ()


def user_name(folder: Path) -> str | None:
    """Who works in a folder, as git's configuration has it; None where nobody said. Raises GitFailed."""
    name = ask(folder, "config", "--get", "user.name", or_none=True).decode("utf-8", "replace").strip()
    return name or None


def ask(folder: Path, *arguments: str, or_none: bool = False, environment: Mapping[str, str] | None = None) -> bytes:
    """What git prints. With `or_none` its exit code 1 says that there is no such thing, and is no failure."""
    ran = run(folder, *arguments, environment=environment)
    if ran.returncode == 0 or (or_none and ran.returncode == 1):
        return ran.stdout
    raise failure(ran.returncode, ran.stderr)


def run(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Git, when it has ended, in whichever way."""
    with started(folder, *arguments, environment=environment) as process:
        output, said = process.communicate()
    return subprocess.CompletedProcess(arguments, process.returncode, output, said)


def started(
    folder: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    errors: IO[bytes] | int = subprocess.PIPE,
) -> subprocess.Popen[bytes]:
    """Git at work in a folder, with pipes for its input and output. `environment` is added to what it gets."""
    settings = [word for setting in _CONFIGURATION for word in ("-c", setting)]
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        return subprocess.Popen(
            ["git", "--no-pager", "--no-replace-objects", *settings, "-C", folder, *arguments],
            env={**own, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    except FileNotFoundError:
        raise GitFailed("command not found", N_("Install git, or put its folder on the PATH.")) from None
    except OSError as error:
        raise GitFailed(f"{error.strerror}", N_("Install git, or put its folder on the PATH.")) from None


def failure(code: int, said: bytes) -> GitFailed:
    """Why git failed: the first line of what it said that tells, else how it ended."""
    lines = [line.strip() for line in said.decode("utf-8", "replace").split("\n")]
    telling = [line for line in lines if line.startswith(("fatal:", "error:"))] or [line for line in lines if line]
    reason = telling[0].partition(": ")[2] or telling[0] if telling else ""
    if not reason:
        reason = f"git was ended by signal {-code}" if code < 0 else f"git ended with code {code}"
    return GitFailed(printable(reason), advice(said))


def advice(said: bytes) -> Term:
    """What to do where git failed and said that."""
    if b"safe.directory" in said or b"unsafe repository" in said:
        return N_("If you trust the folder, run git config --global --add safe.directory with its path.")
    if b"promisor remote" in said or b"Could not read from remote" in said:
        return N_("This clone left files out that it can't fetch now: make it whole, without --filter.")
    if b"No space left on device" in said or b"File too large" in said:
        return N_("Make room on the disk, or name another folder for temporary files: TMPDIR.")
    return N_("Run git status and git fsck there, and mend what they tell.")
