"""What pages of every type are tied to, as orderable child models: so it is part of each revision.

Subclasses add the ParentalKey `page`. A relation that holds nothing to translate is synchronised
by wagtail-localize: a translation then names the source's topic or contact, and a reading gives it
in the reader's language. One that holds text has a language of its own (`TranslatableMixin`).
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from cms.media.languages import LanguageField
from cms.pages.management import writable


class TopicRelation(Orderable):
    topic = models.ForeignKey(
        "newsroom.Topic", on_delete=models.CASCADE, related_name="+", verbose_name=_("topic")
    )

    panels = [FieldPanel("topic")]
    api_fields = writable("topic")

    class Meta(Orderable.Meta):
        abstract = True


class OrganisationRelation(Orderable):
    organisation = models.ForeignKey(
        "newsroom.Organisation", on_delete=models.CASCADE, related_name="+", verbose_name=_("organisation")
    )

    panels = [FieldPanel("organisation")]
    api_fields = writable("organisation")

    class Meta(Orderable.Meta):
        abstract = True


class ContactRelation(TranslatableMixin, Orderable):
    """A contact from the list, or one written on the spot, or both: what is written here wins."""

    contact = models.ForeignKey(
        "newsroom.MediaContact",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact from the list"),
    )
    organisation = models.CharField(_("organisation"), max_length=255, blank=True)
    name = models.CharField(_("name"), max_length=255, blank=True)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=64, blank=True)

    override_translatable_fields = [
        SynchronizedField("contact"),
        SynchronizedField("name"),
        SynchronizedField("phone"),
    ]
    panels = [
        FieldPanel("contact", help_text=_("Or leave this empty and write the contact below.")),
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("name")]),
        FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
    ]
    api_fields = writable("contact", "organisation", "name", "email", "phone")

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.contact_id is None and not (self.name or self.email or self.phone):
            raise ValidationError(
                _("Choose a contact from the list, or write a name, an email address or a phone number.")
            )


class FileRelation(TranslatableMixin, Orderable):
    """A document to download, in one of its languages."""

    document = models.ForeignKey(
        "media.Document", on_delete=models.CASCADE, related_name="+", verbose_name=_("document")
    )
    language = LanguageField(_("language"), help_text=_("Only where it differs from the document's own."))
    label = models.CharField(
        _("label"),
        max_length=255,
        blank=True,
        help_text=_("What readers click on. Otherwise the document's title."),
    )

    override_translatable_fields = [SynchronizedField("language")]
    panels = [FieldPanel("document"), FieldRowPanel([FieldPanel("label"), FieldPanel("language")])]
    api_fields = writable("document", "language", "label")

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True
