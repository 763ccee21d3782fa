"""Which part of a picture is kept where a place has another form."""

from __future__ import annotations


def box(size: tuple[int, int], focus: tuple[float, float], ratio: float) -> tuple[int, int, int, int]:
    """The largest box of a ratio, its centre as near to the focus as the borders allow: left, top, right, bottom."""
    width, height = size
    box_width = max(1, min(width, round(height * ratio)))
    box_height = max(1, min(height, round(width / ratio)))
    left = min(max(round(width * focus[0] - box_width / 2), 0), width - box_width)
    top = min(max(round(height * focus[1] - box_height / 2), 0), height - box_height)
    return left, top, left + box_width, top + box_height
