"""`partnerhub new partner`: the whole file that flags and answers come to, the photo, who is known already, how it ends."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hubs import HubFolder
from partnerhub.edge import new_command, partner_file
from partnerhub.edge.partner_file import create_files
from partnerhub.record.parse import parse
from partnerhub.record.read import read_bytes
from partnerhub.record.settings import Settings
from partnerhub.scaffold.partner import partner_text
from pictures import picture
from records import SOUND
from terminals import answered

NOW = "2026-11-23T10:05"
ABOUT = "They plant vegetables on the roofs of the city with the neighbours, and teach how one begins, each week."


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git knows nobody here."""
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)


def run(hub: HubFolder, *arguments: str, answers: str | None = None) -> Result:
    options = ["--config-file", str(hub.config_file), "--today", NOW]
    return CliRunner().invoke(new_command.new, ["partner", *arguments, *options], input=answers)


def names(hub: HubFolder) -> list[str]:
    return sorted(each.name for each in hub.partners.iterdir())


def turned(path: Path, turn: int = 6) -> Path:
    """A picture as a phone held upright takes it, with what it knows of the place."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turn, "CANARY"
    image = Image.new("RGB", (1200, 1100), "teal")
    image.paste("red", (0, 0, 1200, 300))
    image.save(path, "JPEG", exif=exif)
    return path


ENGLISH = """\
---
# Who they are: members read this.
name: Green Roof
kind: community  # person | community | organization
tagline: "They grow food: on roofs"
website: https://greenroof.example

# The photo, a picture beside this file with the same name. Members see it once they approved it.
photo:
  # alt:  # description of the photo
  caption: On a roof

# The three questions. Members see what they get and the values that we share; all else stays here.
vetting:
  proposed_by: Noa
  # 1. Do their values overlap with ours? Ours are: open-knowledge (Open knowledge), volunteering.
  values:
    - open-knowledge
    - food
  # 2. What does each side gain, and what do our members get?
  win_win:
    ours: Ideas
    # theirs:  # what they gain
    members: Seedlings
  # 3. In what light will a collaboration show us next time?
  reputation:
    standing: positive  # positive | neutral | negative | unknown
    # field:  # same | other
    # summary:  # reputation in short
    sources:
      - Talk with Dana
      - https://a.example
    # flags: []  # red flags
  # Somebody else than the one who proposes it decides.
  decision: pending  # pending | approved | declined

