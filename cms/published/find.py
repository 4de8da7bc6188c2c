"""One item, by its id or its translation key: each in one query. By its path: `cms.published.routes`."""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from cms.published import sites
from cms.published.ahead import Ahead
from cms.published.database import fetch
from cms.published.kept import SITES_TOKEN
from cms.published.models import State
from cms.published.sites import Site, Sites
from cms.published.visibility import ITEMS, SITES, begun, in_use, seconds_left, state, visible

COLUMNS: Final = (
    f"{state('i')} AS shown, i.key, i.object_id, i.type, i.content, i.etag, i.changed_at,"
    f" {seconds_left('i')}, i.site, i.locale, i.translation_key, i.html_path, i.version"
)
SITE: Final = 8  # where that is among them
# Where the sites are not at hand; planning it costs more than reading it.
ROOT_URL: Final = f"(SELECT s.root_url FROM {SITES} s WHERE s.host = i.site)"


@dataclass(frozen=True, slots=True)
class Found:
    """An item that readers may see (`state` public), or the trace of one (`gone`, `withdrawn`).

    `content` is its JSON; that of a withdrawn one is the explanation, or empty. `root_url` is the
    frontend's address of its site.
    """

    state: str
    key: str
    id: int
    type: str
    content: str
    etag: str
    changed_at: datetime
    seconds_left: float
    site: str | None
    locale: str | None
    translation_key: UUID | None
    html_path: str | None
    version: int
    root_url: str | None

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLIC


def by_key(key: str, ahead: Ahead | None = None) -> Found | None:
    """The item, or its trace; None where readers have never seen it. `ahead`: of one who sees more."""
    # Among an item's rows only the latest that has begun tells of now.
    rows = fetch(
        f"SELECT {COLUMNS}, {ROOT_URL} FROM {ITEMS} i WHERE i.key = %s AND {begun('i')}"
        " ORDER BY i.visible_from DESC LIMIT 1",
        [key],
        ahead=ahead,
    )
    return Found(*rows[0]) if rows else None


def visible_pages(numbers: Iterable[int]) -> set[int]:
    """Those of the pages that readers see now."""
    rows = fetch(
        f"SELECT i.object_id FROM {ITEMS} i"
        f" WHERE i.what = 'page' AND i.object_id = ANY(%s) AND {visible('i')}",
        [list(numbers)],
    )
    return {number for (number,) in rows}


def file_by_key(key: str) -> Found | None:
    """An image or a document; only while a visible item shows it (docs/decisions/0008)."""
    rows = fetch(
        f"SELECT {COLUMNS}, NULL FROM {ITEMS} i"
        f" WHERE i.key = %s AND {visible('i')} AND {in_use('i')} LIMIT 1",
        [key],
    )
    return Found(*rows[0]) if rows else None


def by_translation_key(
    key: UUID, locales: Sequence[str] | None, where: tuple[Site, ...] | None, preferred: str, known: Sites
) -> Found | None:
    """The language version of a page in the first of `locales` that has one (None: any, `preferred` first).

    Raises SitesChanged where `known` are no longer the sites.
    """
    conditions, parameters = "", []
    if locales is not None:
        conditions += " AND i.locale = ANY(%s::text[])"
        parameters.append(list(locales))
    if where is not None:
        conditions += " AND i.sites && %s::text[]"
        parameters.append([site.host for site in where])
    wanted = [preferred] if locales is None else list(locales)
    rows = fetch(
        f"SELECT token.sites, {COLUMNS} FROM (SELECT {SITES_TOKEN} AS sites) token"
        f" LEFT JOIN (SELECT i.* FROM {ITEMS} i WHERE i.what = 'page' AND i.translation_key = %s"
        f" AND {begun('i')}{conditions} ORDER BY {visible('i')} DESC,"
        " array_position(%s::text[], i.locale), i.changed_at DESC LIMIT 1) i ON true",
        [key, *parameters, wanted],
    )
    token, *columns = rows[0]
    sites.check(known, token)
    return None if columns[1] is None else found_of(columns, known)


def found_of(columns: list[Any], known: Sites) -> Found:
    site = known.by_host.get(columns[SITE])
    return Found(*[*columns, site.root_url if site else None])
