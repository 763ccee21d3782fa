"""Where a hub's files and its site live: a home is a row here, and a folder of templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from partnerhub.words.terms import N_, Term


@dataclass(frozen=True)
class Home:
    """A place to live, by what people call it."""

    called: Term
    like: str = ""
    """Another one, whose files it has too, but for those that its own folder has."""


HOMES: Mapping[str, Home] = {
    "github": Home(N_("GitHub: a public repository, or a private one on a paid plan")),
    "github-free": Home(N_("GitHub, private and free: the site in a second, public repository"), like="github"),
    "gitlab": Home(N_("GitLab")),
    "cloudflare": Home(N_("GitHub, private and free: the site at Cloudflare Pages"), like="github"),
    "netlify": Home(N_("GitHub, private and free: the site at Netlify"), like="github"),
    "rsync": Home(N_("GitHub, private and free: the site on a web server of your own"), like="github"),
    "none": Home(N_("no host, or another")),
}
"""Home → what it is.

`templates/hub/homes/<home>/` has in `files/` what the host asks for, and what a README says of it, once a language.
"""
FORMS: Mapping[str, tuple[str, str]] = {
    "github": (".github/ISSUE_TEMPLATE/partnerhub-", ".yml"),
    "gitlab": (".gitlab/issue_templates/partnerhub-", ".md"),
}
"""Host → where it looks for a form: what stands before the language in the path, and behind it."""


def folders_of(home: str) -> Sequence[str]:
    """Where the templates of a home's files lie, below those of a hub; what a later folder has goes before."""
    like = HOMES[home].like
    return [f"homes/{each}/files" for each in (like, home) if each]
