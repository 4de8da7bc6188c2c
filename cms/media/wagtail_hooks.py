"""What this room adds to Wagtail."""

from typing import Any

from PIL import ExifTags
from PIL.Image import Exif
from wagtail import hooks
from wagtail.images.image_operations import FilterOperation
from willow.plugins.pillow import PillowImage

CREDITS = (ExifTags.Base.Artist, ExifTags.Base.Copyright)
# What the picture looks like, as opposed to what is told about it.
LOOKS = ("icc_profile", "transparency", "gamma", "background")


class StripMetadata(FilterOperation):
    """`stripped`: leaves out what the camera noted (where the picture was taken, with which device).

    Wagtail copies it into every rendition; the place of a shelter would be public with its picture.
    Who made it and whose it is stays in the file.
    """

    def construct(self) -> None:
        pass

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> PillowImage:
        picture = willow.get_pillow_image()
        noted, kept = picture.getexif(), Exif()
        for tag in CREDITS:
            if noted.get(tag):
                kept[tag] = noted[tag]
        bare = picture.copy()
        bare.info = {name: value for name, value in picture.info.items() if name in LOOKS}
        if len(kept):
            bare.info["exif"] = kept.tobytes()
        return PillowImage(bare)


@hooks.register("register_image_operations")
def image_operations() -> list[tuple[str, type[FilterOperation]]]:
    return [("stripped", StripMetadata)]
