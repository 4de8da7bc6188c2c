"""Addresses that lead to a site of ours, and where there."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from wagtail.models import Site

from cms.projection.places import host
from cms.published.spellings import Spellings, spellings


@dataclass(frozen=True)
class Place:
    """A path on a site, in all its spellings, whatever stands there."""

    site: Site
    path: Spellings


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
