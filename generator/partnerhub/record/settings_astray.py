"""What stands in a settings file to no effect, though it could be typed: a slip that nobody would see otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from partnerhub.record.settings_file import SettingsFile
from partnerhub.record.settings_names import OURS
from partnerhub.record.settings_refused import mkdocs_text
from partnerhub.record.settings_tree import Fault
from partnerhub.record.settings_types import language_meant
from partnerhub.words.finding import FieldPath
from partnerhub.words.terms import LANGUAGE_TAG, N_

_LABELLED = ("values", "red_flags", "tags")


def astray(file: SettingsFile) -> Iterator[Fault]:
    """Settings of ours beside the plugin, a name of the site that is none, and labels in what is no language."""
    for name in (name for name in OURS if name in file.tree):
        words, hint = N_("{field} must stand under partnerhub"), N_("Move it there, indented by six spaces.")
        yield file.fault((name,), words, hint)
    if not isinstance(file.tree.get("site_name", ""), str | None):
        yield mkdocs_text(file.typed, ("site_name",))
    for field in _languages_of_labels(file):
        if field[-1] and not LANGUAGE_TAG.match(str(field[-1])):
            words = N_("must have the code of a language for a name, such as {example} or en")
            guess = language_meant(str(field[-1]))
            hint = N_("Write {line}.") if guess else N_("Write the language's code, or the label alone.")
            yield file.setting(field, words, hint, example="he", line=f"{guess.text}: …" if guess else "")


def _languages_of_labels(file: SettingsFile) -> Iterator[FieldPath]:
    for name in _LABELLED:
        for key, labels in getattr(file.settings, name).items():
            yield from ((name, key, language) for language in labels)
    yield from (("about", language) for language in file.settings.about or {})
