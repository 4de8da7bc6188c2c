"""Plain-language and sign-language versions of a page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel

from cms.pages.management import writable
from cms.pages.terms import PageRelation


class VersionKind(models.TextChoices):
    PLAIN_LANGUAGE = "plain_language", _("Plain language")
    SIGN_LANGUAGE = "sign_language", _("Sign language")


class AccessibleVersion(PageRelation):
    """A page that says the same in another form. Subclasses add the ParentalKey `page`."""

    kind = models.CharField(_("kind"), max_length=16, choices=VersionKind, default=VersionKind.PLAIN_LANGUAGE)

    panels = [FieldRowPanel([FieldPanel("kind"), PageChooserPanel("target")])]
    api_fields = writable("kind", "target")

    class Meta(PageRelation.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.target_id and self.page_id and self.target_id == self.page_id:
            raise ValidationError({"target": _("A page cannot be its own accessible version.")})


class HasAccessibleVersions(models.Model):
    """A page type whose `AccessibleVersion` rows are related as `accessible_versions`."""

    accessible_versions: Any

    class Meta:
        abstract = True

    def accessible_pages(self) -> list[tuple[str, int]]:
        """`(plain_language | sign_language, page id)`, in the editors' order."""
        return [(version.kind, version.target_id) for version in self.accessible_versions.all()]


def accessible_panel() -> InlinePanel:
    return InlinePanel(
        "accessible_versions",
        heading=_("Accessible versions"),
        label=_("version"),
        help_text=_("The same content in plain language (Leichte Sprache) or in sign language."),
    )
