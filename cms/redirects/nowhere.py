"""Does a redirect lead to a site of ours, and to nothing there? No reason to refuse it: editors may go on."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
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


class Drafts:
    """Their slugs are in the JSON of revisions: read once, for however many redirects, and not before."""

    @cached_property
    def slugs(self) -> dict[int, str]:
        """By page."""
        pages = Page.objects.filter(has_unpublished_changes=True)
        return dict(pages.values_list("pk", "latest_revision__content__slug"))

    @cached_property
    def pages(self) -> Mapping[str, set[int]]:
        """By slug."""
        found: dict[str, set[int]] = defaultdict(set)
        for pk, slug in self.slugs.items():
            found[slug].add(pk)
        return found


def leads_nowhere(redirect: Redirect, drafts: Drafts) -> str | None:
    """The address, where no page is, none has been, none is prepared, and from which no redirect leads on."""
    if redirect.redirect_page_id:
        return None
    found = address_of(redirect)
    place = place_of(found)
    if place is None or has_been_public(place) or standing_at(place).exists() or is_prepared(place, drafts):
        return None
    return found


def has_been_public(place: Place) -> bool:
    def there(sites: Any) -> list[Any]:
        site = sites.by_host.get(host(place.site))
        return route(place.path, (site,), sites) if site else []

    return bool(asking(there))


def is_prepared(place: Place, drafts: Drafts) -> bool:
    """Whether a page will be there once it is published, as it is or as its draft is."""
    slugs = {path.rstrip("/").rpartition("/")[2] for path in place.path.pages}
    drafts_there = {pk for slug in slugs for pk in drafts.pages.get(slug, ())}
    for page in Page.objects.filter(Q(slug__in=slugs) | Q(pk__in=drafts_there)):
        for slug in slugs & {page.slug, drafts.slugs.get(page.pk)}:
            page.slug = slug
            found = address(page)
            if found and found.site == place.site and found.path in place.path.pages:
                return True
    return False
