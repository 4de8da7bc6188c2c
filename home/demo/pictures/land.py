"""Landscapes."""

import math

from home.demo.pictures.canvas import (
    CORAL,
    GOLD,
    HEIGHT,
    INK,
    LEAF,
    PAPER,
    PLUM,
    SAND,
    SEA,
    SKY,
    TEAL,
    WIDTH,
    Canvas,
    around,
    ridge,
)


def coast() -> Canvas:
    canvas = Canvas(1, "#f7d9b0", "#f2a57c")
    canvas.disc(1120, 380, 120, "#fff1d6")
    canvas.block(0, 440, WIDTH, HEIGHT, TEAL)
    for step in range(9):
        top = 470 + step * step * 4
        canvas.block(1120 - 110 + step * 9, top, 1120 + 110 - step * 9, top + 5, "#fbe0b8", 3)
    shore = [
        (0, 560),
        (260, 590),
        (520, 660),
        (760, 690),
        (1050, 770),
        (1300, 860),
        (1360, HEIGHT),
        (0, HEIGHT),
    ]
    canvas.shape([(x + 60, y - 26) for x, y in shore[:-1]] + [(0, HEIGHT), (0, 520)], "#8ec3c4")
    canvas.shape(shore, SAND)
    canvas.shape([(0, 690), (300, 740), (560, 820), (640, HEIGHT), (0, HEIGHT)], "#e3c898")
    return canvas


def hills() -> Canvas:
    canvas = Canvas(2, SKY, PAPER)
    canvas.disc(340, 230, 80, GOLD)
    layers = ["#a9cfcc", "#7fb5b0", "#4f938f", TEAL, "#17525a", INK]
    for step, colour in enumerate(layers):
        canvas.shape(ridge(380 + step * 90, 60 - step * 4, 0.9 * step + 0.4, 1.2 + step * 0.25), colour)
    return canvas


def waves() -> Canvas:
    canvas = Canvas(3, "#e8f1ee", "#bcdcdc")
    for step, colour in enumerate(["#9ccbcd", "#6fb2ba", SEA, "#2c8290", TEAL]):
        if step == 3:
            boat(canvas, 1080, 560)
        canvas.shape(ridge(430 + step * 95, 26, 1.7 * step, 3.2), colour)
    return canvas


def boat(canvas: Canvas, x: float, y: float) -> None:
    canvas.shape([(x - 130, y), (x + 130, y), (x + 90, y + 70), (x - 90, y + 70)], CORAL)
    canvas.line([(x, y), (x, y - 170)], INK, 8)
    canvas.shape([(x + 8, y - 165), (x + 8, y - 20), (x + 110, y - 20)], PAPER)


def soil() -> Canvas:
    """Cells around scattered points, each drawn a little smaller than it is: the gaps are the cracks."""
    canvas = Canvas(4, "#8a5a34", "#5e3a22")
    for row in range(7):
        for column in range(11):
            x = column * 165 + (row % 2) * 80 - 20 + canvas.random.uniform(-18, 18)
            y = row * 145 + canvas.random.uniform(-14, 14)
            corners = list(around(x, y, 92, 6, 0.52))
            jagged = [
                (a + canvas.random.uniform(-12, 12), b + canvas.random.uniform(-12, 12)) for a, b in corners
            ]
            canvas.shape(jagged, canvas.random.choice(["#d9a566", "#cf9857", "#e0b27a", "#c98d4c"]))
    stem = [(800, 640), (806, 520), (798, 400)]
    canvas.line(stem, "#3f6b3c", 14)
    for side in (-1, 1):
        for height in (560, 470):
            leaf = [(800, height), (800 + side * 70, height - 70), (800 + side * 150, height - 60)]
            canvas.shape([*leaf, (800 + side * 90, height - 6)], LEAF)
    canvas.disc(798, 392, 22, GOLD)
    return canvas


def path() -> Canvas:
    canvas = Canvas(5, "#dbeceb", PAPER)
    canvas.shape(ridge(430, 40, 0.6, 1.1), "#a8cba0")
    canvas.shape(ridge(520, 34, 2.1, 1.3), LEAF)
    left, right = [], []
    for step in range(61):
        t = step / 60
        middle = 1010 - 420 * t + 170 * math.sin(t * 5.6)
        width = 14 + 150 * t * t
        left.append((middle - width, 420 + 480 * t))
        right.append((middle + width, 420 + 480 * t))
    canvas.shape([*left, *reversed(right)], SAND)
    canvas.block(950, 330, 1080, 430, PAPER)
    canvas.shape([(930, 335), (1015, 255), (1100, 335)], CORAL)
    canvas.block(1000, 370, 1036, 430, TEAL)
    for x, y, size in ((260, 560, 62), (380, 600, 46), (1330, 540, 70), (1460, 590, 52)):
        canvas.block(x - 7, y, x + 7, y + size * 1.6, "#6a4b35")
        canvas.disc(x, y - size * 0.3, size, "#4f8554")
    return canvas


def tents() -> Canvas:
    canvas = Canvas(6, "#2c3d63", "#d98b72")
    canvas.disc(1290, 170, 64, PAPER)
    canvas.disc(1318, 156, 56, "#414a69")
    for _ in range(60):
        canvas.disc(
            canvas.random.uniform(0, WIDTH), canvas.random.uniform(0, 330), canvas.random.uniform(1, 3), PAPER
        )
    canvas.shape(ridge(560, 18, 0.3, 1.0), PLUM)
    canvas.shape(ridge(640, 10, 1.3, 0.8), "#4a2f47")
    for row, (y, size) in enumerate(((620, 70), (710, 100), (830, 140))):
        for column in range(7):
            x = 120 + column * 230 + (row % 2) * 110
            canvas.shape([(x - size, y), (x, y - size * 0.9), (x + size, y)], PAPER if row % 2 else SAND)
            canvas.shape([(x - size * 0.22, y), (x, y - size * 0.6), (x + size * 0.22, y)], GOLD)
    return canvas


def contours() -> Canvas:
    canvas = Canvas(7, "#f4efe2", "#e9e2cf")
    for cx, cy, rings in ((400, 450, 6), (1180, 560, 7), (860, 110, 3)):
        for ring in range(rings, 0, -1):
            points = [
                (cx + (ring * 46) * (1.25 + 0.18 * math.sin(3 * a + cx)) * math.cos(a),
                 cy + (ring * 46) * (0.8 + 0.14 * math.cos(2 * a + cy)) * math.sin(a))
                for a in (math.tau * step / 90 for step in range(91))
            ]  # fmt: skip
            canvas.line(points, "#b9a57b" if ring % 3 else TEAL, 2 if ring % 3 else 4)
    for x, y, colour in ((400, 450, CORAL), (1180, 560, TEAL), (860, 110, GOLD)):
        canvas.disc(x, y, 30, PAPER)
        canvas.disc(x, y, 21, colour)
    return canvas
