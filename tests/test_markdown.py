"""Descriptions: what members read of them, and that nothing else gets through."""

from __future__ import annotations

import os
from html.parser import HTMLParser

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from partnerhub.facts import facts_of
from partnerhub.record.read import read_bytes
from partnerhub.words import markdown
from records import SETTINGS

ALLOWED = {
    "p": {"dir"}, "h3": {"dir"}, "h4": {"dir"}, "h5": {"dir"}, "h6": {"dir"}, "ul": {"dir"}, "ol": {"dir", "start"},
    "li": {"dir"}, "blockquote": {"dir"}, "pre": {"dir"}, "table": {"dir"}, "th": {"dir"}, "td": {"dir"},
    "em": set(), "strong": set(), "s": set(), "code": set(), "br": set(), "hr": set(), "thead": set(),
    "tbody": set(), "tr": set(), "a": {"href", "rel"},
}  # fmt: skip


class Tags(HTMLParser):
    """Fails on a tag, an attribute or a scheme outside the allow-list."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        for name, value in attrs:
            assert name in ALLOWED[tag], (tag, name)
            if name == "href":
                assert (value or "").partition(":")[0] in markdown.SAFE_SCHEMES, value


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "[a](//evil.example)",
    "[a](/etc/passwd)",
    "![a](https://evil.example/pixel.gif)",
    "![a](javascript:alert(1))",
    "[a]: javascript:alert(1)\n\n[a]",
    "<javascript:alert(1)>",
    "[a](https://x.example \"onmouseover='alert(1)'\")",
    '[a](https://x.example/"><script>alert(1)</script>)',
    "```html\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>`",
    "<style>*{display:none}</style>",
    "<a href='javascript:x' style='x'>",
    "{{ config }} {% raw %} --8<-- 'x'",
    "| a |\n|---|\n| <b onclick=x> |",
    "</main></body></html><h1>",
    "<!-- comment --> <?php ?> <![CDATA[ x ]]>",
    "\x00<scr\x00ipt>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_gets_through(attack: str) -> None:
    for source in (attack, f"- {attack}", f"> {attack}", f"# {attack}", f"**{attack}**", f"x\n{attack}\ny"):
        Tags(convert_charrefs=True).feed(markdown.read(source).html)


PIECES = [
    *ATTACKS, *"[]()<>*_~`#|-+!&;:\\\"'= \n", "\n\n", "\n> ", "\n- ", "\n1. ", "\n    ", "\n```\n", "|-|-|\n", "[a]: ", "&#x3c;", "&lt;",
    "&colon;", "javascript:", "https://a.example", "data:", "\u202e", "\u2028", "שלום", "word",
]  # fmt: skip


@seed(7)
@settings(max_examples=max(150, 4 * int(os.environ.get("PARTNERHUB_SOAK", "0"))), database=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_nothing_that_is_put_together_gets_through(source: str) -> None:
    document = markdown.read(source)
    Tags(convert_charrefs=True).feed(document.html)
    assert "\n" not in document.text
    assert document.first_paragraph in document.text
    lines = range(1, source.count("\n") + 2)
    assert all(
        line in lines
        for line in (
            *document.details.html_lines,
            *(line for line, _ in (*document.details.links, *document.details.shown)),
        )
    )


RENDERED = {
    "# One\n\n## Two\n\n###### Six": '<h3 dir="auto">One</h3>\n<h4 dir="auto">Two</h4>\n<h6 dir="auto">Six</h6>\n',
    "a **b** *c* ~~d~~ `e`": '<p dir="auto">a <strong>b</strong> <em>c</em> <s>d</s> <code>e</code></p>\n',
    "[a](https://a.example)": '<p dir="auto"><a href="https://a.example" rel="noopener nofollow">a</a></p>\n',
    "1 < 2 & <b>": '<p dir="auto">1 &lt; 2 &amp; &lt;b&gt;</p>\n',
    "- א\n- b": '<ul dir="auto">\n<li dir="auto">א</li>\n<li dir="auto">b</li>\n</ul>\n',
}


@pytest.mark.parametrize(("source", "html"), RENDERED.items())
def test_rendering(source: str, html: str) -> None:
    assert markdown.read(source).html == html


@pytest.mark.parametrize(
    ("source", "text", "first"),
    [
        ("# Head\n\nOne **two**\nthree.\n\nFour.", "Head One two three. Four.", "One two three."),
        ("- only\n- lists", "only lists", "only"),
        ("```\ncode\n```", "code", "code"),
        ("", "", ""),
        ("  \n\n", "", ""),
    ],
)
def test_plain_words(source: str, text: str, first: str) -> None:
    document = markdown.read(source)
    assert (document.text, document.first_paragraph) == (text, first)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a &#x202E; b", 1),
        ("a &#8238; b", 1),
        ("x\n\n- *a &#x2066;b*", 3),
        ("[&#x202E;](https://x.example)", 1),
        ("[a](https://x.example/%E2%80%AE)", 1),
        ("[a](https://x.example/&#x202E;)", 1),
        ("one\n[a][b]\n\n[b]: https://x.example/%E2%80%AE", 2),
        ("<https://x.example/%e2%80%ae>", 1),
        ("| a |\n|---|\n| &#x202E; |", 3),
        ("# &#x202E;", 1),
        ("a&#12;b", 1),
        ("[a](https://x.example/%07)", 1),
        ("`&#x202E;`", None),
        ("x\n\n    &#x202E;", 3),
        ("```\n&#x202E;\n```", None),
        ("\\&#x202E;", None),
        ("a &#7; &#0; &#xFFFE; &#xD800; b", None),
        ("&rlm; &#x200F; &zwj; &nbsp;", None),
    ],
)
def test_what_is_shown_is_asked_for_invisible_characters(source: str, line: int | None) -> None:
    text = f"---\nname: A\nvetting: {{decision: pending}}\n---\n{source}\n"
    file = read_bytes("content/partners/a.md", "a", text.encode())
    facts = facts_of(file, {}, SETTINGS)
    found = [each.problem.position for each in facts.breaches if each.rule == "text-unsafe"]
    assert [each.line for each in found if each] == ([] if line is None else [line + file.body[0].first_line - 1])


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("[a](https://x.example) [b](mailto:a@b.example) [c](tel:+1) <https://y.example>", []),
        ("one\n[a](javascript:x) two\nthree\n\n[b](page.md)", [2, 5]),
        ("[r]\n\n[r]: ftp://x.example", [1]),
        ("text\n<ftp://a.example>", [2]),
        ("- [a](https://x.example)\n- [b](data:x)", [2]),
    ],
)
def test_unsafe_links_are_found_on_their_lines(source: str, lines: list[int]) -> None:
    assert markdown.read(source).details.unsafe_link_lines == lines


@pytest.mark.parametrize(
    ("source", "lines"), [("a\nb <b>c</b>\n\n<div>\nx\n</div>", [2, 4]), ("`<b>` 1 < 2", []), ("<!-- x -->", [1])]
)
def test_html_is_found_on_its_lines(source: str, lines: list[int]) -> None:
    assert markdown.read(source).details.html_lines == lines


MARKED_UP = {
    "bold": "Two hours of **charts**.",
    "emphasis": "Two _long_ hours.",
    "struck through": "~~Two~~ three hours.",
    "code": "We start `make`.",
    "a link": "See [our page](https://a.example).",
    "an address in brackets": "See <https://a.example>.",
    "a list": "We bring:\n- soup\n- bread",
    "a heading": "# Charts\nTwo hours.",
    "a quotation": "> Come!",
    "a table": "|a|b|\n|-|-|\n|1|2|",
    "in Hebrew": "שעתיים של **תרשימים**, בזוגות.",
}
PLAIN = {
    "plain": "Two hours of turning city budgets into charts, in pairs.",
    "lines": "Two hours.\nOf charts.\n\nIn pairs.",
    "sums": "3 * 4 * 5 and 2 - 1, for < 5 people",
    "a star for a note": "Free* for all",
    "names": "open_data_night and a_b",
    "an address": "See https://a.example/open_data_night",
    "numbers with dots": "2026. A year of charts",
    "a hashtag": "#charts at night",
    "gershayim": 'ערב של מנמ"ר ושל צה״ל',
    "brackets": "Charts [in pairs] (two hours)",
    "a dash": "Charts - in pairs – two hours",
}


@pytest.mark.parametrize("source", MARKED_UP.values(), ids=MARKED_UP)
def test_what_looks_marked_up(source: str) -> None:
    assert markdown.has_markup(source)


@pytest.mark.parametrize("source", PLAIN.values(), ids=PLAIN)
def test_what_looks_plain(source: str) -> None:
    assert not markdown.has_markup(source)


PASTED = "\tWe meet on Sundays.\n\n\t\t# What we do\n\n    \t- charts\n\n    \t- maps\n\n\u00a0\u00a0\u00a0\u00a0All are welcome."


def test_what_is_pasted_with_its_indentation_is_text() -> None:
    document = markdown.read(PASTED)
    assert "<pre>" not in document.html
    assert "<h3" in document.html
    assert document.html.count("<li") == 2
    assert document.blocks == ["We meet on Sundays.", "What we do", "charts", "maps", "All are welcome."]


@pytest.mark.parametrize("fence", ["```\n{}\n```", "\t~~~\n\t{}\n\t~~~", "- item\n\n      ```\n      {}\n      ```"])
def test_code_stands_in_fences(fence: str) -> None:
    assert "<pre><code>import this\n</code></pre>" in markdown.read(fence.format("import this")).html
