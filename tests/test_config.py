"""Settings: typed, located, in plain words."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from hubs import HubFolder, partnerhub
from partnerhub.edge.config import moment, read_config, refuse_site
from partnerhub.record.settings_tree import SettingsInvalid
from partnerhub.site.folder import NotOurs
from partnerhub.words import report


def problems(hub: HubFolder) -> list[str]:
    with pytest.raises(SettingsInvalid) as invalid:
        read_config(hub.config_file)
    return report.text(invalid.value.findings()).split("\n")


SETTINGS = {
    "misspelt": ("timezon: UTC", ["mkdocs.yml:13:7: error settings: timezon is not a setting", "    Did you mean timezone?"]),
    "number": ("lead_time: soon", ["mkdocs.yml:13:18: error settings: lead_time must be a whole number from 0 to 36500, got “soon”", "    Write it like this: lead_time: 7."]),
    "norwegian": (
        "community: no",
        ["mkdocs.yml:13:18: error settings: community must be text, got “no”, which YAML reads as false", '    Put it in quotes: community: "no".'],
    ),
    "duration": ("event_length: 2:30", ["mkdocs.yml:13:21: error settings: event_length must be a duration such as 2h30m or 90m, got “2:30”", "    Write event_length: 2h30m."]),
    "weekday": (
        "event_length: 1h\nshared_values: 9",
        ["mkdocs.yml:14:22: error settings: shared_values must be at most the number of the hub's values, 2, got “9”", "    Lower it, or name more values."],
    ),
    "rule": (
        "severity: {photo-to-small: error}",
        ["mkdocs.yml:13:18: error settings: severity.photo-to-small must be the name of a rule", "    Did you mean photo-too-small?"],
    ),
    "guarded rule": (
        "severity: {red-flag: warning}",
        [
            "mkdocs.yml:13:28: error settings: severity.red-flag must not be lower than error: the rule guards members, partners or secrets, got “warning”",
            "    Take the line out.",
        ],
    ),
    "severity": (
        "severity: {red-flag: fatal}",
        ["mkdocs.yml:13:28: error settings: severity.red-flag must be one of ignore, note, warning, error, got “fatal”", "    Write red-flag: error."],
    ),
    "on_error": ("on_error: go", ["mkdocs.yml:13:17: error settings: on_error must be one of stop, hold_back, got “go”", "    Write one of these words as it is, in lower-case letters."]),
    "maps": ("maps: bing", ["mkdocs.yml:13:13: error settings: maps must be one of google, openstreetmap, none, got “bing”", "    Write one of these words as it is, in lower-case letters."]),
    "maps, off": ("maps: off", ["mkdocs.yml:13:13: error settings: maps must be one of google, openstreetmap, none, got “off”, which YAML reads as false", "    Write maps: none."]),
    "languages": ("languages: [he]", ["mkdocs.yml:13:18: error settings: languages must begin with theme.language, which is en", "    Write languages: [en, he], or language: he under theme."]),
    "a language twice": ("languages: [en, he, en]", ["mkdocs.yml:13:18: error settings: languages must name each language once", "    Write languages: [en, he]."]),
    "propose": ("propose: call us", ["mkdocs.yml:13:16: error settings: propose must be a mail address, or the address of a page that begins with https://, got “call us”", "    Write one such as mailto:us@hub.example.org."]),
    "propose, a script": ("propose: 'javascript:alert(1)'", ["mkdocs.yml:13:16: error settings: propose must be a mail address, or the address of a page that begins with https://, got “javascript:alert(1)”", "    Write one such as mailto:us@hub.example.org."]),
    "desk": ("desk: 1", ["mkdocs.yml:13:13: error settings: desk must be true or false, got “1”", "    Write desk: true."]),
    "desk, in words": ("desk: 'כן'", ["mkdocs.yml:13:13: error settings: desk must be true or false, got “כן”", "    Write desk: true."]),
    "share_pictures": ("share_pictures: poster", ["mkdocs.yml:13:23: error settings: share_pictures must be one of typeset, photo, off, got “poster”", "    Write one of these words as it is, in lower-case letters."]),
}  # fmt: skip


@pytest.mark.parametrize(("settings", "words"), SETTINGS.values(), ids=SETTINGS.keys())
def test_a_wrong_setting_is_found_at_its_place(make_hub, settings: str, words: list[str]) -> None:
    assert problems(make_hub(settings=settings)) == words


def test_several_findings_come_at_once(make_hub) -> None:
    assert len(problems(make_hub(settings="lead_time: -1\nreply_within: x\nquiet: [fri]"))) == 2 * 3


def test_good_settings_are_typed(make_hub) -> None:
    settings = read_config(make_hub(settings="event_length: 1h30m\nlead_time: 10").config_file).settings
    assert (settings.event_length, settings.lead_time, settings.language) == (timedelta(minutes=90), 10, "en")
    assert settings.quiet_days == ["fri", "sat"]


@pytest.mark.parametrize("word", ["open-knowledge", "OPEN-Knowledge", "ידע פתוח", "Open knowledge", " ידע פתוח "])
def test_a_value_is_known_by_key_and_by_every_label(hub: HubFolder, word: str) -> None:
    settings = read_config(hub.config_file).settings
    assert settings.meaning(word, settings.values) == "open-knowledge"


@pytest.mark.parametrize(
    "change",
    [
        ("docs_dir: content/pages", "docs_dir: content"),
        ("docs_dir: content/pages", "docs_dir: content/partners"),
        ("docs_dir: content/pages", "docs_dir: ."),
        ("docs_dir: content/pages", "docs_dir: content/pages\nsite_dir: content"),
        ("font: false}", "font: false, custom_dir: content}"),
    ],
    ids=["parent", "same", "root", "site_dir", "custom_dir"],
)
def test_partners_where_mkdocs_looks_are_refused(hub: HubFolder, change: tuple[str, str]) -> None:
    hub.config_file.write_text(hub.config_file.read_text().replace(*change))
    assert "whose private fields would be published" in problems(hub)[0]
    for command in ("check", "build"):
        assert partnerhub(command, cwd=hub.root).returncode == 2


@pytest.mark.parametrize("link", ["folder", "file", "parent"])
def test_a_link_from_the_pages_to_the_partners_is_refused(hub: HubFolder, link: str) -> None:
    file = hub.add("a.md", "---\nname: A\n---\n")
    target = {"folder": hub.partners, "file": file, "parent": hub.partners.parent}[link]
    (hub.root / "content" / "pages" / "link.md").symlink_to(target)
    assert problems(hub)[0].startswith("mkdocs.yml:3:1: error settings: docs_dir must not hold content/partners")


def test_settings_are_inherited(hub: HubFolder) -> None:
    child = hub.root / "child.yml"
    child.write_text("INHERIT: mkdocs.yml\nsite_name: Child\n")
    settings = read_config(child).settings
    assert (settings.site_name, settings.timezone) == ("Child", "Asia/Jerusalem")


def test_it_tells_the_files_that_it_read(hub: HubFolder) -> None:
    child = hub.root / "child.yml"
    child.write_text("INHERIT: mkdocs.yml\n")
    assert read_config(child).files == {child, hub.config_file}


def test_a_setting_is_found_in_the_file_that_is_inherited(make_hub) -> None:
    hub = make_hub(settings="lead_time: soon")
    hub.config_file.rename(hub.root / "base.yml")
    hub.config_file.write_text("INHERIT: base.yml\n")
    assert problems(hub) == [
        "base.yml:13:18: error settings: lead_time must be a whole number from 0 to 36500, got “soon”",
        "    Write it like this: lead_time: 7.",
    ]


@pytest.mark.parametrize("kind", ["link", "folder", "pipe", "long name"])
def test_only_a_file_of_the_hub_is_inherited(hub: HubFolder, kind: str) -> None:
    name = "x" * 300 if kind == "long name" else "base.yml"
    base, outside = hub.root / name, hub.root.parent / "outside.yml"
    hub.config_file.rename(outside)
    if kind == "link":
        base.symlink_to(outside)
    elif kind == "folder":
        base.mkdir()
    elif kind == "pipe":
        os.mkfifo(base)
    hub.config_file.write_text(f"site_name: x\nINHERIT: {name}\n")
    assert problems(hub) == [
        f"mkdocs.yml:2:1: error settings: INHERIT must name a file of the hub, and {name} can't be read there",
        "    Look for a slip in the name; a link that leads out of the hub is not followed.",
    ]


def test_settings_may_be_a_link_themselves(hub: HubFolder) -> None:
    shared = hub.config_file.rename(hub.root.parent / "shared.yml")
    hub.config_file.symlink_to(shared)
    config = read_config(hub.config_file)
    assert (config.settings.site_name, config.folders.hub) == ("Open Evenings", hub.root)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("site_name: x\nplugins: [search]\n", "mkdocs.yml:2:1: error settings: plugins must name partnerhub"),
        ("plugins: [", "mkdocs.yml:1:10: error settings: [ opens here, and no ] closes it on this line"),
        ("- a", "mkdocs.yml:1:1: error settings: mkdocs.yml must hold settings"),
        ("plugins:\n  - partnerhub: 3\n", "mkdocs.yml:2:17: error settings: partnerhub's settings must be fields"),
    ],
)
def test_a_file_that_holds_no_settings(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text)
    with pytest.raises(SettingsInvalid) as invalid:
        read_config(tmp_path / "mkdocs.yml")
    assert report.text(invalid.value.findings()).startswith(words)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-12-10", "2026-12-10T00:00:00+02:00"),
        ("2026-07-10", "2026-07-10T00:00:00+03:00"),
        ("2026-12-10T19:00", "2026-12-10T19:00:00+02:00"),
        ("2026-12-10 19:00", "2026-12-10T19:00:00+02:00"),
        ("2026-12-10T19:00Z", "2026-12-10T21:00:00+02:00"),
        ("2026-03-27T02:30", "2026-03-27T03:30:00+03:00"),
    ],
)
def test_moments(hub: HubFolder, when: str, expected: str) -> None:
    assert hub.moment(when).isoformat() == expected


def test_the_moment_is_source_date_epoch_without_today(hub: HubFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert moment(None, read_config(hub.config_file).settings.zone).isoformat() == "1970-01-01T02:00:00+02:00"


@pytest.mark.parametrize(
    "name",
    [
        *(".", "..", "/", "content", "content/partners", "content/partners/x", "content/pages", "content/pages/x"),
        *("templates", "templates/x", ".cache", ".cache/partnerhub", ".cache/partnerhub/x", ".git", ".git/x"),
        *("theirs", "theirs/x", "mine", "mkdocs.yml", "content/../content"),
    ],
)
def test_a_site_never_replaces_what_is_precious(hub: HubFolder, name: str) -> None:
    (hub.root / "mine").mkdir()
    (hub.root / "mine" / "letter.txt").write_text("dear")
    folders = read_config(hub.config_file).folders
    with pytest.raises(NotOurs):
        refuse_site(folders, hub.root / name, [hub.root / "theirs"])
    refuse_site(folders, hub.root / "site", [hub.root / "theirs"])
