"""No page asks another host for anything, unless the hub's owner decided so; then its policy allows what it names."""

from __future__ import annotations

import time
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import served
from hubs import HubFolder, build
from partnerhub.site.content_security import policy_of
from partnerhub.site.other_hosts import confined, host_of, hosts_asked, references, without_other_hosts
from pictures import picture
from records import SOUND

OWN = "hub.example"

HOSTS = {
    "https://other.example/a.png": "other.example",
    "HTTPS://Other.Example:8443/": "other.example:8443",
    "//other.example/a.png": "other.example",
    " \n//other.example": "other.example",
    "h\nttps://other.example": "other.example",
    "\\\\other.example\\a": "other.example",
    "/\\other.example": "other.example",
    "///other.example": "other.example",
    "https:other.example": "other.example",
    "https://hub.example@other.example/": "other.example",
    "https://hub.example.other.example/": "hub.example.other.example",
    "wss://other.example": "other.example",
    "https://hub.example/a.png": None,
    "//HUB.example/a.png": None,
    "a/b.png": None,
    "/a//b.png": None,
    "?https://other.example": None,
    "#//other.example": None,
    "data:image/png,//other.example": None,
    "mailto:a@other.example": None,
    "": None,
}


@pytest.mark.parametrize(("address", "host"), HOSTS.items(), ids=map(repr, HOSTS))
def test_an_address_is_read_as_browsers_read_it(address: str, host: str | None) -> None:
    assert host_of(address, OWN) == host


ASKS = {
    "style sheet": ('<link rel="stylesheet" href="@/a.css">', ""),
    "in capitals": ("<LINK HREF=@/a.css REL='Alternate StyleSheet'>", ""),
    **{
        rel: (f'a<link rel="{rel}" href="@">b', "ab")
        for rel in ("preconnect", "dns-prefetch", "preload", "prefetch", "modulepreload", "icon", "manifest", "what-comes")
    },
    "script": ('<script src="@/a.js"></script>.', "."),
    "script with words": ('<script defer src=@/a.js>alert("<p>")</script>.', "."),
    "script that is not closed": ('<p></p><script src="@/a.js">alert(1)', "<p></p>"),
    "script of SVG": ('<svg><script href="@/a.js"></script></svg>', "<svg></svg>"),
    "picture": ('<img alt="A &amp; B" src="@/a.png"/>', '<img alt="A &amp; B"/>'),
    "sizes": ('<img src="a.png" srcset="a.png 1x,@/b.png 2x">', '<img src="a.png">'),
    "source": ('<picture><source srcset="@/a.png"></picture>', "<picture><source></picture>"),
    "video": ('<video poster="@/a.png" src="@/a.mp4">Words</video>', "<video>Words</video>"),
    "frame": ('<iframe src="@/">Words</iframe>', "<iframe>Words</iframe>"),
    "frame in words": ("<iframe srcdoc='&lt;img src=\"@\">'></iframe>", "<iframe></iframe>"),
    "object": ('<object data="@/a.swf"></object><embed src="@">', "<object></object><embed>"),
    "button": ('<input type="image" src="@/a.png">', '<input type="image">'),
    "form": ('<form action="@/"><button formaction="@">', "<form><button>"),
    "ping": ('<a href="@/" ping="/me @/">Words</a>', '<a href="@/">Words</a>'),
    "SVG": ('<svg><use xlink:href="@/a.svg#b"/><image href="@"/></svg>', "<svg><use/><image/></svg>"),
    "base": ('<base href="@/">', "<base>"),
    "reload": ('<meta http-equiv="Refresh" content="0; url=@/">', '<meta http-equiv="Refresh">'),
    "background": ('<td background="@/a.png">', "<td>"),
    "style attribute": ('<p style="background: URL(\'@/a.png\')">', "<p>"),
    "colour of SVG": ('<rect fill="url(@/a.svg#b)"/>', "<rect/>"),
    "style": ("<style>p{background:url(@/a)} i{color:red}</style>", "<style>p{background:url()} i{color:red}</style>"),
    "import": ('<style>@import "@/a.css"; @import url(@/b.css);p{}</style>', "<style> p{}</style>"),
    "stars": ('<a href="@/x" data-md-component="source">', '<a href="@/x">'),
    "diagram": ('<pre class="mermaid"><code>a</code></pre>', "<pre><code>a</code></pre>"),
    "analytics": ('<script id="__analytics">x="@/a"</script>.', "."),
}  # fmt: skip


@pytest.mark.parametrize(("page", "left"), ASKS.values(), ids=ASKS.keys())
@pytest.mark.parametrize("host", ["https://other.example", "//other.example:80"])
def test_what_asks_another_host_is_left_out(page: str, left: str, host: str) -> None:
    page = (
        page.replace("@/", f"{host}/").replace('"@"', f'"{host}"').replace("=@", f"={host}").replace(" @ ", f" {host} ")
    )
    left = left.replace("@/", f"{host}/")
    found = references(page, OWN)
    assert found
    assert without_other_hosts(page, OWN) == left
    assert references(left, OWN) == []
    assert hosts_asked(page, OWN)[0] in (host.rpartition("/")[2], "unpkg.com")


