"""This repository's own files for its host: the workflows of every hub, with what is different here in `.ci/own/`, and
the issue forms of the demo. `make workflows`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from partnerhub.edge.config import read_config
from partnerhub.scaffold.hub_templates import SUFFIX, hub_environment
from partnerhub.scaffold.issue_form import issue_forms

ROOT = Path(__file__).resolve().parents[1]
OWN = Path(__file__).with_suffix("")


def own_files() -> Mapping[Path, str]:
    """File → its text."""
    environment = hub_environment("en", [OWN])
    names = sorted(template.relative_to(OWN).as_posix() for template in OWN.rglob(f"*{SUFFIX}"))
    workflows = {ROOT / name.removesuffix(SUFFIX): environment.get_template(name).render() for name in names}
    forms = issue_forms("github", read_config(ROOT / "mkdocs.yml").settings)
    return workflows | {ROOT / path: text for path, text in forms.items()}


if __name__ == "__main__":
    for file, text in own_files().items():
        file.write_text(text, encoding="utf-8")
