"""A piece: all language versions of a page, and what is known of them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Min
from wagtail.models import Page

from cms.pages import time_zones
from cms.pages.embargoes import original
from cms.pages.models import Embargo
from cms.pages.paths import address
from cms.projection.store import clock
from cms.published.models import PublishedItem, State


@dataclass(frozen=True)
class Piece:
    """Read when it is first asked; held against other writers by `locked`."""

    page: Page  # with a text of its own: no alias

    @classmethod
    def of(cls, page: Page) -> "Piece":
        return cls(original(page))

    @cached_property
    def versions(self) -> list[Page]:
        """Its pages in all languages, drafts included. What stands for another language's page is none."""
        found = Page.objects.filter(translation_key=self.page.translation_key, alias_of=None)
        return list(found.select_related("locale").annotate_approved_schedule().order_by("locale_id", "pk"))

    @cached_property
    def embargo(self) -> Embargo | None:
        return Embargo.of(self.page)

    @property
    def time_zone(self) -> str:
        """In which its embargo is told: its own, else the site's."""
        if self.embargo:
            return self.embargo.time_zone
        place = address(self.page)
        return time_zones.of_sites()[place.site.pk] if place else time_zones.of_the_installation()

    @cached_property
    def let_out(self) -> list[Page]:
        """The versions that are published or scheduled: they wait for nothing but their time."""
        return [page for page in self.versions if page.live or page._approved_schedule]

    def begins(self, now: datetime) -> datetime | None:
        """Since when, or from when on, readers see any of it."""
        shown = PublishedItem.objects.filter(
            what="page",
            translation_key=self.page.translation_key,
            state=State.PUBLIC,
            visible_until__gt=now,
        )
        found: datetime | None = shown.aggregate(first=Min("visible_from"))["first"]
        return found

    def is_public(self) -> bool:
        now = clock()
        begins = self.begins(now)
        return begins is not None and begins <= now

    def locked(self) -> "Piece":
        """The same, read anew, with its pages' rows held: nobody publishes one of them meanwhile.

        Rows first and the projection's lock last, as in every door.
        """
        rows = Page.objects.select_for_update().filter(translation_key=self.page.translation_key)
        list(rows.order_by("pk").values_list("pk", flat=True))
        return Piece(Page.objects.get(pk=self.page.pk))

    def may_change(self, user: Any) -> bool:
        """Whether the person may set, move or cancel its embargo.

        Whoever may edit the page, while it is a draft in every language. Once versions are let out, their
        embargo says when they are public: so it takes whoever may publish each of them.
        """
        if self.let_out:
            return all(page.permissions_for_user(user).can_publish() for page in self.let_out)
        return bool(self.page.permissions_for_user(user).can_edit())
