"""Share pictures as they are drawn: looked at pixel by pixel, in both directions of reading."""

from __future__ import annotations

import io
import struct
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from partnerhub.cache import Cache
from partnerhub.cards.colours import Palette, contrast
from partnerhub.cards.draw import draw
from partnerhub.cards.layout import LAYOUTS
from partnerhub.cards.model import Badge, Face, Picture, Shape, Tile, Words
from partnerhub.cards.store import Store
from partnerhub.cards.text import Weight, direction, font, lines, shaped, writable
from partnerhub.ours import PACKAGE
from partnerhub.photos import EncodedImage, PhotoKind
from partnerhub.photos.tone import is_light

PURPLE = "#7e56c2"
LONG = "Two hours of city budgets and charts and neighbours " * 8


def hebrew(value: str) -> Words:
    return Words(value, is_rtl=True)


def english(value: str) -> Words:
    return Words(value, is_rtl=False)


HEBREW = Face(
    Shape.LINK,
    PURPLE,
    is_rtl=True,
    community=hebrew("קהילת פנס"),
    title=hebrew("סדנת תיקונים"),
    when=(hebrew("יום חמישי, 10 בדצמבר 2026"), hebrew("18:00–21:30")),
    where=hebrew("בית הקהילה, רחוב הדוגמה 5"),
)
ENGLISH = Face(
    Shape.LINK,
    PURPLE,
    is_rtl=False,
    community=english("Lantern community"),
    title=english("Repair night"),
    when=(english("Thursday, December 10, 2026"), english("6:00 – 9:30 PM")),
    where=english("Community House, 5 Example St."),
)
EXTREMES = {
    "plain": {},
    "long": {"title": english(LONG), "by": english(LONG), "where": english(LONG), "when": (english(LONG),) * 2},
    "one word": {"title": english("W" * 90), "where": hebrew("ש" * 90)},
    "cancelled": {
        "badge": Badge(english("Postponed, new date to follow" * 3), is_off=True),
        "title": hebrew("ש" * 200),
    },
}


def picture(mode: str, colour: str, kind: PhotoKind, size: tuple[int, int] = (480, 320)) -> Picture:
    data, pixels = io.BytesIO(), Image.new(mode, size, colour)
    pixels.save(data, "WEBP", lossless=True)
    return Picture(EncodedImage.of(data.getvalue(), "a.webp", *pixels.size), kind, (0.5, 0.5), is_light(pixels))


def drawn(face: Face) -> Image.Image:
    data = draw(face)
    assert len(data) < 300_000
    image = Image.open(io.BytesIO(data))
    assert image.size == face.shape.value
    return image


def ink(card: Image.Image, face: Face) -> tuple[int, int, int, int]:
    """The box around all that is not the ground."""
    ground = Image.new("RGB", card.size, Palette.of(face.colour).ground)
    # What JPEG makes of the edges of letters is none.
    found = ImageChops.difference(card, ground).convert("L").point(lambda value: 255 * (value > 24)).getbbox()
    assert found
    return found


@pytest.mark.parametrize("name", EXTREMES)
@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("whole", [HEBREW, ENGLISH], ids=["he", "en"])
@pytest.mark.sample(6)
def test_nothing_is_written_outside_the_margin(whole: Face, shape: Shape, name: str) -> None:
    face = replace(whole, shape=shape, **EXTREMES[name])
    box = LAYOUTS[shape].mirrored(shape.value[0]).alone if face.is_rtl else LAYOUTS[shape].alone
    left, top, right, bottom = ink(drawn(face), face)
    assert box.left - 2 <= left < right <= box.right + 2
    assert box.top - 2 <= top < bottom <= box.bottom + 2


@pytest.mark.parametrize("whole", [HEBREW, ENGLISH], ids=["he", "en"])
def test_reading_begins_at_its_own_side(whole: Face) -> None:
    left, _, right, _ = ink(drawn(whole), whole)
    assert (1200 - right < 80) == whole.is_rtl
    assert (left < 80) != whole.is_rtl


def row(line: str, *, is_rtl: bool) -> Image.Image:
    image = Image.new("L", (900, 60))
    letters = font(Weight.BOLD, 40)
    ImageDraw.Draw(image).text((10, 45), line, 255, letters, "ls", direction=direction(is_rtl))
    return image


def seen(words: str) -> Image.Image:
    """Words in the order in which they are seen from left to right, letter for letter."""
    return row(f"\u202d{words}\u202c", is_rtl=False)


