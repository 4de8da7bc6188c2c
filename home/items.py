"""Menus and sites as items: public while their site's home page in that language is."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from wagtail.models import Locale, Page, Site

from cms import feeds
from cms.media.languages import direction, name
from cms.pages import items
from cms.pages.elements import Element
from cms.pages.items import Item, ItemKind
from cms.pages.places import field_step
from cms.pages.reading import JSON, Reading
from cms.pages.time_zones import SiteTimeZone, of_sites
from home.accessible import VersionKind
from home.models import LegalKind, LegalPage, Menu, SiteIdentity

# What frontends link on every page, by its key (`/api/v1/site/`).
FIXED_PAGES: Final = (*LegalKind.values, *VersionKind.values)
WITHOUT_IDENTITY: Final = SiteIdentity()


class MenuItems(ItemKind):
    what = "menu"
    model = Menu

    def item(self, source: Menu, reading: Reading) -> Item | None:
        if reading.locale not in reading.homes(source.site_id):
            return None
        shown = source.json(reading)
        return Item(title=source.name, slug=source.name, content=shown, card=shown, sites=(source.site_id,))

    def elements(self, source: Menu) -> Iterator[Element]:
        stream = source.items
        found: Iterator[Element] = stream.stream_block.elements(stream, (field_step(source, "items"),))
        return found

    def following(self, pages: set[int]) -> set[int]:
        return set(Menu.objects.filter(site__in=sites_with_homes(pages)).values_list("pk", flat=True))


class SiteItems(ItemKind):
    """One item in each language that the site speaks: what the site says of itself there.

    Without an identity in that language it has the name that Wagtail's settings give it.
    """

    what = "site"
    model = Site

    def item(self, source: Site, reading: Reading) -> Item | None:
        homes = reading.homes(source.pk)
        if reading.locale not in homes:
            return None
        home, host = homes[reading.locale], urlsplit(source.root_url).netloc
        found = SiteIdentity.objects.filter(site=source, locale__language_code=reading.locale).first()
        identity = reading.snippet(found)
        if (
            identity is None or identity.locale_id != found.locale_id
        ):  # one that is begun is told by its source
            identity = WITHOUT_IDENTITY
        said = identity.json(reading)
        title = said["name"] or source.site_name or source.hostname
        pages = fixed_pages(source, home["id"], reading)
        return Item(
            title=title,
            sites=(source.pk,),
            # What the menu `legal` shows where editors have made none.
            card={"name": title, "legal": [pages[kind] for kind in LegalKind.values if pages[kind]]},
            content={
                **said,
                "name": title,
                "is_default": source.is_default_site,
                "root_url": source.root_url,
                "home": home,
                "default_locale": source.root_page.locale.language_code,
                "locales": [
                    {
                        "locale": locale,
                        "label": name(locale, reading.locale),
                        "native_label": name(locale, locale),
                        "direction": direction(locale),
                        "html_path": homes[locale]["html_path"],
                    }
                    for locale in sorted(homes)
                ],
                "time_zone": of_sites()[source.pk],
                "pages": pages,
                "feeds": [
                    {"type": media_type, "url": feeds.address(form, host, reading.locale)}
                    for form, media_type in feeds.FORMS.items()
                ],
            },
        )

    def locales(self, source: Site) -> list[str | None]:
        return list(Locale.objects.order_by("language_code").values_list("language_code", flat=True))

    def key(self, pk: int, locale: str | None) -> str:
        return f"{self.what}-{pk}-{locale}"

    def concerned(self, row: object) -> set[int]:
        if isinstance(row, Site):
            return {row.pk}
        return {row.site_id} if isinstance(row, SiteIdentity | SiteTimeZone) else set()

    def following(self, pages: set[int]) -> set[int]:
        if LegalPage.objects.filter(pk__in=pages).exists():
            return set(Site.objects.values_list("pk", flat=True))
        return sites_with_homes(pages)


def fixed_pages(site: Site, home: int, reading: Reading) -> JSON:
    """A link, or null, for each of FIXED_PAGES in the reading's language."""
    found: JSON = dict.fromkeys(FIXED_PAGES)
    for pk in LegalPage.objects.filter(locale__language_code=reading.locale).values_list("pk", flat=True):
        page, link = reading.page(pk), reading.link(pk)
        # The site is told by the address: it is the one thing of it that a link has.
        if page and link and link["html_url"].startswith(f"{site.root_url}/"):
            found[page.legal_kind] = link
    front = reading.page(home)
    for kind, pk in front.accessible_pages() if front else ():
        found[kind] = found[kind] or reading.link(pk)
    return found


def sites_with_homes(pages: set[int]) -> set[int]:
    """The sites that have one of these pages as their home page, in whatever language."""
    keys = Page.objects.filter(pk__in=pages).values("translation_key")
    return set(Site.objects.filter(root_page__translation_key__in=keys).values_list("pk", flat=True))


def register() -> None:
    items.register(MenuItems(), SiteItems())
