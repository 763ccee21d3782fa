"""Files and folders that can't be opened: each is found where it lies, and none is taken for one that isn't there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hubs import TODAY, HubFolder
from pictures import picture
from records import event, partner
from repositories import Repo

ANYBODY = ["setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
"""What makes permissions count for root too."""

pytestmark = pytest.mark.needs("permissions, be it by setpriv")


def run(hub: HubFolder, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*ANYBODY, sys.executable, "-m", "partnerhub", *arguments, "--today", TODAY]
    return subprocess.run(command, cwd=hub.root, capture_output=True, text=True, check=False)


@pytest.fixture
def shut(hub: HubFolder) -> HubFolder:
    for name in ("alpha", "beta", "gamma"):
        hub.add(f"{name}.md", partner(name.title(), name, event(f"of-{name}", "2026-12-15 19:00")), picture())
    for name in ("closed", "listable"):
        (hub.partners / name).mkdir()
        (hub.partners / name / "delta.md").write_text("---\n")
    Repo(hub)
    (hub.partners / "code.md").unlink()
    (hub.partners / "code.jpg").unlink()
    modes = {"beta.md": 0, "gamma.jpg": 0, "closed": 0, "listable": 0o444}
    for name, mode in modes.items():
        (hub.partners / name).chmod(mode)
    yield hub
    for name in modes:
        (hub.partners / name).chmod(0o755)


def test_what_can_t_be_opened_is_found_where_it_lies(shut: HubFolder) -> None:
    ran = run(shut, "check", "--format", "json")

    errors = [each for each in json.loads(ran.stdout) if each["severity"] == "error"]
    found = {(Path(each["path"]).name, each["rule"]) for each in errors}
    assert found == {
        ("beta.md", "file-unreadable"),
        ("gamma.md", "photo-unreadable"),
        ("closed", "file-unreadable"),
        ("listable", "file-unreadable"),
    }
    assert all("Permission denied" in each["message"] for each in errors if each["rule"] == "file-unreadable")
    assert ran.returncode == 1


@pytest.mark.parametrize("mode", [0, 0o444], ids=oct)
def test_a_build_without_the_partners_folder_leaves_the_last_good_site(mode: int, hub: HubFolder) -> None:
    hub.add("alpha.md", partner("Alpha", "alpha", event("of-alpha", "2026-12-15 19:00")), picture())
    (hub.root / "site").mkdir()
    hub.partners.chmod(mode)
    try:
        check, build = run(hub, "check"), run(hub, "build", "--keep-going")
    finally:
        hub.partners.chmod(0o755)
    assert [check.returncode, build.returncode] == [2, 2]
    for ran in (check, build):
        assert "content/partners" in ran.stderr
        assert "Permission denied" in ran.stderr
        assert "defect" not in ran.stderr
    assert not any((hub.root / "site").iterdir())
