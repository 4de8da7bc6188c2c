"""What sites say of themselves: one of them in a language, or every one, each in one query."""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cms.published import sites
from cms.published.database import fetch
from cms.published.kept import SITES_TOKEN
from cms.published.sites import Site, Sites
from cms.published.visibility import ITEMS, SITES, seconds_left, visible

COLUMNS: Final = f"i.key, i.content, i.etag, {seconds_left('i')} AS seconds_left"
TOKEN: Final = f"(SELECT {SITES_TOKEN} AS token) head"


@dataclass(frozen=True, slots=True)
class Said:
    """A site's item in one language; `content` is its JSON."""

    key: str
    content: str
    etag: str
    seconds_left: float


def said_by(site: Site, locales: Sequence[str], known: Sites) -> Said | None:
    """What the site says in the first of these languages that it speaks; None where it speaks none.

    Raises SitesChanged where `known` are no longer the sites.
    """
    rows = fetch(
        f"SELECT head.token, said.* FROM {TOKEN} LEFT JOIN (SELECT {COLUMNS} FROM {ITEMS} i"
        f" WHERE i.what = 'site' AND i.sites @> ARRAY[%s] AND i.locale = ANY(%s::text[]) AND {visible('i')}"
        " ORDER BY array_position(%s::text[], i.locale) LIMIT 1) said ON true",
        [site.host, list(locales), list(locales)],
    )
    token, *columns = rows[0]
    sites.check(known, token)
    return Said(*columns) if columns[0] is not None else None


def network(locales: Sequence[str] | None, known: Sites) -> list[Said]:
    """Every site in the first of these languages that it speaks, if it speaks one; the default site first.

    None: each in its own language, or else in one that it speaks now. Raises SitesChanged where `known` are
    no longer the sites.
    """
    tags = None if locales is None else list(locales)
    rows = fetch(
        f"SELECT head.token, said.* FROM {TOKEN} LEFT JOIN (SELECT found.*, s.is_default, s.site_id"
        f" FROM {SITES} s JOIN LATERAL (SELECT {COLUMNS} FROM {ITEMS} i"
        f" WHERE i.what = 'site' AND i.object_id = s.site_id AND {visible('i')}"
        " AND (%s::text[] IS NULL OR i.locale = ANY(%s::text[]))"
        " ORDER BY array_position(%s::text[], i.locale), i.locale = s.default_locale DESC, i.locale LIMIT 1"
        ") found ON true) said ON true ORDER BY said.is_default DESC, said.site_id",
        [tags, tags, tags],
    )
    sites.check(known, rows[0][0])
    return [Said(*row[1:-2]) for row in rows if row[1] is not None]
