"""A photo that lies there under another name, case or type is named, and none that another record may mean."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubs import HubFolder
from partnerhub.facts import FactsOfFiles
from partnerhub.record.files import PARTNERS, Files, StoredFile, content_identity, is_partner_file
from partnerhub.record.photo import PhotoFile
from partnerhub.record.stray_photos import StrayPhotos, names_of_pictures
from pictures import picture
from records import SETTINGS, SOUND

RENAME = "Rename {} to code-for-good{}, or name it in photo.file."
NAME = "Name {} in photo.file if that is the one."
PLAIN = "Put code-for-good.jpg there, or name the file in photo.file."
INSTEAD: dict[str, tuple[str | None, tuple[str, ...], str]] = {
    "a camera's name": (None, ("IMG_2034.JPG",), RENAME.format("IMG_2034.JPG", ".jpg")),
    "underscores": (None, ("code_for_good.jpg",), RENAME.format("code_for_good.jpg", ".jpg")),
    "spaces": (None, ("Code for Good.png",), RENAME.format("Code for Good.png", ".png")),
    "nothing between": (None, ("CodeForGood.webp",), RENAME.format("CodeForGood.webp", ".webp")),
    "a download's second copy": (None, ("code-for-good (1).jpg",), RENAME.format("code-for-good (1).jpg", ".jpg")),
    "a copy": (None, ("code-for-good - Copy.jpg",), RENAME.format("code-for-good - Copy.jpg", ".jpg")),
    "a copy of": (None, ("Copy of code-for-good.jpg",), RENAME.format("Copy of code-for-good.jpg", ".jpg")),
    "two endings": (None, ("code-for-good.jpg.jpg",), RENAME.format("code-for-good.jpg.jpg", ".jpg")),
    "another ending of the same": (None, ("code-for-good.jfif",), RENAME.format("code-for-good.jfif", ".jpg")),
    "a letter too few": (None, ("code-for-god.jpg", "x.jpg"), RENAME.format("code-for-god.jpg", ".jpg")),
    "its own before nobody's": (None, ("IMG_1.JPG", "Code_for_good.JPG"), RENAME.format("Code_for_good.JPG", ".jpg")),
    "what can be shown first": (None, ("code-for-good.svg", "IMG_1.jpg", "code_for_good.png"), RENAME.format("code_for_good.png", ".png")),
    "some": (None, ("b.jpg", "a.png"), "Name the right one in photo.file: a.png, b.jpg."),
    "many": (None, ("d.jpg", "c.jpg", "b.jpg", "a.png"), "Name the right one in photo.file: a.png, b.jpg, c.jpg or another that lies there."),
    "none": (None, (), PLAIN),
    "what is hidden": (None, ("._code-for-good.jpg",), PLAIN),
    "what may be anything": (None, ("minutes.pdf", "minutes.docx"), PLAIN),
    "another's": (None, ("others.md", "others.jpg", "Others (1).jpg", "OTHERS.gif", "othes.jpg"), PLAIN),
    "named, with another ending": ("team.jpg", ("team.jpeg", "x.jpg"), NAME.format("team.jpeg")),
    "named without an ending": ("team", ("team.jpg", "x.jpg"), NAME.format("team.jpg")),
    "named with a letter missing": ("tean.jpg", ("team.jpg",), NAME.format("team.jpg")),
    "named, and its own beside the file": ("team.jpg", ("code-for-good.png", "x.jpg"), NAME.format("code-for-good.png")),
    "named in a folder": ("2026/team.jpg", ("2026/Team.png", "x.jpg"), NAME.format("2026/Team.png")),
    "named in a folder that isn't there": ("2026/team.jpg", ("Team.png", "x.jpg"), NAME.format("Team.png")),
    "named, an old one of hers": ("event-2025.jpg", ("event-2026.jpg", "z.jpg"), "Name the right one in photo.file: event-2026.jpg, z.jpg."),
}  # fmt: skip
NOT_SHOWN: dict[str, tuple[str | None, str, str, str]] = {
    "a drawing": (None, "code-for-good.svg", "SVG", "Save it as code-for-good.png or code-for-good.jpg."),
    "an animation": (None, "Code-for-Good.GIF", "GIF", "Save it as code-for-good.png or code-for-good.jpg."),
    "a scan": (None, "scan0001.tiff", "TIFF", "Save it as code-for-good.png or code-for-good.jpg."),
    "a print file": (None, "code-for-good.pdf", "PDF", "Save it as code-for-good.png or code-for-good.jpg."),
    "a named drawing": ("logo.svg", "logo.svg", "SVG", "Save it as PNG or JPEG and name that in photo.file."),
    "named with another ending": ("logo.png", "logo.bmp", "BMP", "Save it as PNG or JPEG and name that in photo.file."),
}


def lay(hub: HubFolder, named: str | None, lying: tuple[str, ...]) -> tuple[str, str]:
    """The message and the hint of the one finding about a photo that isn't there."""
    hub.add("code-for-good.md", SOUND.replace("photo:\n", f"photo:\n  file: {named}\n") if named else SOUND)
    for name in lying:
        (hub.partners / name).parent.mkdir(exist_ok=True)
        if name.endswith(".md"):
            hub.add(name, SOUND.replace("Code for Good", "Others").replace("codeforgood", "others"))
        else:
            (hub.partners / name).write_bytes(picture())
    (finding,) = (
        each
        for each in hub.load().findings
        if each.rule in ("photo-missing", "photo-unreadable") and each.path.endswith("code-for-good.md")
    )
    return finding.message, finding.hint


