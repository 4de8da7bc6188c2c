"""A public page with its place on a site, and the address that follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page, Site

from cms.pages.paths import Address
from cms.projection.write_side import PageVersion


@dataclass(frozen=True)
class PublicPage:
    """A page as readers may see it at a moment, with its place on a site."""

    version: PageVersion
    site: Site
    chain: tuple["PublicPage", ...]  # from the site's root down to the parent
    html_path: str
    locale: str

    @property
    def row(self) -> Page:
        return self.version.row


def html_url(found: PublicPage) -> str:
    """The page's address on its site's frontend, percent-encoded (RFC 3986)."""
    return Address(found.site, found.html_path).url


def host(site: Site) -> str:
    """How readers name a site: its host, with the port where that is not the scheme's own."""
    return site.hostname if site.port in (80, 443) else f"{site.hostname}:{site.port}"


def hosts(sites: Iterable[Site], keys: Iterable[int]) -> tuple[str, ...]:
    """The names of those sites that have these primary keys, in the sites' order."""
    wanted = set(keys)
    return tuple(host(site) for site in sites if site.pk in wanted)


def link_json(found: PublicPage) -> dict[str, Any]:
    return {
        "id": found.row.pk,
        "title": found.version.title,
        "locale": found.locale,
        "html_path": found.html_path,
        "html_url": html_url(found),
    }
