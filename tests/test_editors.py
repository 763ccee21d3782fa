"""Editors: a language server of YAML, asked as an editor asks it, takes our schema, finds a slip, completes and explains.

It comes by npm, in a soak only.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from needs import lacking
from partnerhub.record.schema import json_schema
from records import SOUND

pytestmark = [pytest.mark.soak, pytest.mark.needs("npm")]


class Server:
    """A language server, and the one file that is open in it."""

    def __init__(self, program: Path, folder: Path) -> None:
        command = ["node", str(program), "--stdio"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self._patience = threading.Timer(60, self._process.kill)
        self._patience.start()
        self._uri = (folder / "content" / "partners" / "code.md").as_uri()
        schemas = {(folder / "partner.schema.json").as_uri(): "content/partners/*.md"}
        self._settings = {"yaml": {"schemas": schemas, "schemaStore": {"enable": False}, "completion": True}}
        capabilities = {"workspace": {"configuration": True}}
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities=capabilities)
        self._send(method="initialized", params={})

    def close(self) -> None:
        self._patience.cancel()
        self._process.kill()
        self._process.communicate()

    def slips(self, text: str) -> list[tuple[int, str]]:
        """What it says of the front matter of a file: line, from 1, and message."""
        document = {"uri": self._uri, "languageId": "yaml", "version": 1, "text": text.partition("\n---\n")[0]}
        self._send(method="textDocument/didOpen", params={"textDocument": document})
        while (told := self._heard()).get("method") != "textDocument/publishDiagnostics":
            pass
        return [(each["range"]["start"]["line"] + 1, each["message"]) for each in told["params"]["diagnostics"]]

    def ask(self, method: str, **params: Any) -> Any:
        self._send(id=1, method=method, params=params)
        while (answer := self._heard()).get("id") != 1 or "method" in answer:
            pass
        return answer["result"]

    def ask_at(self, method: str, line: int, character: int) -> Any:
        """Ask of a place, counted from 0."""
        position = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", textDocument={"uri": self._uri}, position=position)

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _heard(self) -> dict[str, Any]:
        """The next message, which is answered where it asks for settings."""
        assert self._process.stdout is not None
        read = self._process.stdout.readline
        head = iter(lambda: read().strip(), b"")  # nothing, where it has ended
        (length,) = [int(line.split(b":")[1]) for line in head if line.lower().startswith(b"content-length")]
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if "id" in message and "method" in message:
            asked = message.get("params", {}).get("items", ())
            self._send(id=message["id"], result=[self._settings.get(each.get("section"), {}) for each in asked])
        return message


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("npm")
    npm = ["npm", "install", "--silent", "--prefix", str(folder), "yaml-language-server@1.25.0"]
    if subprocess.run(npm, capture_output=True, check=False).returncode:
        lacking("yaml-language-server, by npm")
    return folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


@pytest.fixture
def server(program: Path, tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "partner.schema.json").write_text(json_schema(), encoding="utf-8")
    server = Server(program, tmp_path)
    yield server
    server.close()


def test_what_is_sound_is_taken(server: Server) -> None:
    assert server.slips(SOUND) == []


def test_a_slip_is_marked_on_its_line(server: Server) -> None:
    line = SOUND.splitlines().index("  decision: approved") + 1
    choices = '"pending", "approved", "declined"'
    found = server.slips(SOUND.replace("decision: approved", "decision: aproved"))
    assert found == [(line, f"Value is not accepted. Valid values: {choices}.")]


def test_fields_are_completed_and_explained(server: Server) -> None:
    server.slips("---\nname: X\nkind: \n")
    offered = [each["label"] for each in server.ask_at("completion", 2, 6)["items"]]
    assert offered == ["person", "community", "organization"]
    assert "person, community or organization. Public." in server.ask_at("hover", 2, 1)["contents"]["value"]
