"""Photos: upright, without metadata, cropped around their focus; hostile files are refused."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from partnerhub import photos
from partnerhub.ours import TEMPLATES
from partnerhub.photos import PhotoError, PhotoKind
from pictures import picture

CORNER = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (0, 1), 7: (1, 1), 8: (1, 0)}
"""EXIF orientation → the stored corner (right, bottom) that is top left when upright."""


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def opened(image: photos.EncodedImage) -> Image.Image:
    return Image.open(io.BytesIO(image.data))


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_becomes_upright(orientation: int) -> None:
    turned = orientation >= 5
    stored = Image.new("RGB", (500, 900) if turned else (900, 500), "white")
    right, bottom = CORNER[orientation]
    corner = (right * (stored.width - 100), bottom * (stored.height - 100))
    stored.paste((255, 0, 0), (*corner, corner[0] + 100, corner[1] + 100))
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(stored, "JPEG", exif=exif, quality=95)
    assert photos.measure(data).size == (900, 500)
    whole = opened(photos.process(data, (0.5, 0.5)).whole[-1])
    assert whole.size == (900, 500)
    assert near(whole.getpixel((30, 30)), (255, 0, 0))
    assert near(whole.getpixel((870, 470)), (255, 255, 255))


def with_metadata(kind: str) -> bytes:
    image = Image.new("RGB", (700, 700), "teal")
    exif = Image.Exif()
    exif[0x010E] = "CANARY"
    exif.get_ifd(0x8825)[1] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, object] = {"exif": exif, "icc_profile": profile}
    if kind == "JPEG":
        options["comment"] = b"CANARY"
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", "CANARY")
        options["pnginfo"] = text
    if kind in ("WEBP", "AVIF", "HEIF"):
        options["xmp"] = b"<x>CANARY</x>"
    return saved(image, kind, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_no_metadata_survives(kind: str) -> None:
    data = with_metadata(kind)
    assert b"CANARY" in data
    processed = photos.process(data, (0.5, 0.5))
    for image in (*processed.card, *processed.whole):
        assert b"CANARY" not in image.data
        result = opened(image)
        result.load()
        assert result.format == "WEBP"
        assert {"exif", "icc_profile", "xmp", "comment"} & set(result.info) == set()


@pytest.mark.parametrize(
    ("focus", "red_is_at"),
    [((0.1, 0.5), 0.15), ((0.0, 0.0), 0.15), ((0.5, 0.5), None), ((1.0, 1.0), None)],
    ids=["left", "corner", "middle", "right"],
)
def test_the_crop_keeps_the_focus(focus: tuple[float, float], red_is_at: float | None) -> None:
    image = Image.new("RGB", (2000, 1000), "white")
    image.paste((255, 0, 0), (0, 0, 200, 1000))
    card = opened(photos.process(saved(image, "PNG"), focus).card[-1])
    assert card.width / card.height == pytest.approx(1.5, abs=0.01)
    is_red = near(card.getpixel((20, 20)), (255, 0, 0))
    assert is_red is (red_is_at is not None)


@pytest.mark.parametrize(
    ("size", "card", "whole"),
    [
        ((3000, 2000), [(360, 240), (720, 480), (1080, 720)], [(480, 320), (960, 640), (1600, 1067)]),
        ((800, 600), [(360, 240), (720, 480), (800, 533)], [(480, 360), (800, 600)]),
        ((600, 900), [(360, 240), (600, 400)], [(480, 720), (600, 900)]),
        ((100, 100), [(100, 100)], [(100, 100)]),
        ((6000, 2), [(360, 1), (600, 1)], [(480, 1), (600, 1)]),
    ],
    ids=str,
)
def test_widths_are_never_larger_than_the_photo(
    size: tuple[int, int], card: list[tuple[int, int]], whole: list[tuple[int, int]]
) -> None:
    processed = photos.process(saved(Image.new("RGB", size, "teal"), "PNG"), (0.5, 0.5))
    assert [(image.width, image.height) for image in processed.card] == card
    assert [(image.width, image.height) for image in processed.whole] == whole
    assert all(opened(image).size == (image.width, image.height) for image in (*processed.card, *processed.whole))


@pytest.mark.parametrize("mode", ["RGB", "L", "LA", "P", "RGBA", "CMYK", "1", "I;16"])
def test_every_mode_becomes_a_picture(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    processed = photos.process(saved(Image.new(mode, (700, 700)), kind), (0.5, 0.5))
    is_logo = processed.kind is PhotoKind.LOGO
    assert opened(processed.card[0]).size == ((360, 360) if is_logo else (360, 240))
    assert is_logo is (mode in ("LA", "RGBA"))


def test_a_logo_is_shown_whole() -> None:
    image = Image.new("RGBA", (900, 400), (0, 0, 0, 0))
    image.paste((200, 0, 0, 255), (100, 100, 800, 300))
    processed = photos.process(saved(image, "PNG"), (0.5, 0.5))
    assert processed.kind is PhotoKind.LOGO
    assert [(each.width, each.height) for each in processed.card] == [(360, 160), (600, 267)]
    assert opened(processed.card[0]).convert("RGBA").getpixel((2, 2))[3] == 0


def test_an_opaque_picture_with_an_alpha_channel_is_a_photo() -> None:
    made = photos.process(saved(Image.new("RGBA", (900, 600), "teal"), "PNG"), (0.5, 0.5))
    assert made.kind is PhotoKind.PHOTO


KINDS: dict[str, tuple[tuple[int, int], str, bool, PhotoKind]] = {
    "a photo": ((1600, 1067), "RGB", False, PhotoKind.PHOTO),
    "a person's photo": ((1600, 1067), "RGB", True, PhotoKind.PHOTO),
    "a person's large portrait": ((1200, 1600), "RGB", True, PhotoKind.PHOTO),
    "a person's portrait": ((400, 400), "RGB", True, PhotoKind.PORTRAIT),
    "a community's picture of that size": ((400, 400), "RGB", False, PhotoKind.PHOTO),
    "a small opaque one": ((359, 300), "RGB", False, PhotoKind.LOGO),
    "a transparent one": ((1600, 1067), "RGBA", True, PhotoKind.LOGO),
    "a banner": ((1200, 500), "RGB", True, PhotoKind.LOGO),
}


@pytest.mark.parametrize(("size", "mode", "is_of_person", "kind"), KINDS.values(), ids=KINDS.keys())
def test_measuring_and_making_agree_on_the_kind(
    size: tuple[int, int], mode: str, is_of_person: bool, kind: PhotoKind
) -> None:
    data = saved(Image.new(mode, size), "PNG")
    measured = photos.measure(data)
    judged = photos.kind_of(*measured.size, is_transparent=measured.is_transparent, is_of_person=is_of_person)
    assert judged is photos.process(data, (0.5, 0.5), is_of_person=is_of_person).kind is kind


def logo(*fills: str | tuple[int, ...], ground: tuple[int, ...] = (0, 0, 0, 0)) -> bytes:
    """Stripes of some colours in the middle of a ground."""
    image = Image.new("RGBA", (900, 400), ground)
    for at, fill in enumerate(fills):
        image.paste(fill, (100 + at * 100, 100, 200 + at * 100, 300))
    return saved(image, "PNG")


GROUNDS = {
    "white on nothing": (logo("white"), True),
    "white and orange on nothing": (logo("white", "darkorange", "darkorange"), True),
    "black on nothing": (logo("black"), False),
    "black and yellow on nothing": (logo("black", "yellow"), False),
    "a little yellow on nothing": (logo("green", "navy", "yellow", "purple", "maroon"), False),
    "green on nothing": (logo("green"), False),
    "white on black": (logo("white", ground=(0, 0, 0, 255)), True),
    "black on white": (logo("black", ground=(255, 255, 255, 255)), False),
}


@pytest.mark.parametrize(("data", "is_light"), GROUNDS.values(), ids=GROUNDS.keys())
def test_a_logo_stands_on_a_ground_on_which_it_is_seen(data: bytes, is_light: bool) -> None:
    made = photos.process(data, (0.5, 0.5))
    assert (made.kind, made.is_light) == (PhotoKind.LOGO, is_light)


def test_until_a_photo_is_there_its_colour_is() -> None:
    made = photos.process(picture(colour="teal"), (0.5, 0.5))
    red, green, blue = bytes.fromhex(made.tone.removeprefix("#"))
    assert near((red, green, blue), (0, 128, 128))
    assert not made.is_light


def test_the_style_sheet_keeps_to_what_partners_are_asked_for() -> None:
    styles = (TEMPLATES / "theme/assets/stylesheets/partnerhub.css").read_text(encoding="utf-8")
    shown = dict(re.findall(r"--ph-widest-(\w+): (\d+)px;", styles))
    assert shown == {kind: str(width) for kind, width in photos.WIDEST.items()}
    assert all(f"var(--ph-widest-{kind})" in styles for kind in shown)


def test_renditions_are_named_by_their_content() -> None:
    one, same = (photos.process(picture(colour="teal"), (0.5, 0.5)) for _ in range(2))
    other = photos.process(picture(colour="navy"), (0.5, 0.5))
    assert [image.name for image in one.card] == [image.name for image in same.card]
    assert one.card[0].name != other.card[0].name


BAD = {
    "empty": (b"", "photo-unreadable"),
    "text": (b"<svg onload=alert(1)>", "photo-unreadable"),
    "truncated jpeg": (picture()[:-300], "photo-unreadable"),
    "truncated png": (picture(kind="PNG")[:-60], "photo-unreadable"),
    "truncated webp": (picture(kind="WEBP")[:-60], "photo-unreadable"),
    "gif": (picture(kind="GIF"), "photo-unreadable"),
    "tiff": (picture(kind="TIFF"), "photo-unreadable"),
    "over 20 MB": (picture() + bytes(20_000_000), "photo-too-large"),
    "over 60 megapixels": (saved(Image.new("1", (10_000, 6_001)), "PNG"), "photo-too-large"),
    "a bomb": (saved(Image.new("1", (10_000, 10_000)), "PNG"), "photo-too-large"),
}


@pytest.mark.parametrize(("data", "rule"), BAD.values(), ids=BAD.keys())
def test_a_file_that_cannot_be_shown_is_refused(data: bytes, rule: str) -> None:
    with pytest.raises(PhotoError) as refused:
        photos.measure(data)
    assert refused.value.fault.rule == rule


@pytest.mark.parametrize("size", [(4000, 3000), (700, 2400), (640, 480), (40, 30)])
def test_a_shared_picture_is_of_one_size_and_light(size: tuple[int, int]) -> None:
    noise = Image.effect_noise(size, 90).convert("RGB")
    share = photos.process(saved(noise, "JPEG", quality=95, comment=b"CANARY"), (0.5, 0.5)).share
    assert opened(share).size == (share.width, share.height) == (1200, 630)
    assert opened(share).format == "JPEG"
    assert len(share.data) < 300_000
    assert b"CANARY" not in share.data


def test_a_shared_picture_keeps_the_focus() -> None:
    image = Image.new("RGB", (1500, 3000), "white")
    image.paste((255, 0, 0), (0, 2200, 1500, 3000))
    share = photos.process(saved(image, "PNG"), (0.5, 0.95)).share
    assert near(opened(share).getpixel((600, 315)), (255, 0, 0))


def test_a_shared_logo_lies_on_white() -> None:
    logo = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    logo.paste((0, 0, 255, 255), (100, 100, 300, 300))
    share = opened(photos.process(saved(logo, "PNG"), (0.5, 0.5)).share)
    assert near(share.getpixel((10, 10)), (255, 255, 255))
    assert near(share.getpixel((600, 315)), (0, 0, 255))
    assert near(share.getpixel((480, 195)), (255, 255, 255)), "it is not blown up"