SEEN = {
    "ערב C++ למתחילים": "םיליחתמל C++ ברע",
    "ערב C#": "C# ברע",
    "בין 18:00–21:30 בבית": "תיבב 18:00–21:30 ןיב",
    "בין 10:00-11:30": "10:00-11:30 ןיב",
    'מנמ"ר ומנמ״ר': 'ר״מנמו ר"מנמ',
    "ידע פתוח…": "…חותפ עדי",
    "שפת C…": "…C תפש",
    "\u2068Code by Night\u2069 · \u2068קוד\u2069": "דוק · Code by Night",
}


@pytest.mark.parametrize("line", SEEN)
def test_a_hebrew_line_is_seen_in_its_order(line: str) -> None:
    drawn_line = row(shaped(hebrew(line)), is_rtl=True)
    assert ImageChops.difference(drawn_line, seen(SEEN[line])).getbbox() is None


@pytest.mark.parametrize(
    ("value", "is_rtl"), [("ערב של C++ ושל ידע פתוח לכולן", True), ("An open evening for all", False)]
)
def test_what_is_cut_ends_in_an_ellipsis(value: str, is_rtl: bool) -> None:
    letters = font(Weight.BOLD, 40)
    (cut,), fits = lines(Words(value, is_rtl), letters, 300, 1)
    assert not fits
    assert cut.endswith("…")
    assert value.startswith(cut.removesuffix("…"))
    assert letters.getlength(shaped(Words(cut, is_rtl)), direction=direction(is_rtl)) <= 300


def test_lines_are_about_as_wide_as_one_another() -> None:
    broken, fits = lines(english("Repair cafe for bicycles and radios today"), font(Weight.BOLD, 40), 720, 3)
    assert fits
    assert broken == ["Repair cafe for bicycles", "and radios today"]
    assert lines(english("Internationalisation"), font(Weight.BOLD, 40), 300, 3) == (
        ["Internationalisat", "ion"],
        False,
    )
    assert lines(english("Internationalisation night"), font(Weight.BOLD, 40), 420, 3) == (
        ["Internationalisation", "night"],
        True,
    )


def known_to(file: Path) -> set[int]:
    """The characters of a font, by its table: https://learn.microsoft.com/en-us/typography/opentype/spec/cmap, format 4."""
    data = file.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack(">II", data[at + 8 : at + 16])
        for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)
    }
    start, _ = tables[b"cmap"]
    known: set[int] = set()
    for number in range(struct.unpack(">H", data[start + 2 : start + 4])[0]):
        at = start + struct.unpack(">I", data[start + 8 + 8 * number : start + 12 + 8 * number])[0]
        if struct.unpack(">H", data[at : at + 2])[0] != 4:
            continue
        count = struct.unpack(">H", data[at + 6 : at + 8])[0] // 2
        ends = struct.unpack(f">{count}H", data[at + 14 : at + 14 + 2 * count])
        begins = struct.unpack(f">{count}H", data[at + 16 + 2 * count : at + 16 + 4 * count])
        for first, last in zip(begins, ends, strict=True):
            known.update(range(first, last + 1))
    return known - {0xFFFF}


@pytest.mark.parametrize("weight", Weight)
def test_what_is_taken_for_known_has_a_letter_in_the_typeface(weight: Weight) -> None:
    """So that no box is ever drawn for a letter that is missing."""
    known = known_to(PACKAGE / "cards" / "fonts" / f"Heebo-{weight}.ttf")
    assert set(map(ord, "אבתםףץ״׳־–—…₪€AZaz09+#:·éß")) <= known
    for character in map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x370, 0x600), *range(0x2010, 0x2060)]):
        taken = writable(english(f"a{character}b"))
        if taken and character in taken.value:
            assert ord(character) in known


@pytest.mark.parametrize(
    ("typed", "written"),
    {
        "gershayim": ('מנמ"ר ומנמ״ר', 'מנמ"ר ומנמ״ר'),
        "points": ("בֵּית־סֵפֶר", "בֵּית־סֵפֶר"),
        "emoji": ("Open 🎉 night 👩‍💻❤️", "Open night"),
        "a hyphen of another kind": ("co\u2011op", "co-op"),
        "separators": ("one\u2029two\x85three", "one two three"),
        "cantillation": ("בְּרֵאשִׁ֖ית", "בְּרֵאשִׁית"),
        "letters of another script": ("Вечер", None),
        "a letter among known ones": ("Night ночь", None),
        "digits of another script": ("٢٠٢٦", None),
        "signs alone": ("🎉🎉", None),
    }.values(),
    ids=lambda value: None,
)
def test_what_the_typeface_lacks_is_left_off(typed: str, written: str | None) -> None:
    known = writable(hebrew(typed))
    assert (known and known.value) == (unicodedata.normalize("NFC", written) if written else None)


