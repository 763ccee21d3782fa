"""Counts the pictures that a command encodes, in all its processes: Python runs this at its start where it finds it.

Each adds a byte to the file that `COUNTED` names; such a run isn't timed.
"""

import os
from typing import Any

from PIL import Image

_save = Image.Image.save


def _counted(image: Image.Image, *arguments: Any, **options: Any) -> None:
    with open(os.environ["COUNTED"], "ab") as file:  # noqa: PTH123 - nothing more is imported into what is measured
        file.write(b".")
    _save(image, *arguments, **options)


Image.Image.save = _counted  # type: ignore[assignment,method-assign]
