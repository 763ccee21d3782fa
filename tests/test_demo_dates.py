"""The demo's dates, moved to any day, still make a sound hub."""

from __future__ import annotations

import importlib.util
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from hubs import silent
from partnerhub import pipeline
from partnerhub.edge.config import moment, read_config
from partnerhub.words.finding import Severity

ROOT = Path(__file__).resolve().parents[1]
spec = importlib.util.spec_from_file_location("fresh", ROOT / "demo" / "fresh.py")
assert spec
assert spec.loader
fresh = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fresh)


@pytest.mark.parametrize("days", range(-800, 801, 37))
def test_the_demo_day_is_today_or_up_to_six_days_ago(days: int) -> None:
    today = fresh.DEMO_DAY + timedelta(days=days)
    shift = fresh.shift_for(today)
    assert shift.days % 7 == 0
    assert 0 <= (today - (fresh.DEMO_DAY + shift)).days <= 6


def test_dates_of_the_front_matter_move_and_the_rest_stays() -> None:
    text = '---\nstart: 2026-12-10 19:00\nn: "2026-12-31, 2027-02-28"\n---\nOn 2026-12-10 ---\n---\n'
    moved = '---\nstart: 2027-01-07 19:00\nn: "2027-01-28, 2027-03-28"\n---\nOn 2026-12-10 ---\n---\n'
    assert fresh.moved(text, timedelta(weeks=4)) == moved


@pytest.mark.parametrize("days", [-8, -1, 0, 1, 2, 3, 4, 5, 6, 115, 300, 1500])
def test_the_demo_is_sound_on_any_day(days: int, tmp_path: Path) -> None:
    today: date = fresh.DEMO_DAY + timedelta(days=days)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for file in (tmp_path / "content" / "partners").glob("*.md"):
        moved = fresh.moved(file.read_text(encoding="utf-8"), fresh.shift_for(today))
        file.write_text(moved, encoding="utf-8")
    config = read_config(tmp_path / "mkdocs.yml")
    now = moment(f"{today}T12:00", config.settings.zone)
    loaded = pipeline.load(config.folders, config.settings, now, silent)
    assert [(found.rule, found.severity) for found in loaded.findings] == [("vetting-undecided", Severity.WARNING)]
    coming = [event for partner in loaded.hub.partners for event in partner.events if not loaded.hub.is_over(event)]
    assert len(coming) == 11
