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


def network() -> list[Said]:
    """Every site in its own language, or else in one that it speaks now; the default site first."""
    rows = fetch(
        f"SELECT said.* FROM {SITES} s JOIN LATERAL (SELECT {COLUMNS} FROM {ITEMS} i"
        f" WHERE i.what = 'site' AND i.object_id = s.site_id AND {visible('i')}"
        " ORDER BY i.locale = s.default_locale DESC, i.locale LIMIT 1) said ON true"
        " ORDER BY s.is_default DESC, s.site_id",
        [],
    )
    return [Said(*row) for row in rows]
