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

    def addresses(self, item: JSON) -> set[str]:
        uri = values.text(item, "uri")
        return self.of.get(uri, {uri, *originals(item)})

    def key(self, addresses: set[str], page: NewsPage | None) -> UUID:
        """The translation key of these versions: that of a page which is one of them, else one made of
        the original's address, so that versions find each other in whatever import they come."""
        keys = [uuid5(NAMESPACE_URL, address) for address in sorted(addresses)]
        known = (
            NewsPage.objects.filter(
                Q(source_id__in=addresses) | Q(source_url__in=addresses) | Q(translation_key__in=keys)
            )
            .exclude(pk=page.pk if page else None)
            .order_by("pk")
            .values_list("translation_key", flat=True)
            .first()
        )
        if known or page:
            return known or page.translation_key  # type: ignore[union-attr]
        original = min(addresses - self.versions or addresses)
        return uuid5(NAMESPACE_URL, original)


def versions(key: UUID) -> list[Page]:
    """Every page with that translation key."""
    return list(Page.objects.filter(translation_key=key).select_related("locale"))
