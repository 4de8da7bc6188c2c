"""Where versions of pages, menus and redirects lead, inside."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Revision

from cms.published.models.columns import strings

PAGE: Final = "page"
DOCUMENT: Final = "document"
IMAGE: Final = "image"
PATH: Final = "path"


class LinkInside(models.Model):
    """One link of one version: written when the version is saved, read when something that it names is gone.

    Nothing else remembers a link to what was deleted: Wagtail's index forgets it at once, and a chooser in a
    block then reads as empty (docs/decisions/0042).
    """

    wagtail_reference_index_ignore = True

    # Of a page's version. Menus and redirects have none: what they are, their number and name stand below.
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, related_name="+")
    what = models.TextField(help_text="page, menu, redirect: what it is a link of.")
    number = models.BigIntegerField(help_text="Primary key of that.")
    name = models.TextField(default="", help_text="What that is called, where it is no page.")
    locale = models.ForeignKey(Locale, models.CASCADE, null=True, related_name="+")

    to = models.TextField(
        help_text="page, document, image: its number is `target`. path: where `site` and `paths` say."
    )
    target = models.BigIntegerField(null=True)
    site = models.TextField(default="")
    paths = strings()

    text = models.TextField(default="", help_text="What readers click on.")
    fragment = models.TextField(default="", help_text="Leads to its place in the form.")
    needs_alt = models.BooleanField(
        default=False, help_text="Of an image: that its own alt text is what readers get here."
    )
    goes_along = models.BooleanField(
        default=False, help_text="The database takes it along with its target: a foreign key."
    )

    class Meta:
        verbose_name = _("internal link")
        verbose_name_plural = _("internal links")
        indexes = [
            models.Index(fields=["what", "number"], name="link_by_source"),
            models.Index(fields=["target"], condition=models.Q(to=IMAGE), name="link_to_image"),
        ]

    def __str__(self) -> str:
        return f"{self.what}-{self.number} → {self.to} {self.target or self.paths}"
