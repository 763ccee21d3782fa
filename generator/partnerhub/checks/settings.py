"""What settings say about rules. For whoever reads settings: of the work tree, or of a revision."""

from __future__ import annotations

from collections.abc import Iterator

from partnerhub.checks.rule import RULES
from partnerhub.record.settings_file import SettingsFile
from partnerhub.words.finding import Finding
from partnerhub.words.spelling import close_to


def weakened_rules(file: SettingsFile) -> Iterator[Finding]:
    """Severities of rules that don't exist, and of guarded ones that are lowered."""
    for slug, severity in file.settings.severity.items():
        if (rule := RULES.get(slug)) is None:
            meant = close_to(slug, list(RULES))
            yield file.setting(
                ("severity", slug),
                "must be the name of a rule",
                f"Did you mean {meant}?" if meant else "See `partnerhub rules` for all of them.",
            )
        elif rule.is_guarded and severity.rank < rule.severity.rank:
            words = f"must not be lower than {rule.severity}: the rule guards members, partners or secrets"
            yield file.setting(("severity", slug), words, "Take the line out.")
