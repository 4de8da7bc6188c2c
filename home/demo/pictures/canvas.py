"""What all pictures are drawn on: twice the final size, so that edges come out smooth."""

import math
from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from PIL import Image, ImageColor, ImageDraw

Point = tuple[float, float]

WIDTH, HEIGHT, SCALE = 1600, 900, 2
INK: Final = "#12303b"
TEAL: Final = "#1f6f78"
SEA: Final = "#3d97a6"
SKY: Final = "#cfe6e6"
SAND: Final = "#f3e3c7"
PAPER: Final = "#faf6ee"
GOLD: Final = "#eab04c"
CORAL: Final = "#e2725b"
PLUM: Final = "#6b3f5e"
LEAF: Final = "#6fa06a"
BRIGHT: Final = (TEAL, GOLD, CORAL, SEA, PLUM, LEAF)


class Canvas:
    """Coordinates are those of the finished picture."""

    def __init__(
        self, seed: int, top: str, bottom: str = "", size: tuple[int, int] = (WIDTH, HEIGHT)
    ) -> None:
        self.random = Random(seed)  # noqa: S311  the same picture every time
        self.size = size
        large = (size[0] * SCALE, size[1] * SCALE)
        if top:
            self.image = gradient(large, top, bottom or top)
        else:
            self.image = Image.new("RGBA", large, (255, 255, 255, 0))
        self.pen = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        return self.image.reduce(SCALE)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.pen.ellipse(box(x - radius, y - radius, x + radius, y + radius), fill=colour)

    def circle(self, x: float, y: float, radius: float, colour: str, width: float) -> None:
        edge = box(x - radius, y - radius, x + radius, y + radius)
        self.pen.ellipse(edge, outline=colour, width=round(width * SCALE))

    def block(
        self, left: float, top: float, right: float, bottom: float, colour: str, round_by: float = 0
    ) -> None:
        self.pen.rounded_rectangle(box(left, top, right, bottom), radius=round_by * SCALE, fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self.pen.polygon(scaled(points), fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        self.pen.line(scaled(points), fill=colour, width=round(width * SCALE), joint="curve")

    def arc(
        self, x: float, y: float, radius: float, start: float, end: float, colour: str, width: float
    ) -> None:
        """Part of a circle, from one angle to another (degrees, clockwise from the right)."""
        edge = box(x - radius, y - radius, x + radius, y + radius)
        self.pen.arc(edge, start, end, fill=colour, width=round(width * SCALE))


def gradient(size: tuple[int, int], top: str, bottom: str) -> Image.Image:
    ramp = Image.linear_gradient("L").resize(size)
    bands = [
        ramp.point([round(a + (b - a) * step / 255) for step in range(256)])
        for a, b in zip(ImageColor.getrgb(top)[:3], ImageColor.getrgb(bottom)[:3], strict=True)
    ]
    return Image.merge("RGB", bands)


def box(left: float, top: float, right: float, bottom: float) -> list[float]:
    return [left * SCALE, top * SCALE, right * SCALE, bottom * SCALE]


def scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def around(x: float, y: float, radius: float, count: int, turn: float = 0) -> Iterator[Point]:
    """So many points on a circle, evenly, from an angle in radians."""
    for step in range(count):
        angle = turn + 2 * math.pi * step / count
        yield x + radius * math.cos(angle), y + radius * math.sin(angle)


def ridge(height: float, swing: float, phase: float, roughness: float = 1) -> list[Point]:
    """A wavy line from the left edge to the right one, closed along the picture's lower edge."""
    points: list[Point] = []
    for x in range(0, WIDTH + 20, 20):
        t = x / WIDTH * math.tau
        wave = math.sin(t * roughness + phase) + 0.5 * math.sin(2.3 * t * roughness + 2 * phase)
        points.append((x, height - swing * wave))
    return [*points, (WIDTH, HEIGHT), (0, HEIGHT)]
