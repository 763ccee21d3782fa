"""What YAML's own parser takes for the front matter of all partners of a hub: the least that a check can do."""

import sys
from pathlib import Path

import yaml

for file in sorted(Path(sys.argv[1]).glob("*.md")):
    yaml.compose(file.read_text("utf-8").split("\n---\n", 1)[0].removeprefix("---\n"), Loader=yaml.CSafeLoader)
