"""News of one site that other sites show too."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, PageChooserPanel
from wagtail.models import Page

from cms.pages.items import AboutPages
from cms.pages.management import writable
from cms.pages.paths import address
from newsroom.adopting import AdoptionForm


class Adoption(AboutPages):
    """A site shows a piece of another site's news, in each language version whose language it speaks.

    The piece stays where it is: its address is that of its own site. A row of its own and no part of the
    page, for whoever adopts may not write on it.
    """

    page = models.ForeignKey(
        "newsroom.NewsPage",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("piece of news"),
        help_text=_("In any of its languages: the other language versions come along."),
    )
    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("adopting site"),
        help_text=_("It shows the piece in its lists, feeds and search, in the languages that it speaks."),
    )

    edit_handler = ObjectList([PageChooserPanel("page"), FieldPanel("site")], base_form_class=AdoptionForm)
    api_fields = writable("page", "site")

    class Meta:
        verbose_name = _("adopted piece of news")
        verbose_name_plural = _("adopted news")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["page", "site"], name="adopted_once_by_each_site")]

    def __str__(self) -> str:
        return f"{self.page} – {self.site}"

    def clean(self) -> None:
        super().clean()
        if not (self.page_id and self.site_id):
            return
        place = address(self.page)
        if place is not None and place.site == self.site:
            raise ValidationError({"page": _("This piece is the site's own.")})
        others = Adoption.objects.filter(site=self.site, page__translation_key=self.page.translation_key)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError({"page": _("The site has adopted this piece already.")})

    def pages_concerned(self) -> Iterable[int]:
        """Every language version of the piece."""
        piece = Page.objects.filter(pk=self.page_id).values("translation_key")
        return Page.objects.filter(translation_key__in=piece).values_list("pk", flat=True)
