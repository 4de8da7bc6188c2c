"""Every path that leads elsewhere, for static builds: editors' redirects and what pages have left."""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cms.published.database import fetch
from cms.published.find import COLUMNS as OF_ITEM
from cms.published.find import found_of
from cms.published.heads import COLUMNS, HEAD, Head, read_head
from cms.published.lists import MOST
from cms.published.routes import AT, HOW, MOST_HOPS, Hop
from cms.published.sites import Site, Sites
from cms.published.visibility import ITEMS, visible

# Each path on each of the hosts asked for, once; what wins at a path is for AT to say.
LISTED: Final = f"""
    SELECT DISTINCT host || ' ' || path AS place, host, path FROM (
        SELECT host, i.alias_paths[1] AS path FROM {ITEMS} i, unnest(%s::text[]) host
        WHERE i.what = 'redirect' AND {visible("i")} AND (i.site IS NULL OR i.site = host)
        UNION ALL
        SELECT host, unnest(i.alias_paths) FROM {ITEMS} i, unnest(%s::text[]) host
        WHERE i.what = 'page' AND {visible("i")} AND i.site = host
        UNION ALL
        SELECT was.site, was.path FROM {ITEMS} i, unnest(i.former_paths, i.former_sites) was(path, site)
        WHERE i.what = 'page' AND {visible("i")} AND was.site = ANY(%s::text[])
    ) each_of_them
    WHERE NOT EXISTS (
        SELECT 1 FROM {ITEMS} p WHERE p.what = 'page' AND {visible("p")} AND host = p.site
          AND p.html_path = rtrim(path, '/') || '/'
    )
"""
QUERY: Final = f"""
    WITH RECURSIVE listed AS ({LISTED}),
    page AS (SELECT * FROM listed WHERE place COLLATE "C" > %s ORDER BY place COLLATE "C" LIMIT %s),
    hop AS (
        SELECT 0 AS number, page.place, NULL::bigint AS id, '' AS what, 0 AS how, NULL::text AS matched,
               ARRAY[page.path, COALESCE(NULLIF(rtrim(page.path, '/'), ''), '/')] AS next_paths,
               ARRAY[page.host] AS hosts
        FROM page
        UNION ALL
        SELECT hop.number + 1, hop.place, at.* FROM hop
        CROSS JOIN LATERAL ({AT.format(paths="hop.next_paths", hosts="hop.hosts")}) at
        WHERE cardinality(hop.next_paths) > 0 AND hop.number < {MOST_HOPS}
    )
    SELECT head.*, page.place, page.host, page.path, hop.how, hop.matched, i.next_paths, {OF_ITEM}
    FROM (SELECT {HEAD}, (SELECT count(*) FROM (SELECT 1 FROM listed LIMIT {MOST + 1}) counted) AS total) head
    LEFT JOIN (page JOIN hop ON hop.place = page.place JOIN {ITEMS} i ON i.id = hop.id) ON true
    ORDER BY page.place COLLATE "C", hop.number
"""


@dataclass(frozen=True, slots=True)
class Redirect:
    """A path on a site, and the way from there. `place` is where it stands in the order of all."""

    place: str
    host: str
    path: str
    hops: list[Hop]


@dataclass(frozen=True)
class Redirects:
    """`total` is exact up to MOST; one more stands for any more."""

    head: Head
    total: int
    redirects: list[Redirect]
    is_last: bool


def redirects(where: Sequence[Site] | None, after: str, limit: int, known: Sites) -> Redirects:
    """The next of them on these sites, or on all. Raises SitesChanged where `known` are not the sites now."""
    hosts = [site.host for site in (known.all if where is None else where)]
    rows = fetch(QUERY, [hosts, hosts, hosts, after, limit + 1])
    found: dict[str, Redirect] = {}
    for row in rows:
        place, host, path, how, matched, next_paths, *columns = row[COLUMNS + 1 :]
        if place is not None:
            each = found.setdefault(place, Redirect(place, host, path, []))
            next_path = next_paths[0] if next_paths else None
            each.hops.append(Hop(found_of(columns, known), HOW[how - 1], matched, next_path))
    listed = list(found.values())
    return Redirects(read_head(rows[0], known), rows[0][COLUMNS], listed[:limit], len(listed) <= limit)
