"""The policy of a page allows what stands in it, and nothing else."""

from __future__ import annotations

import pytest

from partnerhub.site.content_security import policy_of, with_policy


def directives(page: str) -> dict[str, str]:
    return dict(each.split(" ", 1) for each in policy_of(page).split("; "))


def test_only_the_sites_own_files_are_allowed() -> None:
    found = directives("<head></head>")
    assert found["default-src"] == "'none'"
    assert found["script-src"] == found["style-src"] == found["connect-src"] == "'self'"
    assert "unsafe" not in " ".join(found.values())


def test_inline_scripts_and_styles_are_allowed_by_their_hash() -> None:
    page = """<script>alert("1 < 2 & 3")</script><style>p{}</style><script type="module">x</script>
    <script src="a.js"></script><script type="application/json">{"a": 1}</script><script>alert("1 < 2 & 3")</script>"""
    found = directives(page)
    # each as: printf 'alert("1 < 2 & 3")' | openssl dgst -sha256 -binary | base64
    assert found["script-src"].split() == [
        "'self'",
        "'sha256-UrpEuFEqxzTCoKWXVhx5ZdvHlgZ3+S21w02NLV0SD1A='",
        "'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='",
    ]
    assert len(found["style-src"].split()) == 2


def test_it_comes_first_in_the_head() -> None:
    page = with_policy('<head>\n <meta charset="utf-8">\n<script>x</script></head>')
    assert page.startswith(
        '<head>\n <meta charset="utf-8">\n      <meta http-equiv="Content-Security-Policy" content="'
    )
    assert with_policy("no head") == "no head"


@pytest.mark.parametrize(
    "before",
    [
        "",
        '<script src="a.js"></script>',
        '<!-- <script src="a.js"></script> -->',
        '<SCRIPT SRC="a.js"></SCRIPT>',
        '<scr<script src="a.js"></script>ipt>',
        "<p title='<script src=\"a.js\"></script>'>",
    ],
    ids=["nothing", "external", "comment", "capitals", "in pieces", "attribute"],
)
def test_what_stands_beside_scripts_of_the_site_is_allowed_as_if_they_were_not_there(before: str) -> None:
    inline = "<script>x</script>"
    assert policy_of(before + inline) == policy_of(inline)
    assert policy_of(before) == policy_of("")
