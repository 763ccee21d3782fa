"""Links of hand-written pages to partners and events: where they lead, and what is said where they lead nowhere."""

from __future__ import annotations

import re

import pytest

from hubs import HubFolder, build, partnerhub
from partnerhub.site.page_links import ATTRIBUTE, links_in
from pictures import picture
from records import SOUND
from repositories import Repo

EVENT = "open-data-night"


@pytest.fixture
def sound(hub: HubFolder) -> HubFolder:
    hub.add("code-for-good.md", SOUND, picture())
    return hub


def page(hub: HubFolder, text: str, name: str = "about.md") -> None:
    file = hub.root / "content" / "pages" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"# About\n\n{text}\n", encoding="utf-8")


def links_of(hub: HubFolder, path: str = "about/index.html") -> list[str]:
    """Of the elements of a built page that say `thing`: what they are in."""
    text = (hub.root / "site" / path).read_text(encoding="utf-8")
    assert "partner:" not in re.sub("<(code|pre)>.*?</\\1>", "", text)
    return re.findall(r"<a([^>]*)>thing</a>", text)


def said(hub: HubFolder) -> list[tuple[str, str, str, str]]:
    findings = [each for each in hub.load().findings if each.rule == "link-unknown"]
    return [(f"{each.line}:{each.column}", each.severity, each.message, each.hint) for each in findings]


LINKS = {
    "[thing](partner:code-for-good)": "../partners/code-for-good/",
    f"[thing](partner:code-for-good/{EVENT})": f"../partners/code-for-good/{EVENT}/",
    f"[thing](partner:Code-For-Good/{EVENT}/#when 'at night')": f"../partners/code-for-good/{EVENT}/#when",
    "[thing][1]\n\n[1]: partner:code-for-good": "../partners/code-for-good/",
    "<a href='partner:code-for-good'>thing</a>": "../partners/code-for-good/",
    "[thing](Partner:code-for-good)": "../partners/code-for-good/",
    "- a list\n\n    [thing](<partner:code-for-good>)": "../partners/code-for-good/",
}
"""As somebody may write one → where it leads from a page in a folder."""


def test_a_link_leads_to_its_page(sound: HubFolder) -> None:
    page(sound, "\n\n".join(LINKS))
    assert said(sound) == []
    build(sound)
    assert [re.findall('href="([^"]*)"', each) for each in links_of(sound)] == [[href] for href in LINKS.values()]


def test_it_leads_to_the_page_in_the_page_s_own_language(make_hub) -> None:
    hub = make_hub(settings="languages: [en, he]\n")
    hub.add("code-for-good.md", SOUND, picture())
    for name in ("about.md", "he/about.md"):
        page(hub, "[thing](partner:code-for-good)", name)
    build(hub, hold_back=True)
    assert links_of(hub) == [' href="../partners/code-for-good/"']
    assert links_of(hub, "he/about/index.html") == [' href="../../he/partners/code-for-good/"']


def test_a_link_to_nothing_is_told(sound: HubFolder) -> None:
    targets = ("code-for-god", "code-for-good/open-date-night", "nobody/at-all", "code-for-good/dinner")
    page(sound, "\n".join(f"see [thing](partner:{target})" for target in targets))
    no_partner = "leads to nothing: there is no such partner"
    no_event = "leads to nothing: there is no such event in content/partners/code-for-good.md"
    assert said(sound) == [
        ("3:13", "error", f"partner:code-for-god {no_partner}", "Write partner:code-for-good."),
        (
            "4:13",
            "error",
            f"partner:code-for-good/open-date-night {no_event}",
            f"Write partner:code-for-good/{EVENT}.",
        ),
        (
            "5:13",
            "error",
            f"partner:nobody/at-all {no_partner}",
            "Write partner: and the name of a file in content/partners/, without .md.",
        ),
        (
            "6:13",
            "error",
            f"partner:code-for-good/dinner {no_event}",
            "Write partner:code-for-good and, behind a slash, the slug of one of its events.",
        ),
    ]
    build(sound, hold_back=True)
    assert links_of(sound) == [""] * 4, "its words stay as text"


def test_a_link_to_what_is_held_back_waits(sound: HubFolder) -> None:
    sound.add("code-for-good.md", SOUND.replace("decision: approved", "decision: pending"))
    page(sound, f"[thing](partner:code-for-good/{EVENT})")
    assert said(sound) == [
        (
            "3:9",
            "warning",
            f"members can't see partner:code-for-good/{EVENT} now: the words of the link stay as text",
            "Look what holds it back in content/partners/code-for-good.md, or take the link out.",
        )
    ]


def test_a_kept_shell_knows_no_page_by_heart(sound: HubFolder) -> None:
    page(sound, "[thing](partner:code-for-good)")
    link = ' href="../partners/code-for-good/"'
    for decision, expected in (("approved", link), ("pending", "")):
        sound.add("code-for-good.md", SOUND.replace("decision: approved", f"decision: {decision}"))
        assert partnerhub("build", "--today", "2026-11-23", cwd=sound.root).returncode == 0
        assert links_of(sound) == [expected]


def test_links_follow_what_is_renamed_and_tell_what_is_withdrawn(repo: Repo) -> None:
    repo.commit("2026-10-10", text=SOUND)
    repo.git("mv", "content/partners/code.md", "content/partners/coders.md")
    repo.git("mv", "content/partners/code.jpg", "content/partners/coders.jpg")
    repo.commit("2026-11-01")
    page(repo.hub, f"[thing](partner:code) [thing](partner:code/{EVENT})")
    assert said(repo.hub) == []
    build(repo.hub)
    assert links_of(repo.hub) == [' href="../partners/coders/"', f' href="../partners/coders/{EVENT}/"']
    (repo.root / "content/partners/coders.md").write_text(
        SOUND.replace("agreed: 2026-11-06", "agreed: {us: 2026-11-06}"), encoding="utf-8"
    )
    assert [(place, severity, message) for place, severity, message, _ in said(repo.hub)] == [
        ("3:31", "warning", f"partner:code/{EVENT} was withdrawn: its page says so, and nothing else")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "```\n[x](partner:nobody)\n```",
        "~~~ md\n[x](partner:nobody)\n",
        "write `[x](partner:nobody)` or ``[`x`](partner:nobody)``",
        "<!-- [x](partner:nobody) -->",
        "our partner: nobody (partner:nobody)",
    ],
)
def test_what_is_shown_as_it_is_typed_is_no_link(text: str) -> None:
    assert list(links_in(text)) == []


@pytest.mark.parametrize(
    ("element", "link"),
    [
        ('<a class="x" href="partner:a/b">', "partner:a/b"),
        ("<a href=partner:a>", "partner:a"),
        ("<a\nhref='partner:a' id=x>", "partner:a"),
        ('<a data-href="partner:a">', None),
        ("<a href=\"partner:a'>", None),
    ],
)
def test_links_are_found_in_html_however_it_is_written(element: str, link: str | None) -> None:
    found = ATTRIBUTE.search(element)
    assert (found["link"] if found else None) == link