# How we approach them; members never see it.
# outreach:
#   platform:  # facebook | instagram | whatsapp | telegram | linkedin | email | phone | other
#   contact:  # whom we write to
#   feedback:  # what we like about their work
---
"""
FLAGS = [
    *("--name", "Green Roof", "--website", "greenroof.example", "--tagline", "They grow food: on roofs", "--caption", "On a roof"),
    *("--description", ABOUT, "--by", "Noa", "--value", "Open knowledge", "--value", "food", "--ours", "Ideas"),
    *("--members", "Seedlings", "--standing", "Positive", "--source", "Talk with Dana", "--source", "https://a.example"),
]  # fmt: skip
ANSWERS = [
    *("Green Roof", "greenroof.example", "2", "They grow food: on roofs", ABOUT, "PHOTO", "On a roof", ""),
    *("1, food", "Ideas", "", "Seedlings", "1", "", "Talk with Dana; https://a.example", "", "Noa"),
]  # fmt: skip


@pytest.fixture
def plain(make_hub: Callable[..., HubFolder]) -> HubFolder:
    hub = make_hub()
    text = hub.config_file.read_text("utf-8")
    start = text.index("      values:")
    end = text.index("      holidays")
    hub.config_file.write_text(
        f"{text[:start]}      values: {{open-knowledge: Open knowledge, volunteering: Volunteering}}\n"
        f"      red_flags: [fraud]\n{text[end:]}",
        "utf-8",
    )
    return hub


def test_flags(plain: HubFolder, tmp_path: Path) -> None:
    result = run(plain, *FLAGS, "--photo", str(turned(tmp_path / "IMG 1.JPG")))
    assert result.exit_code == 0, result.stderr
    assert (plain.partners / "green-roof.md").read_text("utf-8") == f"{ENGLISH}{ABOUT}\n"
    assert [line.split(": ")[1] for line in result.stdout.splitlines() if ": warning " in line] == [
        "warning photo-consent-missing",
        "warning win-win-one-sided",
    ]
    assert names(plain) == ["green-roof.jpg", "green-roof.md"]


def test_every_answer_through_a_pipe(plain: HubFolder, tmp_path: Path) -> None:
    photo = turned(tmp_path / "IMG 1.JPG")
    answers = "\n".join(ANSWERS).replace("PHOTO", f"'{photo}'")
    result = run(plain, answers=f"{answers}\n")
    assert result.exit_code == 0, result.stderr
    assert (plain.partners / "green-roof.md").read_text("utf-8") == f"{ENGLISH}{ABOUT}\n"
    assert "  website: https://greenroof.example\n" in result.stderr
    assert "  JPG, 1100 × 1200\n" in result.stderr


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        (["--value", "9"], "values must be a number from 1 to 2"),
        (["--flag", "2"], "red flags must be a number from 1 to 1"),
        (["--flag", "none"], "red flags must be one of fraud"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_no_list_has_is_refused(plain: HubFolder, flag: list[str], said: str) -> None:
    result = run(plain, "--name", "Green Roof", *flag)
    assert (result.exit_code, names(plain)) == (2, [])
    assert said in result.stderr


def test_a_word_of_the_list_is_understood_in_the_language_of_the_one_who_answers(
    make_hub: Callable[..., HubFolder],
) -> None:
    result = run(make_hub(language="he", settings="languages: [he, en]"), "--dry-run", answers="גג ירוק\n\n\nאדם\n")
    assert "+kind: person" in result.stdout
    assert "ואיך זה באנגלית?" in result.stderr


def test_comments_are_in_the_first_language_of_the_hub(make_hub: Callable[..., HubFolder]) -> None:
    hub = make_hub(language="he", settings="languages: [he, en]")
    result = run(
        hub,
        "--name",
        "he=גג ירוק",
        "--name",
        "en=Green Roof",
        "--description",
        f"en={ABOUT}",
        "--description",
        "he=שלום",
    )
    text = (hub.partners / "גג-ירוק.md").read_text("utf-8")
    assert result.exit_code == 0, result.stderr
    assert "name:\n  he: גג ירוק\n  en: Green Roof\n" in text
    assert "# 3. באיזה אור יציג אותנו שיתוף הפעולה בפעם הבאה?\n" in text
    assert "open-knowledge (ידע פתוח)" in text
    assert text.endswith(f"---\nשלום\n<!-- lang: en -->\n{ABOUT}\n")


# The photo


def test_a_photo_that_lies_on_its_side_is_turned(plain: HubFolder, tmp_path: Path) -> None:
    result = run(plain, "--name", "Green Roof", "--photo", str(turned(tmp_path / "IMG 1.JPG")))
    data = (plain.partners / "green-roof.jpg").read_bytes()
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1100, 1200)
        assert image.getpixel((1090, 600))[0] > 200  # type: ignore[index]
    assert b"CANARY" not in data
    assert "was turned upright, without the metadata of the original" in result.stderr


def test_an_upright_photo_is_copied_byte_for_byte(plain: HubFolder, tmp_path: Path) -> None:
    photo = turned(tmp_path / "a.jpeg", turn=1)
    result = run(plain, "--name", "Green Roof", "--photo", str(photo))
    assert (plain.partners / "green-roof.jpg").read_bytes() == photo.read_bytes()
    assert "was copied as it is, with its metadata, such as where it was taken" in result.stderr


def test_a_photo_is_named_by_what_it_is(plain: HubFolder, tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    photo.write_bytes(picture(kind="PNG"))
    run(plain, "--name", "Green Roof", "--photo", str(photo))
    assert names(plain) == ["green-roof.md", "green-roof.png"]


def test_what_is_no_photo_is_refused_on_the_spot(plain: HubFolder, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("no picture", "utf-8")
    for name, words in (("a.jpg", "must be a JPEG, PNG"), ("b.jpg", f"there is no file {tmp_path / 'b.jpg'}")):
        options = ["partner", "--name", "x", "--photo", str(tmp_path / name), "-f", str(plain.config_file)]
        raised = CliRunner().invoke(new_command.new, options, standalone_mode=False).exception
        assert isinstance(raised, click.UsageError)
        assert words in raised.message
    assert names(plain) == []


# Who is there already


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--name", "code for good", "--slug", "other"], "There is a partner of that name or address: Code for Good (content/partners/code.md)."),
        (["--name", "Other", "--website", "http://www.CodeForGood.example/"], "There is a partner of that name or address: Code for Good"),
    ],
    ids=["name", "address"],
)  # fmt: skip
def test_those_who_are_known_are_named(plain: HubFolder, flags: list[str], words: str) -> None:
    plain.add("code.md", SOUND, picture())
    result = run(plain, *flags)
    assert words in result.stderr
    assert (plain.partners / "other.md").exists()


def test_a_name_that_windows_keeps_becomes_a_slug_that_check_takes(plain: HubFolder) -> None:
    result = run(plain, "--name", "Con")
    assert "slug-invalid" not in result.output
    assert names(plain) == ["partner-con.md"]


def test_a_declined_one_is_named_before_anything_is_asked_further(plain: HubFolder) -> None:
    plain.add("old.md", SOUND.replace("decision: approved", "decision: declined"), picture())
    result = run(plain, answers="Code for Good\n\nhttps://x.example\n")
    assert result.exit_code == 2
    assert "A partner of that name or address was declined: Code for Good (content/partners/old.md)." in result.stderr
    assert "Their own site?" not in result.stderr
    assert not (plain.partners / "code-for-good.md").exists()


@pytest.mark.parametrize("name", ["green-roof.md", "Green-Roof.md", "green-roof.png"])
def test_nothing_is_overwritten(plain: HubFolder, tmp_path: Path, name: str) -> None:
    (plain.partners / name).write_text("mine", "utf-8")
    result = run(plain, *FLAGS, "--photo", str(turned(tmp_path / "a.jpg")))
    assert result.exit_code == 2
    assert f"content/partners/{name} is there already" in result.stderr
    assert {each.name: each.read_text("utf-8") for each in plain.partners.iterdir()} == {name: "mine"}


def test_files_are_created_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        create_files({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"b": b"mine"}

    def no_links(*_: object) -> None:
        raise OSError("none here")

    monkeypatch.setattr(partner_file.os, "link", no_links)
    create_files({tmp_path / "c": b"1", tmp_path / "d": b"2"})
    with pytest.raises(FileExistsError):
        create_files({tmp_path / "e": b"1", tmp_path / "b": b"2"})
    assert sorted(each.name for each in tmp_path.iterdir()) == ["b", "c", "d"]


@pytest.mark.sample(16)
@pytest.mark.parametrize("stop", range(len(ANSWERS)))
def test_who_stops_leaves_nothing_behind(plain: HubFolder, tmp_path: Path, stop: int) -> None:
    photo = str(turned(tmp_path / "a.jpg"))
    answers = [photo if answer == "PHOTO" else answer for answer in ANSWERS]
    code, _ = answered(["new", "partner", "--today", NOW, "-f", str(plain.config_file)], [*answers[:stop], "\x03"])
    assert (code, names(plain)) == (130, [])


# Whatever is answered

FIELDS = [
    *(("name",), ("tagline",), ("photo", "caption"), ("vetting", "proposed_by"), ("vetting", "win_win", "members")),
    ("vetting", "reputation", "summary"),
]  # fmt: skip


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from(FIELDS), st.text("aב:#'\"-{}[]&*!|%@` ", min_size=1).filter(str.strip), max_size=4),
    st.lists(st.text("aב:#'\"-{}[]", min_size=1), max_size=3),
)
def test_what_is_written_has_no_error_of_shape(texts: dict[tuple[str, ...], str], values: list[str]) -> None:
    hub = Settings(languages=["he"], timezone="Asia/Jerusalem", values={"a": {"he": "ידע:\n# פתוח"}})
    answers = {("name",): "x", ("vetting", "decision"): "pending", **texts}
    if values:
        answers["vetting", "values"] = values  # type: ignore[assignment]
    source = read_bytes("", "x", partner_text(dict(answers), [("", ABOUT)], hub).encode())
    parsed = parse(source, {}, hub)
    assert (source.breaches, parsed.breaches) == ([], []) or not [*source.breaches, *parsed.breaches]
    assert parsed.partner is not None
    assert parsed.partner.record.name == {"": str(answers["name",]).strip()}
