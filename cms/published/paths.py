"""Every public path, for static builds: in one query, a page of them at a time."""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cms.published.database import fetch
from cms.published.heads import COLUMNS, HEAD, Head, read_head
from cms.published.lists import MOST
from cms.published.sites import Site, Sites
from cms.published.visibility import ITEMS, visible

MINE: Final = f"i.what = 'page' AND {visible('i')} AND (%s::text[] IS NULL OR i.site = ANY(%s::text[]))"
QUERY: Final = f"""
    SELECT head.*, page.*
    FROM (
        SELECT {HEAD}, (SELECT count(*) FROM (SELECT 1 FROM {ITEMS} i WHERE {MINE} LIMIT {MOST + 1}) counted)
    ) head
    LEFT JOIN (
        SELECT i.object_id, extract(epoch FROM i.shown_until)::float8, i.type, i.site, i.locale,
               i.html_path, i.changed_at, i.version
        FROM {ITEMS} i WHERE {MINE} AND i.object_id > %s ORDER BY i.object_id LIMIT %s
    ) page ON true
    ORDER BY page.object_id
"""


@dataclass(frozen=True, slots=True)
class Path:
    """A page where it is found. `ends`: when it, or what it shows, ends by the clock; seconds since 1970."""

    id: int
    ends: float
    type: str
    site: str
    locale: str
    html_path: str
    changed_at: datetime
    version: int


@dataclass(frozen=True)
class Paths:
    """Some paths in the order of their ids. `total` is exact up to MOST; one more stands for any more."""

    head: Head
    total: int
    paths: list[Path]
    is_last: bool


def paths(where: Sequence[Site] | None, after: int, limit: int, known: Sites) -> Paths:
    """The next paths on these sites, or on all. Raises SitesChanged where `known` are no longer the sites."""
    hosts = None if where is None else [site.host for site in where]
    # One more than asked for tells whether there is a next page.
    rows = fetch(QUERY, [hosts, hosts, hosts, hosts, after, limit + 1])
    found = [Path(*row[COLUMNS + 1 :]) for row in rows if row[COLUMNS + 1] is not None]
    return Paths(read_head(rows[0], known), rows[0][COLUMNS], found[:limit], len(found) <= limit)
