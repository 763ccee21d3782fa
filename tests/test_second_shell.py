"""A second shell: other programs than MkDocs make frames of our theme, and the split finds each slot once.

They come by pip and into a folder of their own, in a soak only.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import datetime, time
from pathlib import Path

import pytest
import yaml

from fresh import DEMO_DAY, ZONE, files_of
from needs import lacking
from partnerhub.site.assemble import EVENT_DEPTH, PARTNER_DEPTH
from partnerhub.site.markers import MARKER, parse_marker
from partnerhub.site.shell import FRAMES, Slot, Tokens
from partnerhub.words.dates import direction

ROOT = Path(__file__).resolve().parents[1]
PREFIXES = {"he": "", "en": "en/"}
"""Of the demo: language → where its pages lie."""

pytestmark = pytest.mark.soak


def _had(folder: Path, *requirements: str) -> Path:
    """The folder with a program and what it needs; the test is skipped where it can't be had."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "0"]
    ran = subprocess.run([*pip, "--target", str(folder), *requirements], capture_output=True, check=False)
    if ran.returncode:
        lacking(f"{requirements[-1]}, by pip")
    return folder


def _runs(hub: Path, *command: str, beside: Path | None = None) -> None:
    """Run a Python program in the demo, on its day."""
    paths = [str(beside or ""), str(ROOT / "generator"), os.environ.get("PYTHONPATH", "")]
    noon = datetime.combine(DEMO_DAY, time(12), ZONE).timestamp()
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "SOURCE_DATE_EPOCH": f"{noon:.0f}",
        "NO_MKDOCS_2_WARNING": "1",
    }
    ran = subprocess.run(
        [sys.executable, "-m", *command], cwd=hub, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The demo hub, without a past."""
    for path, data in files_of(ROOT).items():
        file = tmp_path / "demo" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return tmp_path / "demo"


def _pages(site: Path) -> dict[str, bytes]:
    """Path → page, without the line in which its maker names itself."""
    return {
        file.relative_to(site).as_posix(): re.sub(rb"<meta name=.generator.[^>]*>", b"", file.read_bytes())
        for file in site.rglob("*.html")
    }


def test_properdocs_makes_the_same_site_with_our_plugin_as_it_is(demo: Path, tmp_path: Path) -> None:
    programs = _had(tmp_path / "properdocs", "--no-deps", "properdocs==1.6.7")
    given = ("build", "--config-file", "mkdocs.yml", "--site-dir")
    _runs(demo, "mkdocs", *given, str(tmp_path / "by-mkdocs"))
    _runs(demo, "properdocs", *given, str(tmp_path / "by-properdocs"), beside=programs)
    assert b"ProperDocs" in (tmp_path / "by-properdocs" / "index.html").read_bytes()
    assert _pages(tmp_path / "by-properdocs") == _pages(tmp_path / "by-mkdocs")


def _frame_files() -> dict[tuple[str, int], str]:
    """Language and depth → the path of a frame among the pages, without its ending."""
    return {
        (language, depth): f"{prefix}{FRAMES}{language}{'/event' * (depth - PARTNER_DEPTH)}"
        for language, prefix in PREFIXES.items()
        for depth in (PARTNER_DEPTH, EVENT_DEPTH)
    }


def _frame_file(language: str, tokens: Tokens) -> str:
    """A frame as a page: what the plugin gives to MkDocs in memory."""
    ways = [
        {"name": other, "lang": other, "link": tokens.alternate(number), "is_same": True}
        for number, other in enumerate(PREFIXES)
    ]
    meta = {
        "template": "partnerhub-frame.html",
        "title": tokens.of(Slot.TITLE),
        "hide": ["navigation", "toc", "path", "footer"],
        "lang": language,
        "partnerhub_head": tokens.of(Slot.HEAD),
        "partnerhub_content": tokens.of(Slot.CONTENT),
        "partnerhub_direction": direction(language),
        "partnerhub_theme_language": language,
        "partnerhub_languages": ways,
    }
    return f"---\n{yaml.safe_dump(meta)}---\n"


def test_zensical_makes_frames_of_our_theme_and_leaves_the_markers(demo: Path, tmp_path: Path) -> None:
    programs = _had(tmp_path / "zensical", "zensical==0.0.73")
    settings = yaml.safe_load((demo / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["theme"]["custom_dir"] = str(ROOT / "templates" / "theme")
    settings["extra"]["alternate"] = [{"name": each, "lang": each, "link": "/"} for each in PREFIXES]
    (demo / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    tokens, pages = Tokens(), demo / "content" / "pages"
    for (language, _), path in _frame_files().items():
        file = pages / f"{path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_frame_file(language, tokens), encoding="utf-8")

    _runs(demo, "zensical", "build", "--strict", "--config-file", "mkdocs.yml", beside=programs)

    for (language, _), path in _frame_files().items():
        html = (demo / "site" / path / "index.html").read_text(encoding="utf-8")
        frame = tokens.frame(html, path)  # raises where a slot isn't there once
        assert {*Slot, "alternate-0", "alternate-1"} == set(frame.slots)
        assert f'<body dir="{direction(language)}"' in html
    for prefix in PREFIXES.values():
        written = (pages / prefix / "index.md").read_text(encoding="utf-8")
        html = (demo / "site" / prefix / "index.html").read_text(encoding="utf-8")
        slotted = MARKER.sub(lambda marker: tokens.for_marker(parse_marker(marker["words"])), html)
        page = tokens.page(slotted, "he")
        assert page is not None
        assert page.markers == [parse_marker(marker["words"]) for marker in MARKER.finditer(written)]
