"""What commands end with, as the command line says it."""

from __future__ import annotations

import re

from docs.reference.table import table
from partnerhub.edge import exits

_HEAD = """\
# Exit codes

Of every command:

"""
_FOOT = """
A build that stops leaves the last good `site/` as it was. With 2, one line names the file and the reason. With 3,
please report the lines above it; they repeat nothing of what was read.
"""


def page() -> str:
    """The page as Markdown."""
    said = (exits.__doc__ or "").partition("\n\n")[2]
    rows = [(f"`{code}`", words.strip()) for code, words in re.findall(r"(?:^|· )(\d+) ([^·\n(]+)", said, re.MULTILINE)]
    return _HEAD + table(("code", "what it says"), rows) + _FOOT