def test_a_title_that_cannot_be_written_leaves_the_rest() -> None:
    without = replace(ENGLISH, title=english("Вечер"))
    assert ink(drawn(without), without)


def test_a_photo_fills_its_side_and_a_logo_is_seen_whole() -> None:
    photo = drawn(replace(HEBREW, picture=picture("RGB", "#00ff00", PhotoKind.PHOTO)))
    assert all(photo.getpixel(at)[1] > 240 for at in [(2, 2), (2, 627), (465, 315)])
    light = drawn(replace(ENGLISH, picture=picture("RGBA", "#ffffff80", PhotoKind.LOGO, (300, 60))))
    assert max(light.getpixel((1190, 10))) < 40, "white on white is invisible"
    dark = drawn(replace(ENGLISH, picture=picture("RGBA", "#20202080", PhotoKind.LOGO, (300, 60))))
    assert min(dark.getpixel((1190, 10))) > 240
    pale = drawn(replace(ENGLISH, picture=picture("RGBA", "#c0c0c0f0", PhotoKind.LOGO, (300, 60))))
    assert min(pale.getpixel((1190, 10))) > 240, "as on the pages, where it is seen on white"
    face = drawn(replace(ENGLISH, picture=picture("RGB", "#00ff00", PhotoKind.PORTRAIT, (400, 500))))
    assert face.getpixel((965, 315))[1] > 240
    assert face.getpixel((735, 5))[1] < 200, "it is round"


@pytest.mark.parametrize("credit", [hebrew("צילום: נועה " * 9), english("Dana Example"), english("新")])
def test_a_credit_stands_on_its_photo(credit: Words) -> None:
    face = replace(ENGLISH, picture=picture("RGB", "#00ff00", PhotoKind.PHOTO))
    plain, credited = drawn(face), drawn(replace(face, credit=credit))
    box = ImageChops.difference(plain, credited).point(lambda value: 255 if value > 60 else 0).getbbox()
    if credit.value == "新":
        assert box is None, "what the typeface lacks is left off"
    else:
        assert box is not None
        assert box[0] >= 725, "it stays on the photo"
        assert box[1] > 590


def test_a_day_stands_where_there_is_no_picture() -> None:
    tile = drawn(replace(HEBREW, tile=Tile(hebrew("10"), hebrew("דצמ׳"), hebrew("יום ה׳"))))
    assert tile.crop((0, 0, 470, 630)).getextrema()[0][1] > 240


@pytest.mark.parametrize(
    "colour", ["#000000", "#ffffff", "#009485", "#ffc105", "#00bdd6", "#7e56c2", "#ffec3d", "#e92063"]
)
def test_words_can_be_read_on_every_colour(colour: str) -> None:
    palette = Palette.of(colour)
    assert contrast(palette.ink, palette.ground) >= 4.5
    assert contrast(palette.quiet, palette.ground) >= 3


def test_a_card_is_drawn_once_and_again_once_it_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawings = []

    def noted(face: Face) -> bytes:
        drawings.append(face)
        return draw(face)

    monkeypatch.setattr("partnerhub.cards.draw.draw", noted)
    cards = tmp_path / "partnerhub" / "cards"
    store = Store(Cache(cards.parent))
    first = store.card(ENGLISH)
    store.keep()
    again = Store(Cache(cards.parent)).card(ENGLISH)
    assert (again, again.data) == (first, first.data)
    assert len(drawings) == 1
    (file,) = cards.iterdir()
    file.write_bytes(bytes(file.stat().st_size))
    assert (again.data, first.data) == (draw(ENGLISH),) * 2
    assert len(drawings) == 2
    file.write_bytes(file.read_bytes()[:-1])
    assert Store(Cache(cards.parent)).card(ENGLISH).data == first.data
    assert len(drawings) == 3
    other = Store(Cache(cards.parent))
    assert other.card(replace(ENGLISH, title=english("Another"))).name != first.name
    other.keep()
    assert [each.name for each in cards.iterdir()] != [file.name]