STAYS = {
    "links": '<a href="https://other.example">a</a><link rel="canonical" href="https://other.example/">',
    "alternates": '<link rel="alternate" type="application/rss+xml" href="https://other.example/feed.xml">',
    "share tags": '<meta property="og:image" content="https://other.example/a.png">',
    "its own": '<img src="https://hub.example/a.png"><script src="/a.js"></script><link rel=icon href="../a.png">',
    "words": "<p>url(https://other.example)</p><!-- <img src=https://other.example> --><p title='//other.example'>",
    "data": '<script type="application/json">{"a": "https://other.example/"}</script><img src="data:image/png,a">',
    "a script of its own": '<script>fetch("https://other.example/")</script>',
    "a diagram with its script": '<pre class="mermaid"></pre><script src="js/mermaid.min.js"></script>',
    "an apostrophe in a tag": "<p title=it's><b>",
    "a script that writes a comment": "<script>a='<!--'</script><b>-->",
    "not well formed": "<p <b>&nbsp;</i><img src=a.png",
}


@pytest.mark.parametrize("page", STAYS.values(), ids=STAYS.keys())
def test_what_asks_nobody_stays_as_it_is(page: str) -> None:
    assert without_other_hosts(page, OWN) == page


def test_spellings_of_elements_and_addresses_make_no_difference() -> None:
    spellings = product(
        ("<{} {}={}>", "<{}\n{} = '{}'>", '<{} a="1"/{}="{}"/>'),
        (("img", "src"), ("IMG", "SrcSet"), ("video", "poster"), ("iframe", "src"), ("x-y", "src")),
        ("//other.example/a", "HTTP://other.example", "&#104;ttps://other.example/a", "\\\\other.example"),
    )
    for shape, (element, attribute), address in spellings:
        page = f"<p>{shape.format(element, attribute, address)}</p>"
        assert "other.example" not in without_other_hosts(page, OWN), page


HIDDEN = {
    "behind an apostrophe": "<p title=it's><img src=@>",
    "behind a comment": "<!-- a --><img src=@><!-->",
    "behind an empty comment": "<!--><img src=@>-->",
    "behind a comment that ends oddly": "<!-- a --!><img src=@>-->",
    "behind a script that writes a comment": "<script>a='<!--'</script><img src=@>-->",
    "behind a greater-than sign": "<p title='>'><img src=@>",
    "behind what is no comment": "<!x><?y><img src=@>",
}


@pytest.mark.parametrize("page", HIDDEN.values(), ids=HIDDEN.keys())
def test_nothing_hides_what_a_browser_reads(page: str) -> None:
    assert len(references(page.replace("@", "//other.example"), OWN)) == 1


@pytest.mark.parametrize(
    "piece", ["<!--", "<![CDATA[", "<iframe srcdoc='", "<script src='", '<a b="', "<style>", "<a ="]
)
def test_a_page_of_nothing_but_openings_takes_no_time(piece: str) -> None:
    start = time.process_time()
    references(piece * 20_000, OWN)
    assert time.process_time() - start < 1, "a twentieth of that; Python's parser alone takes two seconds and more"


def test_a_policy_allows_exactly_the_hosts_that_the_page_names() -> None:
    page = (
        '<head></head><link rel="preconnect" href="https://cdn.example"><img src="//pictures.example:8080/a.png">'
        '<script>var u="//stats.example/";x("http://www.w3.org/2000/svg")</script><a href="https://link.example">'
        '<img src="https://a;b.example/"><script type="application/ld+json">{"a":"https://data.example/"}</script>'
    )
    assert hosts_asked(page, OWN) == ["cdn.example", "pictures.example:8080", "stats.example"]
    allowed = dict(each.split(" ", 1) for each in policy_of(page, hosts_asked(page, OWN)).split("; "))
    for directive in ("img-src", "font-src", "connect-src", "frame-src", "style-src", "script-src"):
        assert allowed[directive].startswith("'self' cdn.example pictures.example:8080 stats.example"), directive
    assert allowed["default-src"] == allowed["base-uri"] == "'none'"
    assert 'href="https://cdn.example"' in confined(page, OWN, may_ask=True)


FOREIGN = """\
extra_css: [//other.example/a.css, a.css]
extra_javascript:
  - https://other.example/a.js
  - {path: //other.example/b.mjs, type: module, async: true}
extra:
  analytics: {provider: google, property: G-1}
  polyfills: [https://other.example/c.js]
repo_url: https://github.com/other/example
markdown_extensions:
  - pymdownx.superfences:
      custom_fences: [{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }]
"""
PAGE = """\
# Page

<script src="https://other.example/a.js"></script>
<link rel="preconnect" href="https://connected.example">

A picture ![of us](https://other.example/a.png) and `<img src="https://other.example/b.png">`.

!!! note

    <iframe src="https://other.example/?a=1&amp;b=2"></iframe>

```mermaid
graph LR
```

```html
<img src="https://other.example/c.png">
```

[A link](https://other.example/)
"""


