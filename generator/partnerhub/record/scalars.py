"""Values of YAML as they are typed: what YAML makes of them, and in which form it takes a text for one."""

from __future__ import annotations

import json
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def scalar(text: str) -> Any:
    """What YAML makes of a value as it is typed; of what it can't read, text."""
    try:
        return yaml.load(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError, LookupError, AttributeError):  # what YAML's own fails with
        return text


def as_scalar(text: str) -> str:
    """A text as it is typed, in quotes where YAML would take it for something else."""
    return text if scalar(text) == text else json.dumps(text, ensure_ascii=False)
