"""Where and when: the dateline, from what the item says of itself and from how its text begins."""

import re
from datetime import date, datetime
from functools import cache
from typing import Final

from babel.dates import get_month_names
from bs4 import BeautifulSoup

from cms.media.languages import cldr
from cms.pages.vocabularies import codes
from newsroom.ninjs import values
from newsroom.ninjs.markup import Block
from newsroom.ninjs.values import JSON

PLACE_LENGTH: Final = 100
# What says that the piece comes from a place, and not only that it is about it.
ROLES: Final = {"located", "dateline", "origin", "location", "placeoforigin", "createdin"}
# A text's own dateline may be some days from the item's date, but it is no other event's date.
DAYS_APART: Final = 3
# `Kairo, 2. Juli 2024 – `: places, a date, a dash.
OPENING: Final = re.compile(r"(?P<places>[^\d\n]{2,70}?)\s*[,،–—-]\s*(?P<date>[^–—\n]{8,40}?)\s+[–—-]{1,2}\s")


def dateline(
    item: JSON, blocks: list[Block], published: datetime | None, language: str
) -> tuple[list[str], date | None]:
    """`(places, day)`; the day only where there is a place, for a date alone is no dateline.

    The text is only read: what stands in it stays as its author wrote it.
    """
    day = published.date() if published else None
    written = opening(blocks, day, language)
    places = located(item) or (written[0] if written else [])
    if not places:
        return [], None
    return places, written[1] if written else day


def located(item: JSON) -> list[str]:
    named = [
        values.text(row, "name") for row in values.rows(item, "places") if values.role(row, "rel") in ROLES
    ]
    found = re.split(r"\s*[/;]\s*", values.text(item, "located")) if values.text(item, "located") else named
    return [name[:PLACE_LENGTH] for name in found if name]


def opening(blocks: list[Block], day: date | None, language: str) -> tuple[list[str], date] | None:
    """The dateline with which the first or the second paragraph begins, if it surely is one."""
    texts = [block["value"] for block in blocks[:2] if block["type"] == "paragraph"]
    paragraphs = BeautifulSoup("".join(texts), "html.parser").find_all("p")[:2]
    for paragraph in paragraphs:
        found = OPENING.match(paragraph.get_text().replace("\u00a0", " "))
        if found is None or day is None:
            continue
        places = re.split(r"\s*/\s*", found["places"].strip())
        written = day_in(found["date"], language)
        if written and abs((written - day).days) <= DAYS_APART and all(map(is_place, places)):
            return places, written
    return None


def is_place(words: str) -> bool:
    """A name of few words that begins as names do; scripts without capitals have no such sign."""
    parts = words.replace(",", " ").split()
    return (
        0 < len(parts) <= 6 and not parts[0][0].islower() and not parts[-1][0].islower() and "." not in words
    )


def day_in(words: str, language: str) -> date | None:
    """A date in words, in the given language or in English: `2. Juli 2024`, `July 2, 2024`."""
    names = months(language) | months("en")
    numbers = re.findall(r"\d+", words)
    month = next((names[word] for word in re.findall(r"[^\W\d_]+", words.casefold()) if word in names), None)
    day, year = (numbers[0], numbers[1]) if len(numbers) == 2 else ("", "")
    if month is None or len(day) > 2 or len(year) != 4:
        return None
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


@cache
def months(language: str) -> dict[str, int]:
    """Numbers by name, in lower case."""
    return {
        name.casefold().rstrip("."): number
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context, cldr(language)).items()
    }


def countries(item: JSON) -> list[str]:
    """ISO 3166-1 alpha-2 codes of the places that are named by one: `iso3166-1a2:EG`."""
    known = set(codes("countries"))
    found = []
    for row in values.rows(item, "places"):
        for name in (values.text(row, "literal"), values.text(row, "uri")):
            code = re.split(r"[:/#]", name)[-1].upper()
            # CA alone may be California.
            if "iso3166" in name.lower() and code in known:
                found.append(code)
    return list(dict.fromkeys(found))
