"""`python -m partnerhub.photos`: a process that opens photos. It answers what `opener` asks, until that ends."""

from __future__ import annotations

import os
import signal
import sys
from typing import IO, Any

from partnerhub.photos import wire
from partnerhub.photos.decode import (
    MOST_TO_MEASURE,
    MOST_TO_SHOW,
    WIDE_ENOUGH,
    decode,
    is_transparent,
    recognise,
    upright,
)
from partnerhub.photos.fault import OF_BYTES, PhotoError
from partnerhub.photos.memory import bounded
from partnerhub.photos.renditions import renditions


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Say that we are there, then answer each question."""
    wire.send(answers, {})
    while (asked := wire.receive(questions)) is not None:
        words, (data,) = asked
        try:
            with bounded():
                said, parts = _answer(words, data)
        except PhotoError as error:
            said, parts = {"fault": OF_BYTES.index(error.fault)}, []
        wire.send(answers, said, parts)


def _answer(words: dict[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    match words["step"]:
        case "recognise":
            recognise(data)
            return {}, []
        case "measure":
            pixels, size = decode(data, MOST_TO_MEASURE)
            return {"measured": [*size, is_transparent(pixels)]}, []
        case "upright":
            suffix, turned = upright(data)
            return {"suffix": suffix}, [] if turned is None else [turned]
        case _:
            pixels, _ = decode(data, MOST_TO_SHOW, WIDE_ENOUGH)
            made = renditions(pixels, tuple(words["focus"]), is_of_person=words["is_of_person"])
            return made.told(), [image.data for image in made.images]


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks, whose end is ours
    with os.fdopen(os.dup(1), "wb") as answers, open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - no path of ours
        os.dup2(nowhere.fileno(), 1)  # what a library prints would stand among the answers
        serve(sys.stdin.buffer, answers)
