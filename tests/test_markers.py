"""Markers: one table says what a page may ask for, how it is read, and what stands there then."""

from __future__ import annotations

import pytest

from partnerhub.site.markers import MARKERS, Marker, UnknownMarker, faulty_markers, parse_marker
from public_samples import EVENT, renderer

READ = {
    "next": Marker("next"),
    "  next ": Marker("next"),
    "upcoming tag=open-data limit=6": Marker("upcoming", (("tag", "open-data"), ("limit", "6"))),
    "archive kind=person": Marker("archive", (("kind", "person"),)),
    "partners tag=a=b": Marker("partners", (("tag", "a=b"),)),
    "subscribe": Marker("subscribe"),
}


@pytest.mark.parametrize(("words", "marker"), READ.items(), ids=READ.keys())
def test_a_marker_is_read(words: str, marker: Marker) -> None:
    assert parse_marker(words) == marker


LISTS = ", ".join(MARKERS)
WRONG = {
    "": ("a marker must name one of our lists", f"Use one of {LISTS}."),
    "Next": ("a marker must name one of our lists", f"Use one of {LISTS}."),
    "next limit=1": ("the marker next takes no arguments", "Take the other words out."),
    "upcoming soon": ("the marker upcoming takes kind=…, limit=…, tag=…", "Take the other words out."),
    "upcoming tag=": ("the marker upcoming takes kind=…, limit=…, tag=…", "Take the other words out."),
    "partners limit=1": ("the marker partners takes kind=…, tag=…", "Take the other words out."),
    "archive limit=-1": ("limit must be a whole number from 1", "Write limit=6."),
    f"archive limit={'9' * 5000}": ("limit must be a whole number from 1", "Write limit=6."),
    "archive kind=": ("the marker archive takes kind=…, limit=…, tag=…", "Take the other words out."),
    "archive kind=club": ("kind must be person, community or organization", "Write kind=community."),
}


@pytest.mark.parametrize(("words", "told"), WRONG.items(), ids=[words[:20] or "nothing" for words in WRONG])
def test_what_is_wrong_with_a_marker(words: str, told: tuple[str, str]) -> None:
    with pytest.raises(UnknownMarker) as unknown:
        parse_marker(words)
    wrong = unknown.value
    assert (wrong.message.format_map(wrong.facts), wrong.hint.format_map(wrong.facts)) == told
    ((position, found),) = faulty_markers(f"# Hi\n\n<!-- partnerhub: {words} -->\n")
    assert (position.line, position.column, found) == (3, 1, wrong)


@pytest.mark.parametrize("name", MARKERS)
def test_what_the_table_holds_renders_with_all_that_it_takes(name: str) -> None:
    values = {"kind": "community", "limit": "1", "tag": "data"}
    arguments = {argument: values[argument] for argument in MARKERS[name].arguments}
    assert parse_marker(" ".join([name, *(f"{key}={value}" for key, value in arguments.items())]))
    assert renderer(EVENT).marker(name, arguments, "../").strip()


def test_what_the_table_does_not_hold_does_not_render() -> None:
    with pytest.raises(KeyError):
        renderer(EVENT).marker("calender", {}, "")
