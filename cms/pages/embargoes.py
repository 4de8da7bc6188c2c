"""The embargo of a piece: one moment before which none of its language versions is public."""

from collections.abc import Iterable
from typing import Any, Optional

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.pages.items import AboutPages
from cms.pages.local_times import in_zone
from cms.pages.time_zones import TimeZoneField


class Embargo(AboutPages):
    """A row for the piece, and no field of its pages: those are published one by one, each at its own time.

    It holds for every page with the translation key: published before or after, and made later. What
    mirrors such a page (an alias) is held with it. Once it is past, it stays: readers go by it as the
    date of publication.
    """

    # Who refers to a page is told by Wagtail's index, and makes items be built again. This does not.
    wagtail_reference_index_ignore = True

    translation_key = models.UUIDField(unique=True, editable=False)
    until = models.DateTimeField(_("embargo until"))
    time_zone = TimeZoneField(
        verbose_name=_("time zone of the embargo"), help_text=_("The zone in which the embargo is announced.")
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("embargo")
        verbose_name_plural = _("embargoes")

    def __str__(self) -> str:
        return f"{self.until} ({self.time_zone})"

    @classmethod
    def of(cls, page: Page) -> Optional["Embargo"]:
        """The page's, in force or past; of an alias, its original's."""
        found: Embargo | None = cls.objects.filter(translation_key=original(page).translation_key).first()
        return found

    @classmethod
    def holds(cls, translation_key: Any) -> bool:
        """Whether the piece with that key is under an embargo now."""
        held = cls.objects.filter(translation_key=translation_key).first()
        return held is not None and held.is_in_force

    @property
    def in_words(self) -> str:
        return in_zone(self.until, self.time_zone)

    @property
    def is_in_force(self) -> bool:
        return self.until > timezone.now()

    def pages_concerned(self) -> Iterable[int]:
        """Every language version of the piece."""
        return Page.objects.filter(translation_key=self.translation_key).values_list("pk", flat=True)


def original(page: Page) -> Page:
    """The page whose text it shows: itself, or what it mirrors, at any remove."""
    while page.alias_of_id:
        page = page.alias_of
    return page
