"""Where a path leads: to a page, over any number of redirects, in one query.

At a path may be, in this order: the page whose own path it is, a page to be translated whose place it is
(alias), an editor's redirect, a page that has been there (the last to leave comes first), and last of all
a page of another site that this one has adopted: it has no path here. What readers may see comes before the
trace of what they may not.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from cms.published import sites
from cms.published.database import fetch
from cms.published.find import COLUMNS, Found, found_of
from cms.published.kept import SITES_TOKEN
from cms.published.sites import Site, Sites
from cms.published.spellings import Spellings
from cms.published.visibility import ITEMS, begun, visible

OWN, FORM, ALIAS, REDIRECT, FORMER, ADOPTED = "own", "form", "alias", "redirect", "former", "adopted"
HOW: Final = (OWN, FORM, ALIAS, REDIRECT, FORMER, ADOPTED)
# What may be another thing tomorrow: a placeholder is translated, and nothing is adopted for good.
FOR_NOW: Final = (ALIAS, ADOPTED)
# A chain of redirects longer than this leads nowhere: it is a loop, or as good as one.
MOST_HOPS: Final = 10

# How an item `i` may be at one of `paths` on `hosts` (NULL: any), and which of the paths that is. Of a page
# that has left the path: when.
MATCH: Final = """
    SELECT CASE WHEN i.site <> ALL({hosts}) THEN 6 WHEN i.html_path = {paths}[1] THEN 1 ELSE 2 END AS how,
           array_position({paths}, i.html_path) AS place, NULL::timestamptz AS until
    WHERE i.what = 'page' AND i.html_path = ANY({paths}) AND ({hosts} IS NULL OR i.sites && {hosts})
    UNION ALL
    SELECT CASE i.what WHEN 'page' THEN 3 ELSE 4 END, min(array_position({paths}, path)), NULL
    FROM unnest(i.alias_paths) path
    WHERE path = ANY({paths})
      AND ({hosts} IS NULL OR i.site = ANY({hosts}) OR (i.what = 'redirect' AND i.site IS NULL))
    HAVING count(*) > 0
    UNION ALL
    SELECT 5, NULL, max(was.until) FROM unnest(i.former_paths, i.former_sites, i.former_until)
        was(path, site, until)
    WHERE i.what = 'page' AND was.path = ANY({paths}) AND ({hosts} IS NULL OR was.site = ANY({hosts}))
    HAVING count(*) > 0
"""
# The best item at `paths` on `hosts`.
AT: Final = (
    "SELECT i.id, i.what, match.how, {paths}[match.place] AS matched, i.next_paths,"
    " ARRAY[i.next_site] AS hosts"
    f" FROM {ITEMS} i CROSS JOIN LATERAL (SELECT * FROM ({MATCH}) match ORDER BY how LIMIT 1) match"
    f" WHERE {begun('i')} AND (i.html_path = ANY({{paths}}) OR i.alias_paths && {{paths}}"
    f" OR i.former_paths && {{paths}}) AND (i.what = 'page' OR {visible('i')})"
    f" ORDER BY match.how = 6, {visible('i')} DESC, match.how, match.place,"
    " i.site = ANY({hosts}) DESC NULLS LAST, match.until DESC, i.changed_at DESC LIMIT 1"
)


def hops(paths: str, hosts: str) -> str:
    """From these paths to what is there; from a redirect on to what is at its target, if that is ours.

    For a recursive term that is named `hop`. Its first row is where the way begins, and no hop.
    """
    return f"""
    SELECT 0 AS number, NULL::bigint AS id, '' AS what, 0 AS how, NULL::text AS matched,
           {paths}::text[] AS next_paths, {hosts}::text[] AS hosts
    UNION ALL
    SELECT hop.number + 1, at.* FROM hop
    CROSS JOIN LATERAL ({AT.format(paths="hop.next_paths", hosts="hop.hosts")}) at
    WHERE cardinality(hop.next_paths) > 0 AND hop.number < {MOST_HOPS}
"""


# Whether a way's last hop `hop`, to item `i`, leads to something that is there.
LEADS_ON: Final = f"{visible('i')} AND NOT (hop.number = {MOST_HOPS} AND cardinality(hop.next_paths) > 0)"
QUERY: Final = f"""
    WITH RECURSIVE hop AS ({hops("%s", "%s")})
    SELECT token.sites, hop.how, hop.matched, i.next_paths, {COLUMNS}
    FROM (SELECT {SITES_TOKEN} AS sites) token
    LEFT JOIN (hop JOIN {ITEMS} i ON i.id = hop.id) ON true
    ORDER BY hop.number
"""


@dataclass(frozen=True, slots=True)
class Hop:
    """An item on the way, and `how` it is where the hop before has led (one of HOW).

    `matched`: the key of a redirect; `next_path`: where it leads on one of our own sites, else None.
    """

    item: Found
    how: str
    matched: str | None
    next_path: str | None


def route(asked: Spellings, where: tuple[Site, ...] | None, known: Sites) -> list[Hop]:
    """The way from a path on these sites (None: any) to its end; empty where there is nothing.

    Raises SitesChanged where `known` are no longer the sites.
    """
    hosts = None if where is None else [site.host for site in where]
    rows = fetch(QUERY, [list(asked.all), hosts])
    sites.check(known, rows[0][0])
    return [hop(row, known) for row in rows if row[1] is not None]


def hop(row: Sequence[Any], known: Sites) -> Hop:
    _, how, matched, next_paths, *columns = row
    return Hop(found_of(columns, known), HOW[how - 1], matched, next_paths[0] if next_paths else None)


def is_endless(hops: Sequence[Hop]) -> bool:
    """Whether the way was left because it would not end."""
    return len(hops) == MOST_HOPS and hops[-1].next_path is not None
