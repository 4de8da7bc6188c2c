"""What sitemaps tell of a site: its pages with their language versions, and its latest news."""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson

from cms.published import sites
from cms.published.database import fetch
from cms.published.heads import COLUMNS, HEAD, Head, read_head
from cms.published.kept import SITES_TOKEN
from cms.published.sites import Site, Sites
from cms.published.visibility import ITEMS, SITES, seconds_left, visible

# Of one sitemap. It might be 50,000 (sitemaps.org), but each is one answer, made anew after a change.
MOST_ADDRESSES: Final = 1_000
# Of one sitemap, and of one address in it (sitemaps.org).
MOST_BYTES: Final = 50 * 1024 * 1024
LONGEST_ADDRESS: Final = 2_047
# What surrounds an address: an alternate is the longest, with a language of no more than 35 characters.
AROUND: Final = 200
MOST_NEWS: Final = 1_000  # in a news sitemap (Google)
NEWS_AGE: Final = "interval '2 days'"

# Pages are told of at home: a site that adopts one, or mirrors it, names that address as the one to find.
AT_HOME: Final = f"i.what = 'page' AND {visible('i')} AND i.is_canonical AND i.site = %s"
PAGES: Final = f"""
    WITH head AS (
        SELECT {HEAD}, (SELECT count(*) FROM {ITEMS} i WHERE {AT_HOME}) AS total
    ), page AS (
        SELECT i.object_id, i.html_path, i.edited_at, extract(epoch FROM i.shown_until)::float8 AS ends,
               i.translation_key
        FROM {ITEMS} i WHERE {AT_HOME} AND (%s OR (SELECT total FROM head) <= %s)
        ORDER BY i.object_id LIMIT %s OFFSET %s
    ), languages AS (
        SELECT v.translation_key,
               json_agg(json_build_array(v.locale, v.site, v.html_path) ORDER BY v.locale)::text AS versions
        FROM {ITEMS} v WHERE v.what = 'page' AND {visible("v")} AND v.is_canonical
          AND v.translation_key IN (SELECT translation_key FROM page)
        GROUP BY v.translation_key
    )
    SELECT head.*, page.html_path, page.edited_at, page.ends, languages.versions
    FROM head LEFT JOIN (page JOIN languages USING (translation_key)) ON true
    ORDER BY page.object_id
"""
NEWS: Final = f"""
    SELECT token.sites, s.name, news.*
    FROM (SELECT {SITES_TOKEN} AS sites) token
    LEFT JOIN {SITES} s ON s.host = %s
    LEFT JOIN LATERAL (
        SELECT i.html_path, i.locale, i.title, i.published_at,
               LEAST({seconds_left("i")}, extract(epoch FROM i.published_at + {NEWS_AGE} - now()))::float8
        FROM {ITEMS} i WHERE {AT_HOME} AND i.kind <> '' AND i.published_at > now() - {NEWS_AGE}
        ORDER BY i.published_at DESC, i.object_id DESC LIMIT {MOST_NEWS}
    ) news ON true
"""


@dataclass(frozen=True, slots=True)
class Address:
    """A page's path. `versions`: `(locale, host, path)` of each of its languages, its own among them.

    `ends`: when it, or something it shows, ends by the clock, in seconds since 1970.
    """

    html_path: str
    edited_at: datetime
    ends: float
    versions: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class News:
    """A piece of news. `seconds_left`: until it ends, or is no news any more."""

    html_path: str
    locale: str
    title: str
    published_at: datetime
    seconds_left: float


@dataclass(frozen=True)
class Addresses:
    """Those of one sitemap; none of them where they need several, as many as `parts`."""

    head: Head
    parts: int
    found: list[Address]


def most(known: Sites) -> int:
    """How many pages one sitemap takes: none of its limits is passed if each page is as long as may be.

    Each names itself, and then itself again with its other languages.
    """
    longest = (1 + len(known.locales)) * (LONGEST_ADDRESS + AROUND)
    return max(1, min(MOST_ADDRESSES, (MOST_BYTES - AROUND) // longest))


def addresses(site: Site, part: int | None, known: Sites) -> Addresses:
    """A site's pages: all of them where one sitemap takes them, else those of its `part` (from 1).

    Raises SitesChanged where `known` are no longer the sites.
    """
    each = most(known)
    parameters: list[Any] = [site.host, site.host, part is not None, each, each, each * ((part or 1) - 1)]
    rows = fetch(PAGES, parameters)
    found = [
        Address(path, edited_at, ends, orjson.loads(versions))
        for path, edited_at, ends, versions in (row[COLUMNS + 1 :] for row in rows)
        if path is not None
    ]
    return Addresses(read_head(rows[0], known), max(1, -(-rows[0][COLUMNS] // each)), found)


def latest_news(site: Site, known: Sites) -> tuple[str, list[News]]:
    """The site's name, and its news of the last two days, the newest first.

    Raises SitesChanged where `known` are no longer the sites.
    """
    rows = fetch(NEWS, [site.host, site.host])
    sites.check(known, rows[0][0])
    return rows[0][1], [News(*row[2:]) for row in rows if row[2] is not None]
