"""Figures, pictures, and what is embedded from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bs4 import Tag

from newsroom.ninjs.inline import SPACE, clean, plain, trimmed
from newsroom.ninjs.quotations import quote
from newsroom.ninjs.tables import add_table, is_layout

if TYPE_CHECKING:
    from newsroom.ninjs.markup import Body


ALT_LENGTH: Final = 500  # of media.Image


@dataclass(frozen=True)
class Picture:
    """A picture as a text refers to it; its file may or may not be there.

    `embedded`: it comes along for the text, in which it stands, and not for the whole piece.
    """

    address: str
    alt: str = ""
    decorative: bool = False
    caption: str = ""
    caption_html: str = ""  # the caption as rich text, for a page that cannot show the picture
    title: str = ""
    credit: str = ""
    licence: str = ""
    embedded: bool = False


def figure(body: Body, tag: Tag) -> None:
    """A figure with one thing in it, and a caption; any other is read as what is in it."""
    caption = tag.find("figcaption")
    if caption:
        caption.extract()
    html = trimmed(body.inline.html(caption.children)) if caption else ""
    if (inner := only(tag, "blockquote")) and not tag.find("img"):
        told = quote(body, inner, caption)
    elif (inner := only(tag, "table")) and not is_layout(inner) and not inner.find("caption"):
        told = add_table(body, inner, plain(html))
    elif inner := only(tag, "img"):
        told = add_picture(body, inner, html)
    else:
        told = False
        body.flow(tag)
    body.end_paragraph()
    # A table's caption is plain text; with a link in it, it stands below as well.
    if html and (not told or (inner and inner.name == "table" and "<a " in html)):
        body.loose = html
        body.end_paragraph()


def only(tag: Tag, name: str) -> Tag | None:
    """The one element of that name, if nothing else is said beside it."""
    found = tag.find_all(name)
    return found[0] if len(found) == 1 and found[0].get_text().strip() == tag.get_text().strip() else None


def add_picture(body: Body, tag: Tag, caption_html: str = "") -> bool:
    alt = SPACE.sub(" ", str(tag.get("alt") or "")).strip()
    caption = plain(caption_html)
    body.add(
        "image",
        Picture(
            address=str(tag.get("src") or "").strip(),
            alt=alt[:ALT_LENGTH],
            decorative=tag.has_attr("alt") and not alt and not caption,
            caption=caption,
            caption_html=clean(f"<p>{caption_html}</p>") if caption else "",
        ),
    )
    if "<a " in caption_html:
        body.text.append(f"<p>{caption_html}</p>")
    return True


def add_embedded(body: Body, tag: Tag) -> None:
    """A frame of somebody else's is never shown: a link to it stands in its place."""
    source = tag.find("source")
    address = body.inline.address(tag.get("src") or tag.get("data") or (source and source.get("src")))
    body.end_paragraph()
    if address and not address.startswith("#"):
        link = tag.__class__(name="a", attrs={"href": address})
        link.string = address
        body.text.append(f"<p>{body.inline.node(link)}</p>")
        body.notes.append(f"<{tag.name}> has become a link to {address}")
