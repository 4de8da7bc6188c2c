"""Which items are versions of one another: what says so points to an address that it shares with others."""

from collections.abc import Iterable
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Q
from wagtail.models import Page

from newsroom.models import NewsPage
from newsroom.ninjs import values
from newsroom.ninjs.values import JSON, Refusal

TRANSLATION_OF = "translationof"


def originals(item: JSON) -> list[str]:
    """The addresses of which an item says that it is a version of them in another language."""
    named = [values.text(row, "value") for row in values.rows(item, "altIds") if is_version(row, "role")]
    tied = [values.text(row, "uri") for row in values.rows(item, "associations") if is_version(row, "rel")]
    return [each for each in (*named, *tied) if each]


def is_version(row: JSON, key: str) -> bool:
    return values.role(row, key) == TRANSLATION_OF


class Groups:
    """Addresses that belong together, from all items of one import, in whatever order they come."""

    def __init__(self) -> None:
        self.of: dict[str, set[str]] = {}
        self.versions: set[str] = set()

    def add(self, item: JSON) -> None:
        """Ignores an item that cannot be read: it is refused where it is imported."""
        try:
            uri, others = values.text(item, "uri"), originals(item)
        except Refusal:
            return
        if uri and others:
            self.versions.add(uri)
            self.join([uri, *others])

    def join(self, addresses: Iterable[str]) -> None:
        joined: set[str] = set()
        for address in addresses:
            joined |= self.of.get(address, {address})
        self.of |= dict.fromkeys(joined, joined)

    def key(self, item: JSON, web_address: str, page: NewsPage | None) -> UUID:
        """The translation key of an item's versions: that of a page which is one of them, else one made
        of the original's address, so that versions find each other in whatever import they come."""
        uri, others = values.text(item, "uri"), originals(item)
        addresses = self.of.get(uri, {uri, *others})
        # Others may have named this item by its web address.
        keys = [address_key(address) for address in {*addresses, web_address} if address]
        known = self.page_with(Q(source_id__in=addresses) | Q(translation_key__in=keys), page)
        if known is None and others:
            known = self.page_with(Q(source_url__in=others), page)
        if found := known or page:
            return found.translation_key
        return address_key(min(addresses - self.versions or addresses))

    def page_with(self, said: Q, other_than: NewsPage | None) -> NewsPage | None:
        found = NewsPage.objects.filter(said).exclude(pk=other_than.pk if other_than else None)
        return found.only("translation_key").order_by("pk").first()


def address_key(address: str) -> UUID:
    return uuid5(NAMESPACE_URL, address)


def versions(key: UUID) -> list[Page]:
    """Every page with that translation key."""
    return list(Page.objects.filter(translation_key=key).select_related("locale"))
