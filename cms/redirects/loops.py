"""Would a redirect lead back to itself? Asked of what editors have now, before it is saved."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.published.routes import MOST_HOPS
from cms.published.spellings import Spellings
from cms.redirects.places import Place, address_of, place_of


def leads_back(path: Spellings, site: Site | None, target: Place, pk: int | None) -> bool:
    """Whether a redirect from that path (on all sites, where `site` is None) comes back, or never ends.

    Pages do not count: one that stands in a loop's way today may be gone tomorrow. `pk`: of the redirect,
    where it is saved already.
    """
    own = lowered(path.own_keys)
    places = [target]
    for _ in range(MOST_HOPS):
        if any(own & lowered(place.path.keys) and site in (None, place.site) for place in places):
            return True
        places = [after for place in places for after in onward(place, pk)]
        if not places:
            return False
    return True


def onward(place: Place, pk: int | None) -> list[Place]:
    """Where redirects lead from a place, but for those to pages."""
    found = standing_at(place).filter(redirect_page=None).exclude(pk=pk)
    return [after for each in found if (after := place_of(address_of(each)))]


def standing_at(place: Place) -> QuerySet[Redirect]:
    """All redirects that may be meant at a place: which is best is the reader's question."""
    return (
        Redirect.objects.annotate(key=Lower("old_path"))
        .filter(Q(site=None) | Q(site=place.site), key__in=lowered(place.path.keys))
        .select_related("site")
    )


def lowered(keys: Iterable[str]) -> set[str]:
    return {key.lower() for key in keys}
