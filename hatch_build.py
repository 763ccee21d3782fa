"""Compiles the catalogues when partnerhub is built: into the wheel, or beside their text in a checkout."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path(__file__).parent / "generator"
sys.path.insert(0, str(SOURCE))
from partnerhub.words import catalogues  # noqa: E402 - it is not installed yet


class Catalogues(BuildHookInterface[Any]):
    """Called by hatchling for the wheel; see pyproject.toml."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Put what is compiled where it belongs, before the files are gathered."""
        self._folder = Path(tempfile.mkdtemp())
        if version == "editable":
            catalogues.keep_compiled()
            return
        for path, compiled in catalogues.all_compiled().items():
            place = path.relative_to(SOURCE)
            (self._folder / place).parent.mkdir(parents=True)
            (self._folder / place).write_bytes(compiled)
            build_data["force_include"][str(self._folder / place)] = place.as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self._folder)
