"""Every home of a hub: what its README tells to set up there, from the templates that `new hub` fills in."""

from __future__ import annotations

from docs.reference.table import table
from partnerhub.scaffold.homes import HOMES
from partnerhub.scaffold.hub_templates import SUFFIX, hub_environment

_HEAD = """\
# Homes for a hub

What `partnerhub new hub --home …` knows. Each writes what its host needs to run, and this into the README of the hub.
A secret reaches the step that deploys and no other; what is missing is said before all else, with the place where it
is set. What a plan of a host has was looked up in November 2026; hosts change that.

"""


def page() -> str:
    """The page as Markdown."""
    rows = [(f"[`{name}`](#{name})", home.called) for name, home in HOMES.items()]
    return _HEAD + table(("home", "what it is"), rows) + "".join(map(_section, HOMES))


def _section(name: str) -> str:
    told = hub_environment("en").get_template(f"homes/{name}/README.en.md{SUFFIX}").render()
    return f"\n## {name}\n\n{told.partition(chr(10))[2].strip()}\n"
