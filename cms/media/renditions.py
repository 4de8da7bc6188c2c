"""In which sizes, formats and crops a picture is offered (docs/decisions/0026).

Nothing is rendered here: sizes are computed as Wagtail will compute them, from the image's own.
"""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from wagtail.images.models import Filter

from cms.media.addresses import absolute, expiring, image_path
from cms.media.models import Image

JSON = dict[str, Any]

WIDTHS: Final = (480, 960, 1600)
MEDIA_TYPES: Final = {
    "avif": "image/avif",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
# The whole picture. Others are named in settings.IMAGE_RATIOS: "16:9".
ORIGINAL: Final = "original"


def renditions(image: Image, fallback: str, expires: datetime | None) -> list[JSON]:
    """All that are offered, by ratio, type and width. Each is made when it is first asked for.

    `fallback` is the format for those who can't read the others; crops have it in full width alone, so
    that JSON does not grow by what hardly anybody asks for.
    """
    offered = []
    for ratio in (ORIGINAL, *settings.IMAGE_RATIOS):
        widths = widths_of(image, ratio)
        for format in ("avif", "webp", fallback):
            spare = format == fallback and ratio != ORIGINAL
            for width in widths[-1:] if spare else widths:
                offered.append(rendition(image, ratio, width, format, expires))
    return sorted(offered, key=lambda each: (each["ratio"], each["type"], each["width"]))


def widths_of(image: Image, ratio: str) -> list[int]:
    """Never wider than what the image has in that ratio, but always at least one."""
    full = image.width
    if ratio != ORIGINAL:
        across, down = parts_of(ratio)
        full = max(min(image.width, image.height * across // down), 1)
    widths = [width for width in WIDTHS if width < full]
    return [*widths, full] if full <= WIDTHS[-1] else widths


def parts_of(ratio: str) -> tuple[int, int]:
    across, _, down = ratio.partition(":")
    return int(across), int(down)


def rendition(image: Image, ratio: str, width: int, format: str, expires: datetime | None) -> JSON:
    resize = f"width-{width}"
    if ratio != ORIGINAL:
        across, down = parts_of(ratio)
        # Around the focal point, without enlarging it.
        resize = f"fill-{width}x{max(round(width * down / across), 1)}"
    spec = f"{resize}|stripped|format-{format}"
    made_width, made_height = Filter(spec).get_transform(image).size
    return {
        "url": address(image, spec, expires),
        "width": made_width,
        "height": made_height,
        "type": MEDIA_TYPES[format],
        "ratio": ratio,
    }


def address(image: Image, spec: str, expires: datetime | None) -> str:
    path = image_path(image, spec, private=expires is not None)
    return absolute(expiring(path, expires) if expires else path)
