"""The demonstration's pictures: drawn by code, the same every time, in one palette."""

from collections.abc import Callable
from io import BytesIO
from typing import Final

from home.demo.pictures.canvas import Canvas
from home.demo.pictures.land import coast, contours, hills, path, soil, tents, waves
from home.demo.pictures.signs import bars, board, gears, logo, network, pulse, rings, routes, tracks
from home.demo.pictures.town import bridge, city, figures, speech, workshop

Drawing = Callable[[], Canvas]
PICTURES: Final[dict[str, Drawing]] = {
    drawing.__name__: drawing
    for drawing in (
        *(coast, contours, hills, path, soil, tents, waves),
        *(bars, board, gears, logo, network, pulse, rings, routes, tracks),
        *(bridge, city, figures, speech, workshop),
    )
}


def draw(drawing: Drawing) -> bytes:
    """The picture as a file: JPEG, 1600 by 900 pixels; the logo is a PNG with transparency."""
    picture = drawing().finished()
    output = BytesIO()
    if picture.mode == "RGBA":
        picture.save(output, "PNG")
    else:
        picture.save(output, "JPEG", quality=86)
    return output.getvalue()
