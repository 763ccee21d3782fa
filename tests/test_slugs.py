"""Slugs: names that every machine can have as a file or a folder."""

from __future__ import annotations

import pytest

from hubs import HubFolder
from partnerhub.record.partner import implicit_slug
from partnerhub.site.model import by_tag
from partnerhub.words import slugs
from pictures import picture
from public_samples import EVENT, replace
from records import SETTINGS, event, partner

RESERVED = ("con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9", "com¹", "lpt³")
FREE = ("con-1", "cons", "com", "com10", "com0", "lpt", "auxiliary", "null", "con-", "קון")


@pytest.mark.parametrize("name", [each for name in RESERVED for each in (name, name.upper(), name.title())])
def test_names_that_windows_keeps_are_reserved(name: str) -> None:
    assert slugs.is_reserved(name)


@pytest.mark.parametrize("name", FREE)
def test_other_names_are_free(name: str) -> None:
    assert not slugs.is_reserved(name)


@pytest.mark.parametrize("name", ["aux", "com¹"])
def test_no_file_and_no_folder_has_a_reserved_name(name: str, hub: HubFolder) -> None:
    hub.add(f"{name}.md", partner("Aux", "auxiliary", event("night", "2026-12-20 19:00")), picture())
    hub.add("b.md", partner("B", "b", event(name, "2026-12-21 19:00")), picture())
    found = [(each.path, each.line, each.rule) for each in hub.load().findings if each.rule == "slug-invalid"]
    assert sorted(found, key=lambda each: each[1]) == [
        (f"content/partners/{name}.md", 1, "slug-invalid"),
        ("content/partners/b.md", 26, "slug-invalid"),
    ]


@pytest.mark.parametrize("name", RESERVED)
def test_what_is_made_from_words_is_no_reserved_name(name: str) -> None:
    assert implicit_slug({"": name.title()}, SETTINGS) == f"event-{name}"
    assert slugs.is_slug(slugs.unreserved(name, "partner"))
    assert list(by_tag([replace(EVENT, tags=(name, f"{name} 1"))])) == sorted([f"{name}-", f"{name}-1"])


def test_paths_of_usual_slugs_are_short() -> None:
    longest = "x" * slugs.MAX_LENGTH
    path = f".cache/partnerhub/staging-0123456789/en/partners/{longest}/{longest}/calendar.ics"
    assert len(path) + len("C:\\Users\\somebody\\Documents\\a-hub-of-events\\") < 260
