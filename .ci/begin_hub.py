"""Begins a hub with the partnerhub that is installed, checks and builds it: what the wheel has to pass, alone."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

BEGIN = ["new", "hub", ".", "--name", "Us", "--languages", "en,he", "--value", "Openness", "--home", "github"]
GIT = ["git", "-c", "user.name=Us", "-c", "user.email=us@example.org"]


def main() -> None:
    """Raise at the first step that fails."""
    program = shutil.which("partnerhub")
    if program is None:
        raise SystemExit("partnerhub is not installed")
    with tempfile.TemporaryDirectory() as folder:

        def run(*command: str) -> None:
            subprocess.run(command, cwd=folder, check=True)

        run(program, *BEGIN)
        run("git", "init", "--quiet")
        run("git", "add", "--all")
        run(*GIT, "commit", "--quiet", "--message", "Begin")
        run(program, "check", "--strict")
        run(program, "build")
        for page in ("index.html", "he/index.html", "calendar.ics"):
            if not Path(folder, "site", page).is_file():
                raise SystemExit(f"{page} is missing in the site")


if __name__ == "__main__":
    main()
