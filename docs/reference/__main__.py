"""`make reference`: write every page of the reference anew."""

from docs.reference.pages import FOLDER, PAGES

FOLDER.mkdir(parents=True, exist_ok=True)
for name, page in PAGES.items():
    (FOLDER / f"{name}.md").write_text(page(), encoding="utf-8")
