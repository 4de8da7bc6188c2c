"""What was changed in a piece of news after its publication, told to readers in each of its languages."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Page, Revision

from cms.pages.elements import Element
from cms.pages.embargoes import original
from cms.pages.endings import today
from cms.pages.fields import Date, Rows, Text, Words
from cms.pages.items import AboutPages
from cms.pages.places import Place


class CorrectionKind(models.TextChoices):
    CORRECTION = "correction", pgettext_lazy("for readers", "Correction")
    UPDATE = "update", pgettext_lazy("for readers", "Update")


class Correction(AboutPages):
    """One for all language versions of a piece, which share its `translation_key`; a note in each of them.

    Rows of its own and no part of the page: it is public at once, whatever a draft holds, and a
    translation that is synchronised takes none away.
    """

    translation_key = models.UUIDField(db_index=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=16, choices=CorrectionKind, default=CorrectionKind.CORRECTION
    )
    date = models.DateField(_("date"), default=today)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["date", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.date}"

    def pages_concerned(self) -> Iterable[int]:
        return versions_of(self.translation_key).values_list("pk", flat=True)


class CorrectionNote(AboutPages):
    """Where a draft was published with it: what readers had `before`, and what they have `after`."""

    # Who refers to a page is told by Wagtail's index, which knows none of what is no content.
    wagtail_reference_index_ignore = True
    keeps_its_revision = True

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="notes")
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    note = models.TextField(_("note"))
    before = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")
    after = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["correction", "locale"], name="one_note_in_each_language")
        ]
        ordering = ["correction__date", "correction__pk"]

    def __str__(self) -> str:
        return self.note

    def pages_concerned(self) -> Iterable[int]:
        found = versions_of(self.correction.translation_key)
        return found.filter(locale=self.locale_id).values_list("pk", flat=True)


class Corrections(Rows):
    """They are no part of the page: what is asked before it is published does not look at them."""

    def __init__(self) -> None:
        parts = Words("kind", source="correction.kind"), Date("date", source="correction.date"), Text("note")
        super().__init__("corrections", *parts)

    def elements(self, page: Any, above: Place = ()) -> Iterator[Element]:
        return iter(())


def versions_of(translation_key: Any) -> "QuerySet[Page]":
    return Page.objects.filter(translation_key=translation_key)


def notes_of(page: Page) -> "QuerySet[CorrectionNote]":
    """Of a piece in its language, oldest first; a mirror has its original's."""
    shown = original(page)
    notes = CorrectionNote.objects.filter(
        correction__translation_key=shown.translation_key, locale=shown.locale_id
    )
    return notes.select_related("correction")
