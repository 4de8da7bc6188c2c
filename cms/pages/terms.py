"""Bases for what pages are sorted by and tied to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import PageChooserPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from cms.pages.management import writable


class TermMixin(TranslatableMixin):
    """A snippet that readers see as a term: `{"value": slug, "label": title}`.

    The slug is the same in every language, for it is what filters take; the title is translated.
    """

    title = models.CharField(_("title"), max_length=255)
    slug = models.SlugField(
        _("key"),
        max_length=100,
        help_text=_("The same in every language. Addresses and partners use it: leave it once it is in use."),
    )

    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="%(app_label)s_%(class)s_one_slug")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        taken = type(self).objects.filter(slug=self.slug).exclude(translation_key=self.translation_key)
        if taken.exists():
            raise ValidationError({"slug": _("Another entry has this key already.")})


class PageRelation(Orderable):
    """One page named by another, in the order that editors choose. Subclasses add a ParentalKey `page`."""

    target = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )

    panels = [PageChooserPanel("target")]
    api_fields = writable("target")

    class Meta(Orderable.Meta):
        abstract = True
