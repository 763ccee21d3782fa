"""`make bench`: measures, keeps the figures in results.json, and writes RESULTS.md of them."""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import contenders, results, table
from benchmarks.contenders import Contender
from benchmarks.goals import LONG, THIRD_PLUGIN
from benchmarks.hubs import Shape, fresh
from benchmarks.operations import COLD, UNCHANGED, Bench, forget, pages
from benchmarks.results import Results

ROOT = Path(__file__).resolve().parents[1]
KEPT, WRITTEN = ROOT / "benchmarks" / "results.json", ROOT / "benchmarks" / "RESULTS.md"
HUBS = ROOT / ".cache" / "bench"


@dataclass(frozen=True)
class Run:
    """What is measured, and with what."""

    sizes: Sequence[int]
    photo_sizes: Sequence[int]
    rounds: int
    generator: Path
    hugo: Path
    results: Results
    save: Callable[[], None]

    def all(self) -> None:
        """Hub after hub."""
        for size in self.sizes:
            for languages in (1, 2):
                self._beside_peers(Shape(size, languages))
            self._long_history(Shape(size, commits=LONG))
            self._third_plugin(Shape(size, plugin=THIRD_PLUGIN))
        for size in self.photo_sizes:
            self._beside_peers(Shape(size, photos=True))
            self._pictures(Shape(size, cards=True))
            self._pictures(Shape(size, photos=True, cards=True))
        if (largest := max(self.sizes, default=0)) not in (0, *self.photo_sizes):
            self._memory(Shape(largest, photos=True))

    def _beside_peers(self, shape: Shape) -> None:
        ours, bench = self._begun(shape)
        ours.times()  # Hugo prints the frame of our page
        peers = [contenders.hugo(ours.folder, shape, self.hugo), contenders.mkdocs(ours.folder, shape)]
        bench.builds([ours, *peers])
        self.results.pages[shape.name] = pages(ours)
        if shape.photos:
            bench.encoded(ours)
        elif shape.languages == 1:
            bench.checks(ours)
            bench.serve(ours)
        self._ended(ours, *peers)

    def _long_history(self, shape: Shape) -> None:
        ours, bench = self._begun(shape)
        bench.builds([ours], (COLD, UNCHANGED))
        bench.checks(ours)
        bench.without_git(ours)
        bench.review(ours)
        self._ended(ours)

    def _third_plugin(self, shape: Shape) -> None:
        ours, bench = self._begun(shape)
        alone = contenders.frames(ours.folder, shape)
        ours.times()
        bench.builds([ours, alone], [UNCHANGED])
        self._ended(ours, alone)

    def _pictures(self, shape: Shape) -> None:
        ours, bench = self._begun(shape)
        bench.builds([ours], (COLD, UNCHANGED))
        bench.encoded(ours)
        self._ended(ours)

    def _memory(self, shape: Shape) -> None:
        ours, _ = self._begun(shape)
        Bench(self.results, 0, shape).builds([ours], [COLD])
        self._ended(ours)

    def _begun(self, shape: Shape) -> tuple[Contender, Bench]:
        print(f"{shape.name} …", flush=True)
        ours = contenders.partnerhub(fresh(HUBS / shape.name, shape), self.generator)
        return ours, Bench(self.results, self.rounds, shape)

    def _ended(self, *those: Contender) -> None:
        forget(*those)
        self.save()


def main() -> None:
    """Measure what is asked for, and write the page of all that was measured."""
    arguments = _arguments()
    sections = results.load(KEPT)
    if not (arguments.sizes or arguments.photo_sizes):
        WRITTEN.write_text(table.render(sections), encoding="utf-8")
        return
    generator, section = ROOT / "generator", "now"
    revision = _git("rev-parse", "--short", arguments.base or "HEAD")
    if arguments.base:
        generator, section = HUBS / "base" / "generator", "before"
        _git("worktree", "prune")
        _git("worktree", "add", "--force", "--detach", str(HUBS / "base"), arguments.base)
    about = _about(revision)
    if section not in sections or sections[section].about != about:
        sections[section] = Results(about)

    def save() -> None:
        results.save(KEPT, sections)
        WRITTEN.write_text(table.render(sections), encoding="utf-8")

    try:
        Run(
            arguments.sizes,
            arguments.photo_sizes,
            arguments.rounds,
            generator,
            arguments.hugo,
            sections[section],
            save,
        ).all()
    finally:
        if arguments.base:
            _git("worktree", "remove", "--force", str(HUBS / "base"))
    print(f"Written: {WRITTEN.relative_to(ROOT)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=_numbers, default=[100, 1000], help="partners of a hub; by default 100 1000")
    parser.add_argument("--photo-sizes", type=_numbers, default=[100], help="of hubs in which each has a photo")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median is taken; by default 3")
    parser.add_argument("--base", help="an older revision of ours to measure")
    parser.add_argument("--hugo", type=lambda path: Path(path).resolve(), required=True, help="the program")
    return parser.parse_args()


def _numbers(words: str) -> list[int]:
    return [int(word) for word in words.split()]


def _about(revision: str) -> dict[str, str]:
    versions = {name: importlib.metadata.version(name) for name in ("mkdocs", "mkdocs-material", "pillow", "pyyaml")}
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "partnerhub": revision,
        "Hugo": (ROOT / "benchmarks" / "requirements.txt").read_text().strip().removeprefix("hugo=="),
        **versions,
        "Python": platform.python_version(),
        "git": _git("--version").removeprefix("git version "),
        "machine": f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB",
    }


def _git(*arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True)
    return run.stdout.strip()


if __name__ == "__main__":
    main()