@pytest.mark.parametrize(("named", "lying", "hint"), INSTEAD.values(), ids=INSTEAD.keys())
def test_what_lies_there_is_named(hub: HubFolder, named: str | None, lying: tuple[str, ...], hint: str) -> None:
    assert lay(hub, named, lying)[1] == hint


@pytest.mark.parametrize(("named", "name", "kind", "hint"), NOT_SHOWN.values(), ids=NOT_SHOWN.keys())
def test_what_is_not_shown_is_named_with_its_kind(
    hub: HubFolder, named: str | None, name: str, kind: str, hint: str
) -> None:
    assert lay(hub, named, (name,)) == (f"{name} is there, but {kind} files aren't shown", hint)


EVENTS_OWN = "      file: {}\n      caption: Night\n      consent: {{given_by: Dana, given_on: 2026-11-02}}\n"


@pytest.mark.parametrize("name", ["night.gif", "night.svg", "Night.TIFF"])
def test_an_events_own_is_told_in_the_same_words(hub: HubFolder, name: str) -> None:
    with_photo = SOUND.replace("    end: 21:30\n", f"    photo:\n{EVENTS_OWN.format(name)}")
    hub.add("code-for-good.md", with_photo, picture())
    (hub.partners / name).write_bytes(b"GIF89a")
    (found,) = (each for each in hub.load().findings if each.rule == "photo-unreadable")
    assert (found.message, found.hint) == (
        f"{name} is there, but {name.rpartition('.')[2].upper()} files aren't shown",
        "Save it as PNG or JPEG and name that in photo.file of “Open data night”.",
    )


def test_a_kind_that_is_not_shown_is_named_beside_what_may_be_meant(hub: HubFolder) -> None:
    hub.add("code-for-good.md", SOUND.replace("photo:\n", "photo:\n  file: logo.gif\n"), picture())
    (hub.partners / "logo.gif").write_bytes(b"GIF89a")
    (found,) = (each for each in hub.load().findings if each.rule == "photo-unreadable")
    assert (found.message, found.hint) == (
        "logo.gif is there, but GIF files aren't shown", NAME.format("code-for-good.jpg"),
    )  # fmt: skip


def test_a_photo_is_asked_for_under_the_name_that_the_file_should_have(hub: HubFolder) -> None:
    hub.add("שותף חדש.md", SOUND)
    (found,) = (each for each in hub.load().findings if each.rule == "photo-missing")
    assert found.hint == "Put שותף-חדש.jpg there, or name the file in photo.file."


