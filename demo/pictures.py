"""Draws the pictures of the demo's partners, of one event, and of the example with which a new hub begins.

They stand in for photos; nobody in them exists. Everything is drawn at twice its size and then reduced, and the grain
is seeded: each run gives the same pictures.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

ROOT = Path(__file__).resolve().parents[1]
PARTNERS = "content/partners"
SCALE = 2
Colour = tuple[int, int, int]
Scene = Callable[["Canvas"], None]

SKINS: Sequence[Colour] = ((243, 205, 172), (214, 160, 118), (164, 108, 74), (111, 72, 52), (232, 184, 148))
HAIRS: Sequence[Colour] = ((48, 36, 36), (92, 58, 40), (164, 106, 56), (190, 190, 196), (34, 34, 48))


class Canvas:
    """A picture in the making; all measures are in pixels of the finished picture."""

    def __init__(self, width: int, height: int, seed: str, ground: Colour | None = None) -> None:
        self.width, self.height = width, height
        mode = "RGB" if ground else "RGBA"
        self.image = Image.new(mode, (width * SCALE, height * SCALE), ground or (0, 0, 0, 0))
        self.random = random.Random(seed)

    @property
    def draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    def gradient(self, top: Colour, bottom: Colour, start: float = 0, end: float | None = None) -> None:
        """Fill a band from one colour to another."""
        first, last = round(start * SCALE), round((end or self.height) * SCALE)
        for y in range(first, last):
            self.draw.line([(0, y), (self.image.width, y)], fill=mix(top, bottom, (y - first) / max(1, last - first)))

    def polygon(self, points: Sequence[tuple[float, float]], fill: Colour) -> None:
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        self.draw.ellipse([(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE], fill=fill)

    def box(self, x: float, y: float, width: float, height: float, fill: Colour, radius: float = 0) -> None:
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self.draw.rounded_rectangle(corners, radius * SCALE, fill=fill)

    def line(self, points: Sequence[tuple[float, float]], fill: Colour, width: float) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(scaled, fill=fill, width=round(width * SCALE), joint="curve")
        for x, y in (scaled[0], scaled[-1]):
            half = width * SCALE / 2
            self.draw.ellipse([x - half, y - half, x + half, y + half], fill=fill)

    def hills(self, base: float, rise: float, waves: float, phase: float, fill: Colour) -> None:
        """A ridge from side to side."""
        points = [
            (
                x,
                base
                - rise
                * (0.6 * math.sin(x / self.width * waves + phase) + 0.4 * math.sin(x / self.width * waves * 2.3)),
            )
            for x in range(0, self.width + 10, 10)
        ]
        self.polygon([*points, (self.width + 10, self.height), (0, self.height)], fill)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 0.8) -> None:
        """Soft light around a point."""
        layer = Image.new("L", (self.width // 4, self.height // 4), 0)
        box = [(x - radius) / 4, (y - radius) / 4, (x + radius) / 4, (y + radius) / 4]
        ImageDraw.Draw(layer).ellipse(box, fill=round(255 * strength))
        mask = layer.filter(ImageFilter.GaussianBlur(radius / 9)).resize(self.image.size)
        self.image.paste(Image.new("RGB", self.image.size, colour), (0, 0), mask)

    def person(self, x: float, y: float, size: float, shirt: Colour, look: int, *, arms: bool = False) -> None:
        """Head and shoulders; (x, y) is the middle of the shoulders' base."""
        skin, hair = SKINS[look % len(SKINS)], HAIRS[(look * 3) % len(HAIRS)]
        if look % 3 == 1:
            self.ellipse(x, y - size * 1.22, size * 0.46, size * 0.52, hair)
        self.box(x - size * 0.62, y - size * 0.82, size * 1.24, size * 1.3, shirt, size * 0.5)
        self.box(
            x - size * 0.14,
            y - size * 1.0,
            size * 0.28,
            size * 0.34,
            mix(skin, (90, 50, 40), 0.18),
            size * 0.1,
        )
        self.ellipse(x, y - size * 1.3, size * 0.36, size * 0.42, skin)
        self.draw.chord(
            [
                (x - size * 0.38) * SCALE,
                (y - size * 1.76) * SCALE,
                (x + size * 0.38) * SCALE,
                (y - size * 0.96) * SCALE,
            ],
            180 - 8 * (look % 3),
            360 + 8 * (look % 4),
            fill=hair,
        )
        if arms:
            for side in (-1, 1):
                reach = [
                    (x + side * size * 0.52, y - size * 0.5),
                    (x + side * size * 0.72, y + size * 0.1),
                    (x + side * size * 0.3, y + size * 0.34),
                ]
                self.line(reach, mix(shirt, (0, 0, 0), 0.12), size * 0.24)
                self.ellipse(*reach[-1], size * 0.13, size * 0.13, skin)

    def finished(self, grain: int = 7) -> Image.Image:
        """The picture at its size, with a little grain."""
        small = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        if small.mode == "RGBA":
            return small
        noise = Image.frombytes("L", small.size, self.random.randbytes(self.width * self.height))
        noise = noise.point(lambda value: 128 + (value - 128) * grain // 128)
        light = Image.merge("RGB", [noise] * 3)
        return Image.blend(small, Image.composite(light, small, Image.new("L", small.size, 60)), 0.16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two; share 0 gives the first."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def neighbours_garden(canvas: Canvas) -> None:
    """Morning among vegetable beds."""
    canvas.gradient((253, 232, 196), (255, 247, 228), 0, 520)
    canvas.glow(1240, 210, 260, (255, 250, 214))
    canvas.ellipse(1240, 210, 78, 78, (255, 240, 180))
    for base, rise, phase, colour in (
        (470, 60, 0.4, (176, 206, 168)),
        (540, 46, 2.2, (138, 182, 134)),
        (600, 30, 4.0, (104, 156, 106)),
    ):
        canvas.hills(base, rise, 6, phase, colour)
    canvas.polygon([(0, 640), (1600, 610), (1600, 1067), (0, 1067)], (134, 96, 70))
    for row in range(6):
        y = 660 + row * row * 11 + row * 26
        height = 14 + row * 9
        canvas.box(-20, y, 1640, height, mix((112, 78, 56), (92, 62, 46), row / 6), height / 2)
        step = 44 + row * 18
        for number, x in enumerate(range(-10 + row * 17 % step, 1640, step)):
            green = mix((86, 150, 76), (60, 122, 66), canvas.random.random())
            size = 10 + row * 7
            for turn in (-0.9, -0.3, 0.3, 0.9):
                canvas.ellipse(
                    x + math.sin(turn) * size, y - math.cos(turn) * size * 0.8, size * 0.5, size * 0.75, green
                )
            if (number + row) % 4 == 0:
                canvas.ellipse(x, y - size * 0.5, size * 0.34, size * 0.34, (226, 84, 58))
    for x, y, size, shirt, look in (
        (420, 760, 110, (230, 126, 72), 0),
        (930, 720, 96, (74, 116, 160), 4),
        (1220, 850, 132, (236, 190, 92), 2),
    ):
        canvas.person(x, y, size, shirt, look, arms=True)
        canvas.ellipse(x, y - size * 1.56, size * 0.66, size * 0.13, (238, 214, 158))
        canvas.ellipse(x, y - size * 1.66, size * 0.36, size * 0.2, (228, 200, 140))


def compost(canvas: Canvas) -> None:
    """A heap between boards at dusk, a bucket beside it."""
    canvas.gradient((112, 88, 138), (246, 184, 128), 0, 620)
    canvas.glow(330, 470, 300, (255, 214, 150))
    for base, rise, phase, colour in ((560, 44, 1.2, (104, 92, 112)), (620, 26, 3.1, (82, 84, 88))):
        canvas.hills(base, rise, 5, phase, colour)
    canvas.polygon([(0, 650), (1600, 640), (1600, 1067), (0, 1067)], (92, 104, 68))
    for x in range(40, 1640, 124):
        canvas.box(x, 520, 74, 190, (128, 98, 76), 14)
    canvas.box(0, 566, 1600, 24, (112, 84, 64))
    heap = [(430 + x, 860 - 300 * math.sin(x / 740 * math.pi) ** 0.8) for x in range(0, 741, 10)]
    canvas.polygon([*heap, (1170, 900), (430, 900)], (74, 52, 40))
    for _ in range(420):
        x = canvas.random.uniform(470, 1130)
        top = 868 - 292 * math.sin((x - 430) / 740 * math.pi) ** 0.8
        y = canvas.random.uniform(top, 890)
        colour = canvas.random.choice(((104, 136, 66), (150, 110, 62), (214, 160, 74), (92, 66, 48), (196, 92, 60)))
        canvas.ellipse(x, y, canvas.random.uniform(7, 20), canvas.random.uniform(4, 10), colour)
    for row in range(4):
        canvas.box(400, 764 + row * 44, 800, 36, mix((164, 124, 84), (122, 90, 62), row / 4), 8)
    for x in (404, 1152):
        canvas.box(x, 690, 44, 262, (104, 76, 54), 8)
    canvas.line([(1010, 380), (890, 690)], (156, 118, 78), 20)
    canvas.polygon([(866, 664), (934, 690), (884, 792), (838, 772)], (120, 124, 132))
    canvas.polygon([(1290, 800), (1490, 800), (1462, 996), (1318, 996)], (70, 120, 150))
    canvas.ellipse(1390, 800, 100, 26, (54, 96, 122))
    canvas.ellipse(1390, 796, 84, 19, (96, 126, 62))
    canvas.line([(1292, 804), (1330, 690), (1450, 690), (1488, 804)], (206, 210, 216), 9)


def code_by_night(canvas: Canvas) -> None:
    """A long table under a warm lamp."""
    canvas.gradient((24, 28, 58), (52, 44, 88))
    canvas.box(120, 90, 520, 420, (36, 42, 84), 14)
    canvas.box(140, 110, 235, 380, (58, 70, 130), 8)
    canvas.box(390, 110, 230, 380, (58, 70, 130), 8)
    for _ in range(60):
        x, y = canvas.random.uniform(150, 610), canvas.random.uniform(120, 400)
        canvas.ellipse(x, y, 1.6, 1.6, (220, 220, 250))
    canvas.ellipse(520, 180, 38, 38, (244, 236, 200))
    for x in range(150, 620, 60):
        height = canvas.random.randint(40, 130)
        canvas.box(x, 490 - height, 52, height, (30, 34, 70))
    canvas.glow(1000, 470, 620, (255, 178, 92), 0.62)
    canvas.line([(1000, 0), (1000, 190)], (20, 22, 44), 8)
    canvas.polygon([(890, 280), (1110, 280), (1050, 180), (950, 180)], (240, 150, 66))
    canvas.ellipse(1000, 282, 108, 16, (255, 236, 180))
    shirts: Sequence[Colour] = (
        (214, 92, 92),
        (92, 160, 150),
        (240, 196, 96),
        (120, 110, 200),
        (90, 130, 200),
    )
    for number, shirt in enumerate(shirts):
        canvas.person(300 + number * 260, 690 + (number % 2) * 16, 132, shirt, number, arms=True)
    canvas.polygon([(60, 740), (1540, 740), (1640, 1067), (-40, 1067)], (146, 92, 62))
    canvas.polygon([(60, 740), (1540, 740), (1546, 760), (54, 760)], (188, 126, 84))
    for number in range(5):
        x = 300 + number * 260
        canvas.polygon([(x - 96, 800), (x + 96, 800), (x + 112, 846), (x - 112, 846)], (70, 76, 100))
        canvas.box(x - 92, 690, 184, 112, (46, 50, 72), 10)
        canvas.ellipse(x, 746, 13, 13, (255, 206, 130))
        canvas.ellipse(x + 140, 900, 26, 12, (236, 226, 210))
        canvas.box(x + 116, 868, 48, 34, (246, 240, 228), 8)


def noa_brosh(canvas: Canvas) -> None:
    """A portrait in front of an orange wall."""
    canvas.gradient((246, 156, 84), (232, 112, 78))
    for x, y, size, colour in (
        (180, 300, 190, (250, 184, 112)),
        (1030, 480, 250, (240, 140, 84)),
        (220, 1080, 240, (226, 100, 72)),
    ):
        canvas.ellipse(x, y, size, size, colour)
    for x, y, width, height in ((760, 120, 300, 220), (110, 560, 210, 280)):
        canvas.box(x, y, width, height, (255, 244, 226), 6)
        for row in range(4):
            points = [
                (
                    x + 30 + step * (width - 60) / 8,
                    y + 50 + row * (height - 90) / 3 + canvas.random.uniform(-14, 14),
                )
                for step in range(9)
            ]
            canvas.line(points, (92, 62, 60), 4)
    canvas.ellipse(600, 590, 250, 290, (58, 38, 42))
    canvas.ellipse(600, 300, 112, 104, (58, 38, 42))
    canvas.box(250, 960, 700, 760, (38, 86, 96), 260)
    canvas.box(520, 800, 160, 240, (198, 138, 104), 70)
    canvas.polygon([(480, 970), (720, 970), (600, 1130)], (198, 138, 104))
    canvas.ellipse(600, 660, 190, 236, (226, 168, 128))
    canvas.draw.chord([400 * SCALE, 390 * SCALE, 800 * SCALE, 780 * SCALE], 182, 358, fill=(58, 38, 42))
    for x in (520, 680):
        canvas.draw.ellipse(
            [(x - 62) * SCALE, 606 * SCALE, (x + 62) * SCALE, 730 * SCALE],
            outline=(60, 44, 60),
            width=9 * SCALE,
        )
        canvas.ellipse(x, 672, 15, 19, (52, 36, 40))
        canvas.line([(x - 40, 578), (x, 566), (x + 38, 578)], (58, 38, 42), 9)
    canvas.line([(582, 660), (618, 660)], (60, 44, 60), 8)
    canvas.line([(600, 690), (588, 742), (608, 750)], (196, 132, 98), 8)
    canvas.line([(536, 800), (570, 826), (630, 826), (664, 800)], (166, 66, 66), 12)
    for x in (460, 740):
        canvas.ellipse(x, 764, 34, 24, (236, 146, 120))
    canvas.line([(760, 1330), (900, 1120)], (250, 206, 80), 26)
    canvas.polygon([(886, 1112), (914, 1130), (926, 1078)], (60, 44, 60))


def harbour_choir(canvas: Canvas) -> None:
    """Two rows of singers in warm light."""
    canvas.gradient((58, 18, 34), (110, 36, 44))
    for number in range(17):
        x = number * 100
        canvas.polygon(
            [(x, 0), (x + 62, 0), (x + 50, 760), (x + 8, 760)],
            mix((132, 34, 46), (86, 22, 38), number % 2 * 0.7),
        )
    for x in (340, 800, 1260):
        canvas.glow(x, 420, 380, (255, 196, 120), 0.42)
        canvas.polygon([(x - 34, 0), (x + 34, 0), (x + 22, 52), (x - 22, 52)], (30, 16, 24))
    canvas.polygon([(0, 800), (1600, 800), (1600, 1067), (0, 1067)], (120, 70, 48))
    for number in range(12):
        canvas.line([(number * 150 - 60, 1067), (number * 118 + 150, 800)], (104, 58, 42), 4)
    canvas.box(120, 690, 1360, 130, (84, 46, 40), 8)
    dark: Sequence[Colour] = ((34, 54, 84), (28, 44, 70), (44, 66, 96))
    for number in range(8):
        canvas.person(240 + number * 160, 640, 92, dark[number % 3], number + 1)
        canvas.ellipse(240 + number * 160, 640 - 92 * 1.14, 10, 13, (120, 40, 44))
    for number in range(7):
        canvas.person(310 + number * 164, 800, 104, dark[(number + 1) % 3], number * 2)
        canvas.ellipse(310 + number * 164, 800 - 104 * 1.14, 11, 15, (120, 40, 44))
        canvas.polygon(
            [
                (262 + number * 164, 770),
                (358 + number * 164, 770),
                (346 + number * 164, 838),
                (274 + number * 164, 838),
            ],
            (250, 240, 220),
        )
    canvas.person(800, 1060, 150, (20, 20, 32), 4)
    canvas.ellipse(800, 1060 - 150 * 1.32, 58, 66, HAIRS[2])  # seen from behind
    canvas.line([(880, 960), (980, 850), (1010, 760)], (20, 20, 32), 34)
    canvas.line([(1010, 756), (1060, 690)], (250, 240, 220), 6)


def making_bench(canvas: Canvas) -> None:
    """A wooden bench below a wall of tools."""
    canvas.gradient((62, 96, 104), (88, 130, 132))
    canvas.box(130, 80, 1340, 560, (202, 164, 118), 18)
    for x in range(170, 1450, 40):
        for y in range(120, 620, 40):
            canvas.ellipse(x, y, 3, 3, (166, 128, 88))
    steel, dark, red, yellow = (176, 190, 198), (52, 62, 70), (214, 84, 66), (240, 184, 72)
    canvas.box(250, 170, 34, 300, (146, 92, 56), 12)
    canvas.box(190, 150, 154, 70, dark, 12)
    canvas.box(430, 290, 30, 220, red, 12)
    canvas.box(438, 150, 14, 150, steel, 4)
    canvas.box(530, 320, 30, 190, yellow, 12)
    canvas.box(538, 170, 14, 160, steel, 4)
    canvas.polygon([(660, 190), (1010, 240), (1010, 300), (660, 260)], steel)
    canvas.box(1000, 214, 120, 110, red, 26)
    canvas.box(1026, 244, 64, 46, (202, 164, 118), 18)
    canvas.draw.arc([680 * SCALE, 340 * SCALE, 880 * SCALE, 540 * SCALE], 30, 330, fill=dark, width=26 * SCALE)
    for number, length in enumerate((150, 176, 204, 230)):
        canvas.box(950 + number * 52, 360, 26, length, mix(steel, dark, number * 0.14), 12)
        canvas.ellipse(963 + number * 52, 362, 24, 24, mix(steel, dark, number * 0.14))
    canvas.draw.ellipse([1240 * SCALE, 170 * SCALE, 1410 * SCALE, 340 * SCALE], outline=yellow, width=22 * SCALE)
    canvas.glow(820, 640, 460, (255, 226, 170), 0.32)
    canvas.polygon([(0, 760), (1600, 760), (1600, 860), (0, 860)], (178, 118, 74))
    canvas.polygon([(0, 860), (1600, 860), (1600, 1067), (0, 1067)], (126, 80, 54))
    for y in (786, 812, 836):
        canvas.line([(0, y), (1600, y + canvas.random.randint(-4, 4))], (160, 102, 64), 3)
    canvas.box(230, 640, 190, 124, (230, 220, 204), 16)
    canvas.box(270, 600, 110, 46, steel, 14)
    canvas.ellipse(325, 700, 36, 36, dark)
    canvas.ellipse(325, 700, 22, 22, yellow)
    canvas.polygon([(1130, 560), (1290, 560), (1260, 470), (1160, 470)], red)
    canvas.box(1200, 560, 22, 180, dark, 6)
    canvas.box(1140, 730, 144, 30, dark, 12)
    for number in range(9):
        x = 560 + number * 48
        canvas.ellipse(x, 746 - number % 3 * 6, 14, 14, mix(steel, yellow, canvas.random.random()))
    canvas.box(700, 690, 250, 66, (236, 196, 140), 6)
    canvas.draw.arc(
        [780 * SCALE, 650 * SCALE, 860 * SCALE, 730 * SCALE], 180, 360, fill=(206, 162, 108), width=8 * SCALE
    )


def open_kitchen(canvas: Canvas) -> None:
    """A pot, a board and two hands."""
    canvas.gradient((250, 240, 222), (240, 214, 180))
    for row in range(5):
        for column in range(9):
            shade = mix((124, 178, 176), (152, 200, 194), canvas.random.random())
            canvas.box(20 + column * 176 - row % 2 * 60, 40 + row * 92, 164, 80, shade, 8)
    canvas.polygon([(0, 780), (1400, 780), (1400, 1400), (0, 1400)], (190, 128, 84))
    for y in range(800, 1400, 70):
        canvas.line([(0, y), (1400, y + canvas.random.randint(-6, 6))], (176, 114, 74), 4)
    for x, y, size in ((330, 300, 90), (430, 190, 70), (300, 120, 60)):
        canvas.glow(x, y, size * 2, (255, 255, 255), 0.55)
    canvas.box(120, 470, 520, 420, (206, 74, 58), 70)
    canvas.ellipse(380, 480, 260, 70, (164, 52, 44))
    canvas.ellipse(380, 486, 232, 54, (236, 168, 84))
    for _ in range(26):
        x, y = canvas.random.uniform(190, 570), canvas.random.uniform(462, 512)
        canvas.ellipse(x, y, 15, 8, canvas.random.choice(((214, 96, 50), (120, 160, 70), (250, 214, 120))))
    for x in (86, 634):
        canvas.box(x, 560, 60, 54, (150, 46, 40), 22)
    canvas.line([(470, 480), (640, 220)], (150, 100, 62), 26)
    canvas.box(700, 860, 640, 400, (230, 184, 128), 40)
    canvas.box(700, 1220, 640, 46, (196, 148, 98), 24)
    for number in range(7):
        canvas.ellipse(780 + number * 46, 1130 + number % 2 * 16, 44, 44, (240, 130, 54))
        canvas.ellipse(780 + number * 46, 1130 + number % 2 * 16, 24, 24, (250, 166, 92))
    canvas.polygon([(1080, 1000), (1250, 930), (1270, 970), (1110, 1050)], (240, 130, 54))
    for turn in range(5):
        canvas.line([(1255, 948), (1330 + turn * 6, 880 + turn * 26)], (88, 150, 74), 12)
    for x, y in ((240, 1080), (390, 1150), (200, 1220), (520, 1060)):
        canvas.ellipse(x, y, 82, 76, (206, 60, 52))
        canvas.ellipse(x - 24, y - 26, 20, 14, (240, 140, 124))
        canvas.polygon([(x - 26, y - 74), (x + 26, y - 74), (x, y - 44)], (92, 144, 70))
    for start, end, skin in (((1400, 700), (1130, 940), SKINS[1]), ((860, 1400), (880, 1110), SKINS[1])):
        canvas.line([start, end], (70, 110, 150), 120)
        mid = (end[0] + (start[0] - end[0]) * 0.25, end[1] + (start[1] - end[1]) * 0.25)
        canvas.line([mid, end], skin, 92)
        canvas.ellipse(*end, 66, 58, skin)
    canvas.polygon([(960, 900), (1000, 880), (1010, 1130), (970, 1140)], (210, 220, 226))
    canvas.line([(1000, 900), (1090, 930)], (60, 52, 52), 34)


def dusk_walkers(canvas: Canvas) -> None:
    """Three walkers on a ridge at nightfall."""
    canvas.gradient((58, 48, 110), (246, 158, 126), 0, 820)
    canvas.glow(1130, 610, 330, (255, 214, 150), 0.9)
    canvas.ellipse(1130, 600, 92, 92, (255, 226, 170))
    for _ in range(70):
        canvas.ellipse(canvas.random.uniform(0, 1600), canvas.random.uniform(0, 300), 1.7, 1.7, (240, 232, 255))
    for base, rise, phase, colour in (
        (690, 90, 0.2, (156, 104, 140)),
        (760, 80, 1.9, (112, 78, 124)),
        (850, 64, 3.3, (72, 54, 98)),
        (950, 40, 0.9, (36, 30, 62)),
    ):
        canvas.hills(base, rise, 5.2, phase, colour)
    shirts: Sequence[Colour] = ((214, 96, 84), (238, 190, 110), (92, 140, 168))
    for number, shirt in enumerate(shirts):
        x, y, size = 420 + number * 210, 900 - number * 26, 96
        for side in (-1, 1):
            canvas.line([(x + side * 10, y), (x + side * 30, y + 96)], (24, 22, 46), 26)
        canvas.person(x, y - 20, size * 0.8, shirt, number + 1)
        canvas.box(x - 66, y - 84, 40, 84, (50, 44, 84), 18)
        canvas.line([(x + 50, y - 40), (x + 92, y + 100)], (24, 22, 46), 7)
    for x, y in ((980, 330), (1050, 300), (1120, 345), (1200, 310)):
        canvas.line([(x - 24, y - 10), (x, y), (x + 24, y - 10)], (50, 40, 86), 5)


def open_sky_cinema(canvas: Canvas) -> None:
    """A film reel that rises like a moon."""
    canvas.ellipse(600, 400, 300, 300, (38, 44, 92))
    for number in range(5):
        turn = number * math.tau / 5 - math.pi / 2
        canvas.ellipse(600 + math.cos(turn) * 172, 400 + math.sin(turn) * 172, 74, 74, (255, 206, 92))
    canvas.ellipse(600, 400, 42, 42, (255, 206, 92))
    canvas.draw.rectangle([0, 560 * SCALE, 1200 * SCALE, 800 * SCALE], fill=(0, 0, 0, 0))
    canvas.box(170, 580, 860, 34, (38, 44, 92), 17)
    canvas.box(270, 646, 660, 26, (232, 96, 84), 13)
    canvas.box(390, 704, 420, 20, (255, 206, 92), 10)


def data_for_all(canvas: Canvas) -> None:
    """Four rising bars under an arch."""
    canvas.draw.arc(
        [150 * SCALE, 100 * SCALE, 1050 * SCALE, 1000 * SCALE], 180, 360, fill=(20, 92, 110), width=46 * SCALE
    )
    heights = (
        (300, 150, (46, 158, 160)),
        (460, 230, (20, 122, 136)),
        (620, 310, (244, 160, 62)),
        (780, 390, (226, 92, 66)),
    )
    for x, height, colour in heights:
        canvas.box(x, 620 - height, 120, height, colour, 18)
    canvas.box(150, 650, 900, 34, (20, 92, 110), 17)


def lighthouse(canvas: Canvas) -> None:
    """A lighthouse and a hut on a hill by the sea."""
    canvas.gradient((255, 214, 170), (250, 240, 220), 0, 470)
    canvas.ellipse(860, 250, 70, 70, (255, 246, 214))
    canvas.gradient((88, 150, 170), (40, 96, 124), 470)
    for wave in range(26):
        x, length = canvas.random.randrange(1100), canvas.random.randrange(60, 220)
        canvas.line([(x, 490 + wave * 12), (x + length, 490 + wave * 12)], (150, 196, 204), 2)
    canvas.polygon([(0, 800), (0, 560), (160, 520), (330, 500), (470, 540), (600, 640), (700, 800)], (62, 92, 78))
    canvas.polygon([(0, 800), (0, 640), (200, 600), (420, 640), (560, 720), (640, 800)], (48, 74, 64))
    white, red, dark = (244, 240, 232), (196, 78, 66), (60, 60, 72)
    canvas.polygon([(262, 520), (290, 220), (350, 220), (378, 520)], white)
    for top, bottom in ((270, 330), (390, 450)):
        left, right = 290 - (top - 220) * 28 / 300, 290 - (bottom - 220) * 28 / 300
        canvas.polygon([(left, top), (640 - left, top), (640 - right, bottom), (right, bottom)], red)
    canvas.box(278, 206, 84, 16, dark)
    canvas.box(296, 160, 48, 48, (255, 232, 150))
    canvas.line([(320, 160), (320, 208)], dark, 3)
    canvas.polygon([(284, 162), (320, 120), (356, 162)], red)
    canvas.box(312, 470, 22, 46, dark, 6)
    canvas.box(312, 350, 16, 22, (80, 100, 120), 4)
    canvas.box(400, 500, 90, 52, white)
    canvas.polygon([(388, 504), (445, 462), (502, 504)], (120, 66, 58))
    canvas.box(432, 520, 20, 32, dark)


def lighthouse_radio(canvas: Canvas) -> None:
    """A lighthouse and its light, in white: made for a dark ground."""
    white = (255, 255, 255)
    canvas.polygon([(520, 700), (680, 700), (648, 330), (552, 330)], white)
    canvas.box(530, 270, 140, 40, white, 8)
    canvas.box(560, 190, 80, 70, white, 10)
    canvas.polygon([(545, 180), (655, 180), (600, 120)], white)
    canvas.box(440, 716, 320, 30, white, 15)
    for radius in (180, 260, 340):
        box = [(600 - radius) * SCALE, (225 - radius) * SCALE, (600 + radius) * SCALE, (225 + radius) * SCALE]
        for start in (-28, 152):
            canvas.draw.arc(box, start, start + 56, fill=white, width=26 * SCALE)


def paper_house(canvas: Canvas) -> None:
    """Seven folded sheets in a row, on a sign that is much wider than high."""
    colours = (
        (214, 84, 68),
        (238, 156, 64),
        (246, 206, 92),
        (112, 168, 110),
        (58, 138, 158),
        (64, 88, 150),
        (132, 84, 146),
    )
    for number, colour in enumerate(colours):
        left = 110 + number * 190
        canvas.polygon([(left, 270), (left + 80, 90), (left + 160, 270)], colour)
        canvas.polygon([(left + 80, 90), (left + 160, 270), (left + 96, 270)], mix(colour, (0, 0, 0), 0.22))


def amit_sela(canvas: Canvas) -> None:
    """A young man with a beard and a scarf, close: a small portrait, as people have them."""
    hair, skin, scarf = (46, 38, 36), (214, 166, 128), (70, 128, 92)
    canvas.gradient((206, 222, 226), (150, 182, 190))
    canvas.box(100, 350, 280, 200, (44, 60, 84), 70)
    canvas.ellipse(240, 196, 104, 118, hair)
    canvas.ellipse(240, 220, 84, 104, skin)
    canvas.draw.chord([156 * SCALE, 176 * SCALE, 324 * SCALE, 330 * SCALE], 8, 172, fill=mix(hair, skin, 0.2))
    canvas.draw.chord([206 * SCALE, 236 * SCALE, 274 * SCALE, 286 * SCALE], 10, 170, fill=(244, 236, 228))
    for x in (206, 274):
        canvas.ellipse(x, 206, 9, 11, (40, 34, 38))
        canvas.line([(x - 16, 182), (x + 16, 180)], hair, 7)
    canvas.box(160, 322, 160, 56, scarf, 28)
    canvas.box(262, 340, 52, 140, mix(scarf, (0, 0, 0), 0.14), 20)


def main() -> None:
    """Draw every picture."""
    scenes: Sequence[tuple[str, tuple[int, int], Scene]] = (
        (f"{PARTNERS}/neighbours-garden.jpg", (1600, 1067), neighbours_garden),
        (f"{PARTNERS}/compost-from-zero.jpg", (1600, 1067), compost),
        (f"{PARTNERS}/code-by-night.jpg", (1600, 1067), code_by_night),
        (f"{PARTNERS}/noa-brosh.jpg", (1200, 1600), noa_brosh),
        (f"{PARTNERS}/harbour-choir.jpg", (1600, 1067), harbour_choir),
        (f"{PARTNERS}/making-bench.jpg", (1600, 1067), making_bench),
        (f"{PARTNERS}/מטבח-פתוח.webp", (1400, 1400), open_kitchen),
        (f"{PARTNERS}/dusk-walkers.jpg", (1600, 1067), dusk_walkers),
        (f"{PARTNERS}/open-sky-cinema.png", (1200, 760), open_sky_cinema),
        (f"{PARTNERS}/data-for-all.png", (1200, 760), data_for_all),
        (f"{PARTNERS}/lighthouse-radio.png", (1200, 800), lighthouse_radio),
        (f"{PARTNERS}/paper-house.png", (1540, 360), paper_house),
        (f"{PARTNERS}/amit-sela.jpg", (480, 480), amit_sela),
        ("templates/hub/example.jpg", (1200, 800), lighthouse),
    )
    for name, (width, height), scene in scenes:
        is_logo = name.endswith(".png")
        canvas = Canvas(width, height, name.rpartition("/")[2], None if is_logo else (255, 255, 255))
        scene(canvas)
        picture = canvas.finished()
        options = {"optimize": True} if is_logo else {"quality": 84}
        picture.save(ROOT / name, **options)
        print(name)


if __name__ == "__main__":
    main()
