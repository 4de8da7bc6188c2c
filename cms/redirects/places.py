"""Where redirects lead: their addresses, and of those that are on a site of ours, where there."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.projection.places import host
from cms.published.spellings import Spellings, spellings


@dataclass(frozen=True)
class Place:
    """A path on a site, in all its spellings, whatever stands there."""

    site: Site
    path: Spellings


def is_path(link: str) -> bool:
    """Whether an editor has given a path in an address's place."""
    return link.startswith("/") and not link.startswith("//")


def site_of_paths(site: Site | None) -> Site | None:
    """On which site a redirect's path is: on its own one; on the default one, where it is for all."""
    return site or Site.objects.filter(is_default_site=True).first()


def address_of(redirect: Redirect) -> str:
    """Where a redirect that leads to no page leads; empty where it leads nowhere.

    Paths are kept as such: they outlive a change of the site's host or port.
    """
    link: str = redirect.redirect_link
    if not is_path(link):
        return link
    site = site_of_paths(redirect.site)
    return f"{site.root_url}{link}" if site else ""


def place_of(address: str) -> Place | None:
    """Where on one of our sites an address leads; None where it leads elsewhere. http is as good as https."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    name = parts.hostname or ""
    if port not in (None, 80, 443):
        name = f"{name}:{port}"
    site = next((each for each in Site.objects.order_by("pk") if host(each).lower() == name), None)
    if site is None:
        return None
    try:
        return Place(site, spellings(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"))
    except ValueError:
        return None
