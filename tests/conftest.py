"""What tests ask for by name; what they import lies in modules beside this one."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Error, sync_playwright

from browsing import CHROMIUM, FLAGS
from bytecode import compiled_once
from hubs import HubFolder
from needs import NEEDS, lacking
from partnerhub.cards import draw
from partnerhub.edge import desk_files
from partnerhub.photos import apart
from repositories import Repo

# How long an example takes is the machine's affair, which has much else to do.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a long table a part is run, always the same, and nothing of what is for a soak.

    All of it is run by `make soak`, and where a case is asked for by name.
    """
    if "PARTNERHUB_SOAK" in os.environ or any("::" in argument for argument in config.args):
        return
    left_out = [item for item in items if not _is_in_sample(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if _is_in_sample(item)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin no test for which something of the machine is lacking."""
    for what in (each for marker in item.iter_markers("needs") for each in marker.args if not NEEDS[each]):
        lacking(what)


def _is_in_sample(item: pytest.Item) -> bool:
    if item.get_closest_marker("soak"):
        return False
    marker = item.get_closest_marker("sample")
    if marker is None:
        return True
    seed = marker.kwargs.get("seed", 0)
    return zlib.crc32(f"{seed} {item.nodeid}".encode()) % marker.args[0] == 0


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Templates are compiled once a session and not once a build."""
    with compiled_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def _processed_once() -> Iterator[None]:
    """Nearly all photos of tests are the same: each is made into its renditions once a session and not once a build."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(apart, "process", cache(apart.process))
        yield


@pytest.fixture(scope="session", autouse=True)
def _drawn_once() -> Iterator[None]:
    """So are the share pictures of nearly all pages of tests."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(draw, "draw", cache(draw.draw))
        yield


@pytest.fixture
def hub(tmp_path: Path) -> HubFolder:
    """An English hub without partners."""
    return HubFolder(tmp_path / "hub")


@pytest.fixture
def make_hub(tmp_path: Path) -> Callable[..., HubFolder]:
    """A hub with other settings."""
    return lambda **arguments: HubFolder(tmp_path / "hub", **arguments)


@pytest.fixture
def desk_scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the scripts of the desk lie, as `make desk` names them, but for what they do."""
    folder = tmp_path / "desk-scripts"
    (folder / "fonts").mkdir(parents=True)
    for name in ("sveltia-cms.js", "desk.js", "desk.css", "fonts/icons.woff2"):
        (folder / name).write_text(f"/* {name} */")
    monkeypatch.setattr(desk_files, "SCRIPTS", folder)
    return folder


@pytest.fixture
def repo(hub: HubFolder) -> Repo:
    """The English hub in a git repository, with one pending partner."""
    return Repo(hub)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, the machine's own or Playwright's; without it the tests are skipped, except in CI."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        except Error:
            if CHROMIUM:
                raise
            lacking("a browser, and `make test` could get none")
        yield browser
        browser.close()
