"""What tests ask for by name; what they import lies in modules beside this one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browsing import CHROMIUM, FLAGS
from bytecode import compiled_once
from hubs import HubFolder
from repositories import Repo


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Templates are compiled once a session and not once a build."""
    with compiled_once():
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
def repo(hub: HubFolder) -> Repo:
    """The English hub in a git repository, with one pending partner."""
    return Repo(hub)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; without it the tests are skipped, except in CI."""
    if CHROMIUM is None and "PARTNERHUB_REQUIRE_BROWSER" not in os.environ:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
