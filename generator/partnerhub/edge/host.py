"""What can be known of a code host without asking it: from the environment in which it runs us, and from a remote."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from partnerhub.history.project import Host, host_and_path


class Readers(StrEnum):
    """Who can read a repository."""

    EVERYBODY = "public"
    ACCOUNTS = "internal"
    """Everybody who has an account of the host, or of the company."""
    MEMBERS = "private"


def readers(environ: Mapping[str, str]) -> Readers | None:
    """Who can read the repository, as the CI that runs us says; None where none does."""
    if event := environ.get("GITHUB_EVENT_PATH"):
        # https://docs.github.com/webhooks/webhook-events-and-payloads
        try:
            about = json.loads(Path(event).read_bytes())["repository"]
            is_private, visibility = about["private"], about.get("visibility")
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None
        if is_private is False:
            return Readers.EVERYBODY
        return Readers.ACCOUNTS if visibility == "internal" else Readers.MEMBERS if is_private is True else None
    # https://docs.gitlab.com/ci/variables/predefined_variables/
    told = environ.get("CI_PROJECT_VISIBILITY")
    return Readers(told) if told in list(Readers) else None


def is_public_repository(environ: Mapping[str, str]) -> bool:
    """Whether the CI that runs us says that anyone can read the repository."""
    return readers(environ) is Readers.EVERYBODY


def host_of_remote(address: str) -> Host | None:
    """The host by the name of a remote's machine; None for another one, and for a folder."""
    name = host_and_path(address)[0].partition(".")[0]
    return Host(name) if name in list(Host) else None


def is_folder(address: str) -> bool:
    """Whether a remote is a folder: of this machine, or one that it reaches like its own.

    https://git-scm.com/docs/git-clone#_git_urls
    """
    if address.startswith("file:") or re.match(r"[A-Za-z]:[\\/]", address):
        return True
    return "://" not in address and ":" not in address.partition("/")[0]
