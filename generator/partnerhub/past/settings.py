"""The settings that the branch held: of each commit its own, else today's."""

from __future__ import annotations

from collections.abc import Sequence

from partnerhub.cache import Cache, digest
from partnerhub.checks.settings import weakened_rules
from partnerhub.contained import contained
from partnerhub.history.branch import Step
from partnerhub.history.git import Repository
from partnerhub.record import settings_yaml
from partnerhub.record.kept import version
from partnerhub.record.settings import Settings
from partnerhub.record.settings_file import read_settings
from partnerhub.record.settings_tree import SettingsInvalid
from partnerhub.words.terms import N_


class PastSettings:
    """The settings that the branch held."""

    def __init__(
        self,
        repository: Repository,
        config_file: str,
        today: Settings,
        different: list[Settings],
        cache: Cache | None,
    ) -> None:
        """`different` are those of the past that were read before, each once; these join them. A `cache` has others."""
        self._table = cache.table("settings", version()) if cache else None
        self._repository = repository
        self._config_file = config_file
        self._today = today
        self._by_digest = {_digest(each): each for each in (today, *different)}
        self._known: dict[tuple[tuple[str, str], ...], Settings] = {}
        """Names and contents of the files that were read → settings."""
        self._different = different
        """Most of what changes in mkdocs.yml is MkDocs' and makes no facts anew."""
        self.tip = today
        """Those of the branch's tip."""
        self._paths: frozenset[str] = frozenset()
        """Of the files from which they were read."""

    def of(self, held: Sequence[Step]) -> list[Settings]:
        """The settings of each commit of the branch."""
        keys: list[tuple[tuple[str, str], ...]] = []
        for number, each in enumerate(held):
            if number == 0 or each.prefix != held[number - 1].prefix or self._paths & each.others:
                keys.append(self._read(each))
                self._paths = frozenset(path for path, _ in keys[-1])
            else:
                keys.append(keys[-1])
        self.tip = self._known[keys[-1]]
        if self._table:
            self._table.save(forgets_others=True)
        return [self._known[key] for key in keys]

    def differ(self, last: Step) -> bool:
        """Whether the files that are looked at have other settings than the branch's tip."""
        return bool(self._paths & last.others)

    def _read(self, each: Step) -> tuple[tuple[str, str], ...]:
        name = f"{each.commit} {each.prefix}{self._config_file}"
        kept = self._table.get(name) if self._table else None
        if kept is not None and kept["settings"] in self._by_digest:
            # Most of what changes in mkdocs.yml is MkDocs': that these are those needn't be read again.
            key, settings = tuple((path, blob) for path, blob in kept["asked"]), self._by_digest[kept["settings"]]
        else:
            key, settings = self._read_anew(each)
            known_by = _digest(settings)
            self._by_digest.setdefault(known_by, settings)
            if self._table and settings is not self._today:  # which may stand for what can't be used
                self._table.put(name, {"asked": key, "settings": known_by})
        if settings not in (self._today, *self._different):
            self._different.append(settings)
        self._known[key] = next(each for each in (self._today, *self._different) if each == settings)
        return key

    def _read_anew(self, each: Step) -> tuple[tuple[tuple[str, str], ...], Settings]:
        tree = self._repository.tree(each.commit)
        asked: dict[str, str] = {}

        def read(path: str) -> bytes | None:
            entry = tree.get(each.prefix + path)
            asked[each.prefix + path] = entry.blob if entry else ""
            return self._repository.first_bytes(entry, settings_yaml.MAX_BYTES + 1)

        def settings_then() -> Settings:
            try:
                return read_settings(self._config_file, read, None, checks=(weakened_rules,)).settings
            except SettingsInvalid:
                return self._today

        settings = contained(N_("reading settings of the past"), settings_then, lambda _: self._today)
        return tuple(sorted(asked.items())), settings


def _digest(settings: Settings) -> str:
    return digest(repr(settings).encode("utf-8", "surrogatepass"))
