"""How a value is written: in block style, in braces only within braces, and in quotes where YAML needs them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

import yaml

from partnerhub.record.read import Tree

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
INDENT = "  "
"""Of what stands below something."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What ends a line or can't be read outside of quotes, or only by some readers of YAML."""


def needs_lines(value: Tree) -> bool:
    """Whether it takes lines of its own, below its name or its dash."""
    if isinstance(value, str):
        # On lines of its own nothing can be told by escapes.
        return "\n" in value.rstrip("\n") and not _UNSEEN.search(value)
    return bool(value)


def field(name: str, value: Tree, indent: str) -> str:
    """A field in block style, from its name on; the lines below it are indented by more than `indent`."""
    sign = f"{scalar(name, False)}:"
    return sign + (below(value, indent) if needs_lines(value) else f" {inline(value, False)}")


def entry(value: Tree, indent: str) -> str:
    """An entry of a list, from its dash on."""
    return "-" + (below(value, indent, is_entry=True) if needs_lines(value) else f" {inline(value, False)}")


def below(value: Tree, indent: str, *, is_entry: bool = False, comment: str = "") -> str:
    """What stands behind a colon or a dash and below it, in block style."""
    deeper = indent + INDENT
    if isinstance(value, str):
        lines = value.rstrip("\n").split("\n")
        sign = f"|{len(INDENT)}" if value.lstrip("\n").startswith(" ") else "|"
        return "\n".join([f" {sign}{comment}", *(f"{deeper}{line}" if line else "" for line in lines)])
    written = list(_lines(value, deeper))
    if is_entry and not comment:
        return " " + f"\n{deeper}".join(written)
    return comment + "".join(f"\n{deeper}{line}" for line in written)


def _lines(value: Tree, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield field(name, each, indent)
    elif isinstance(value, list):
        for each in value:
            yield entry(each, indent)


def inline(value: Tree, in_brackets: bool) -> str:
    """A value on one line; `in_brackets` says whether it stands within others there."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(name, True)}: {inline(each, True)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(each, True) for each in value) + "]"
    return scalar((value or "").rstrip("\n"), in_brackets)


def scalar(text: str, in_brackets: bool) -> str:
    """A text of one line as YAML reads it back: plain, else in quotes."""
    single = "'" + text.replace("'", "''") + "'"
    double = quoted(text)
    if _UNSEEN.search(text):
        return double
    for written in (text, double if "'" in text or '"' not in text else single):
        # A hyphen alone is an entry for other readers of YAML, within brackets too.
        if text and written != "-" and _reads_back(written, text, in_brackets):
            return written
    return double


def quoted(text: str) -> str:
    """A text of one line in double quotes, which any reader of YAML takes for text."""
    escaped = json.dumps(text, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)


def _reads_back(written: str, text: str, in_brackets: bool) -> bool:
    around = f"{{a: {written}, b: c}}" if in_brackets else f"a: {written}\nb: c"
    as_name = f"{{{written}: c}}" if in_brackets else f"{written}: c"
    expected = [("a", text), ("b", "c")], [(text, "c")]
    return all(_pairs(source) == pairs for source, pairs in zip((around, as_name), expected, strict=True))


def _pairs(source: str) -> Sequence[tuple[str, str]] | None:
    try:
        node = yaml.compose(source, Loader=_LOADER)
    except yaml.YAMLError:
        return None
    if not isinstance(node, yaml.MappingNode):
        return None
    scalars = [(key.value, value.value) for key, value in node.value if isinstance(value, yaml.ScalarNode)]
    return scalars if len(scalars) == len(node.value) else None
