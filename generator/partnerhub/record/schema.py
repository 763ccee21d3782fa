"""The JSON Schema of the front matter, made from the record's own types and docstrings."""

from __future__ import annotations

import json

from partnerhub.record.model import Record


def json_schema() -> str:
    """JSON Schema 2020-12 as text; an editor checks and completes partner files with it."""
    schema = Record.model_json_schema(by_alias=True)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A partner file's front matter",
    }
    return json.dumps(schema, ensure_ascii=False, indent=2)
