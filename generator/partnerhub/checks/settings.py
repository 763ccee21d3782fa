"""What settings say about rules. For whoever reads settings: of the work tree, or of a revision."""

from __future__ import annotations

from collections.abc import Iterator

from partnerhub.checks.rule import RULES
from partnerhub.record.settings_file import SettingsFile
from partnerhub.record.settings_tree import Fault
from partnerhub.words.spelling import close_to
from partnerhub.words.terms import N_


def weakened_rules(file: SettingsFile) -> Iterator[Fault]:
    """Severities of rules that don't exist, and of guarded ones that are lowered."""
    for slug, severity in file.settings.severity.items():
        if (rule := RULES.get(slug)) is None:
            meant = close_to(slug, list(RULES))
            yield file.setting(
                ("severity", slug),
                N_("must be the name of a rule"),
                N_("Did you mean {meant}?") if meant else N_("See `partnerhub rules` for all of them."),
                meant=meant,
            )
        elif rule.is_guarded and severity.rank < rule.severity.rank:
            words = N_("must not be lower than {severity}: the rule guards members, partners or secrets")
            yield file.value(("severity", slug), words, N_("Take the line out."), severity=rule.severity)
