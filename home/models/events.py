"""An event, or a call with a deadline."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.pages.fields import DateTime, Link, Text, Words
from cms.pages.management import writable
from cms.pages.time_zones import TimeZoneField
from home.accessible import accessible_panel
from home.models.content import ContentPage
from home.panels import opening, sorted_by, tabs


class EventPage(ContentPage):
    """An event, or a call with a deadline (`ends_at`)."""

    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, help_text=_("For a call: the deadline."))
    time_zone = TimeZoneField(
        verbose_name=_("time zone"),
        help_text=_("Where it takes place; frontends show the times in this zone."),
    )
    place = models.CharField(_("place"), max_length=255, blank=True, help_text=_("Or “online”."))
    registration_url = models.URLField(
        _("registration"), blank=True, help_text=_("Where one registers or applies.")
    )

    override_translatable_fields = [SynchronizedField("time_zone")]
    edit_handler = tabs(
        [
            *opening(),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                    FieldRowPanel([FieldPanel("time_zone"), FieldPanel("place")]),
                    FieldPanel("registration_url"),
                ],
                heading=_("Event"),
            ),
            FieldPanel("body"),
        ],
        [*sorted_by(), accessible_panel()],
    )
    api_fields = [
        *ContentPage.api_fields,
        *writable("starts_at", "ends_at", "time_zone", "place", "registration_url"),
    ]
    content_fields = (
        *ContentPage.content_fields,
        DateTime("starts_at", card=True),
        DateTime("ends_at", card=True),
        Words("time_zone"),
        Text("place"),
        Link("registration_url"),
    )
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("place"),
        index.FilterField("starts_at"),
    ]
    schema_org_type = "Event"

    parent_page_types = [
        "home.HomePage",
        "home.SectionPage",
        "home.ContentPage",
        "home.ProjectPage",
    ]
    subpage_types = ["home.ContentPage"]
    name_for_readers = pgettext_lazy("for readers", "Event")
    page_description = _("An event, or a call with a deadline.")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        super().clean()
        if self.starts_at is None and self.ends_at is None:
            raise ValidationError({"starts_at": _("Say when it starts, or, for a call, when it ends.")})
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("The end is before the start.")})
