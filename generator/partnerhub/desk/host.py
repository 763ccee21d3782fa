"""Where proposals go: the hub's code host, as Sveltia speaks with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from partnerhub.history.project import Host, Project


def interface(project: Project) -> str:
    """The address to which the browser speaks.

    https://docs.github.com/enterprise-server/rest/quickstart, https://docs.gitlab.com/api/rest/
    """
    if project.host is Host.GITLAB:
        return f"{project.server}/api/v4"
    return "https://api.github.com" if project.server == "https://github.com" else f"{project.server}/api/v3"


def queries(project: Project) -> str:
    """The same where it is asked in GraphQL. Sveltia would look for it elsewhere on a GitHub of one's own."""
    is_github_com = project.server == "https://github.com"
    return f"{interface(project)}/graphql" if is_github_com else f"{project.server}/api/graphql"


def origin(project: Project) -> str:
    """The same without a path, as a policy names it."""
    return "/".join(interface(project).split("/")[:3])


def proposals(project: Project) -> str:
    """Where proposals stand, each with its review."""
    return f"{project.address}/{'-/merge_requests' if project.host is Host.GITLAB else 'pulls'}"


def backend(project: Project, branch: str) -> Mapping[str, Any]:
    """The host in Sveltia's configuration; one signs in with a token, since all else asks a third party."""
    said = {
        "name": str(project.host),
        "repo": project.path,
        "api_root": interface(project),
        "graphql_api_root": queries(project),
        "auth_methods": ["token"],
    }
    return {**said, "branch": branch} if branch else said
