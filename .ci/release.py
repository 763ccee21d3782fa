"""What a release needs, and what it tells: `python .ci/release.py TAG` prints its notes, or refuses."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Refused(Exception):  # noqa: N818 - it carries words
    """A release that would be wrong."""


def notes_of(tag: str, version: str, address: str, changelog: str) -> str:
    """The section of a version in the changelog. Raises Refused."""
    if not address:
        raise Refused("ADDRESS in generator/partnerhub/ours.py is empty: findings and pages would lead nowhere")
    if tag != f"v{version}":
        raise Refused(f"the tag must be v{version}, as pyproject.toml has it, got {tag}")
    section = re.search(rf"(?ms)^## {re.escape(version)}(?: [^\n]*)?\n(.*?)(?=^## |\Z)", changelog)
    if section is None or not section[1].strip():
        raise Refused(f"CHANGELOG.md must say what is new, under ## {version}")
    return section[1].strip() + "\n"


def main() -> None:
    """Of the checkout in which this file lies."""
    sys.path.insert(0, str(ROOT / "generator"))
    from partnerhub.ours import ADDRESS  # noqa: PLC0415 - it may not be installed

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    try:
        notes = notes_of(sys.argv[1], project["version"], ADDRESS, changelog)
    except Refused as why:
        sys.exit(f"There is no release: {why}.")
    sys.stdout.write(notes)


if __name__ == "__main__":
    main()
