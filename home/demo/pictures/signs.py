"""Charts, maps and signs."""

import math

from home.demo.pictures.canvas import (
    BRIGHT,
    CORAL,
    GOLD,
    INK,
    PAPER,
    SAND,
    SEA,
    TEAL,
    WIDTH,
    Canvas,
    Point,
    around,
)


def bars() -> Canvas:
    canvas = Canvas(11, PAPER, "#f1e9d8")
    for line in range(6):
        canvas.block(160, 200 + line * 100, 1440, 203 + line * 100, "#dfd5bf")
    for index, height in enumerate((150, 210, 190, 280, 330, 400, 380, 490)):
        left = 190 + index * 156
        canvas.block(left, 703 - height, left + 92, 703, TEAL if index < 7 else CORAL, 10)
    canvas.block(150, 700, 1450, 708, INK)
    return canvas


def routes() -> Canvas:
    canvas = Canvas(12, "#dcecec", "#c5dfe0")
    lands = ((360, 330, 250), (820, 250, 190), (1260, 380, 260), (560, 720, 200), (1080, 760, 180))
    for left, top, size in lands:
        edge = [
            (a + canvas.random.uniform(-34, 34), b + canvas.random.uniform(-26, 26))
            for a, b in around(left, top, size, 18)
        ]
        canvas.shape(edge, SAND)
    stops: list[Point] = [
        (330, 300),
        (800, 240),
        (1290, 360),
        (570, 700),
        (1080, 740),
        (450, 420),
        (1180, 470),
    ]
    for start, end in ((0, 1), (1, 2), (3, 1), (4, 2), (5, 3), (4, 6), (0, 3)):
        canvas.line(list(bow(stops[start], stops[end])), CORAL, 6)
    for x, y in stops:
        canvas.disc(x, y, 18, INK)
        canvas.disc(x, y, 9, GOLD)
    return canvas


def bow(start: Point, end: Point) -> list[Point]:
    """A curve between two points, arched upwards."""
    (ax, ay), (bx, by) = start, end
    cx, cy = (ax + bx) / 2, (ay + by) / 2 - math.dist(start, end) * 0.28
    steps = [step / 40 for step in range(41)]
    return [
        (
            (1 - t) ** 2 * ax + 2 * t * (1 - t) * cx + t * t * bx,
            (1 - t) ** 2 * ay + 2 * t * (1 - t) * cy + t * t * by,
        )
        for t in steps
    ]


def network() -> Canvas:
    canvas = Canvas(13, "#0f2a35", "#1d5560")
    points = [(canvas.random.uniform(60, 1540), canvas.random.uniform(60, 840)) for _ in range(58)]
    for index, one in enumerate(points):
        for other in points[index + 1 :]:
            if math.dist(one, other) < 210:
                canvas.line([one, other], "#4f8f96", 2.5)
    for index, (x, y) in enumerate(points):
        size = canvas.random.uniform(6, 15)
        canvas.disc(x, y, size, GOLD if index % 7 == 0 else CORAL if index % 11 == 0 else PAPER)
    return canvas


def board() -> Canvas:
    canvas = Canvas(14, "#1a1f26", "#0f1318")
    canvas.block(120, 90, 1480, 810, "#11151b", 26)
    for row in range(8):
        top, x = 140 + row * 82, 170.0
        for word in (3, canvas.random.randint(5, 9), 2, canvas.random.randint(3, 4)):
            for _ in range(word):
                canvas.block(x, top, x + 42, top + 54, "#262d36", 6)
                canvas.block(x + 9, top + 14, x + 33, top + 40, GOLD if word in (3, 2) else PAPER, 4)
                x += 48
            x += 52
        canvas.disc(1430, top + 27, 13, "#5fae7b" if row % 3 else CORAL)
    return canvas


def tracks() -> Canvas:
    canvas = Canvas(21, "#1b2431", "#0d1218")
    canvas.disc(800, 300, 34, GOLD)
    for left, right in ((250, 700), (900, 1350)):
        for row in range(9):
            near = row / 8
            inset = (1 - near) * 180
            top = 340 + near * near * 500
            canvas.block(left + inset, top, right - inset, top + 8 + near * 20, "#3a4452", 4)
    return canvas


def gears() -> Canvas:
    canvas = Canvas(15, "#f7efe0", "#efe2c9")
    for x, y, size, teeth, colour, turn in (
        (560, 480, 230, 16, TEAL, 0.0),
        (930, 330, 150, 11, GOLD, 0.18),
        (1085, 625, 185, 13, CORAL, 0.1),
    ):
        wheel(canvas, x, y, size, teeth, colour, turn)
    return canvas


def wheel(canvas: Canvas, x: float, y: float, size: float, teeth: int, colour: str, turn: float) -> None:
    rim = []
    for index, (inner, outer) in enumerate(
        zip(around(x, y, size, teeth * 4, turn), around(x, y, size + 38, teeth * 4, turn), strict=True)
    ):
        rim.append(outer if index % 4 in (1, 2) else inner)
    canvas.shape(rim, colour)
    canvas.disc(x, y, size * 0.62, PAPER)
    canvas.disc(x, y, size * 0.5, colour)
    canvas.disc(x, y, size * 0.16, PAPER)


def rings() -> Canvas:
    canvas = Canvas(16, PAPER, "#efe9da")
    colours = (*BRIGHT, "#c9a227", "#4d7ea8", "#9c4f4f", "#8fb339", "#3a5a78")
    for index in range(17):
        start = index * 360 / 17 - 90
        canvas.arc(800, 450, 340, start, start + 360 / 17 - 2.4, colours[index % len(colours)], 130)
    canvas.circle(800, 450, 170, SAND, 10)
    return canvas


def pulse() -> Canvas:
    canvas = Canvas(17, TEAL, "#164e57")
    canvas.block(690, 180, 910, 720, "#2c8290", 40)
    canvas.block(530, 340, 1070, 560, "#2c8290", 40)
    beat = [
        (0, 450),
        (420, 450),
        (500, 400),
        (560, 450),
        (640, 450),
        (700, 250),
        (800, 660),
        (880, 380),
        (940, 450),
    ]
    canvas.line([*beat, (1100, 450), (1160, 410), (1220, 450), (WIDTH, 450)], PAPER, 14)
    canvas.disc(700, 250, 16, GOLD)
    return canvas


def logo() -> Canvas:
    """Two arcs that come towards each other; on a transparent ground."""
    canvas = Canvas(18, "", size=(512, 512))
    canvas.arc(220, 256, 170, 120, 300, TEAL, 54)
    canvas.arc(292, 256, 170, -60, 120, CORAL, 54)
    canvas.disc(256, 256, 46, SEA)
    return canvas
