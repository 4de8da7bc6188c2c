"""One project."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from cms.pages.code_fields import CodesField
from cms.pages.fields import Choice, Codes, Date, Terms, Text
from cms.pages.management import writable
from cms.pages.relations import OrganisationRelation
from home.accessible import accessible_panel
from home.models.content import ContentPage
from home.panels import opening, sorted_by, tabs


class ProjectStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("for readers", "Planned")
    ONGOING = "ongoing", pgettext_lazy("for readers", "Ongoing")
    COMPLETED = "completed", pgettext_lazy("for readers", "Completed")
    SUSPENDED = "suspended", pgettext_lazy("for readers", "Suspended")


class ProjectPage(ContentPage):
    """One project: where, with whom, for how long."""

    status = models.CharField(
        _("status"), max_length=16, choices=ProjectStatus, default=ProjectStatus.ONGOING
    )
    start_date = models.DateField(_("start"), null=True, blank=True)
    end_date = models.DateField(_("end"), null=True, blank=True)
    countries = CodesField(
        "countries", verbose_name=_("countries"), help_text=_("The first is the main one.")
    )
    budget = models.CharField(
        _("budget"), max_length=120, blank=True, help_text=_("As it shall read: “EUR 2.4 million”.")
    )

    edit_handler = tabs(
        [
            *opening(),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("status"), FieldPanel("budget")]),
                    FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
                ],
                heading=_("Project"),
            ),
            InlinePanel("donors", heading=_("Donors"), label=_("donor")),
            InlinePanel("partners", heading=_("Partners"), label=_("partner")),
            FieldPanel("body"),
        ],
        [*sorted_by(FieldPanel("countries")), accessible_panel()],
    )
    api_fields = [
        *ContentPage.api_fields,
        *writable("status", "start_date", "end_date", "countries", "donors", "partners", "budget"),
    ]
    content_fields = (
        *ContentPage.content_fields,
        Choice("status", card=True),
        Date("start_date"),
        Date("end_date"),
        Codes("countries", card=True),
        Terms("donors", "organisation"),
        Terms("partners", "organisation"),
        Text("budget"),
    )
    search_fields = [*ContentPage.search_fields, index.FilterField("status")]

    parent_page_types = ["home.SectionPage", "home.ContentPage"]
    subpage_types = ["home.ContentPage", "home.PublicationPage", "home.EventPage"]
    name_for_readers = pgettext_lazy("for readers", "Project")
    page_description = _("One project: where, with whom, for how long.")

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def clean(self) -> None:
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("The end is before the start.")})


class ProjectDonor(OrganisationRelation):
    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="donors")

    class Meta(OrganisationRelation.Meta):
        verbose_name = _("donor")
        verbose_name_plural = _("donors")


class ProjectPartner(OrganisationRelation):
    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="partners")

    class Meta(OrganisationRelation.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
