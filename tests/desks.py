"""The desk as an editor works with it in a browser: the folder that it is given is one of the browser's own file system."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from browsing import served
from hubs import HubFolder
from partnerhub.edge.config import read_config
from partnerhub.edge.desk_files import desk_files

# https://developer.mozilla.org/docs/Web/API/File_System_API/Origin_private_file_system
_PICKED = "window.showDirectoryPicker = () => navigator.storage.getDirectory()"
_WRITE = """async files => {
  for (const [path, data] of Object.entries(files)) {
    const parts = path.split('/')
    let folder = await navigator.storage.getDirectory()
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, {create: true})
    const stream = await (await folder.getFileHandle(parts.at(-1), {create: true})).createWritable()
    await stream.write(Uint8Array.from(atob(data), each => each.charCodeAt(0)))
    await stream.close()
  }
}"""
_READ = """async () => {
  const found = {}
  const walk = async (folder, above) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'directory') await walk(handle, `${above}${name}/`)
      else {
        const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer())
        found[above + name] = btoa(Array.from(bytes, each => String.fromCharCode(each)).join(''))
      }
    }
  }
  await walk(await navigator.storage.getDirectory(), '')
  return found
}"""
_ALL_SEEN = """window.IntersectionObserver = class {
  constructor(told) { this.told = told }
  observe(target) { this.told([{target, isIntersecting: true, intersectionRatio: 1}], this) }
  unobserve() {}
  disconnect() {}
}"""
"""What is below an edge is not made before it is scrolled to."""


@contextmanager
def desk_of(hub: HubFolder) -> Iterator[str]:
    """The address at which a hub's desk is served, in the hub's language."""
    config = read_config(hub.config_file)
    folder = hub.root / "desk"
    for name, data in desk_files(config, config.settings.language).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    with served(folder) as address:
        yield address


@contextmanager
def desk_at(repository: str, folder: Path, **of_hub: str) -> Iterator[str]:
    """The address of the desk of a new hub, whose repository is at a code host."""
    hub = HubFolder(folder / "hub", **of_hub)
    hub.config_file.write_text(f"repo_url: {repository}\n{hub.config_file.read_text()}")
    with desk_of(hub) as address:
        yield address


class Desk:
    """A desk in a window of its own."""

    def __init__(self, browser: Browser, address: str, *, width: int = 1280) -> None:
        self.address = address
        self.page: Page = browser.new_page(viewport={"width": width, "height": 844})
        self.page.set_default_timeout(20_000)
        self.page.add_init_script(f"{_PICKED}\n{_ALL_SEEN}")
        self.problems: list[str] = []
        self.answered: list[str] = []
        """Addresses that were asked; what the page's policy stops is not."""
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("response", lambda response: self.answered.append(response.url))

    def take_folder(self, files: Mapping[str, bytes]) -> None:
        """Work on a folder of this computer."""
        self.page.goto(f"{self.address}config.json")
        in_git = {".git/HEAD": b"ref: refs/heads/main\n", **files}
        self.page.evaluate(_WRITE, {path: base64.b64encode(data).decode() for path, data in in_git.items()})
        self.page.goto(self.address)
        self.page.locator("#nc-root .buttons button").first.click()
        self.page.locator("#nc-root :is([role=listbox], [role=grid], [role=tree])").first.wait_for()

    def sign_in(self) -> None:
        """Sign in at the code host with a token."""
        self.ask_for_token()
        self.give_token()

    def ask_for_token(self) -> None:
        """Up to the moment in which it is typed."""
        self.page.goto(self.address)
        self.page.locator("#nc-root .buttons button").last.click()
        self.page.locator("dialog[open] input").wait_for()

    def give_token(self) -> None:
        """Type it."""
        self.page.locator("dialog[open] input").fill("github_pat_of_dana")
        self.page.keyboard.press("Enter")

    def open(self, stem: str) -> None:
        """The form of a partner's file."""
        self._goto(f"entries/{stem}")

    def begin(self) -> None:
        """The form of a new one."""
        self._goto("new")

    def _goto(self, place: str) -> None:
        self.page.goto(f"{self.address}#/collections/partners/{place}")
        self.field("name").wait_for()

    def field(self, path: str) -> Locator:
        """A field of the form; items of lists have their number: `events.0.start`."""
        return self.page.locator(f'[data-key-path="{path}"]')

    def fill(self, path: str, text: str) -> None:
        """Type into a field."""
        self.field(path).locator("input:visible, textarea:visible").first.fill(text)

    def add(self, path: str) -> None:
        """Add an item to a list."""
        self.field(path).locator(".material-symbols-outlined", has_text=re.compile("^add$")).last.click()

    def unfold(self, path: str) -> None:
        """Show what is in the first item of a list."""
        self.field(path).locator(".item button[aria-expanded=false]").first.click()

    def take_photo(self, path: str, file: Path) -> None:
        """Put a photo into a field."""
        self.field(path).locator("input[type=file]").first.set_input_files(file)
        self.field(path).locator("img").wait_for()

    def save(self) -> None:
        """Save the form into the folder, and wait until it is there."""
        self.press_save()
        self.page.wait_for_url(re.compile(r"#/collections/partners$"))

    def propose(self) -> None:
        """Save the form as a proposal, which stays a draft."""
        self.press_save()
        self.page.locator("dialog[open] button").last.click()

    def press_save(self) -> None:
        """What comes of it is waited for elsewhere."""
        self.page.locator('button[aria-keyshortcuts="Ctrl+S"]').click()

    def files(self) -> Mapping[str, bytes]:
        """Path → bytes of all that lies in the folder, but for git's."""
        read = self.page.evaluate(_READ).items()
        return {path: base64.b64decode(data) for path, data in read if not path.startswith(".git/")}
