"""What a piece of news holds several of, each in an order that editors choose."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin

from cms.pages.management import writable
from cms.pages.relations import ContactRelation, FileRelation, OrganisationRelation, TopicRelation
from cms.pages.terms import PageRelation


class NewsPlace(TranslatableMixin, Orderable):
    """A city of the dateline, by its name in the page's language: Kairo, Cairo, القاهرة."""

    page = ParentalKey("newsroom.NewsPage", on_delete=models.CASCADE, related_name="dateline_places")
    name = models.CharField(_("place"), max_length=100)

    panels = [FieldPanel("name")]
    api_fields = writable("name")

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return self.name


class NewsTopic(TopicRelation):
    page = ParentalKey("newsroom.NewsPage", on_delete=models.CASCADE, related_name="topics")

    class Meta(TopicRelation.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class NewsOrganisation(OrganisationRelation):
    """A co-publisher."""

    page = ParentalKey("newsroom.NewsPage", on_delete=models.CASCADE, related_name="organisations")

    class Meta(OrganisationRelation.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


class NewsContact(ContactRelation):
    page = ParentalKey("newsroom.NewsPage", on_delete=models.CASCADE, related_name="contacts")

    class Meta(ContactRelation.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")


class NewsDownload(FileRelation):
    """A document or a picture for the press."""

    page = ParentalKey("newsroom.NewsPage", on_delete=models.CASCADE, related_name="downloads")
    document = models.ForeignKey(
        "media.Document",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    image = models.ForeignKey(
        "media.Image",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )

    panels = [
        FieldPanel("document", help_text=_("A document or an image, not both.")),
        FieldPanel("image"),
        FieldRowPanel([FieldPanel("label"), FieldPanel("language")]),
    ]
    api_fields = writable("document", "image", "label", "language")

    class Meta(FileRelation.Meta):
        verbose_name = _("download")
        verbose_name_plural = _("downloads")

    def clean(self) -> None:
        super().clean()
        if (self.document_id is None) == (self.image_id is None):
            raise ValidationError(_("Choose a document or an image: one of them, not both."))


class NewsRelated(PageRelation):
    page = ParentalKey("newsroom.NewsPage", on_delete=models.CASCADE, related_name="related")

    class Meta(PageRelation.Meta):
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")