BESIDE = "ליד קובץ השותף חייבת להיות תמונה"
NAMED_BESIDE = "השדה photo.file צריך להיות תמונה שמונחת ליד קובץ השותף"
IN_HEBREW: dict[str, tuple[str | None, tuple[str, ...], str, str]] = {
    "another name": (None, ("IMG_2034.JPG",), BESIDE, "שנו את השם IMG_2034.JPG ל־code-for-good.jpg, או ציינו בקובץ השותף את השם הקיים: השדה photo.file."),
    "named": ("team.jpg", ("team.jpeg",), NAMED_BESIDE, "אם זו התמונה, השדה photo.file צריך לומר: team.jpeg."),
    "some": (None, ("a.jpg", "b.jpg"), BESIDE, "השדה photo.file צריך לומר איזה קובץ נכון: a.jpg, b.jpg."),
    "a drawing": (None, ("code-for-good.svg",), "הקובץ code-for-good.svg נמצא שם, אבל קובצי SVG אינם מוצגים", "שמרו אותו בשם code-for-good.png או code-for-good.jpg."),
    "a named drawing": ("logo.svg", ("logo.svg",), "הקובץ logo.svg נמצא שם, אבל קובצי SVG אינם מוצגים", "שמרו אותו כ־PNG או כ־JPEG. השדה photo.file צריך לומר את השם החדש."),
}  # fmt: skip


@pytest.mark.parametrize(("named", "lying", "message", "hint"), IN_HEBREW.values(), ids=IN_HEBREW.keys())
def test_so_it_is_said_in_hebrew(
    make_hub: Callable[..., HubFolder], named: str | None, lying: tuple[str, ...], message: str, hint: str
) -> None:
    assert lay(make_hub(language="he"), named, lying) == (message, hint)


def test_a_photo_that_comes_later_is_named_for_a_file_that_stays(hub: HubFolder) -> None:
    assert lay(hub, None, ()) == ("a photo must lie beside the partner file", PLAIN)
    assert lay(hub, None, ("IMG_2034.JPG",))[1] == RENAME.format("IMG_2034.JPG", ".jpg")
    assert lay(hub, None, ("others.md",))[1] == RENAME.format("IMG_2034.JPG", ".jpg")
    others = (hub.partners / "others.md").read_text(encoding="utf-8")
    hub.add("others.md", others.replace("photo:\n", "photo:\n  file: img_2034.jpg\n"))
    assert lay(hub, None, ())[1] == PLAIN


NAMES = ("alpha", "Alpha", "alpha (1)", "al_pha", "beta", "alphb", "IMG_1", "img-1", "IMG_2")
ENDINGS = (".jpg", ".JPG", ".png", ".svg")
NAMED = st.none() | st.builds("{}{}".format, st.sampled_from(NAMES), st.sampled_from(ENDINGS[:3]))


@settings(
    max_examples=int(os.environ.get("PARTNERHUB_SOAK", "0")) or 60,
    derandomize="PARTNERHUB_SOAK" not in os.environ,
    database=None,
)
@given(
    named=st.dictionaries(st.sampled_from(["alpha", "beta", "al-pha", "alphc", "img"]), NAMED, min_size=1),
    lying=st.sets(st.builds("{}{}".format, st.sampled_from(NAMES), st.sampled_from(ENDINGS))),
)
def test_nothing_is_suggested_that_another_record_claims(named: dict[str, str | None], lying: set[str]) -> None:
    files = Files({PARTNERS + name: StoredFile(name, lambda most: b"") for name in lying})
    for slug, name in named.items():
        data = (SOUND.replace("photo:\n", f"photo:\n  file: {name}\n") if name else SOUND).encode()
        files[f"{PARTNERS}{slug}.md"] = StoredFile(content_identity(data), lambda most, data=data: data)
    make = FactsOfFiles()
    facts = [
        make.of(path, files, SETTINGS, lambda path, file: PhotoFile(path, None, file.identity))
        for path in sorted(files)
        if is_partner_file(path)
    ]
    strays = StrayPhotos(files, {file.path: names_of_pictures(file) for file in facts})
    for file in facts:
        found = strays.for_missing(file.path, file.path)
        assert set(found) <= files.keys()
        for other in facts:
            if other is not file and other.partner:
                assert all(photo.file is None or photo.file.path not in found for photo in other.partner.photos)
                stems = {path.removeprefix(PARTNERS).rpartition(".")[0].casefold() for path in found}
                assert other.key not in stems


def test_a_thousand_photos_that_are_not_there_are_told_of_in_time() -> None:
    lying = [f"{PARTNERS}{word}-{number}.jpg" for number in range(1000) for word in ("photo", "picture-of-somebody")]
    began = time.process_time()
    strays = StrayPhotos(lying, {})
    assert all(strays.for_missing(f"{PARTNERS}{n}.md", f"{PARTNERS}{n}.md") for n in range(1000))
    assert time.process_time() - began < 1
