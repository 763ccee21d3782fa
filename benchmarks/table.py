"""Results → RESULTS.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.goals import Goal, goals
from benchmarks.results import Measured, Results

METHOD = Path(__file__).parent / "METHOD.md"
"""How it is measured, and what the peers make: the beginning of the page."""


def render(sections: Mapping[str, Results]) -> str:
    """The whole page."""
    parts = [METHOD.read_text("utf-8")]
    for section, title in (("now", "Now"), ("before", "Before")):
        if section in sections:
            parts += _section(title, sections[section])
    return "\n".join(parts)


def _section(title: str, results: Results) -> Iterator[str]:
    yield f"## {title}\n"
    yield (
        f"`{_command(title, results)}`, with "
        + ", ".join(f"{name} {version}" for name, version in results.about.items())
        + ".\n"
    )
    yield f"### Goals, {title.lower()}\n"
    yield _table(("", "goal", "measured", ""), [_goal(goal) for goal in goals(results) if goal.measured is not None])
    yield f"### Figures, {title.lower()}\n"
    yield "Seconds of wall time / seconds of CPU / MB at the peak.\n"
    for shape in results.shapes():
        yield from _hub(shape, results)


def _command(title: str, results: Results) -> str:
    sizes = " ".join(map(str, results.sizes()))
    rounds = max(len(measured.times) for measured in results.measured.values())
    base = f" BASE={results.about['partnerhub']}" if title == "Before" else ""
    return f'make bench SIZES="{sizes}" ROUNDS={rounds}{base}'


def _hub(shape: str, results: Results) -> Iterator[str]:
    rows = {
        tuple(key.split(" | ")[1:]): measured
        for key, measured in results.measured.items()
        if key.startswith(f"{shape} | ")
    }
    contenders, operations = (list(dict.fromkeys(each)) for each in zip(*rows, strict=True))
    yield f"#### {_named(shape)}\n"
    yield _table(
        ("", *contenders),
        [
            (operation, *(_figure(rows.get((contender, operation))) for contender in contenders))
            for operation in operations
        ],
    )


def _named(shape: str) -> str:
    """The name of a hub's folder → in words."""
    partners, languages, commits, *more = shape.split("-")
    words = [
        f"{int(partners):,} partners",
        "two languages" if languages == "2" else "one language",
        "one commit" if commits == "1" else f"{int(commits):,} commits",
    ]
    return ", ".join([*words, *more])


def _goal(goal: Goal) -> tuple[str, ...]:
    assert goal.measured is not None
    kept = "met" if goal.is_met else "missed"
    if not goal.is_met and goal.most:
        kept += f" by {goal.measured / goal.most:.1f} ×"
    return goal.words, f"≤ {goal.most:g} {goal.unit}", f"{goal.measured:.3g}", kept


def _figure(measured: Measured | None) -> str:
    if not measured:
        return ""
    figures = ["–" if each is None else f"{each:.2f}" for each in (measured.wall, measured.cpu)]
    figures.append("–" if measured.peak is None else f"{measured.peak:.0f}")
    encoded = "" if measured.encoded is None else f" ({measured.encoded} encoded)"
    return " / ".join(figures) + encoded


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
