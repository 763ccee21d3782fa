"""The house itself: contracts on imports, what lies where, and that the wheel holds what a hub needs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from partnerhub.ours import ADDRESS
from partnerhub.site.markers import MARKERS

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_import_contracts_hold() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout


def test_test_modules_do_not_import_from_one_another() -> None:
    """What several of them need lies in a module beside them; what they ask for by name, in conftest.py."""
    taken = []
    for path in sorted((ROOT / "tests").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            taken += [(path.name, name) for name in named if name.startswith("test_") or name == "conftest"]
    assert taken == []


def test_only_html_and_assets_lie_under_templates() -> None:
    fragments = {path.suffix for path in (ROOT / "templates" / "fragments").rglob("*") if path.is_file()}
    theme = {path.suffix for path in (ROOT / "templates" / "theme").rglob("*") if path.is_file()}
    assert fragments == {".html"}
    assert theme <= {".html", ".css", ".js", ".svg"}


def test_safe_stands_in_one_place() -> None:
    holders = [
        path.name
        for path in (ROOT / "templates" / "fragments").glob("*.html")
        if "| safe" in path.read_text(encoding="utf-8")
    ]
    assert holders == ["body.html"]


def test_every_marker_is_used_in_the_demo() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "content" / "pages").glob("*.md"))
    assert all(f"<!-- partnerhub: {name} -->" in pages for name in MARKERS)


def test_the_wheel_builds_a_hub_elsewhere(tmp_path: Path) -> None:
    """With the wheel alone on the path, and not this checkout, a hub begins, and `mkdocs build` finds all that it needs."""
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT],
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", installed, wheel],
        check=True,
        capture_output=True,
    )
    hub, environment = tmp_path / "hub", {"PYTHONPATH": str(installed), "PATH": ""}
    begin = ["new", "hub", hub, "--name", "Us", "--languages", "en,he", "--value", "Openness", "--home", "github"]
    subprocess.run(
        [sys.executable, "-m", "partnerhub", *begin], cwd=tmp_path, env=environment, check=True, capture_output=True
    )
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=hub,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "Nothing is planned right now" in (hub / "site" / "index.html").read_text(encoding="utf-8")
    assert "כרגע אין אירועים מתוכננים" in (hub / "site" / "he" / "index.html").read_text(encoding="utf-8")
    assert {path.name for path in (installed / "partnerhub" / "locale").rglob("*.*")} == {"partnerhub.mo"}
    assert (hub / "site" / "assets" / "stylesheets" / "partnerhub.css").exists()
    assert (hub / ".github" / "workflows" / "publish.yml").exists()
    assert (installed / "partnerhub" / "templates" / "fragments" / "event_page.html").exists()
    fonts = {path.name for path in (installed / "partnerhub" / "cards" / "fonts").iterdir()}
    assert fonts == {"Heebo-Bold.ttf", "Heebo-Medium.ttf", "OFL.txt"}


def test_the_package_leads_nowhere_that_is_not_there() -> None:
    assert PROJECT.get("urls", {}).get("Homepage", "") == ADDRESS


def test_every_extra_is_there_for_those_who_develop() -> None:
    extras = PROJECT["optional-dependencies"]
    (all_others,) = (line for line in extras["dev"] if line.startswith("partnerhub["))
    assert all_others == f"partnerhub[{','.join(sorted(extras.keys() - {'dev'}))}]"


def test_what_tests_need_stands_in_one_place() -> None:
    skips = re.compile(r"\bpytest\.(?:mark\.skip|skip\(|importorskip)")
    assert {path.name for path in (ROOT / "tests").rglob("*.py") if skips.search(path.read_text("utf-8"))} == {
        "needs.py"
    }
