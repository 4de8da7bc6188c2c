"""The picture of a piece, with who made it (Media RSS)."""

from typing import Final

from api.feeds.feed import Picture
from api.xml import Element, add

MEDIA: Final = "http://search.yahoo.com/mrss/"


def add_media(parent: Element, picture: Picture) -> None:
    size = {"width": picture.width, "height": picture.height}
    content = add(
        parent,
        f"{{{MEDIA}}}content",
        url=picture.url,
        type=picture.type,
        medium="image",
        **{name: str(value) for name, value in size.items() if value},
    )
    described = picture.said.get("alt") or picture.said.get("caption")
    if described:
        add(content, f"{{{MEDIA}}}description", described, type="plain")
    if credit := picture.said.get("credit"):
        add(content, f"{{{MEDIA}}}credit", credit)
    licence = picture.said.get("licence")
    if licence and licence.get("url"):
        add(content, f"{{{MEDIA}}}license", licence["name"], type="text/html", href=licence["url"])
