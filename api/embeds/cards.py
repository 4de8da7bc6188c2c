"""What a card says of an item, ready for the templates; they escape all of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from api.embeds.words import Words, day

JSON = dict[str, Any]

# How wide a picture is drawn: what the browser chooses a size by.
SIZES: Final = "(min-width: 40em) 20em, 100vw"
# The renditions that are offered for it: all browsers know that form.
WIDE: Final = ("image/webp", "original")


@dataclass(frozen=True)
class Picture:
    src: str
    srcset: str
    alt: str
    alt_locale: str | None
    width: int | None
    height: int | None
    credit: str


@dataclass(frozen=True)
class Card:
    """`day` is written in the words' language; `kind` and all else in the item's `locale`."""

    locale: str
    direction: str
    url: str
    title: str
    summary: str
    kind: str
    is_corrected: bool
    published_at: str
    day: str
    host: str
    picture: Picture | None


def card(item: JSON, words: Words, zone: ZoneInfo, *, pictures: bool = True) -> Card:
    """The card of a public item. `item`: its content or its card. `zone`: where its day is."""
    meta = item["meta"]
    at = meta.get("published_at")
    return Card(
        locale=meta["locale"],
        direction=meta["direction"],
        url=meta["html_url"],
        title=item["title"],
        summary=item.get("summary") or item.get("introduction") or "",
        kind=(item.get("kind") or {}).get("label") or "",
        is_corrected=bool(item.get("corrected")),
        published_at=at or "",
        day=day(datetime.fromisoformat(at).astimezone(zone), words.language) if at else "",
        host=meta["site"],
        picture=picture(item.get("teaser_image")) if pictures else None,
    )


def picture(image: JSON | None) -> Picture | None:
    """None without a credit: whoever shows a picture says who made it."""
    if not image or not image.get("credit"):
        return None
    renditions = image.get("renditions") or ()
    wide = [each for each in renditions if (each["type"], each["ratio"]) == WIDE]
    return Picture(
        src=image["src"],
        srcset=", ".join(f"{each['url']} {each['width']}w" for each in wide),
        alt=image.get("alt") or "",
        alt_locale=image.get("alt_locale"),
        width=image.get("width"),
        height=image.get("height"),
        credit=image["credit"],
    )
