"""Whom journalists can reach."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.pages.management import writable

LANGUAGE_TAG = RegexValidator(
    r"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", _("Write language tags such as “de” or “pt-BR”.")
)


class MediaContact(index.Indexed, TranslatableMixin):
    """A person or a desk that answers the press."""

    name = models.CharField(_("name"), max_length=255, blank=True, help_text=_("A person or a desk."))
    organisation = models.CharField(
        _("organisation"), max_length=255, blank=True, help_text=_("Contacts are grouped by it in a release.")
    )
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(
        _("phone"), max_length=64, blank=True, help_text=_("With the country: +49 30 1234567.")
    )
    languages = ArrayField(
        models.CharField(max_length=16, validators=[LANGUAGE_TAG]),
        verbose_name=_("languages"),
        default=list,
        blank=True,
        help_text=_("Spoken on the phone: language tags, with commas (de, en, ar)."),
    )
    hours = models.CharField(
        _("hours"),
        max_length=255,
        blank=True,
        help_text=_("When someone answers: “Mon to Fri, 9:00 to 17:00 CET”."),
    )

    override_translatable_fields = [SynchronizedField("name"), SynchronizedField("phone")]
    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("organisation")], heading=_("Who")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                FieldRowPanel([FieldPanel("languages"), FieldPanel("hours")]),
            ],
            heading=_("How to reach them"),
        ),
    ]
    api_fields = writable("name", "organisation", "email", "phone", "languages", "hours")
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("organisation"),
        index.AutocompleteField("organisation"),
        index.SearchField("email"),
        index.FilterField("locale"),
        index.FilterField("translation_key"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("media contact")
        verbose_name_plural = _("media contacts")
        ordering = ["organisation", "name"]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.organisation])) or self.email or self.phone

    def clean(self) -> None:
        super().clean()
        if not (self.name or self.email or self.phone):
            raise ValidationError(_("Write at least a name, an email address or a phone number."))
