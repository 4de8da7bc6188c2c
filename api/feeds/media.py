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
    # Not media:description, which feedparser takes for the text of the whole entry.
    if described := picture.said.get("alt") or picture.said.get("caption"):
        add(content, f"{{{MEDIA}}}title", described, type="plain")
    if credit := picture.said.get("credit"):
        add(content, f"{{{MEDIA}}}credit", credit)
    licence = picture.said.get("licence")
    if licence and licence.get("url"):
        add(content, f"{{{MEDIA}}}license", licence["name"], type="text/html", href=licence["url"])
