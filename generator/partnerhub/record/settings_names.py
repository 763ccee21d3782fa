"""What settings are called: ours, and those of MkDocs beside them."""

from __future__ import annotations

from functools import cache

from partnerhub.record.mended_lines import KnownFields
from partnerhub.record.settings import Settings

OF_MKDOCS = frozenset(name for name, info in Settings.model_fields.items() if info.exclude)
"""Settings that stand beside the plugin, not under it."""
OURS = tuple(name for name in Settings.model_fields if name not in OF_MKDOCS)
"""Settings that stand under it."""
BESIDE = OF_MKDOCS | {
    *("docs_dir", "site_dir", "theme", "nav", "plugins", "markdown_extensions", "extra", "extra_css", "hooks"),
    *("extra_javascript", "repo_url", "repo_name", "edit_uri", "site_description", "site_author", "copyright"),
}
"""Of MkDocs; they are written beside the plugins: https://www.mkdocs.org/user-guide/configuration/"""


@cache
def of_settings() -> KnownFields:
    """The fields that mkdocs.yml may have; it tells no secrets, so that all of it may be repeated."""
    names = frozenset({*OURS, *BESIDE, "partnerhub", "name", "language", "features", "palette", "font"})
    return KnownFields(names=names, of_fields=frozenset(), of_lists=names, holders={}, repeated=None, is_fenced=False)
