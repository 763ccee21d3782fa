"""What people type in settings: each slip is said once, where it is and with what to type instead; then nothing is."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.checks.settings import weakened_rules
from partnerhub.record import settings_yaml, time_types
from partnerhub.record.settings_astray import astray
from partnerhub.record.settings_file import read_settings
from partnerhub.record.settings_names import OURS
from partnerhub.record.settings_tree import SettingsInvalid
from partnerhub.words.finding import Finding
from settings_slips import SLIPS, Slip

TYPED = (
    "yes", "no", "~", "0", "-1", "1.5", "2:30", "2026-12-10", "0x1F", "1e400", ".inf", "7d", "שבוע", "[a]", "[[a], no]",
    "{a: b}", "{no: {1: 2}}", "[no, 5, ~]", '""', "''", "!ENV X", "!x y", "x\u200f", "=", "<<", "“a”", "he, en",
)  # fmt: skip


def said(text: str, language: str = "en") -> list[Finding]:
    """All that is said of a settings file."""
    try:
        read_settings("mkdocs.yml", {"mkdocs.yml": text.encode()}.get, None, checks=(weakened_rules, astray))
    except SettingsInvalid as invalid:
        return invalid.findings(language)
    return []


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
@pytest.mark.parametrize("language", ["en", "he"])
def test_a_slip_is_said_whole(language: str, slip: Slip) -> None:
    (found,) = said(slip.typed, language)
    expected = slip.english if language == "en" else slip.hebrew
    assert (f"{found.line}:{found.column}", found.message, found.hint) == (slip.place, *expected)


def test_a_machine_without_time_zones_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(key: str) -> None:
        raise ZoneInfoNotFoundError(key)

    monkeypatch.setattr(time_types, "ZoneInfo", nothing)
    (found,) = said("plugins:\n  - partnerhub:\n      timezone: Europe/Lisbon\n")
    message = "timezone must be a time zone, and nothing here knows any, got “Europe/Lisbon”"
    assert (found.message, found.hint) == (message, "Install their data: pip install tzdata.")


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_what_is_mended_is_sound(slip: Slip) -> None:
    assert said(slip.mended) == []


def test_of_a_setting_that_there_is_not_the_others_are_named() -> None:
    (found,) = said("plugins:\n  - partnerhub:\n      colour: red\n")
    assert (found.message, found.hint) == ("colour is not a setting", f"Use one of {', '.join(OURS)}.")


@pytest.mark.sample(5)
@pytest.mark.parametrize("name", [*OURS, "red_flags: {a", "severity: {photo-too-small", "quiet_days: [fri, "])
@given(value=st.text(max_size=100) | st.sampled_from(TYPED))
def test_whatever_stands_in_a_setting_is_told_with_what_to_do(name: str, value: str) -> None:
    ends = {"{": "}", "[": "]"}
    between, end = (
        (", ", "") if name.endswith(", ") else (": ", next((ends[each] for each in ends if each in name), ""))
    )
    text = f"plugins:\n  - partnerhub:\n      {name.removesuffix(', ')}{between}{value}{end}\n"
    assert all(found.hint for found in said(text) if "can't be read" not in found.message)


@pytest.mark.parametrize("parser", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
def test_every_parser_of_yaml_leads_to_the_same_words(parser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_yaml, "_PARSER", parser)
    for slip in SLIPS.values():
        (found,) = said(slip.typed)
        assert (f"{found.line}:{found.column}", found.message) == (slip.place, slip.english[0])
