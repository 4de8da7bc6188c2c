"""A site at a glance, in one language: its home pages, its branches, and some of what is in each."""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from dataclasses import dataclass
from typing import Final

from cms.published.database import fetch
from cms.published.heads import COLUMNS, HEAD, Head, read_head
from cms.published.sites import Site, Sites
from cms.published.visibility import ITEMS, SITES, visible

MOST_IN_BRANCH: Final = 20

# News by date, the newest first; everything else as editors have ordered it.
IN_BRANCH: Final = """
    row_number() OVER (
        PARTITION BY i.parent_key
        ORDER BY i.kind <> '', CASE WHEN i.kind <> '' THEN i.published_at END DESC, i.tree_path
    )
"""
HERE: Final = f"i.what = 'page' AND {visible('i')} AND i.site = %s"
PAGE: Final = "page.level, page.object_id, page.title, page.card, page.locale, page.parent_id, page.ends"
QUERY: Final = f"""
    SELECT head.*, s.name, {PAGE}
    FROM (SELECT {HEAD}) head
    LEFT JOIN {SITES} s ON s.host = %s
    LEFT JOIN LATERAL (
        SELECT *, extract(epoch FROM shown_until)::float8 AS ends FROM (
            SELECT i.*, 1 AS level, 0 AS place FROM {ITEMS} i
            WHERE {HERE} AND i.translation_key = s.root_key
            UNION ALL
            SELECT i.*, 2, 0 FROM {ITEMS} i
            WHERE {HERE} AND i.parent_key = s.root_key AND i.locale = s.default_locale
            UNION ALL
            SELECT i.*, 3, {IN_BRANCH} FROM {ITEMS} i
            WHERE {HERE} AND i.locale = s.default_locale AND i.parent_key IN (
                SELECT b.translation_key FROM {ITEMS} b
                WHERE {visible("b")} AND b.parent_key = s.root_key AND b.locale = s.default_locale
            )
        ) i WHERE place <= {MOST_IN_BRANCH}
    ) page ON true
    ORDER BY page.level, page.place, page.tree_path
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page at one of three levels: 1, a home page; 2, a branch; 3, what is in a branch.

    `card` is its JSON; `ends`: when it, or something it shows, ends by the clock, in seconds since 1970.
    """

    level: int
    id: int
    title: str
    card: str
    locale: str
    parent_id: int | None
    ends: float


@dataclass(frozen=True)
class Outline:
    head: Head
    name: str
    entries: list[Entry]


def outline(site: Site, known: Sites) -> Outline:
    """The site in its first language, with its home pages in all. Raises SitesChanged as `known` says."""
    rows = fetch(QUERY, [site.host] * 4)
    entries = [Entry(*row[COLUMNS + 1 :]) for row in rows if row[COLUMNS + 1] is not None]
    return Outline(read_head(rows[0], known), rows[0][COLUMNS] or site.host, entries)
