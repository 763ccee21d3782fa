"""Hubs made for tests: a folder with settings, pages, partner files and photos."""

from __future__ import annotations

import gzip
import http.server
import io
import os
import shutil
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from partnerhub import pipeline
from partnerhub.edge.config import moment, read_config
from partnerhub.edge.plugin import PartnerhubPlugin, Run
from partnerhub.progress import Item

TODAY = "2026-11-23"
"""The day on which the fixtures are judged."""

MKDOCS = """\
site_name: Open Evenings
site_url: https://open-evenings.example/
docs_dir: content/pages
theme: {{name: material, language: {language}, font: false}}
plugins:
  - search
  - partnerhub:
      timezone: Asia/Jerusalem
      values: {{open-knowledge: {{he: ידע פתוח, en: Open knowledge}}, volunteering: {{he: התנדבות, en: Volunteering}}}}
      red_flags: {{fraud: {{he: הונאה, en: Fraud}}}}
      holidays: IL
      quiet_days: [fri, sat]
{settings}"""

PAGES = {
    "index.md": "# Open Evenings\n\n<!-- partnerhub: next -->\n\n<!-- partnerhub: upcoming -->\n",
    "partners.md": "# Partners\n\n<!-- partnerhub: partners -->\n",
    "archive.md": "# Archive\n\n<!-- partnerhub: archive -->\n",
}


def picture(width: int = 900, height: int = 600, kind: str = "JPEG", colour: str = "teal") -> bytes:
    """A photo of one colour."""
    data = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(data, kind)
    return data.getvalue()


def silent(items: Iterable[Item], label: str, total: int) -> Iterable[Item]:
    """Progress that shows nothing."""
    return items


class HubFolder:
    """A hub on disk."""

    def __init__(self, root: Path, language: str = "en", settings: str = "") -> None:
        self.root = root
        self.partners = root / "content" / "partners"
        self.partners.mkdir(parents=True)
        (root / "content" / "pages").mkdir(parents=True)
        self.config_file = root / "mkdocs.yml"
        indented = textwrap.indent(textwrap.dedent(settings), "      ")
        self.config_file.write_text(MKDOCS.format(language=language, settings=indented), encoding="utf-8")
        for name, text in PAGES.items():
            (root / "content" / "pages" / name).write_text(text, encoding="utf-8")

    def add(self, name: str, text: str | bytes, photo: bytes | None = None) -> Path:
        """Write a partner file, and its photo beside it."""
        file = self.partners / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        if photo is not None:
            file.with_suffix(".jpg").write_bytes(photo)
        return file

    def load(self, today: str = TODAY) -> pipeline.Loaded:
        """Read and check it."""
        config = read_config(self.config_file)
        return pipeline.load(config.folders, config.settings, self.moment(today), silent)

    def moment(self, today: str = TODAY) -> datetime:
        """A moment in the hub's zone."""
        return moment(today, read_config(self.config_file).settings.zone)


@pytest.fixture
def hub(tmp_path: Path) -> HubFolder:
    """An English hub without partners."""
    return HubFolder(tmp_path / "hub")


@pytest.fixture
def make_hub(tmp_path: Path) -> Callable[..., HubFolder]:
    """A hub with other settings."""
    return lambda **arguments: HubFolder(tmp_path / "hub", **arguments)


def build(hub: HubFolder, today: str = TODAY, *, hold_back: bool = False, command: str = "build") -> Path:
    """Build a hub through MkDocs, as both command lines do; returns the site's folder."""
    config = load_config(config_file=str(hub.config_file))
    plugin = config.plugins["partnerhub"]
    assert isinstance(plugin, PartnerhubPlugin)
    plugin.run = Run(when=today, hold_back=hold_back)
    config.plugins.on_startup(command=command, dirty=False)
    mkdocs_build(config)
    return hub.root / "site"


def everything(site: Path) -> bytes:
    """All names and bytes of a site, what is compressed unpacked."""
    parts = []
    for path in sorted(site.rglob("*")):
        parts.append(str(path.relative_to(site)).encode())
        if path.is_file():
            parts.append(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes())
    return b"\n".join(parts)


def files_of(site: Path) -> dict[str, bytes]:
    """Path → bytes of every file."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def partnerhub(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person would, on a machine of their own and not in CI."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_"))}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "partnerhub", *arguments],
        cwd=cwd,
        env={**own, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


SOUND = (Path(__file__).parent / "fixtures" / "sound" / "community.md").read_text(encoding="utf-8")
UNANNOUNCED = SOUND.replace("    announced: 2026-11-20\n", "").replace(
    "decided_on: 2026-11-01", "decided_on: 2026-10-01"
)
"""Its event is on 2026-12-10."""
FILE = "content/partners/code.md"


class Repo:
    """A hub in a git repository, with the days of its commits set."""

    def __init__(self, hub: HubFolder) -> None:
        self.hub = hub
        self.root = hub.root
        hub.add("code.md", UNANNOUNCED.replace("decision: approved", "decision: pending"), picture())
        self.git("init", "-q", "-b", "main")
        self.commit("2026-10-01", "Begin")

    def git(self, *arguments: str, day: str = "2026-10-01", cwd: Path | None = None) -> None:
        moment = f"{day}T12:00:00+02:00"
        names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environment = {**os.environ, **names, "GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": "2026-09-01T12:00:00Z"}
        subprocess.run(["git", *arguments], cwd=cwd or self.root, env=environment, check=True, capture_output=True)

    def commit(self, day: str, message: str = "Change", text: str | None = None) -> None:
        if text is not None:
            (self.root / FILE).write_text(text, encoding="utf-8")
        self.git("add", "-A", day=day)
        self.git("commit", "-q", "--allow-empty", "-m", message, day=day)

    def days_ahead(self, today: str = "2026-12-09", root: Path | None = None) -> str:
        """What `check` says of the event on 2026-12-10: `in time`, or how many days ahead it was published."""
        if root:
            self.hub.config_file, self.hub.partners = root / "mkdocs.yml", root / "content" / "partners"
        findings = [found for found in self.hub.load(today).findings if found.severity == "error"]
        if not findings:
            return "in time"
        assert len(findings) == 1, findings
        rule, message = findings[0].rule, findings[0].message
        return message.partition("2026-12-10, ")[2].partition(" days")[0] if rule == "event-too-soon" else rule


@pytest.fixture
def repo(hub: HubFolder) -> Repo:
    return Repo(hub)


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a site is served."""
    handler = type(
        "Handler", (_Quiet,), {"__init__": lambda self, *args: _Quiet.__init__(self, *args, directory=folder)}
    )
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; without it the tests are skipped, except in CI."""
    if CHROMIUM is None and "PARTNERHUB_REQUIRE_BROWSER" not in os.environ:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
