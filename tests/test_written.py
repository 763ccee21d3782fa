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
from partnerhub import pipeline
from partnerhub.cache import Cache
from partnerhub.facts import FactsOfFiles
from partnerhub.record.kept import Kept
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
    make: FactsOfFiles | None = None
    made: pipeline.Made | None = None
    """What stays in memory from build to build, as in a live preview."""

    @classmethod
    def begun(cls, folder: Path, seed: int = 0) -> Edited:
        edited = cls(HubFolder(folder / "hub"), folder, draw=random.Random(seed))
        for name in NAMES:
            edited.write(name)
        return edited

    def stay(self) -> None:
        """Build again and again in one process, as a live preview does."""
        cache = Cache(self.hub.root / ".cache" / "partnerhub")
        self.make, self.made = FactsOfFiles(Kept(cache)), pipeline.Made(cache)

    def write(self, name: str, more: str = "", **changes: str) -> None:
        starts = {"one": "2026-12-10 19:00", "two": "2026-12-01 18:00", "three": "2026-11-24 20:00"}
        cohost = ", with: [two]" if name == "one" else ""
        events = event(f"{name}-evening", starts[name], f", tags: [code, {name}]{cohost}{more}")
        self.hub.add(f"{name}.md", partner(f"Team {name}", name, events, **changes), picture())

    def build(self) -> dict[str, bytes]:
        """Bring the site up to date as a build does, and return its files."""
        staging, site = self.folder / "staging", self.hub.root / "site"
        shutil.rmtree(staging, ignore_errors=True)
        _, _, self.written = assembled(self.hub, staging, self.today.isoformat(), self.make, self.made)
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


def _come_first(edited: Edited) -> None:
    """An event becomes the hub's next, which lists mark on pages of others too."""
    day = edited.today + timedelta(days=7)
    edited.hub.add("four.md", partner("Team four", "four", event("four-evening", f"{day} 20:00")), picture())


def _restore(edited: Edited) -> None:
    for name in NAMES:
        edited.write(name)


def _touch(edited: Edited) -> None:
    for name in NAMES[:2]:
        os.utime(edited.hub.partners / f"{name}.md", (edited.draw.randrange(10**9),) * 2)


def _damage_cache(edited: Edited) -> None:
    for file in (edited.hub.root / ".cache" / "partnerhub").glob("*.jsonl"):
        match edited.draw.randrange(4):
            case 0:
                file.unlink()
            case 1:
                file.write_bytes(file.read_bytes().replace(b"ph-card", b"ph-drac").replace(b"Team", b"Meat"))
            case 2:
                file.write_bytes(file.read_bytes()[: edited.draw.randrange(2000)])


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
    "another event is next": _come_first,
    "older files": _restore,
    "a time stamp": _touch,
    "a damaged cache": _damage_cache,
    "a file of the site that goes": lambda edited: edited.a_file().unlink(),
    "a file of the site that somebody changed": _damage,
    "nothing": lambda edited: None,
}


@pytest.mark.sample(8)
@pytest.mark.parametrize("seed", range(8))
def test_a_site_is_the_same_after_any_changes(tmp_path: Path, seed: int) -> None:
    edited = Edited.begun(tmp_path, seed)
    edited.build()
    for number, name in enumerate(edited.draw.sample(list(CHANGES), 12)):
        if number == 4:
            edited.stay()
        CHANGES[name](edited)
        assert edited.build() == edited.build_anew(), name


def test_what_stays_in_memory_is_published_anew_once_anything_of_it_changed(tmp_path: Path) -> None:
    edited = Edited.begun(tmp_path)
    edited.stay()
    edited.build()
    for change in ("a name that another page shows", "a photo"):
        CHANGES[change](edited)
        assert edited.build() == edited.build_anew(), change
    # Of all that is in memory nothing is another file's now, but the first of these evenings is over.
    edited.today = date(2026, 12, 5)
    assert edited.build() == edited.build_anew()


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


def test_an_event_that_becomes_the_next_is_marked_on_pages_that_did_not_change(tmp_path: Path) -> None:
    edited = Edited.begun(tmp_path)
    before = edited.build()["partners/two/index.html"]
    assert b"ph-is-next" in before
    _come_first(edited)
    after = edited.build()
    assert b"ph-is-next" not in after["partners/two/index.html"]
    assert b"ph-is-next" in after["partners/four/index.html"]
    (edited.hub.partners / "four.md").unlink()
    assert edited.build()["partners/two/index.html"] == before


def test_what_is_made_of_the_same_has_the_same_name_in_each_process(tmp_path: Path) -> None:
    edited = Edited.begun(tmp_path)
    _tag(edited)
    _, built, _ = assembled(edited.hub, tmp_path / "staging")
    # The order of a set is another one each time.
    assert not re.search(r"set\(|\{'[^']*'[,}]", repr(built.hub))
