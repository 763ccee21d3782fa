"""The public promise: no private value leaves the repository, whatever the front matter looks like.

`test_every_field` asks the same of each field alone.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable

import pytest
from PIL import Image

from damages import damaged
from hubs import HubFolder, build, everything, partnerhub
from partnerhub.words import report
from partnerhub.words.finding import Severity
from pictures import picture
from records import CANARY, RECORD


def photo_with_metadata() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "CANARY-description"
    exif[0x013B] = "CANARY-artist"
    data = io.BytesIO()
    Image.open(io.BytesIO(picture())).save(data, "JPEG", exif=exif, comment=b"CANARY-comment")
    assert data.getvalue().count(b"CANARY") == 3
    return data.getvalue()


PHOTO = picture()


def test_no_private_value_is_in_the_site(hub: HubFolder, caplog: pytest.LogCaptureFixture) -> None:
    hub.add("code-for-good.md", RECORD, photo_with_metadata())
    site = build(hub)
    published = everything(site)
    assert b"Open data night" in published
    assert b"A hands-on evening" in published
    assert CANARY.encode() not in published
    assert CANARY not in caplog.text
    assert not list(site.rglob("code-for-good.jpg")), "the original photo stays in the repository"


def replaced(old: str, new: str) -> Callable[[str], str]:
    def damage(text: str) -> str:
        assert text.count(old) == 1
        return text.replace(old, new)

    return damage


DAMAGES: dict[str, Callable[[str], str | bytes]] = {
    "text before the fence": lambda text: "Hello\n" + text,
    "blank line before the fence": lambda text: "\n" + text,
    "space before the fence": lambda text: " " + text,
    "no opening fence": lambda text: text.removeprefix("---\n"),
    "no closing fence": replaced("thanked_on: 2025-12-11\n---\n", "thanked_on: 2025-12-11\n"),
    "dots as closing fence": replaced("thanked_on: 2025-12-11\n---\n", "thanked_on: 2025-12-11\n...\n"),
    "four hyphens": lambda text: text.replace("---\n", "----\n"),
    "two hyphens": lambda text: text.replace("---\n", "--\n"),
    "dashes": lambda text: text.replace("---\n", "———\n"),
    "plus signs": lambda text: text.replace("---\n", "+++\n"),
    "json": lambda text: '{"outreach": {"contact": "CANARY"}}\n\n' + text,
    "indented closing fence": replaced("2025-12-11\n---\n", "2025-12-11\n  ---\n"),
    "closing fence too early": replaced("outreach:\n", "---\noutreach:\n"),
    "closing fence inside a block": replaced("  contact:", "---\n  contact:"),
    "closing fence inside a text": replaced(
        "  contact: CANARY-contact", "  note: |\n    CANARY one\n---\n    CANARY two\n  contact: CANARY-contact"
    ),
    "closing fence inside an event": replaced("    announced:", "---\n    announced:"),
    "a second document": replaced("outreach:\n", "--- #\noutreach:\n"),
    "invalid yaml": replaced("  note: CANARY-note", "  note: [CANARY-note"),
    "unclosed quote": replaced("  contact: CANARY-contact", "  contact: 'CANARY-contact"),
    "tab": replaced("  contact: CANARY-contact", "\tcontact: CANARY-contact"),
    "colon in a value": replaced("  contact: CANARY-contact", "  contact: CANARY-contact: phone"),
    "duplicate key": replaced("  contact: CANARY-contact", "  contact: CANARY-contact\n  contact: CANARY-2"),
    "undefined alias": replaced("  contact: CANARY-contact", "  contact: *CANARY"),
    "anchor and alias": replaced("  contact: CANARY-contact", "  contact: &CANARY CANARY"),
    "tag": replaced("  contact: CANARY-contact", "  contact: !CANARY x"),
    "python tag": replaced("  contact: CANARY-contact", "  contact: !!python/name:os.system CANARY"),
    "merge key": replaced("  contact: CANARY-contact", "  <<: {contact: CANARY}"),
    "list as key": replaced("  contact: CANARY-contact", "  ? [CANARY]\n  : x"),
    "a list at the top": lambda _: "---\n- CANARY\n---\nCANARY\n",
    "a scalar at the top": lambda _: "---\nCANARY\n---\nCANARY\n",
    "empty front matter": lambda text: "---\n---\n" + text.partition("\n")[2].partition("events")[0],
    "deep nesting": replaced("  contact: CANARY-contact", "  contact: " + "[" * 100_000),
    "too large": lambda text: text + "CANARY" * 50_000,
    "nul": replaced("CANARY-contact", "CANARY\0contact"),
    "lone cr": lambda text: text.replace("\n", "\r"),
    "control character": replaced("CANARY-contact", "CANARY\x1b[31mcontact"),
    "latin-1": lambda text: text.replace("CANARY-contact", "CANARY-é").encode("latin-1"),
    "utf-16": lambda text: text.encode("utf-16"),
    "invisible override": replaced("CANARY-contact", "CANARY\u202econtact"),
    "escaped override": replaced("CANARY-contact", '"CANARY\\u202econtact"'),
    "unknown private key": replaced("  contact: CANARY-contact", "  CANARY-contact: x"),
    "unknown key at the top": replaced("outreach:\n", "CANARY secret: x\noutreach:\n"),
    "private list where text was due": replaced("  contact: CANARY-contact", "  contact: [CANARY, CANARY]"),
    "private text where fields were due": replaced(
        "  reputation:\n    standing: positive\n    field: same\n    summary: CANARY-summary\n"
        '    sources: [CANARY-source, "https://CANARY.example"]\n    flags: []\n    checked_on: 2026-10-30\n',
        "  reputation: CANARY\n",
    ),
    "private date": replaced("decided_on: 2026-11-01", "decided_on: CANARY"),
    "private word": replaced("decision: approved", "decision: CANARY"),
    "private platform": replaced("platform: facebook", "platform: CANARY"),
    "private moment": replaced("at: 2026-10-20 09:00", "at: CANARY"),
    "unknown red flag": replaced("flags: []", "flags: [CANARY]"),
    "misindented": replaced("  contact: CANARY-contact", " contact: CANARY-contact"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_found_and_tells_nothing(damage: Callable[[str], str | bytes], hub: HubFolder) -> None:
    hub.add("code-for-good.md", damage(RECORD), picture())
    findings = hub.load().findings
    located = [found for found in findings if found.severity is Severity.ERROR]
    assert located, "an error is found"
    assert all(found.path == "content/partners/code-for-good.md" and found.line >= 1 for found in located)
    assert CANARY not in report.text(findings) + report.as_json(findings)


def test_damaged_files_are_held_back_and_nothing_of_them_is_published(
    hub: HubFolder, caplog: pytest.LogCaptureFixture
) -> None:
    for number, damage in enumerate(DAMAGES.values()):
        text = RECORD.replace("Code for Good", f"Damaged {number}").replace("codeforgood", f"damaged{number}")
        hub.add(f"damaged-{number}.md", damage(text), picture(colour="red"))
    sound = RECORD.replace("Code for Good", "Sound Partner").replace("codeforgood", "sound")
    hub.add("sound.md", sound, picture())
    published = everything(build(hub, hold_back=True))
    assert b"Sound Partner" in published
    assert CANARY.encode() not in published
    assert CANARY not in caplog.text
    assert b"Damaged" not in published


def test_random_damages_tell_nothing(hub: HubFolder, caplog: pytest.LogCaptureFixture) -> None:
    """One damage each, to several spellings of the record; those that hurt nothing are published, without what is private."""
    soaks = "PARTNERHUB_SOAK" in os.environ
    for number in range(1000 if soaks else 40):
        hub.add(f"damaged-{number}.md", damaged(number), PHOTO)
    loaded = hub.load()
    assert CANARY not in report.as_json(loaded.findings)
    wrong = {found.path for found in loaded.findings if found.severity is Severity.ERROR}
    assert len(wrong) > (500 if soaks else 20)
    published = everything(build(hub, hold_back=True))
    assert b"Damaged" in published
    assert CANARY.encode() not in published
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    "prefix", ["\ufeff", "\u200f", "\ufeff\u200f\u200e"], ids=["byte-order mark", "U+200F", "several"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_invisible_marks_before_the_fence_are_accepted(prefix: str, newline: str, hub: HubFolder) -> None:
    text = RECORD.replace(", CANARY-value", "").replace("\n", newline)
    hub.add("code-for-good.md", prefix + text, picture())
    assert hub.load().findings == []


def test_the_command_line_fails_and_tells_nothing(hub: HubFolder) -> None:
    hub.add("code-for-good.md", DAMAGES["invalid yaml"](RECORD), picture())
    for command in ("check", "build"):
        ran = partnerhub(command, "--today", "2026-11-23", cwd=hub.root)
        assert ran.returncode == 1
        assert "content/partners/code-for-good.md:" in ran.stdout + ran.stderr
        assert "yaml-invalid" in ran.stdout + ran.stderr
        assert CANARY not in ran.stdout + ran.stderr
    assert not (hub.root / "site").exists()
