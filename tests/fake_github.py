"""GitHub's interface as far as the desk asks it, with one repository in memory: what a browser sends comes to it, and no further."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page, Route

_OPEN = {"access-control-allow-origin": "*", "access-control-allow-headers": "*", "access-control-allow-methods": "*"}
_WHEN = "2026-11-23T10:00:00Z"


class GitHub:
    """A repository `us/hub`, of which `dana` is a collaborator if she `may_write`."""

    def __init__(self, files: Mapping[str, bytes], *, may_write: bool = True, takes_drafts: bool = True) -> None:
        self.branches: dict[str, dict[str, bytes]] = {"main": dict(files)}
        self.pulls: list[dict[str, Any]] = []
        self.may_write = may_write
        self.takes_drafts = takes_drafts
        """GitHub's free plan has none in private repositories."""

    def answers(self, page: Page) -> None:
        """Answer what a page asks GitHub."""
        page.route("https://api.github.com/**", self._answer)

    def _answer(self, route: Route) -> None:
        request = route.request
        status, body = (
            (200, "") if request.method == "OPTIONS" else self._said(request.method, request.url, request.post_data)
        )
        data = body if isinstance(body, str) else json.dumps(body)
        route.fulfill(status=status, body=data, headers={**_OPEN, "content-type": "application/json"})

    def _said(self, method: str, url: str, posted: str | None) -> tuple[int, Any]:
        path, asked = url.removeprefix("https://api.github.com"), json.loads(posted or "{}")
        if path == "/user":
            return 200, {
                "id": 1,
                "login": "dana",
                "name": "Dana",
                "email": "dana@example.org",
                "avatar_url": "",
                "html_url": "",
            }
        if "/collaborators/" in path:
            return (204, "") if self.may_write else (404, {"message": "Not Found"})
        if "/git/trees/" in path:
            files = self.branches["main"]
            return 200, {
                "tree": [
                    {"type": "blob", "path": name, "sha": _sha(data), "size": len(data)} for name, data in files.items()
                ]
            }
        if path == "/graphql":
            return self._queried(asked["query"], asked.get("variables", {}))
        if path.endswith("/pulls") and asked.get("draft") and not self.takes_drafts:
            return 422, {"message": "Draft pull requests are not supported in this repository."}
        if path.endswith("/pulls") and method == "POST":
            self.pulls.append(asked)
            return 201, {
                "number": 1,
                "node_id": "P",
                "title": asked["title"],
                "html_url": "https://github.com/us/hub/pull/1",
                "head": {"sha": "2" * 40},
                "created_at": _WHEN,
                "updated_at": _WHEN,
            }
        return 200, {}

    def _queried(self, query: str, variables: Mapping[str, Any]) -> tuple[int, Any]:
        if "createCommitOnBranch" in query:
            given = variables["input"]
            branch = self.branches.setdefault(given["branch"]["branchName"], dict(self.branches["main"]))
            additions = given["fileChanges"]["additions"]
            for each in additions:
                branch[each["path"]] = base64.b64decode(each["contents"])
            shas = {f"file_{number}": {"oid": _sha(branch[each["path"]])} for number, each in enumerate(additions)}
            return 200, {
                "data": {"createCommitOnBranch": {"commit": {"oid": "2" * 40, "committedDate": _WHEN, **shas}}}
            }
        if "createRef" in query:
            return 200, {"data": {"createRef": {"ref": {"name": "x"}}}}
        if "fork:" in query:
            return 200, {"data": {"fork": {"id": "R"}, "base": {"ref": {"target": {"oid": "1" * 40}}}}}
        by_sha = {_sha(data): data for data in self.branches["main"].values()}
        texts = re.findall(r'(content_\d+): object\(oid: "(\w+)"\)', query)
        author = {"name": "Dana", "email": "dana@example.org", "user": {"id": 1, "login": "dana"}}
        commit = {"oid": "1" * 40, "message": "Begin", "author": author, "committedDate": _WHEN}
        target = {"target": {"history": {"nodes": [commit]}, "oid": "1" * 40}}
        repository: dict[str, Any] = {
            "defaultBranchRef": {"name": "main"},
            "ref": target,
            "pullRequests": {"nodes": [], "totalCount": 0},
        }
        repository |= {alias: {"text": by_sha[sha].decode(), "isTruncated": False} for alias, sha in texts}
        repository |= dict.fromkeys(re.findall(r"(commit_\d+):", query), target)
        return 200, {"data": {"repository": repository}}


def _sha(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
