"""Towns, people, things that people make."""

from home.demo.pictures.canvas import (
    BRIGHT,
    CORAL,
    GOLD,
    HEIGHT,
    INK,
    PAPER,
    PLUM,
    SAND,
    SEA,
    SKY,
    TEAL,
    WIDTH,
    Canvas,
    around,
)


def city() -> Canvas:
    canvas = Canvas(21, "#33426b", "#f0a67f")
    for row, (colour, base, most) in enumerate(
        (("#5b4a6d", 900, 470), ("#3a3555", 900, 350), ("#201f38", 900, 250))
    ):
        x = -30.0
        while x < WIDTH:
            wide = canvas.random.uniform(80, 170)
            top = base - canvas.random.uniform(most * 0.55, most)
            canvas.block(x, top, x + wide, base, colour)
            if row:
                windows(canvas, x, top, wide)
            x += wide + canvas.random.choice([0, 0, 14])
    return canvas


def windows(canvas: Canvas, left: float, top: float, wide: float) -> None:
    y = top + 24
    while y < HEIGHT - 30:
        x = left + 16
        while x < left + wide - 22:
            if canvas.random.random() < 0.45:
                canvas.block(x, y, x + 14, y + 20, GOLD)
            x += 28
        y += 40


def figures() -> Canvas:
    canvas = Canvas(22, SAND, PAPER)
    skins = ("#8d5a3b", "#c68b5e", "#f0c8a0", "#5c3a28", "#e0ac7d")
    for index in range(9):
        x = 130 + index * 168
        tall = (1.0, 0.86, 1.08, 0.62, 1.0, 0.92, 0.58, 1.1, 0.9)[index]
        top = HEIGHT - 560 * tall
        canvas.block(
            x - 82 * tall, top + 150 * tall, x + 82 * tall, HEIGHT + 90, BRIGHT[index % 6], 80 * tall
        )
        canvas.disc(x, top + 62 * tall, 66 * tall, skins[index % 5])
    return canvas


def speech() -> Canvas:
    canvas = Canvas(23, "#e6f0ee", PAPER)
    for x, y, wide, high, colour, tail in (
        (180, 150, 560, 300, TEAL, 1),
        (820, 110, 470, 250, GOLD, -1),
        (520, 400, 520, 280, CORAL, 1),
        (1020, 420, 420, 260, PLUM, -1),
        (140, 540, 340, 210, SEA, 1),
    ):
        canvas.block(x, y, x + wide, y + high, colour, 60)
        foot = x + wide * (0.25 if tail > 0 else 0.75)
        canvas.shape(
            [(foot - 34, y + high - 6), (foot + 34, y + high - 6), (foot - 60 * tail, y + high + 70)], colour
        )
        for line in range(3):
            end = x + wide - (60, 110, 200)[line]
            canvas.block(
                x + 56, y + high * (0.26 + line * 0.2), end, y + high * (0.26 + line * 0.2) + 18, PAPER, 9
            )
    return canvas


def bridge() -> Canvas:
    canvas = Canvas(24, SKY, "#f6e6cb")
    canvas.block(0, 640, WIDTH, HEIGHT, SEA)
    for step in range(26):
        x, y = canvas.random.uniform(0, WIDTH), 670 + step * 9
        canvas.block(x, y, x + canvas.random.uniform(60, 190), y + 5, "#7fbcc4", 3)
    canvas.shape([(0, 470), (230, 470), (330, 700), (0, 760)], "#88a96f")
    canvas.shape([(WIDTH, 470), (1370, 470), (1270, 700), (WIDTH, 760)], "#88a96f")
    canvas.arc(800, 820, 560, 218, 322, INK, 26)
    canvas.block(0, 456, WIDTH, 492, INK)
    for x in range(420, 1200, 65):
        reach = (560**2 - (x - 800) ** 2) ** 0.5
        canvas.line([(x, 820 - reach), (x, 470)], INK, 7)
    canvas.disc(1250, 180, 70, GOLD)
    return canvas


def workshop() -> Canvas:
    """A bicycle in front of a warm wall."""
    canvas = Canvas(25, "#f2c38f", "#e39a6b")
    canvas.block(0, 760, WIDTH, HEIGHT, "#7a4a33")
    for x in (560, 1060):
        canvas.circle(x, 590, 190, INK, 16)
        canvas.disc(x, 590, 18, INK)
        for end_x, end_y in around(x, 590, 182, 18):
            canvas.line([(x, 590), (end_x, end_y)], "#5b4033", 2)
    crank, saddle, bars = (775, 600), (700, 360), (975, 340)
    for line in (
        [(560, 590), crank, bars],
        [(560, 590), saddle, crank],
        [saddle, (960, 390)],
        [bars, (1060, 590)],
    ):
        canvas.line(line, TEAL, 18)
    canvas.block(640, 336, 770, 362, INK, 13)
    canvas.line([(975, 340), (940, 290), (1030, 280)], INK, 14)
    canvas.disc(*crank, 46, CORAL)
    canvas.circle(*crank, 46, INK, 8)
    canvas.line([crank, (815, 690)], INK, 12)
    canvas.block(785, 686, 850, 702, INK, 6)
    for x, y, colour in ((180, 170, PAPER), (300, 170, GOLD), (1340, 150, PAPER)):
        canvas.block(x, y, x + 26, y + 170, colour, 8)
        canvas.disc(x + 13, y, 34, colour)
    return canvas
