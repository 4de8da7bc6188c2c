"""What else than pages readers get as items: menus, sites, topics, organisations, redirects.

An app registers its kinds of items when it is ready. A kind says what it is made of and gives the JSON; the
projection does the rest, for all of them alike: it builds, stores, logs, checks and mends.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from django.db import models

from cms.pages.elements import Element
from cms.pages.reading import JSON, Reading
from cms.published.contract import register_item_types


@dataclass(frozen=True)
class Item:
    """What readers get of a thing in one language.

    `content`: its fields beside `id`, `type` and `meta`. `card`: a short form, where an endpoint gives one.
    `sites`: primary keys of the sites that it is for; none where it is for all of them alike.
    Of a redirect, `paths`: the keys at which it is found; `next_site` and `next_paths`: host and spellings of
    the place on a site of ours that it leads to.
    """

    title: str
    content: JSON
    card: JSON = field(default_factory=dict)
    slug: str = ""
    sites: tuple[int, ...] = ()
    paths: tuple[str, ...] = ()
    next_site: str | None = None
    next_paths: tuple[str, ...] = ()


class ItemKind:
    """One kind of items. Each is made of a *source*: a row of `model`.

    `what` is the first part of the items' keys (`menu-5`).
    """

    what: ClassVar[str]
    model: ClassVar[type[models.Model]]

    def item(self, source: Any, reading: Reading) -> Item | None:
        """The item in the reading's language; None while there is nothing for readers.

        Whatever is not in the source itself is asked of the reading, as in a page's build.
        """
        raise NotImplementedError

    def locales(self, source: Any) -> list[str | None]:
        """The languages in which the source may have an item; `[None]` where it has no language."""
        return [source.locale.language_code] if hasattr(source, "locale_id") else [None]

    def key(self, pk: int, locale: str | None) -> str:
        return f"{self.what}-{pk}"

    def elements(self, source: Any) -> Iterator[Element]:
        """Its links and pictures, each with its place in the source's form (cms.pages.elements)."""
        return iter(())

    def concerned(self, row: models.Model) -> set[int]:
        """The sources that a row of any model concerns when it is saved or deleted.

        Not needed for what a build has asked the reading: that is recorded.
        """
        return {row.pk} if isinstance(row, self.model) else set()

    def following(self, pages: set[int]) -> set[int]:
        """The sources that can have an item only since these pages are public: no record tells of them."""
        return set()


KINDS: Final[dict[str, ItemKind]] = {}


def register(*kinds: ItemKind) -> None:
    KINDS.update({kind.what: kind for kind in kinds})
    register_item_types(*(kind.model._meta.label for kind in kinds))


class AboutPages(models.Model):
    """A row that readers notice in pages which it is no part of: they are built again when it changes."""

    class Meta:
        abstract = True

    def pages_concerned(self) -> Iterable[int]:
        """Primary keys of pages."""
        raise NotImplementedError
