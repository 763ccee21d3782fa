"""GitLab's interface as far as the desk asks it, with one project in memory: what a browser sends comes to it, and no further."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Page, Route

_OPEN = {"access-control-allow-origin": "*", "access-control-allow-headers": "*", "access-control-allow-methods": "*"}
_WHEN = "2026-11-23T10:00:00Z"
_DANA = {"id": 1, "username": "dana", "name": "Dana", "email": "dana@example.org", "avatar_url": None, "web_url": ""}


class GitLab:
    """A project `us/hub` on some server, of which `dana` is a member if she `may_write`."""

    def __init__(self, files: Mapping[str, bytes], server: str, *, may_write: bool = True) -> None:
        self.branches: dict[str, dict[str, bytes]] = {"main": dict(files)}
        self.merge_requests: list[dict[str, Any]] = []
        self.may_write = may_write
        self._server = server

    def answers(self, page: Page) -> None:
        """Answer what a page asks it."""
        page.route(f"{self._server}/**", self._answer)

    def _answer(self, route: Route) -> None:
        request = route.request
        path, asked = request.url.removeprefix(f"{self._server}/api"), json.loads(request.post_data or "{}")
        status, body = (200, {}) if request.method == "OPTIONS" else self._said(request.method, path, asked)
        route.fulfill(status=status, body=json.dumps(body), headers={**_OPEN, "content-type": "application/json"})

    def _said(self, method: str, path: str, asked: dict[str, Any]) -> tuple[int, Any]:
        if path == "/graphql":
            return 200, {"data": {"project": {"repository": self._queried(asked["query"], asked["variables"])}}}
        if method == "POST" and not self.may_write:
            return 403, {"message": "403 Forbidden"}
        match [method, *path.removeprefix("/v4").split("?")[0].split("/")[1:]]:
            case ["GET", "user"]:
                return 200, _DANA
            case ["POST", "projects", "us%2Fhub", "repository", "commits"]:
                if "start_branch" in asked and asked["branch"] in self.branches:
                    return 400, {"message": "A branch called like that already exists."}
                return 201, self._committed(asked)
            case ["DELETE", "projects", "us%2Fhub", "repository", "branches", branch]:
                del self.branches[unquote(branch)]
                return 200, {}
            case ["POST", "projects", "us%2Fhub", "merge_requests"]:
                self.merge_requests.append(asked)
                address = f"{self._server}/us/hub/-/merge_requests/1"
                made = {"iid": 1, "id": 1, "title": asked["title"], "web_url": address, "sha": "2" * 40}
                return 201, {**made, "created_at": _WHEN, "updated_at": _WHEN}
            case ["GET", "projects", "us%2Fhub", "users"]:
                return 200, [_DANA]
        return 200, []

    def _queried(self, query: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        files = self.branches["main"]
        if "rootRef" in query:
            return {"rootRef": "main"}
        if "lastCommit" in query:
            return {"tree": {"lastCommit": {"sha": "1" * 40, "message": "Begin"}}}
        if "recursive" in query:
            nodes = [{"type": "blob", "path": path, "sha": _sha(data)} for path, data in files.items()]
            return {"tree": {"blobs": {"nodes": nodes, "pageInfo": {"endCursor": "", "hasNextPage": False}}}}
        if "rawTextBlob" in query:
            return {"blobs": {"nodes": [{"rawTextBlob": files[path].decode()} for path in variables["paths"]]}}
        commit = {"author": {"id": "", "username": "dana"}, "authorName": "Dana", "committedDate": _WHEN}
        told = {"lastCommit": {**commit, "authorEmail": "dana@example.org"}}
        return dict.fromkeys(re.findall(r"(tree_\d+):", query), told)

    def _committed(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        branch = self.branches.setdefault(asked["branch"], dict(self.branches[asked.get("start_branch", "main")]))
        for action in asked["actions"]:
            content = action["content"]
            is_text = action["encoding"] == "text"
            branch[action["file_path"]] = content.encode() if is_text else base64.b64decode(content)
        return {"id": "2" * 40, "committed_date": _WHEN}


def _sha(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
