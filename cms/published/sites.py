"""The installation's sites, kept in memory, exact all the same.

Every query that rests on them also returns the sites' token. Where it is not the one that they were
read with, the answer is thrown away, the sites are read again and the question is asked once more.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from cms.published.database import fetch
from cms.published.kept import SITES_TOKEN
from cms.published.visibility import SITES

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Site:
    """`id` stays when the host is another."""

    id: int
    host: str
    name: str
    is_default: bool
    root_url: str
    root_key: UUID | None
    time_zone: ZoneInfo
    default_locale: str
    locales: tuple[str, ...]


@dataclass(frozen=True)
class Sites:
    """All sites, the default one first; `token` tells whether they still are these."""

    token: str | None
    all: tuple[Site, ...]

    @cached_property
    def default(self) -> Site | None:
        """None where no site is the default one, or its home page is not public: no other takes its place."""
        return next((site for site in self.all if site.is_default), None)

    @cached_property
    def by_host(self) -> dict[str, Site]:
        return {site.host: site for site in self.all}

    @cached_property
    def hosts(self) -> dict[str, str]:
        """Every site that may be asked for; the key is its host in lower case."""
        return {site.host.lower(): site.host for site in self.all}

    @cached_property
    def locales(self) -> dict[str, str]:
        """Every language that may be asked for; the key is the tag in lower case (RFC 5646, 2.1.1)."""
        return {tag.lower(): tag for site in self.all for tag in site.locales}


class SitesChanged(Exception):
    """The answer rests on sites that are not the current ones."""


class UnknownInSites(Exception):
    """Mixin for a refusal that might not stand once the sites are read again."""


_known: Sites | None = None


def read_sites() -> Sites:
    """Read the sites and keep them."""
    global _known
    rows = fetch(
        f"SELECT {SITES_TOKEN}, s.site_id, s.host, s.name, s.is_default, s.root_url, s.root_key, s.time_zone,"
        f" s.default_locale, s.locales FROM (SELECT 1) one LEFT JOIN {SITES} s ON true"
        " ORDER BY s.is_default DESC, s.site_id",
        [],
    )
    found = tuple(
        Site(pk, host, name, is_default, root_url, root_key, ZoneInfo(zone), locale, tuple(locales))
        for _, pk, host, name, is_default, root_url, root_key, zone, locale, locales in rows
        if host is not None
    )
    _known = Sites(rows[0][0], found)
    return _known


def asking(question: Callable[[Sites], Answer]) -> Answer:
    """Ask with the sites in memory; ask again with fresh ones where those were not current.

    `question` raises SitesChanged when its query says so (`check`), and an UnknownInSites when it
    meets a site or language that is not among them.
    """
    sites, fresh = (_known, False) if _known else (read_sites(), True)
    while True:
        try:
            return question(sites)
        except SitesChanged:
            sites, fresh = read_sites(), True
        except UnknownInSites:
            if fresh:
                raise
            sites, fresh = read_sites(), True


def check(sites: Sites, token: str | None) -> None:
    if token != sites.token:
        raise SitesChanged
