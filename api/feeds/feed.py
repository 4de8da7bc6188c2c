"""What a feed says, whatever its form: its head, and its entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from posixpath import splitext
from typing import Any, Final
from urllib.parse import quote, urlsplit

import orjson

from api.embeds.words import words
from api.feeds.full_text import full_text, whole
from api.text.shapes import JSON, paragraph
from cms.published.lists import Listed, Trace
from cms.published.models import EVER_SINCE, State
from cms.published.sites import Site, Sites

# Of a notice that stands where a title does.
LONGEST_TITLE: Final = 120
# The picture that goes along: as large as readers show it, in a form that all of them know.
WIDEST: Final = 1600
KNOWN: Final = ("image/jpeg", "image/png")
BY_ENDING: Final = {".png": "image/png", ".webp": "image/webp", ".avif": "image/avif", ".gif": "image/gif"}


@dataclass(frozen=True)
class Picture:
    """`said`: the image as items have it."""

    url: str
    type: str
    width: int | None
    height: int | None
    said: JSON


@dataclass(frozen=True)
class Entry:
    """A piece of news, or what is told in its place (`is_withdrawn`).

    `html`: empty where only summaries are asked for. `item`: its JSON, or that of the withdrawal. `embargo`:
    until when nobody but the reader may see it (RFC 3339), None where everybody does.
    """

    id: str
    key: str
    url: str
    title: str
    summary: str
    html: str
    locale: str
    direction: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    topics: tuple[JSON, ...]
    picture: Picture | None
    is_withdrawn: bool
    translation_id: str
    item: JSON
    embargo: str | None


@dataclass(frozen=True)
class Feed:
    """`address`: its own; `others`: `(media type, address)` of its other forms. `updated`: by an editor."""

    id: str
    title: str
    locale: str
    home: str
    publisher: str
    address: str
    first: str
    next: str | None
    others: tuple[tuple[str, str], ...]
    hub: str | None
    updated: datetime
    entries: tuple[Entry, ...]


def entry(listed: Listed, installation: str, sites: Sites, *, full: bool) -> Entry:
    """An entry of what was listed with its trace and its content."""
    trace = listed.trace
    assert trace is not None  # noqa: S101  feeds list with it
    said = orjson.loads(listed.content or "{}")
    site = sites.by_host.get(trace.site)
    made = withdrawn if trace.state == State.WITHDRAWN else published
    return Entry(
        id=urn(installation, listed.key),
        key=listed.key,
        locale=trace.locale,
        published=trace.published_at or trace.edited_at,
        updated=trace.edited_at,
        translation_id=urn(installation, f"piece-{trace.translation_key}"),
        item=said,
        embargo=(said.get("meta", {}).get("embargo") or {}).get("until"),
        picture=picture(said.get("teaser_image")),
        **made(said, trace, site, full),
    )


def urn(installation: str, key: str) -> str:
    """For good: no address is in it, for addresses change."""
    return f"urn:dateline:{installation}:{key}"


def published(item: JSON, trace: Trace, site: Site | None, full: bool) -> dict[str, Any]:
    names = [site.name or site.host] if site else []
    names += [each["label"] for each in item.get("organisations") or ()]
    return {
        "url": item["meta"]["html_url"],
        "title": item["title"],
        "summary": item.get("summary") or "",
        "html": full_text(item) if full else "",
        "direction": item["meta"]["direction"],
        "authors": tuple(dict.fromkeys(names)),
        "topics": tuple(item.get("topics") or ()),
        "is_withdrawn": False,
    }


def withdrawn(said: JSON, trace: Trace, site: Site | None, full: bool) -> dict[str, Any]:
    """Its title is lost with its text. What stands there says that it is no news, and why."""
    note, direction = said["note"], said["direction"]
    url = f"{site.root_url}{quote(trace.html_path)}" if site else ""
    return {
        "url": url,
        "title": shortened(f"{words(trace.locale).withdrawn}: {note}"),
        "summary": note,
        "html": whole(paragraph(note), trace.locale, direction, url) if full else "",
        "direction": direction,
        "authors": (site.name or site.host,) if site else (),
        "topics": (),
        "is_withdrawn": True,
    }


def shortened(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= LONGEST_TITLE:
        return line
    cut = line[: LONGEST_TITLE - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def picture(image: JSON | None) -> Picture | None:
    if not image:
        return None
    fitting = [
        each
        for each in image.get("renditions") or ()
        if each["ratio"] == "original" and each["type"] in KNOWN and each["width"] <= WIDEST
    ]
    if fitting:
        best = max(fitting, key=lambda each: int(each["width"]))
        return Picture(best["url"], best["type"], best["width"], best["height"], image)
    media_type = BY_ENDING.get(splitext(urlsplit(image["src"]).path)[1].lower(), "image/jpeg")
    return Picture(image["src"], media_type, image.get("width"), image.get("height"), image)


def newest(entries: Sequence[Entry]) -> datetime:
    """When one of them was last edited. That of none never changes: nothing would tell a cache of it."""
    return max((each.updated for each in entries), default=EVER_SINCE)
