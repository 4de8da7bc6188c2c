"""Pages that the law asks for."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.pages.body import BodyField
from cms.pages.fields import Body, Choice
from cms.pages.management import writable
from cms.pages.models import BasePage
from cms.pages.paths import address
from home.panels import tabs


class LegalKind(models.TextChoices):
    IMPRINT = "imprint", pgettext_lazy("for readers", "Imprint")
    PRIVACY = "privacy", pgettext_lazy("for readers", "Privacy")
    ACCESSIBILITY = "accessibility", pgettext_lazy("for readers", "Accessibility statement")
    TERMS = "terms", pgettext_lazy("for readers", "Terms of use")


class LegalForm(WagtailAdminPageForm):
    """Asks before the page has a place in the tree, where the model cannot know its site yet."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if (kind := cleaned.get("legal_kind")) and self.parent_page is not None:
            try:
                self.instance.check_kind_is_free(kind, self.parent_page)
            except ValidationError as error:
                self.add_error("legal_kind", error)
        return cleaned


class LegalPage(BasePage):
    """Imprint, privacy or accessibility statement: once in each language of a site."""

    legal_kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=LegalKind,
        help_text=_("Frontends find the page by it. Once in each language of a site."),
    )
    body = BodyField(verbose_name=_("body"))

    edit_handler = tabs(
        [*BasePage.content_panels, FieldPanel("legal_kind"), FieldPanel("body")], base_form_class=LegalForm
    )
    api_base_form_class = LegalForm
    api_fields = writable("legal_kind", "body")
    content_fields = (Choice("legal_kind"), Body("body"))
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("legal_kind"),
    ]

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    name_for_readers = pgettext_lazy("for readers", "Legal information")
    page_description = _("Imprint, privacy or accessibility statement.")

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")

    def clean(self) -> None:
        super().clean()
        parent = self.get_parent() if self.path else None
        if parent is not None and self.legal_kind:
            try:
                self.check_kind_is_free(self.legal_kind, parent)
            except ValidationError as error:
                raise ValidationError({"legal_kind": error.messages}) from error

    def check_kind_is_free(self, kind: str, parent: Page) -> None:
        """ValidationError where the site has such a page in this language already.

        Placeholders of another language's page don't count: a translation takes their place.
        """
        place = address(parent)
        if place is None or self.alias_of_id:
            return
        others = LegalPage.objects.filter(
            legal_kind=kind, locale_id=self.locale_id or parent.locale_id, alias_of__isnull=True
        ).exclude(pk=self.pk)
        for other in others:
            there = address(other)
            if there is not None and there.site == place.site:
                raise ValidationError(
                    _("This site has a page of this kind in this language already: “%(title)s”."),
                    params={"title": other.title},
                )
