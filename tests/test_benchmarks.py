"""The hubs that are measured are sound, and the tables say what was measured."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import command_line
from benchmarks.hubs import Shape, make
from benchmarks.records import DAY


@pytest.mark.parametrize(
    "shape", [Shape(3), Shape(3, languages=2, photos=True, commits=60, cards=True)], ids=lambda shape: shape.name
)
def test_a_hub_to_measure_on_is_sound(tmp_path: Path, shape: Shape) -> None:
    make(tmp_path, shape)
    run = command_line.run(["check", "--strict", "--today", f"{DAY}T12:00"], tmp_path, {**os.environ})
    assert run.returncode == 0, run.stdout
