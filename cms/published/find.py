"""One item, by its id, its path or its translation key: each in one query."""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from cms.published import sites
from cms.published.database import fetch
from cms.published.kept import SITES_TOKEN
from cms.published.models import State
from cms.published.sites import Site, Sites
from cms.published.visibility import ITEMS, SITES, begun, seconds_left, state, visible

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


# Its own path, another spelling of that, a former one, a placeholder's, or that of another site's page
# which the site has adopted.
WAYS: Final = ("own", "form", "former", "alias", "adopted")


@dataclass(frozen=True, slots=True)
class AtPath:
    """What a path leads to. `how`: one of WAYS."""

    item: Found
    how: str


def by_key(key: str) -> Found | None:
    """The item, or its trace; None where readers have never seen it."""
    # Among an item's rows only the latest that has begun tells of now.
    rows = fetch(
        f"SELECT {COLUMNS}, {ROOT_URL} FROM {ITEMS} i WHERE i.key = %s AND {begun('i')}"
        " ORDER BY i.visible_from DESC LIMIT 1",
        [key],
    )
    return Found(*rows[0]) if rows else None


def file_by_key(key: str) -> Found | None:
    """An image or a document; only while a visible item shows it (architecture.md, *Files*)."""
    rows = fetch(
        f"SELECT {COLUMNS}, NULL FROM {ITEMS} i WHERE i.key = %s AND {visible('i')} AND EXISTS"
        f" (SELECT 1 FROM {ITEMS} user_ WHERE user_.files @> ARRAY[i.key] AND {visible('user_')}"
        " AND user_.key <> i.key) LIMIT 1",
        [key],
    )
    return Found(*rows[0]) if rows else None


def by_path(
    path: str, spellings: Sequence[str], where: tuple[Site, ...] | None, known: Sites
) -> AtPath | None:
    """What `path`, or else one of its `spellings`, leads to on these sites (None: any).

    A visible item comes before the trace of another, an own path before a former one.
    Raises SitesChanged where `known` are no longer the sites.
    """
    paths = [path, *spellings]
    hosts = None if where is None else [site.host for site in where]
    on_sites = "" if hosts is None else " AND i.sites && %s::text[]"
    # What a site has only adopted has no path there: whatever is the site's own comes before it.
    adopted = "" if hosts is None else " WHEN i.site <> ALL(%s::text[]) THEN 5"
    found = (
        f"SELECT i.*, CASE{adopted} WHEN i.html_path = %s THEN 1 WHEN i.html_path = ANY(%s::text[]) THEN 2"
        " WHEN i.former_paths && %s::text[] THEN 3 ELSE 4 END AS how"
        f" FROM {ITEMS} i WHERE i.what = 'page' AND {begun('i')} AND (i.html_path = ANY(%s::text[])"
        f" OR i.former_paths && %s::text[] OR i.alias_paths && %s::text[]){on_sites}"
    )
    of_hosts = [] if hosts is None else [hosts]
    parameters: list[Any] = [*of_hosts, path, *[paths] * 5, *of_hosts]
    rows = fetch(
        f"SELECT token.sites, i.how, {COLUMNS} FROM (SELECT {SITES_TOKEN} AS sites) token"
        f" LEFT JOIN (SELECT * FROM ({found}) i ORDER BY i.how = 5, {visible('i')} DESC, i.how,"
        " i.changed_at DESC LIMIT 1) i ON true",
        parameters,
    )
    token, how, *columns = rows[0]
    sites.check(known, token)
    return None if how is None else AtPath(_found(columns, known), WAYS[how - 1])


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
    return None if columns[1] is None else _found(columns, known)


def _found(columns: list[Any], known: Sites) -> Found:
    site = known.by_host.get(columns[SITE])
    return Found(*[*columns, site.root_url if site else None])
