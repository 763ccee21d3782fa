"""What a release tells, and when there is none."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from partnerhub.ours import ADDRESS

SCRIPT = Path(__file__).resolve().parents[1] / ".ci" / "release.py"
RELEASE = runpy.run_path(str(SCRIPT))
CHANGELOG = (
    "# Changelog\n\n## Unreleased\n\n## 1.2.0 (2026-12-01)\n\n### Added\n\n- a\n\n## 1.12.0\n\n## 1.1.0\n\n- b\n"
)
ADDRESSED = "https://partnerhub.example"


@pytest.mark.parametrize(("version", "notes"), [("1.2.0", "### Added\n\n- a\n"), ("1.1.0", "- b\n")])
def test_the_notes_are_what_the_changelog_says(version: str, notes: str) -> None:
    assert RELEASE["notes_of"](f"v{version}", version, ADDRESSED, CHANGELOG) == notes


REFUSED = {
    "no address": ("v1.2.0", "1.2.0", "", "ADDRESS in generator/partnerhub/ours.py is empty"),
    "another tag": ("v1.2.1", "1.2.0", ADDRESSED, "the tag must be v1.2.0, as pyproject.toml has it, got v1.2.1"),
    "nothing said": ("v1.12.0", "1.12.0", ADDRESSED, "CHANGELOG.md must say what is new, under ## 1.12.0"),
    "another version": ("v1.2", "1.2", ADDRESSED, "CHANGELOG.md must say what is new, under ## 1.2"),
    "a pattern": ("v1.1a0", "1.1a0", ADDRESSED, "CHANGELOG.md must say what is new, under ## 1.1a0"),
}


@pytest.mark.parametrize(("tag", "version", "address", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_a_release_that_would_be_wrong_is_refused(tag: str, version: str, address: str, why: str) -> None:
    with pytest.raises(RELEASE["Refused"], match=why.replace(".", r"\.")):
        RELEASE["notes_of"](tag, version, address, CHANGELOG)


def test_there_is_no_release_as_long_as_partnerhub_is_to_be_found_nowhere() -> None:
    ran = subprocess.run([sys.executable, SCRIPT, "v0.0.0"], check=False, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (1, "")
    why = "the tag must be" if ADDRESS else "ADDRESS in generator/partnerhub/ours.py is empty"
    assert ran.stderr.startswith(f"There is no release: {why}")
