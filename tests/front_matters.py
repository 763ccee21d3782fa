"""Front matters as people type them, each in another way, for tests of what any edit does to any file."""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from hypothesis import strategies as st

from partnerhub.record.read import Tree
from partnerhub.words.finding import FieldPath

TEXTS = st.one_of(
    st.sampled_from(["a", "a: b", "a #b", "#a", "- a", "@a", "ליל מד\"א", "it's", "{a", "a, b", "a]", "", " ", "yes", "~"]),
    st.text(alphabet="ab:#-'\" ,{}[]|>\n&*!%@`?\\אב\u200f", max_size=12).filter(lambda text: text.strip("\n") or not text),
)  # fmt: skip
NAMES = st.sampled_from(
    ["name", "tags", "photo", "vetting", "note", "events", "consent", "he", "en", "log", "a b", "c: d"]
)
VALUES: st.SearchStrategy[Tree] = st.recursive(
    TEXTS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(NAMES, inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)
TREES = st.dictionaries(NAMES, VALUES, min_size=1, max_size=4)


class Typist:
    """Types a tree as people do: each time in another way."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def one_of(self, *choices: str) -> str:
        return self.draw(st.sampled_from(choices))

    def lines(self, value: Tree, indent: str) -> Iterator[str]:
        """A mapping or a list in block style."""
        entries = value.items() if isinstance(value, dict) else [(None, each) for each in value or ()]
        for name, each in entries:
            yield from ["", f"{indent}# a note"][: self.draw(st.integers(0, 2))]
            sign = "-" if name is None else f"{quoted(name)}:"
            comment = self.one_of("", "", " # why")
            if not isinstance(each, (dict, list)):
                first, *below = self.scalar(each or "", indent).split("\n")
                yield from [f"{indent}{sign} {first}{comment}", *below]
            elif self.draw(st.booleans()):
                yield f"{indent}{sign} {flow(each)}{comment}"
            else:
                yield f"{indent}{sign}{comment}"
                same = isinstance(each, list) and name is not None and self.draw(st.booleans())
                yield from self.lines(each, indent if same else indent + self.one_of("  ", "    "))

    def scalar(self, text: str, indent: str) -> str:
        """A text plain, in quotes or in lines of its own, where YAML reads it so."""
        single, lines = text.replace("'", "''"), text.replace("\n", f"\n{indent}   ")
        written = self.one_of(text, f"'{single}'", f"|-\n{indent}   {lines}", f">-\n{indent}   {lines}", quoted(text))
        return written if _is_read(written, text) else quoted(text)


def _is_read(written: str, text: str) -> bool:
    if not text or ("\n" in written and written[0] not in "|>"):
        return False
    try:
        return bool(yaml.load(f"a: {written}\nb: c", yaml.BaseLoader) == {"a": text, "b": "c"})
    except yaml.YAMLError:
        return False


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def flow(value: Tree) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(name)}: {flow(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return quoted(value or "")


@st.composite
def files(draw: st.DrawFn) -> tuple[str, Tree]:
    tree = draw(TREES)
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    lines = ["---", *Typist(draw).lines(tree, ""), "---", "Body.", ""]
    return draw(st.sampled_from(["", "\ufeff"])) + newline.join(lines), tree


def places(tree: Tree, path: FieldPath = ()) -> Iterator[FieldPath]:
    """Every place in a tree, and one more in each mapping and list."""
    if isinstance(tree, dict):
        for name, each in tree.items():
            yield (*path, name)
            yield from places(each, (*path, name))
        yield (*path, "consent")
    elif isinstance(tree, list):
        for number, each in enumerate(tree):
            yield (*path, number)
            yield from places(each, (*path, number))
        yield (*path, len(tree))


def at(tree: Tree, path: FieldPath) -> Tree:
    for step in path:
        if isinstance(tree, dict):
            tree = tree.get(str(step))
        else:
            tree = tree[int(step)] if isinstance(tree, list) and int(step) < len(tree) else None
    return tree
