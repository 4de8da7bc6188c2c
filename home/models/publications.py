"""A report, a data set, a brief."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.pages.code_fields import CodesField
from cms.pages.fields import Codes, Date, Files, Rows, Text
from cms.pages.management import writable
from cms.pages.relations import FileRelation
from home.accessible import accessible_panel
from home.models.content import ContentPage
from home.panels import opening, sorted_by, tabs


class PublicationPage(ContentPage):
    """A report, a data set or a brief, with its files."""

    published_on = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("The date on the publication itself.")
    )
    identifier = models.CharField(
        _("identifier"), max_length=120, blank=True, help_text=_("DOI or ISBN, such as 10.1000/182.")
    )
    countries = CodesField(
        "countries", verbose_name=_("countries"), help_text=_("The first is the main one.")
    )

    override_translatable_fields = [SynchronizedField("identifier")]
    edit_handler = tabs(
        [
            *opening(),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("published_on"), FieldPanel("identifier")]),
                    InlinePanel("authors", heading=_("Authors"), label=_("author")),
                ],
                heading=_("Publication"),
            ),
            InlinePanel(
                "files",
                heading=_("Files"),
                label=_("file"),
                help_text=_("The publication itself, once for each language or format."),
            ),
            FieldPanel("body"),
        ],
        [*sorted_by(FieldPanel("countries")), accessible_panel()],
    )
    api_fields = [
        *ContentPage.api_fields,
        *writable("published_on", "authors", "files", "identifier", "countries"),
    ]
    content_fields = (
        *ContentPage.content_fields,
        Date("published_on"),
        Rows("authors", Text("name")),
        Files("files"),
        Text("identifier"),
        Codes("countries", card=True),
    )
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("identifier"),
        index.FilterField("published_on"),
    ]
    schema_org_type = "Report"

    parent_page_types = ["home.SectionPage", "home.ContentPage", "home.ProjectPage"]
    subpage_types = ["home.ContentPage"]
    name_for_readers = pgettext_lazy("for readers", "Publication")
    page_description = _("A report, a data set or a brief, with its files.")

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")


class PublicationAuthor(Orderable):
    page = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(_("name"), max_length=255)

    panels = [FieldPanel("name")]
    api_fields = writable("name")

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name


class PublicationFile(FileRelation):
    page = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="files")

    class Meta(FileRelation.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
