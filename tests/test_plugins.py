"""Other plugins and hooks beside ours: they work, or are refused with a sentence that says why."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from hubs import HubFolder, build, everything, files_of, partnerhub
from partnerhub.site.shell import FRAMES
from pictures import picture
from records import SOUND

HOOKS = '''\
"""What plugins do to pages: ask the disk for their files, list them, keep what they read, rewrite what is rendered."""
import html, os, re
from pathlib import Path

read, lists = {}, []


def on_files(files, config):
    for file in files.documentation_pages():
        assert os.path.isfile(file.abs_src_path) and file.src_path.endswith(".md")
    lists.append([file.src_uri for file in files.documentation_pages()])
    # mkdocs-exclude
    for file in [file for file in files if file.src_uri.startswith("partners/")]:
        files.remove(file)


def on_nav(nav, config, files):
    # mkdocs-literate-nav, mkdocs-awesome-nav: whatever file there is, is in it
    lists.append([file.src_uri for file in files.documentation_pages()])
    for file in files.documentation_pages():
        assert file.page in nav.pages


def on_page_read_source(page, config):
    return Path(page.file.abs_src_path).read_text(encoding="utf-8")


def on_page_content(html, page, config, files):
    # mkdocs-rss-plugin, mkdocs-print-site-plugin
    read[page.file.src_uri] = html
    assert Path(page.file.abs_src_path).stat().st_size


def on_env(env, config, files):
    lists.append([file.src_uri for file in files.documentation_pages()])


def on_page_context(context, page, config, nav):
    assert Path(page.file.abs_src_path).stat().st_size
    assert page.title and isinstance(page.content, str) and isinstance(page.markdown, str)
    assert list(page.toc) is not None and page.meta is not None
    context["page"].meta["seen"] = True


def on_post_page(output, page, config):
    assert page.meta["seen"]
    # mkdocs-minify-plugin
    output = re.sub("<!--.*?-->", "", output, flags=re.DOTALL)
    return re.sub(r">\\s+<", "> <", output).replace("</body>", "<footer>of a hook</footer></body>")


def on_post_build(config):
    Path(config.site_dir, "print.html").write_text("<html><body>" + "".join(read.values()), encoding="utf-8")
    Path(config.site_dir, "feed_rss.xml").write_text(html.escape("".join(read.values())), encoding="utf-8")
    Path(config.site_dir, "lists.txt").write_text("\\n".join(map(str, lists)), encoding="utf-8")
'''


def read(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def cards(page: str) -> set[str]:
    """The titles of the event and partner cards of a page."""
    return set(re.findall(r'class="ph-card__link"[^>]*>(?:<bdi[^>]*>)?([^<]*)', page))


def plugins(hub: HubFolder, named: str, beside: str = "") -> HubFolder:
    """A hub with other plugins, before ours and after it."""
    text = hub.config_file.read_text().replace("  - search\n", f"  - search\n{named}")
    hub.config_file.write_text(text + beside)
    hub.add("a.md", SOUND, picture())
    return hub


def test_what_plugins_do_to_pages(hub: HubFolder) -> None:
    """The theme's own tags, blog, meta and group; and hooks that do what those of others do."""
    named = "  - blog\n  - meta\n  - group: {enabled: true, plugins: [tags]}\n"
    plugins(hub, named, "hooks: [hook.py]\n")
    (hub.root / "hook.py").write_text(HOOKS)
    pages = hub.root / "content" / "pages"
    (pages / "tagged").mkdir()
    (pages / "tagged" / ".meta.yml").write_text("tags: [of-a-folder]\n")
    (pages / "tagged" / "page.md").write_text("# Tagged\n")
    (pages / "tags.md").write_text("# Tags\n\n<!-- material/tags -->\n")
    (pages / "blog" / "posts").mkdir(parents=True)
    (pages / "blog" / "index.md").write_text("# Blog\n")
    (pages / "blog" / "posts" / "one.md").write_text("---\ndate: 2026-11-01\n---\n# One\n\nWords of a post\n")

    site = build(hub)

    event = read(site, "partners/a/open-data-night/index.html")
    assert "Open data night" in event
    assert "<footer>of a hook</footer>" in event, "what is done to pages is done to ours"
    assert "<!--" not in event
    assert cards(read(site, "print.html")) == {"Open data night", "Code for Good"}, "what repeats a page has its lists"
    assert FRAMES not in read(site, "lists.txt"), "no plugin lists a frame"
    assert b"partnerhub-frame" not in everything(site)
    assert not [path for path, data in files_of(site).items() if re.search(b"ph[0-9a-f]{32}", data)], "no slot is left"
    assert "of-a-folder" in read(site, "tags/index.html")
    assert "Words of a post" in read(site, "blog/2026/11/01/one/index.html")


REFUSED = {
    "offline": ("  - offline\n", "the plugin offline must not be on: it turns use_directory_urls off"),
    "by its whole name": ("  - material/offline:\n      enabled: true\n", "the plugin offline must not be on"),
    "static-i18n": ("  - i18n: {languages: []}\n", "the plugin i18n must not be on: it builds the site anew"),
}


@pytest.mark.parametrize(("named", "said"), REFUSED.values(), ids=REFUSED.keys())
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_plugin_that_does_not_fit_is_refused_and_says_why(
    hub: HubFolder, named: str, said: str, command: str
) -> None:
    ran = partnerhub(command, cwd=plugins(hub, named).root)
    assert ran.returncode == 2
    assert f"mkdocs.yml:7:5: error settings: {said}" in ran.stdout + ran.stderr
    assert not (hub.root / "site").exists()


def test_a_plugin_that_is_off_may_stand_there(hub: HubFolder) -> None:
    plugins(hub, "  - offline: {enabled: !ENV [OFFLINE, false]}\n")
    assert hub.load().findings == []


def test_what_a_hook_makes_of_the_settings_is_refused_too(hub: HubFolder) -> None:
    plugins(hub, "", "hooks: [hook.py]\n")
    (hub.root / "hook.py").write_text("def on_config(config):\n    config.use_directory_urls = False\n")
    with pytest.raises(Abort, match="a plugin or a hook turned use_directory_urls off") as stopped:
        build(hub)
    assert stopped.value.exit_code == 2


def test_each_language_has_its_own_print(make_hub: Callable[..., HubFolder]) -> None:
    """A page that a plugin wrote lies in a language too."""
    hub = make_hub(settings="languages: [en, he]\n")
    hub.add("a.md", SOUND.replace("title: Open data night", "title: {en: Open data night, he: ליל נתונים}"), picture())
    hub.config_file.write_text(hub.config_file.read_text() + "hooks: [hook.py]\n")
    (hub.root / "hook.py").write_text(
        "from pathlib import Path\nkept = []\n\n\ndef on_page_content(html, page, config, files):\n    kept.append(html)\n\n\n"
        "def on_post_build(config):\n    Path(config.site_dir, 'he').mkdir(exist_ok=True)\n"
        "    Path(config.site_dir, 'he', 'all.html').write_text(''.join(kept))\n"
    )
    assert "ליל נתונים" in cards(read(build(hub), "he/all.html"))
