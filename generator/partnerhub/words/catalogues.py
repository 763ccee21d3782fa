"""Our words as translators edit them, and as gettext reads them: compiled when partnerhub is installed.

A wheel has only what is compiled; a checkout has it beside the text, where git ignores it. `terms` reads it.
"""

from __future__ import annotations

import gettext
import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

from partnerhub.ours import PACKAGE

CATALOGUES = PACKAGE / "locale"
_WORDS = Path("LC_MESSAGES", "partnerhub.po")
"""Where a language's catalogue lies in its folder."""


def translated() -> list[str]:
    """The languages that have a catalogue, as the machine's locales are called: with an underscore."""
    return sorted(folder.name for folder in CATALOGUES.iterdir() if folder.is_dir())


def translations(locale: str) -> gettext.NullTranslations | None:
    """The words of a locale; None where it has no catalogue."""
    text = CATALOGUES / locale / _WORDS
    kept = text.with_suffix(".mo")
    compiled = kept.read_bytes() if kept.is_file() else b""
    if text.is_file():
        source = text.read_bytes()
        if not compiled.endswith(_mark(source)):  # the text was edited since
            compiled = _compiled(source)
    return gettext.GNUTranslations(io.BytesIO(compiled)) if compiled else None


def all_compiled() -> Mapping[Path, bytes]:
    """What belongs beside the text of each catalogue."""
    texts = [CATALOGUES / locale / _WORDS for locale in translated()]
    return {text.with_suffix(".mo"): _compiled(text.read_bytes()) for text in texts}


def keep_compiled() -> None:
    """Put it there, each file whole or not at all."""
    for path, compiled in all_compiled().items():
        fresh = path.with_suffix(".half")
        fresh.write_bytes(compiled)
        fresh.replace(path)


def _compiled(source: bytes) -> bytes:
    # Where it is kept, nobody needs this.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source)))
    return compiled.getvalue() + _mark(source)


def _mark(source: bytes) -> bytes:
    """Of which text it was made; behind the tables by which gettext finds its way, which never looks there."""
    return hashlib.sha256(source).digest()


if __name__ == "__main__":
    keep_compiled()