def foreign(make_hub: Callable[..., HubFolder], settings: str = "") -> HubFolder:
    """A hub that names other hosts wherever one can."""
    hub = make_hub(settings=settings)
    text = hub.config_file.read_text().replace(
        "font: false", "logo: https://other.example/l.png, favicon: //other.example/f.png"
    )
    hub.config_file.write_text(text + FOREIGN)
    (hub.root / "content" / "pages" / "archive.md").write_text(PAGE)
    (hub.root / "content" / "pages" / "a.css").write_text("p {}")
    hub.add("a.md", SOUND, picture())
    return hub


def test_each_is_found_where_it_stands(make_hub: Callable[..., HubFolder]) -> None:
    hub = foreign(make_hub)
    lines = hub.config_file.read_text().splitlines()
    findings = hub.load().findings
    assert {(found.rule, found.severity) for found in findings} == {("other-host", "warning")}
    assert all(found.hint for found in findings)
    of_settings = [found for found in findings if found.path == "mkdocs.yml"]
    assert {found.field: lines[found.line - 1][found.column - 1 :][:7] for found in of_settings} == {
        "theme.font": "theme: ",
        "theme.logo": "logo: h",
        "theme.favicon": "favicon",
        "extra_css[0]": "//other",
        "extra_javascript[0]": "https:/",
        "extra_javascript[1].path": "path: /",
        "extra.analytics.provider": "provide",
        "extra.polyfills[0]": "https:/",
    }
    assert [(found.line, found.column) for found in findings if found.path == "content/pages/archive.md"] == [
        (3, 14), (4, 30), (6, 20), (10, 18), (12, 1),
    ]  # fmt: skip


def test_nothing_is_found_where_the_site_gets_copies(make_hub: Callable[..., HubFolder]) -> None:
    hub = foreign(make_hub)
    hub.config_file.write_text(hub.config_file.read_text().replace("  - search\n", "  - search\n  - privacy\n"))
    assert [(found.field, found.line) for found in hub.load().findings] == [("", 10), ("extra.analytics.provider", 19)]


class Named(HTMLParser):
    """Where a page names another host: in a link, or elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elsewhere: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        if any("//" in (value or "") and "open-evenings.example" not in (value or "") for _, value in attrs):
            link = dict(attrs).get("rel") in ("canonical", "alternate", "alternate ")
            if tag != "a" and not link and "xmlns" not in raw:
                self.elsewhere.append(raw)


@pytest.fixture
def built(make_hub: Callable[..., HubFolder]) -> Path:
    return build(foreign(make_hub))


def test_no_page_of_a_built_site_names_another_host_but_in_links(built: Path) -> None:
    pages = {path.relative_to(built).as_posix(): path.read_text() for path in built.rglob("*.html")}
    assert {"index.html", "404.html", "archive/index.html", "partners/a/open-data-night/index.html"} <= set(pages)
    assert {path: Named(page).elsewhere for path, page in pages.items() if Named(page).elsewhere} == {}
    assert not [path for path, page in pages.items() if "googletagmanager" in page or "fonts.g" in page]
    archive = pages["archive/index.html"]
    assert '<img alt="of us" />' in archive or '<img alt="of us"/>' in archive
    assert '<a href="https://other.example/">A link</a>' in archive
    assert "https://github.com/other/example" in archive
    assert '<link rel="stylesheet" href="../a.css">' in archive


def test_where_the_rule_is_ignored_they_stay_and_the_policy_allows_them(make_hub: Callable[..., HubFolder]) -> None:
    hub = foreign(make_hub, settings="severity: {other-host: ignore}\n")
    assert hub.load().findings == []
    page = (build(hub) / "partners" / "a" / "index.html").read_text()
    policy = page.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    fonts = next(each for each in policy.split("; ") if each.startswith("font-src"))
    assert set(fonts.split()[2:]) == {
        *("fonts.gstatic.com", "fonts.googleapis.com", "other.example", "api.github.com"),
        *("www.googletagmanager.com", "*.googletagmanager.com", "*.google-analytics.com", "*.analytics.google.com"),
    }
    assert '<link rel="preconnect" href="https://fonts.gstatic.com" crossorigin>' in page
    assert '<script src="https://other.example/a.js"></script>' in page


@pytest.mark.browser
def test_a_browser_asks_nobody_else(built: Path, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with served(built) as address:
        for path in ("archive/", "partners/a/"):
            page.goto(address + path, wait_until="networkidle")
    page.close()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
