"""What not everyone needs is not installed everywhere: what is said where it is missing, and that all else goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from partnerhub.photos.fault import NEEDS_HEIC, NO_PICTURE
from partnerhub.record.settings_file import read_settings
from partnerhub.record.settings_tree import SettingsInvalid
from partnerhub.words import report
from pictures import picture

SETTINGS = "site_name: Us\nplugins:\n  - partnerhub:\n      values: {a: A}\n"
WITHOUT_HEIC = """
import sys
from pathlib import Path
sys.modules["pillow_heif"] = None
from partnerhub.photos.decode import PhotoError, recognise
for name in sys.argv[1:]:
    try:
        recognise(Path(name).read_bytes())
        print("opens")
    except PhotoError as error:
        print(error.fault.message)
"""


def test_without_what_opens_heic_it_is_said_of_those_photos_alone(tmp_path: Path) -> None:
    heic = picture(kind="HEIF")
    photos = {
        "a.jpg": picture(), "b.avif": picture(kind="AVIF"), "c.heic": heic,
        "named anew.jpg": heic, "by another brand": heic[:8] + b"mif1" + heic[12:], "d.heic": b"\0\0\0\x18ftypqt  " + heic[12:16],
    }  # fmt: skip
    for name, data in photos.items():
        (tmp_path / name).write_bytes(data)
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_HEIC, *photos], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    needs = NEEDS_HEIC.message
    assert ran.stdout.splitlines() == ["opens", "opens", needs, needs, needs, NO_PICTURE.message]


def test_without_the_holidays_it_is_said_of_the_setting_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    read_settings("mkdocs.yml", {"mkdocs.yml": SETTINGS.encode()}.get, {})
    with pytest.raises(SettingsInvalid) as invalid:
        read_settings("mkdocs.yml", {"mkdocs.yml": f"{SETTINGS}      holidays: IL\n".encode()}.get, {})
    assert report.text(invalid.value.findings()) == (
        "mkdocs.yml:5:17: error settings: holidays must be left out here, since the countries' holidays are not "
        "installed, got “IL”\n    Install partnerhub[holidays], or delete the setting."
    )
