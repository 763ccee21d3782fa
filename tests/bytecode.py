"""Templates compiled once a session instead of once a build: without it, three fifths of what the build of a small hub takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType

import jinja2
from jinja2.bccache import Bucket, BytecodeCache


class InMemory(BytecodeCache):
    """Jinja's own cache, in memory: its key is a template's name, file and source."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


@contextmanager
def compiled_once() -> Iterator[None]:
    """Every environment that is made meanwhile, MkDocs' own and ours, shares a cache."""
    cache, original = InMemory(), jinja2.Environment.__init__

    def with_cache(self: jinja2.Environment, *arguments: object, **options: object) -> None:
        original(self, *arguments, **{"bytecode_cache": cache, **options})

    jinja2.Environment.__init__ = with_cache
    yield
    jinja2.Environment.__init__ = original
