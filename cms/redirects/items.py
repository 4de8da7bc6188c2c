"""Editors' redirects as items: `redirect-5`, public while there is something to lead to."""

from collections.abc import Iterator

from wagtail.contrib.redirects.models import Redirect

from cms.pages import items
from cms.pages.elements import Element, Link, PathInside
from cms.pages.items import Item, ItemKind
from cms.pages.places import field_step
from cms.pages.reading import Reading
from cms.projection.places import host
from cms.published.spellings import spellings
from cms.redirects.places import address_of, place_of


class RedirectItems(ItemKind):
    """One to a page leads to where the page is, in the page's language, and is gone while the page is.

    Where it leads in the end, over further redirects and former paths, is asked when it is read
    (docs/decisions/0022).
    """

    what = "redirect"
    model = Redirect

    def item(self, source: Redirect, reading: Reading) -> Item | None:
        page = reading.link(source.redirect_page_id) if source.redirect_page_id else None
        location = page["html_url"] if page else None if source.redirect_page_id else address_of(source)
        if not location:
            return None
        try:
            asked = spellings(source.old_path)
        except ValueError:  # written past the form
            return None
        place = place_of(location)
        return Item(
            title=source.old_path,
            content={
                "path": source.old_path,
                "location": location,
                "permanent": source.is_permanent,
                "page": page,
            },
            sites=(source.site_id,) if source.site_id else (),
            paths=asked.own_keys,
            next_site=host(place.site) if place else None,
            next_paths=place.path.onward if place else (),
        )

    def elements(self, source: Redirect) -> Iterator[Element]:
        if source.redirect_page_id:
            yield Link((field_step(source, "redirect_page"),), "page", source.redirect_page_id)
        elif place := place_of(address_of(source)):
            where = (field_step(source, "redirect_link"),)
            yield PathInside(where, host(place.site), place.path.onward, source.redirect_link)

    def following(self, pages: set[int]) -> set[int]:
        return set(Redirect.objects.filter(redirect_page__in=pages).values_list("pk", flat=True))


def register() -> None:
    items.register(RedirectItems())
