"""`make pictures`: the handbook's pictures of the desk, while somebody proposes one more of the demo's partners.

They are made again where the forms or their frame look different.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

from browsing import CHROMIUM, FLAGS
from desks import Desk, desk_of
from fake_github import GitHub
from hubs import HubFolder

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pages" / "pictures"
DEMO = ROOT / "content" / "partners"
PHOTO = DEMO / "making-bench.jpg"
SIZE = ViewportSize(width=900, height=640)
_SETTLED = 700
"""Milliseconds after which nothing moves any more."""


@dataclass(frozen=True)
class Typed:
    """What is typed in a language."""

    name: str
    description: str
    alt: str
    caption: str
    slug_panel: str
    """What the panel with the page's address is called."""


TYPED: Mapping[str, Typed] = {
    "en": Typed(
        "Friends of the Bench",
        "We love tools, and teach each other to use them: twice a month the workshop is open to all, for free.",
        "A wooden bench under a tidy board of tools",
        "The bench before a repair evening",
        "Slug",
    ),
    "he": Typed(
        "ידידי הספסל",
        "אנחנו אוהבים כלים, ומלמדים זה את זה להשתמש בהם: פעמיים בחודש הסדנה פתוחה לכל השכנים, בלי תשלום.",
        "ספסל עבודה מעץ ומעליו לוח כלים מסודר",
        "הספסל לפני ערב תיקונים",
        "כתובת הדף",
    ),
}


def main() -> None:
    """Write the pictures of each language."""
    FOLDER.mkdir(exist_ok=True)
    for language, typed in TYPED.items():
        for name, png in pictures(language, typed).items():
            Image.open(io.BytesIO(png)).convert("RGB").save(
                FOLDER / f"desk-{language}-{name}.webp", quality=70, method=6
            )


def pictures(language: str, typed: Typed) -> Mapping[str, bytes]:
    """Name → PNG, in the order in which one sees them."""
    found = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        desk_of(demo(Path(folder) / "hub", language)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        desk = Desk(browser, address)
        desk.page.set_viewport_size(SIZE)
        GitHub({f"content/partners/{file.name}": file.read_bytes() for file in DEMO.glob("*.md")}).answers(desk.page)

        def take(name: str) -> None:
            desk.page.wait_for_timeout(_SETTLED)
            found[name] = desk.page.screenshot()

        desk.ask_for_token()
        take("token")
        desk.give_token()
        desk.page.get_by_role("row").first.wait_for()
        desk.begin()
        desk.fill(f"name.{language}", typed.name)
        desk.page.get_by_role("radio", name=typed.slug_panel, exact=True).click()
        take("form")
        desk.page.get_by_role("radio", name=typed.slug_panel, exact=True).click()
        desk.fill(f"body.{language}", typed.description)
        desk.take_photo("photo.file", PHOTO)
        desk.fill(f"photo.alt.{language}", typed.alt)
        desk.fill(f"photo.caption.{language}", typed.caption)
        desk.field("photo").evaluate("field => field.scrollIntoView()")
        take("photo")
        desk.press_save()
        desk.page.locator("dialog[open]").wait_for()
        take("saved")
        browser.close()
    return found


def demo(folder: Path, language: str) -> HubFolder:
    """The demo's community, with a language as its first one."""
    hub = HubFolder(folder)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    first = {"he": "languages: [he, en]", "en": "languages: [en, he]"}[language]
    settings = settings.replace("  language: he", f"  language: {language}").replace("languages: [he, en]", first)
    hub.config_file.write_text(f"repo_url: https://github.com/panas/hub\n{settings}", encoding="utf-8")
    return hub


if __name__ == "__main__":
    main()
