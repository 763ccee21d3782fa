"""A page of ours → a picture of it, by a Chromium that is installed, as a phone would show it.

Chromium is asked over two pipes, by the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import Any

from partnerhub.words.spoken import Spoken
from partnerhub.words.terms import N_

_WIDTH, _DENSITY = 390, 2
"""Of a phone, in CSS pixels, and pixels for each of them."""
_HIGHEST = 16_000
"""Pixels; what is higher, Chromium does not draw."""
_SECONDS = 60
_NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_FLAGS = (
    *("--headless", "--remote-debugging-pipe", "--hide-scrollbars", "--no-first-run", "--disable-gpu"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"),
)


class NoPicture(Spoken):
    """Why there is no picture of a page."""


def picture_of(page: Path) -> bytes:
    """A page as PNG, all of it, as wide as a phone. Raises NoPicture."""
    if os.name != "posix":
        # Pipes can't be handed on there as Chromium expects them.
        raise NoPicture(N_("--png works on Linux and macOS only; open the page in a browser and make a picture of it"))
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise NoPicture(
            N_("--png needs Chromium, Chrome or Edge, and none is installed; open the page and make a picture of it")
        )
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, _browser(found, profile) as browser:
            return _drawn(browser, page)
    except (OSError, ValueError, LookupError) as error:
        raise NoPicture(N_("{browser} made no picture of the page: {reason}"), browser=found, reason=error) from None


class _Browser:
    """A Chromium at the other ends of two pipes."""

    def __init__(self, orders: int, answers: int) -> None:
        self._orders, self._answers = os.fdopen(orders, "wb"), os.fdopen(answers, "rb")
        self._number = 0

    def ask(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        """What it answers; events on the way are passed over."""
        self._number += 1
        order = {"id": self._number, "method": method, "params": params}
        if session:
            order["sessionId"] = session
        self._orders.write(json.dumps(order).encode() + b"\0")
        self._orders.flush()
        while (answer := self._next()).get("id") != self._number:
            pass
        if "error" in answer:
            raise ValueError(answer["error"]["message"])
        return dict(answer["result"])

    def await_event(self, method: str) -> None:
        """Wait until something happened."""
        while self._next().get("method") != method:
            pass

    def close(self) -> None:
        """Let go of the pipes, at which it ends."""
        self._answers.close()
        with suppress(BrokenPipeError):  # nobody reads what was still to be sent
            self._orders.close()

    def _next(self) -> dict[str, Any]:
        message = bytearray()
        while (byte := self._answers.read(1)) != b"\0":
            if not byte:
                raise ValueError("it ended")
            message += byte
        return dict(json.loads(message))


@contextmanager
def _browser(program: str, profile: str) -> Iterator[_Browser]:
    """A Chromium that ends with the block, and after a minute."""
    import fcntl  # not there on Windows  # noqa: PLC0415

    (read_orders, orders), (answers, write_answers) = os.pipe(), os.pipe()
    # It reads orders at descriptor 3 and answers at 4; from high ones they can be put there in any order.
    high = [fcntl.fcntl(pipe, fcntl.F_DUPFD_CLOEXEC, 10) for pipe in (read_orders, write_answers)]
    silenced = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
    given = [(os.POSIX_SPAWN_DUP2, pipe, number) for pipe, number in zip(high, (3, 4), strict=True)]
    # Chromium in a container runs as root, and then only like this; the page runs nothing.
    rooted = ["--no-sandbox"] if os.geteuid() == 0 else []
    command = [program, *_FLAGS, *rooted, f"--user-data-dir={profile}", "about:blank"]
    process = os.posix_spawn(program, command, os.environ, file_actions=[*silenced, *given])
    for pipe in (read_orders, write_answers, *high):
        os.close(pipe)
    browser, too_long = _Browser(orders, answers), Timer(_SECONDS, os.kill, (process, signal.SIGKILL))
    too_long.start()
    try:
        yield browser
    finally:
        too_long.cancel()
        os.kill(process, signal.SIGTERM)
        os.waitpid(process, 0)
        browser.close()


def _drawn(browser: _Browser, page: Path) -> bytes:
    target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
    session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    screen = {"width": _WIDTH, "height": 844, "mobile": True}
    browser.ask("Emulation.setDeviceMetricsOverride", session, deviceScaleFactor=_DENSITY, **screen)
    browser.ask("Page.enable", session)
    browser.ask("Page.navigate", session, url=page.resolve().as_uri())
    browser.await_event("Page.loadEventFired")
    height = browser.ask("Page.getLayoutMetrics", session)["cssContentSize"]["height"]
    density = min(_DENSITY, _HIGHEST / height)
    clip = {"x": 0, "y": 0, "width": _WIDTH, "height": height, "scale": density / _DENSITY}
    drawn = browser.ask("Page.captureScreenshot", session, format="png", captureBeyondViewport=True, clip=clip)
    return base64.b64decode(drawn["data"])
