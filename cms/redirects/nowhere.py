"""Does a redirect lead to a site of ours, and to nothing there? No reason to refuse it: editors may go on."""

from typing import Any

from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.pages.paths import address
from cms.projection.places import host
from cms.published.routes import route
from cms.published.sites import asking
from cms.redirects.loops import standing_at
from cms.redirects.places import Place, address_of, place_of


def leads_nowhere(redirect: Redirect) -> str | None:
    """The address, where no page is, none has been, none is prepared, and from which no redirect leads on."""
    if redirect.redirect_page_id:
        return None
    found = address_of(redirect)
    place = place_of(found)
    if place is None or has_been_public(place) or standing_at(place).exists() or is_prepared(place):
        return None
    return found


def has_been_public(place: Place) -> bool:
    def there(sites: Any) -> list[Any]:
        site = sites.by_host.get(host(place.site))
        return route(place.path, (site,), sites) if site else []

    return bool(asking(there))


def is_prepared(place: Place) -> bool:
    """Whether a page will be there once it is published, as it is or as its draft is."""
    slugs = {path.rstrip("/").rpartition("/")[2] for path in place.path.pages}
    drafts = Q(has_unpublished_changes=True, latest_revision__content__slug__in=slugs)
    for page in Page.objects.filter(Q(slug__in=slugs) | drafts):
        for each in (page, page.get_latest_revision_as_object()):
            found = address(each)
            if found and found.site == place.site and found.path in place.path.pages:
                return True
    return False
