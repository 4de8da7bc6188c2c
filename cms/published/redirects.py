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
from cms.published.kept import IN_TIME, ITEMS_TOKEN, SITES_TOKEN, Memory, Validity
from cms.published.lists import MOST
from cms.published.models import EVER_SINCE, FOREVER
from cms.published.routes import HOW, LEADS_ON, Hop, hops
from cms.published.sites import Site, Sites
from cms.published.visibility import ITEMS, visible

# Each path on each of the hosts asked for, once; what wins at a path is for AT to say. A path that a page has
# left is told of by the editors' redirect there, where there is one: that has no slash at its end.
LISTED: Final = f"""
    SELECT DISTINCT host || ' ' || path AS place, host, path FROM (
        SELECT host, i.alias_paths[1] AS path FROM {ITEMS} i, unnest(%s::text[]) host
        WHERE i.what = 'redirect' AND {visible("i")} AND (i.site IS NULL OR i.site = host)
        UNION ALL
        SELECT host, unnest(i.alias_paths) FROM {ITEMS} i, unnest(%s::text[]) host
        WHERE i.what = 'page' AND {visible("i")} AND i.site = host
        UNION ALL
        SELECT was.site, was.path FROM {ITEMS} i, unnest(i.former_paths, i.former_sites) was(path, site)
        WHERE i.what = 'page' AND {visible("i")} AND was.site = ANY(%s::text[]) AND NOT EXISTS (
            SELECT 1 FROM {ITEMS} r WHERE r.what = 'redirect' AND {visible("r")}
              AND (r.site IS NULL OR r.site = was.site) AND r.alias_paths @> ARRAY[rtrim(was.path, '/')]
        )
    ) each_of_them
    WHERE NOT EXISTS (
        SELECT 1 FROM {ITEMS} p WHERE p.what = 'page' AND {visible("p")} AND host = p.site
          AND p.html_path = rtrim(path, '/') || '/'
    )
"""
# The way from a path of `listed` to its end.
WAY: Final = f"""
    WITH RECURSIVE hop AS ({
    hops("ARRAY[listed.path, COALESCE(NULLIF(rtrim(listed.path, '/'), ''), '/')]", "ARRAY[listed.host]")
})
    SELECT array_agg(hop.id ORDER BY hop.number) AS ids, array_agg(hop.how ORDER BY hop.number) AS hows,
           array_agg(hop.matched ORDER BY hop.number) AS matches,
           (array_agg({LEADS_ON} ORDER BY hop.number DESC))[1] AS leads_on
    FROM hop JOIN {ITEMS} i ON i.id = hop.id
"""
# Only so many ways are followed as are asked for, and all of them where they have not been counted yet.
COUNTED: Final = f"""
    CASE WHEN {ITEMS_TOKEN} = %s AND {SITES_TOKEN} = %s AND {IN_TIME} THEN %s::bigint ELSE (
        SELECT count(*) FROM (
            SELECT 1 FROM listed CROSS JOIN LATERAL ({WAY}) way WHERE way.leads_on LIMIT {MOST + 1}
        ) counted
    ) END
"""
QUERY: Final = f"""
    WITH listed AS ({LISTED}),
    page AS (
        SELECT * FROM (
            SELECT * FROM listed WHERE place COLLATE "C" > %s ORDER BY place COLLATE "C" OFFSET 0
        ) listed CROSS JOIN LATERAL ({WAY}) way
        WHERE way.leads_on ORDER BY place COLLATE "C" LIMIT %s
    )
    SELECT head.*, page.place, page.host, page.path, hop.how, hop.matched, i.next_paths, {OF_ITEM}
    FROM (SELECT {HEAD}, {COUNTED} AS total) head
    LEFT JOIN (
        page CROSS JOIN LATERAL unnest(page.ids, page.hows, page.matches) WITH ORDINALITY
            hop(id, how, matched, number)
        JOIN {ITEMS} i ON i.id = hop.id
    ) ON true
    ORDER BY page.place COLLATE "C", hop.number
"""


# Totals of the sites asked for: so many are kept.
_totals: Memory[int] = Memory(100)
NEVER: Final = Validity((None, None), FOREVER, EVER_SINCE)


@dataclass(frozen=True, slots=True)
class Redirect:
    """A path on a site, and the way from there to something that is there.

    `place` is where it stands in the order of all.
    """

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
    validity, total = _totals.recall(tuple(hosts)) or (NEVER, None)
    kept = [*validity.tokens, validity.since, validity.until, total]
    rows = fetch(QUERY, [hosts, hosts, hosts, after, limit + 1, *kept])
    head, total = read_head(rows[0], known), rows[0][COLUMNS]
    _totals.keep(tuple(hosts), head.validity, total, 1)
    found: dict[str, Redirect] = {}
    for row in rows:
        place, host, path, how, matched, next_paths, *columns = row[COLUMNS + 1 :]
        if place is not None:
            each = found.setdefault(place, Redirect(place, host, path, []))
            next_path = next_paths[0] if next_paths else None
            each.hops.append(Hop(found_of(columns, known), HOW[how - 1], matched, next_path))
    listed = list(found.values())
    return Redirects(head, total, listed[:limit], len(listed) <= limit)
