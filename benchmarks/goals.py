"""What speed was promised, each as a figure that follows from what was measured. `table` prints them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from benchmarks.contenders import FRAMES, HUGO, OURS
from benchmarks.hubs import Shape
from benchmarks.operations import (
    ALL,
    COLD,
    COMPOSE,
    DAY_AFTER,
    EDIT,
    NO_GIT,
    ONE,
    PARTNER,
    REVIEW,
    SINCE,
    UNCHANGED,
    cold,
)
from benchmarks.results import Results

LONG = 2000
"""Commits of a long history."""
THIRD_PLUGIN = "meta"
"""Of those that come with Material, one that reads more than its page."""


@dataclass(frozen=True)
class Goal:
    """A promise, and what came of it."""

    words: str
    most: float
    unit: str
    measured: float | None
    """None where it was not measured."""

    @property
    def is_met(self) -> bool:
        """Whether it was kept, where it was measured."""
        return self.measured is not None and round(self.measured, 3) <= self.most


def goals(results: Results) -> Iterator[Goal]:
    """For each size that was measured; a quotient or a difference of medians of one run."""
    figures = _Figures(results)
    sizes = results.sizes()
    for shape in (Shape(size, languages) for size in sizes for languages in (1, 2) if size >= 1000):
        yield from _builds(figures, shape)
    for size in sizes:
        yield from _photos(figures, size)
    yield from _growth(figures)
    for size in sizes:
        yield from _checks(figures, size)
        yield from _history(figures, size)
        yield from _rest(figures, size)
        yield from _cards(figures, size)


def _builds(figures: _Figures, shape: Shape) -> Iterator[Goal]:
    named = f"{shape.partners:,} partners" + (", two languages" if shape.languages == 2 else "")
    small = shape.partners < 5000
    yield Goal(f"cold, {named}", 0.8 if small else 0.5, "× Hugo", figures.against_hugo(shape, COLD))
    for operation in (UNCHANGED, PARTNER, DAY_AFTER):
        most = 0.25 if small else 0.06
        yield Goal(f"{operation}, {named}", most, "× Hugo", figures.against_hugo(shape, operation))


def _photos(figures: _Figures, size: int) -> Iterator[Goal]:
    shape = Shape(size, photos=True)
    yield Goal(f"cold, {size:,} partners with photos", 0.3, "× Hugo", figures.against_hugo(shape, COLD))
    yield Goal(f"unchanged, {size:,} partners with photos", 0, "encodings", figures.encoded(shape, UNCHANGED))


def _growth(figures: _Figures) -> Iterator[Goal]:
    thousand, ten = Shape(1000), Shape(10_000)
    a_page = figures.quotient(figures.a_page(ten), figures.a_page(thousand))
    yield Goal("time a page, cold, 10,000 ÷ 1,000 partners", 1.1, "×", a_page)
    peak = figures.results.found(ten, OURS, COLD).peak
    with_photos = figures.results.found(replace(ten, photos=True), OURS, COLD).peak
    yield Goal("peak memory, cold, 10,000 partners", 400, "MB", peak)
    yield Goal("more of it with a photo each", 100, "MB", figures.difference(with_photos, peak))


def _checks(figures: _Figures, size: int) -> Iterator[Goal]:
    shape, named = Shape(size), f"{size:,} partners"
    compose = figures.wall(shape, COMPOSE)
    everything = figures.wall(shape, cold(ALL))
    yield Goal(f"{ALL}, cold, {named}", 2, "× compose", figures.quotient(everything, compose))
    yield Goal(f"{ALL}, warm, {named}", 0.3, "× compose", figures.quotient(figures.wall(shape, ALL), compose))
    for operation in (ONE, SINCE):
        if size in (1000, 10_000):
            most = 0.35 if size == 1000 else 0.5
            yield Goal(f"{operation}, warm, {named}", most, "s", figures.wall(shape, operation))
        in_ci = figures.quotient(figures.wall(shape, cold(operation)), everything)
        yield Goal(f"{operation}, cold, {named}", 1.3, f"× {ALL}", in_ci)


def _history(figures: _Figures, size: int) -> Iterator[Goal]:
    shape, named = Shape(size, commits=LONG), f"{size:,} partners, {LONG:,} commits"
    if size == 5000:
        for most, state, with_git, without in (
            (0.3, "cold", cold(ALL), cold(NO_GIT)),
            (0.1, "warm", ALL, NO_GIT),
        ):
            part = figures.difference(figures.wall(shape, with_git), figures.wall(shape, without))
            yield Goal(f"git’s part of {ALL}, {state}, {named}", most, "s", part)
    for operation, most in ((COLD, 1.5), (UNCHANGED, 1.1)):
        longer = figures.quotient(figures.wall(shape, operation), figures.wall(Shape(size), operation))
        yield Goal(f"{operation}, {named}", most, "× one commit", longer)
    if size == 1000:
        yield Goal(f"{REVIEW} of one file, warm, {named}", 0.8, "s", figures.wall(shape, REVIEW))


def _rest(figures: _Figures, size: int) -> Iterator[Goal]:
    if size <= 1000:
        yield Goal(f"serve, {EDIT}, {size:,} partners", 0.3, "s", figures.wall(Shape(size), EDIT))
    shape = Shape(size, plugin=THIRD_PLUGIN)
    more = figures.difference(figures.wall(shape, UNCHANGED), figures.wall(shape, UNCHANGED, FRAMES))
    yield Goal(f"unchanged, with a third plugin, {size:,} partners", 0.3, "s more than the frames", more)


def _cards(figures: _Figures, size: int) -> Iterator[Goal]:
    for photos, most, named in ((False, 12, "flat"), (True, 35, "with a photo")):
        drawn = Shape(size, photos=photos, cards=True)
        plain = replace(drawn, cards=False)
        cpu = figures.difference(figures.cpu(drawn, COLD), figures.cpu(plain, COLD))
        # A card with a photo may be encoded twice, until it is light enough; there are as many as flat ones.
        each = figures.quotient(cpu, figures.encoded(Shape(size, cards=True), COLD))
        yield Goal(f"a share card, {named}, {size:,} partners", most, "ms of CPU", each and each * 1000)
        yield Goal(f"share cards, {named}, unchanged", 0, "drawn", figures.encoded(drawn, UNCHANGED))


@dataclass(frozen=True)
class _Figures:
    """Medians; None where something was not measured."""

    results: Results

    def wall(self, shape: Shape, operation: str, contender: str = OURS) -> float | None:
        return self.results.found(shape, contender, operation).wall

    def cpu(self, shape: Shape, operation: str) -> float | None:
        return self.results.found(shape, OURS, operation).cpu

    def encoded(self, shape: Shape, operation: str) -> float | None:
        return self.results.found(shape, OURS, operation).encoded

    def against_hugo(self, shape: Shape, operation: str) -> float | None:
        return self.quotient(self.wall(shape, operation), self.wall(shape, operation, HUGO))

    def a_page(self, shape: Shape) -> float | None:
        return self.quotient(self.wall(shape, COLD), self.results.pages.get(shape.name))

    @staticmethod
    def quotient(one: float | None, other: float | None) -> float | None:
        return None if one is None or not other else one / other

    @staticmethod
    def difference(one: float | None, other: float | None) -> float | None:
        return None if one is None or other is None else one - other
