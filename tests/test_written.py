"""What stands in the site is not made again, and the site is the same as if it were."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from assembled import assembled
from hubs import HubFolder, files_of
from partnerhub.site.folder import MARKER, bring_up_to_date
from pictures import picture
from records import event, partner

NAMES = ("one", "two", "three")


@dataclass
class Edited:
    """A hub of three partners, two of which share an evening, and what is done to it."""

    hub: HubFolder
    folder: Path
    today: date = date(2026, 11, 23)
    draw: random.Random = field(default_factory=random.Random)

    @classmethod
    def begun(cls, folder: Path, seed: int = 0) -> Edited:
        edited = cls(HubFolder(folder / "hub"), folder, draw=random.Random(seed))
        for name in NAMES:
            edited.write(name)
        return edited

    def write(self, name: str, more: str = "", **changes: str) -> None:
        starts = {"one": "2026-12-10 19:00", "two": "2026-12-01 18:00", "three": "2026-11-24 20:00"}
        cohost = ", with: [two]" if name == "one" else ""
        events = event(f"{name}-evening", starts[name], f", tags: [code, {name}]{cohost}{more}")
        self.hub.add(f"{name}.md", partner(f"Team {name}", name, events, **changes), picture())

    def build(self) -> dict[str, bytes]:
        """Bring the site up to date as a build does, and return its files."""
        staging, site = self.folder / "staging", self.hub.root / "site"
        shutil.rmtree(staging, ignore_errors=True)
        _, _, self.written = assembled(self.hub, staging, self.today.isoformat())
        bring_up_to_date(staging, site, self.written.standing, self.written.there)
        self.written.keep()
        return files_of(site)

    def build_anew(self) -> dict[str, bytes]:
        """The files of a site that is built without what earlier builds left."""
        apart = self.folder / "apart"
        shutil.rmtree(apart, ignore_errors=True)
        shutil.copytree(self.hub.root, apart / "hub", ignore=shutil.ignore_patterns("site", ".cache"))
        return Edited(self.hub.at(apart / "hub"), apart, self.today).build()

    def a_file(self) -> Path:
        files = (self.hub.root / "site").rglob("*")
        return self.draw.choice([file for file in sorted(files) if file.is_file() and file.name != MARKER])


def _retitle(edited: Edited) -> None:
    edited.write("two", f", summary: Number {edited.draw.randrange(99)}")


def _delete(edited: Edited) -> None:
    (edited.hub.partners / "three.md").unlink(missing_ok=True)


def _tag(edited: Edited) -> None:
    label = edited.draw.choice(["Code", "Programming"])
    settings = edited.hub.config_file.read_text()
    kept = settings.partition("      tags:")[0].rstrip()
    edited.hub.config_file.write_text(f"{kept}\n      tags: {{code: {label}}}\n")


def _fragment(edited: Edited) -> None:
    folder = edited.hub.root / "templates" / "fragments"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "withdrawn_head.html").write_text(f"{{{{ hub.partners | length }}}} {edited.draw.randrange(9)}")


def _damage(edited: Edited) -> None:
    file = edited.a_file()
    before = file.stat()
    file.write_bytes(file.read_bytes()[::-1])
    if edited.draw.random() < 0.5:
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _rename(edited: Edited) -> None:
    edited.write("two", **{"Team two": f"Team {edited.draw.randrange(99)}"})


def _replace_photo(edited: Edited) -> None:
    (edited.hub.partners / "two.jpg").write_bytes(picture(colour=edited.draw.choice(["navy", "maroon"])))


def _let_days_pass(edited: Edited) -> None:
    edited.today += timedelta(days=edited.draw.choice([1, 9, 400]))


CHANGES: dict[str, Callable[[Edited], object]] = {
    "a text": _retitle,
    "a name that another page shows": _rename,
    "an event of a co-host": lambda edited: edited.write("one", ", status: cancelled"),
    "a photo": _replace_photo,
    "a partner that goes": _delete,
    "a partner that comes": lambda edited: edited.write("three"),
    "a label": _tag,
    "a fragment of the hub's": _fragment,
    "a day": _let_days_pass,
    "a file of the site that goes": lambda edited: edited.a_file().unlink(),
    "a file of the site that somebody changed": _damage,
    "nothing": lambda edited: None,
}


@pytest.mark.sample(8)
@pytest.mark.parametrize("seed", range(8))
def test_a_site_is_the_same_after_any_changes(tmp_path: Path, seed: int) -> None:
    edited = Edited.begun(tmp_path, seed)
    edited.build()
    order = list(CHANGES)
    edited.draw.shuffle(order)
    for name in order:
        CHANGES[name](edited)
        assert edited.build() == edited.build_anew(), name


def test_what_is_made_of_the_same_is_not_made(tmp_path: Path) -> None:
    edited = Edited.begun(tmp_path)
    edited.build()
    assert not edited.written.standing
    files = edited.build()
    assert {path for path in files if path.startswith("partners/")} <= edited.written.standing
    edited.write("two", ", summary: Another")
    edited.build()
    made = files.keys() - edited.written.standing
    assert "partners/three/index.html" not in made
    # The evening that they share stands on the pages of both.
    assert {"partners/two/index.html", "partners/two/two-evening/index.html"} <= made


def test_what_is_made_of_the_same_has_the_same_name_in_each_process(tmp_path: Path) -> None:
    edited = Edited.begun(tmp_path)
    _tag(edited)
    _, built, _ = assembled(edited.hub, tmp_path / "staging")
    # The order of a set is another one each time.
    assert not re.search(r"set\(|\{'[^']*'[,}]", repr(built.hub))
