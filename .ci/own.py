"""This repository's own workflows: those of every hub, with what is different here in `.ci/own/`. `make workflows`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from partnerhub.scaffold.hub_templates import SUFFIX, hub_environment

ROOT = Path(__file__).resolve().parents[1]
OWN = Path(__file__).with_suffix("")


def own_files() -> Mapping[Path, str]:
    """File → its text."""
    environment = hub_environment("en", [OWN])
    names = sorted(template.relative_to(OWN).as_posix() for template in OWN.rglob(f"*{SUFFIX}"))
    return {ROOT / name.removesuffix(SUFFIX): environment.get_template(name).render() for name in names}


if __name__ == "__main__":
    for file, text in own_files().items():
        file.write_text(text, encoding="utf-8")
