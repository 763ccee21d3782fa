"""Where a hub's files live: a home is a row here, and a folder of templates."""

from __future__ import annotations

from collections.abc import Mapping

from partnerhub.words.terms import N_, Term

HOMES: Mapping[str, Term] = {
    "github": N_("GitHub"),
    "gitlab": N_("GitLab"),
    "none": N_("no host, or another"),
}
"""Home → what people call it.

`templates/hub/homes/<home>/` has in `files/` what the host asks for, and what a README says of it, once a language.
"""
