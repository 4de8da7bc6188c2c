"""What news and pages are sorted by: topics, and the organisations that an office works with."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.pages.management import writable
from cms.pages.terms import TermMixin


class Topic(index.Indexed, TermMixin):
    """A subject. Readers who choose a topic see what belongs to the topics below it too."""

    description = models.TextField(_("description"), blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
        help_text=_("The wider topic, if there is one."),
    )

    override_translatable_fields = [
        SynchronizedField("slug", overridable=False),
        SynchronizedField("parent", overridable=False),
    ]
    panels = [
        MultiFieldPanel(
            [FieldPanel("title"), FieldPanel("slug"), FieldPanel("description")], heading=_("Topic")
        ),
        FieldPanel("parent"),
    ]
    api_fields = writable("title", "slug", "description", "parent")
    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("description"),
        index.FilterField("slug"),
        index.FilterField("locale"),
        index.FilterField("translation_key"),
    ]

    class Meta(TermMixin.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="one_topic_per_key_and_language")
        ]

    def clean(self) -> None:
        super().clean()
        # Compared by translation key: a German topic may stand below an English one.
        above = self.parent
        while above is not None:
            if above.translation_key == self.translation_key:
                raise ValidationError(
                    {"parent": _("A topic cannot belong to itself or to a topic below it.")}
                )
            above = above.parent


class Organisation(index.Indexed, TermMixin):
    """A co-publisher, a donor, a partner."""

    title = None  # type: ignore[assignment]  # an organisation has a name
    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(
        _("short name"), max_length=64, blank=True, help_text=_("Such as “UNHCR” or “BMZ”.")
    )
    address = models.URLField(_("web address"), blank=True)
    logo = models.ForeignKey(
        "media.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )

    override_translatable_fields = [SynchronizedField("slug", overridable=False)]
    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("slug")], heading=_("Organisation")
        ),
        FieldPanel("address"),
        FieldPanel("logo"),
    ]
    api_fields = writable("name", "short_name", "slug", "address", "logo")
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("short_name"),
        index.AutocompleteField("short_name"),
        index.FilterField("slug"),
        index.FilterField("locale"),
        index.FilterField("translation_key"),
    ]

    class Meta(TermMixin.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="one_organisation_per_key_and_language")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return self.name
