"""The hubs that are measured are sound, and the tables say what was measured."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import command_line
from benchmarks import results, table
from benchmarks.__main__ import KEPT, WRITTEN
from benchmarks.contenders import HUGO, OURS
from benchmarks.hubs import Shape, make
from benchmarks.measure import Times
from benchmarks.operations import COLD, UNCHANGED
from benchmarks.peers import frame
from benchmarks.records import DAY


@pytest.mark.parametrize(
    "shape", [Shape(3), Shape(3, languages=2, photos=True, commits=60, cards=True)], ids=lambda shape: shape.name
)
def test_a_hub_to_measure_on_is_sound(tmp_path: Path, shape: Shape) -> None:
    make(tmp_path, shape)
    run = command_line.run(["check", "--strict", "--today", f"{DAY}T12:00"], tmp_path, {**os.environ})
    assert run.returncode == 0, run.stdout


def test_the_page_says_what_was_measured(tmp_path: Path) -> None:
    thousand, photos = Shape(1000), Shape(100, photos=True)
    measured = results.Results({"partnerhub": "abc1234"}, pages={thousand.name: 2500})
    measured.of(thousand, OURS, COLD).times = [Times(4, 5), Times(3, 5), Times(1, 5)]
    measured.of(thousand, HUGO, COLD).times = [Times(2, 3)]
    measured.of(thousand, OURS, COLD).peak = 120
    measured.of(photos, OURS, UNCHANGED).encoded = 0
    results.save(tmp_path / "results.json", {"now": measured})
    page = table.render(results.load(tmp_path / "results.json"))
    assert '`make bench SIZES="100 1000" ROUNDS=3`, with partnerhub abc1234.' in page
    assert [line for line in page.splitlines() if line.startswith("|")] == [
        "|  | goal | measured |  |",
        "| --- | --- | --- | --- |",
        "| cold, 1,000 partners | ≤ 0.8 × Hugo | 1.5 | missed by 1.9 × |",
        "| unchanged, 100 partners with photos | ≤ 0 encodings | 0 | met |",
        "|  | partnerhub | Hugo |",
        "| --- | --- | --- |",
        "| cold | 3.00 / 5.00 / 120 | 2.00 / 3.00 / – |",
        "|  | partnerhub |",
        "| --- | --- |",
        "| unchanged | – / – / – (0 encoded) |",
    ]


def test_the_page_is_that_of_the_figures_beside_it() -> None:
    assert WRITTEN.read_text("utf-8") == table.render(results.load(KEPT))


def test_hugo_prints_the_frame_of_a_page_of_ours() -> None:
    page = (
        '<head><title>A</title><meta name="twitter:card" content="summary"><link href="../../a.css"></head>'
        '<p class="header-topic"><span class="md-ellipsis">\n A\n</span><a href="../..">home</a><a href="../">all</a>'
        "<article>text <article>card</article></article><footer>"
    )
    assert frame(page, "partners/a/") == (
        "{{- $root := .Params.root -}}\n"
        '<head>{{ partial "head.html" . }}<link href="{{ $root }}/a.css"></head>'
        '<p class="header-topic"><span class="md-ellipsis">\n {{ .Title }}\n</span><a href="{{ $root }}">home</a>'
        '<a href="{{ $root }}/partners/">all</a>'
        '<article class="md-content__inner md-typeset">{{ block "main" . }}{{ end }}</article><footer>'
    )
