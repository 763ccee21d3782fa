"""The schema of partner files, as editors use it: it takes what is sound, and finds what is not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from partnerhub.record.schema import json_schema
from records import SOUND

VALIDATOR = Draft7Validator(json.loads(json_schema()))
DEMO = Path(__file__).resolve().parents[1] / "content" / "partners"


class Core(yaml.SafeLoader):
    """YAML as editors read it: 1.2, in which days and hours are texts."""


Core.yaml_implicit_resolvers = {}
for tag, typed, first in (("bool", "true|false", "tf"), ("int", "[0-9]+", "0123456789"), ("float", r"\d*\.\d+", "0123456789.")):  # fmt: skip
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{typed})\Z"), list(first))  # type: ignore[no-untyped-call]


def slips(text: str) -> list[tuple[str, str]]:
    """Where a partner file's fields aren't as the schema has them, and what is wrong there."""
    fields: Any = yaml.load(text.partition("\n---\n")[0], Core)
    return [(".".join(map(str, each.path)), each.message) for each in VALIDATOR.iter_errors(fields)]


@pytest.mark.parametrize("file", sorted(DEMO.glob("*.md")), ids=lambda file: file.stem)
def test_partner_files_are_taken(file: Path) -> None:
    assert slips(file.read_text("utf-8")) == []


OTHER_FORMS = {
    "agreement of each side": ("agreed: 2026-11-06", "agreed: {us: 2026-11-06, them: 2026-11-07}"),
    "announced on a day": ("agreed: 2026-11-06", "announced: 2026-11-06"),
    "announced there": ("agreed: 2026-11-06", "announced: [{date: 2026-11-06, where: group}]"),
    "withdrawn": (r"consent: \{.*\}", "consent: {withdrawn_on: 2026-11-06}"),
}


@pytest.mark.parametrize(("pattern", "form"), OTHER_FORMS.values(), ids=OTHER_FORMS)
def test_a_field_may_be_written_in_each_of_its_forms(pattern: str, form: str) -> None:
    text, count = re.subn(pattern, form, SOUND)
    assert count == 1
    assert slips(text) == []


SLIPS = {
    "a misspelt field": ("\nname:", "\nnmae:", {"": 2}),
    "a misspelt choice": ("decision: approved", "decision: aproved", {"vetting.decision": 1}),
    "no day": ("agreed: 2026-11-06", "agreed: true", {"events.0.agreed": 1}),
    "a consent of nobody": (r"consent: \{.*\}", "consent: {via: mail}", {"photo.consent": 1}),
}


@pytest.mark.parametrize(("pattern", "slip", "found"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_found_where_it_stands(pattern: str, slip: str, found: dict[str, int]) -> None:
    text, count = re.subn(pattern, slip, SOUND)
    assert count == 1
    places = [place for place, _ in slips(text)]
    assert {place: places.count(place) for place in places} == found
