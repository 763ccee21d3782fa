"""Names of files as Windows and macOS have them: no two that differ by case or composition only, none too long."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hubs import HubFolder, build, files_of
from partnerhub.edge.config import read_config
from partnerhub.record.settings_tree import SettingsInvalid
from partnerhub.site.model import PHOTO_FOLDER, by_tag
from partnerhub.site.outputs import OUTPUTS
from partnerhub.words.slugs import MAX_LENGTH, same
from pictures import picture
from public_samples import EVENT, hub_of
from records import event, partner

MAX_PATH = 260
"""Of Windows, with the letter of the drive and the NUL at the end:
https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation"""


@pytest.mark.parametrize(
    "tags",
    [
        ("AI", "ai", "Ai"),
        ("caf\xe9", "cafe\u0301", "CAF\xc9"),
        ("ΟΔΟΣ", "οδος", "οδοσ"),
        ("Straße", "STRASSE", "strasse"),
        ("open data", "Open-Data", "open_data"),
    ],
    ids=["case", "composition", "final sigma", "sharp s", "spaces"],
)
def test_tags_that_a_file_system_takes_for_one_have_one_calendar(tags: tuple[str, ...]) -> None:
    events = [replace(EVENT, slug=f"night-{number}", tags=(tag,)) for number, tag in enumerate(tags)]
    ((slug, (tag, tagged)),) = by_tag(events).items()
    assert tag == tags[0]
    assert tagged == events
    assert slug == slug.lower()


def test_no_two_files_of_a_site_differ_by_case_or_composition_only(hub: HubFolder) -> None:
    dates = ["2026-12-20 19:00", "2026-12-21 19:00", "2026-12-22 19:00"]
    tags = ["AI, caf\xe9, ΟΔΟΣ", "ai, cafe\u0301, οδοσ", "Ai, CAF\xc9, οδος"]
    events = "".join(
        event(f"e{number}", date, f", place: A house, tags: [{tag}]")
        for number, (date, tag) in enumerate(zip(dates, tags, strict=True))
    )
    hub.add("alpha.md", partner("Alpha", "alpha", events), picture())
    paths = files_of(build(hub)).keys()
    assert len({path for path in paths if path.startswith("tags/")}) == 3
    assert len({same(path) for path in paths}) == len(paths)


def test_no_path_is_too_long_where_slugs_are_as_long_as_they_may_be() -> None:
    longest = f"partners/{'x' * MAX_LENGTH}/{'y' * MAX_LENGTH}/"
    tag, photo = "z" * MAX_LENGTH, f"{'0' * 20}-1600.webp"
    names = {f"{PHOTO_FOLDER}/{{name}}": photo, "{prefix}tags/{name}.ics": tag}
    hub = hub_of(EVENT, language="en-IL", prefixes={"en-IL": "en-il/"})
    paths = [output.at(hub, names.get(output.path, longest)) for output in OUTPUTS]
    of_hub = len("C:\\Users\\a-long-name-of-somebody\\Documents\\GitHub\\a-community-hub\\")
    staging = of_hub + len(".cache/partnerhub/staging/")
    assert max(map(len, paths)) + staging < MAX_PATH


@pytest.mark.parametrize("setting", ["docs_dir", "site_dir"])
def test_partner_files_are_guarded_in_every_spelling_of_their_folder(
    hub: HubFolder, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    text = hub.config_file.read_text(encoding="utf-8").replace("docs_dir: content/pages\n", "")
    hub.config_file.write_text(f"{text}{setting}: CONTENT\n", encoding="utf-8")
    content = hub.root / "content"
    exists, samefile = Path.exists, Path.samefile

    def real(path: Path) -> Path:
        return content if path == hub.root / "CONTENT" else path

    # As where case makes no other name.
    monkeypatch.setattr(Path, "exists", lambda path: exists(real(path)))
    monkeypatch.setattr(Path, "samefile", lambda path, other: samefile(real(path), real(other)))
    with pytest.raises(SettingsInvalid) as invalid:
        read_config(hub.config_file)
    assert any("must not hold content/partners" in finding.message for finding in invalid.value.findings())
