"""Single values: text from a query string in, checked value out, or a ValueError that says what is wrong."""

import re
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import islice
from typing import Any, Final
from uuid import UUID

import pycountry
from babel import Locale

from api.parameters.base import Context, Reader, WrongSite, choice, suggestion
from cms.published.search.configurations import SIMPLE
from cms.published.search.query import MOST_WORDS
from cms.published.search.words import words

LARGEST_ID: Final = 2**63 - 1
SLUG: Final = re.compile(r"[\w-]{1,255}")
TOKEN: Final = re.compile(r"[A-Za-z0-9._-]{1,100}")
BARE_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# A plus sign that was not percent-encoded arrives as a space.
MOMENT: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(\.\d{1,9})?([Zz]|[+ -]\d\d:\d\d)", re.ASCII
)
# So that no time zone takes a year's first or last moment out of what can be written.
FIRST_YEAR, LAST_YEAR = 1000, 9998

NETWORK: Final = "*"
EVERY_LOCALE: Final = "*"
ROOT: Final = "root"


def whole_number(least: int, most: int) -> Reader:
    def read(text: str, context: Context) -> int:
        if not (text.isascii() and text.isdigit()) or len(text) > 19 or not least <= int(text) <= most:
            raise ValueError(f"Must be a whole number from {least} to {most}.")
        return int(text)

    return read


def identifier(text: str, context: Context) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 19 or not 0 < int(text) <= LARGEST_ID:
        raise ValueError(f"{shown(text)} is not an id.")
    return int(text)


def place(text: str, context: Context) -> int | str:
    """An id, or `root`."""
    return ROOT if text == ROOT else identifier(text, context)


def flag(text: str, context: Context) -> bool:
    if text not in ("true", "false", "1", "0"):
        raise ValueError("Must be true or false.")
    return text in ("true", "1")


def key(text: str, context: Context) -> UUID:
    try:
        found = UUID(text)
    except ValueError:
        found = None
    if found is None or text.lower() != str(found):
        raise ValueError(f"{shown(text)} is not a translation key.")
    return found


def slug(text: str, context: Context) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError(f"{shown(text)} is not a slug: letters, digits, hyphens and underscores.")
    return text


def token(text: str, context: Context) -> str:
    if not TOKEN.fullmatch(text):
        raise ValueError("Not a token of a preview. Was the link cut off?")
    return text


def one_of(listed: Callable[[Context], Collection[str]], noun: str) -> Reader:
    """A value of a fixed list."""

    def read(text: str, context: Context) -> str:
        known = listed(context)
        if text not in known:
            raise ValueError(f"{shown(text)} is not {noun}.{choice(text, known)}")
        return text

    return read


def site(text: str, context: Context) -> str:
    """A host as items have it (hosts are compared without case, RFC 3986, 3.2.2), or the network."""
    if text == NETWORK:
        return text
    if (host := context.sites.hosts.get(text.lower())) is None:
        raise WrongSite(f"{shown(text)} is not a site here.{suggestion(text, context.sites.by_host)}")
    return host


def locale(text: str, context: Context) -> str:
    """A language tag, in the spelling that items have (tags are compared without case, RFC 5646)."""
    if text == EVERY_LOCALE:
        return text
    if (tag := context.sites.locales.get(text.lower())) is None:
        known = context.sites.locales.values()
        raise WrongSite(f"{shown(text)} is not a language here.{suggestion(text, known)}")
    return tag


def one_locale(text: str, context: Context) -> str:
    if text == EVERY_LOCALE:
        raise ValueError("Must be a language.")
    return locale(text, context)


def moment(text: str, context: Context) -> datetime | date:
    """A moment in UTC; or a bare date, whose midnight depends on the site."""
    wrong = ValueError("Must be a date (2024-07-02) or a time with its zone (2024-07-02T08:00:00Z).")
    try:
        if BARE_DATE.fullmatch(text):
            found = date.fromisoformat(text)
            if not FIRST_YEAR <= found.year <= LAST_YEAR:
                raise wrong
            return found
        if not (match := MOMENT.fullmatch(text)):
            raise wrong
        day, clock, fraction, zone = match.groups()
        zone = "+00:00" if zone in "Zz" else zone.replace(" ", "+")
        return datetime.fromisoformat(f"{day}T{clock}{(fraction or '')[:7]}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        raise wrong from None


def year(text: str, context: Context) -> int:
    if not re.fullmatch(r"\d{4}", text, re.ASCII) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValueError("Must be a year of four digits.")
    return int(text)


def midnight(day: date, zone: Any) -> datetime:
    """When that day begins in that time zone, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def text_of_any_kind(text: str, context: Context) -> str:
    if not text:
        raise ValueError("May not be empty.")
    return text


def searched(text: str, context: Context) -> str:
    """What to search for: whatever it holds is words or nothing, and only their number can be wrong."""
    text_of_any_kind(text, context)
    if len(list(islice(words(text, SIMPLE), MOST_WORDS + 1))) > MOST_WORDS:
        raise ValueError(f"At most {MOST_WORDS} words.")
    return text


@cache
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2."""
    return frozenset(country.alpha_2 for country in pycountry.countries)


@cache
def regions() -> frozenset[str]:
    """UN M49 codes of regions, as CLDR names them."""
    return frozenset(code for code in map(str, Locale("en").territories) if code.isdigit())


SDGS: Final = tuple(str(number) for number in range(1, 18))


def shown(text: str) -> str:
    """A value as a message repeats it: short."""
    return f"“{text[:40]}{'…' if len(text) > 40 else ''}”"
