"""The JSON Schema of the front matter, made from the record's own types, docstrings and declarations."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from partnerhub.record.fields import Parts, declared, walk
from partnerhub.record.model import Record


def json_schema() -> str:
    """A JSON Schema as text; an editor checks and completes partner files with it.

    It is one of draft 7: programs that know no later one refuse a schema that names it.

    `x-visibility` of each field with a value is `public`, `private` or `shapes`; its description says it in words.
    """
    schema = Record.model_json_schema(by_alias=True)
    _say_visibility(Record, schema)
    for model in {field.holds for field in walk(Record) if field.holds}:
        _say_visibility(model, schema["$defs"][model.__name__])
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **schema,
        "title": "A partner file's front matter",
    }
    return json.dumps(schema, ensure_ascii=False, indent=2)


def _say_visibility(model: type[BaseModel], schema: dict[str, Any]) -> None:
    for field in declared(model):
        if not isinstance(field.visibility, Parts):
            typed = schema["properties"][field.path[-1]]
            typed["description"] += f" {field.visibility.meaning}"
            typed["x-visibility"] = field.visibility.name
