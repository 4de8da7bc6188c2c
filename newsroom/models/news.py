"""One piece of news."""

from typing import ClassVar

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.pages.body import BodyField
from cms.pages.code_fields import CodesField
from cms.pages.fields import (
    Body,
    Cards,
    Choice,
    Codes,
    ContactList,
    Files,
    Flag,
    ImageRef,
    Link,
    RichText,
    Terms,
    Text,
)
from cms.pages.management import writable
from cms.pages.models import BasePage, Embargo
from cms.pages.reading import Reading
from cms.pages.rich_text import FEATURES
from newsroom.dateline import Dateline
from newsroom.models.adoptions import Adoption
from newsroom.models.corrections import CorrectionNote, Corrections, notes_of
from newsroom.panels import NEWS_TABS
from newsroom.versions import OwnField


class NewsKind(models.TextChoices):
    PRESS_RELEASE = "press_release", pgettext_lazy("for readers", "Press release")
    NEWS = "news", pgettext_lazy("for readers", "News")
    STATEMENT = "statement", pgettext_lazy("for readers", "Statement")
    STORY = "story", pgettext_lazy("for readers", "Story")
    ADVISORY = "advisory", pgettext_lazy("for readers", "Media advisory")
    BRIEFING_NOTE = "briefing_note", pgettext_lazy("for readers", "Briefing note")


def is_release(news: "NewsPage") -> bool:
    """A press release without a text is none; a story may be a film, an advisory its dates."""
    return news.kind == NewsKind.PRESS_RELEASE


class NewsPage(BasePage):
    """A press release, a statement, a story or any other piece of news."""

    kind = models.CharField(_("kind"), max_length=16, choices=NewsKind, default=NewsKind.PRESS_RELEASE)
    kicker = models.CharField(
        _("kicker"), max_length=120, blank=True, help_text=_("A few words above the headline.")
    )
    reference = models.CharField(
        _("reference"),
        max_length=64,
        blank=True,
        help_text=_("The release's own symbol, such as UNIS/MA/352."),
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("The lead: who, what, where, when, in one to three sentences.")
    )
    dateline_date = models.DateField(_("date of the dateline"), null=True, blank=True)
    dateline_override = models.CharField(
        _("dateline as it shall read"),
        max_length=255,
        blank=True,
        help_text=_("Only where the dateline made of places and date is not what you want."),
    )
    body = BodyField(verbose_name=_("body"))
    teaser_image = models.ForeignKey(
        "media.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("teaser image"),
    )
    countries = CodesField(
        "countries", verbose_name=_("countries"), help_text=_("The first is the main one.")
    )
    sdgs = CodesField("sdgs", verbose_name=_("Sustainable Development Goals"))
    notes_to_editors = RichTextField(
        _("notes to editors"),
        features=FEATURES,
        blank=True,
        help_text=_("Background, figures, interview partners: what the press needs and readers do not."),
    )
    source_url = models.URLField(
        _("address of the source"), max_length=1000, blank=True, help_text=_("Where it was first published.")
    )
    source_id = models.CharField(
        _("identifier at the source"),
        max_length=500,
        blank=True,
        db_index=True,
        help_text=_("By which an import knows it again."),
    )
    source_published_at = models.DateTimeField(
        _("published at the source"),
        null=True,
        blank=True,
        help_text=_("Readers see this as the date of publication."),
    )

    # Both would make two pages out of one source, and the next import would not know which to update.
    exclude_fields_in_copy = ["source_id", "source_published_at"]
    override_translatable_fields = [
        SynchronizedField("reference"),
        OwnField("source_url"),
        OwnField("source_id"),
        OwnField("source_published_at"),
    ]
    edit_handler = NEWS_TABS
    api_fields = writable(
        "kind",
        "kicker",
        "reference",
        "summary",
        "dateline_places",
        "dateline_date",
        "dateline_override",
        "body",
        "teaser_image",
        "topics",
        "countries",
        "sdgs",
        "organisations",
        "contacts",
        "notes_to_editors",
        "downloads",
        "related",
        "source_url",
        "source_id",
        "source_published_at",
    )
    content_fields = (
        Choice("kind", card=True),
        Text("kicker"),
        Text("reference"),
        Text("summary", card=True, needed=True),
        Dateline("dateline", card=True),
        Body("body", needed=is_release),
        ImageRef("teaser_image", card=True),
        Terms("topics", "topic", card=True),
        Codes("countries", card=True),
        Codes("sdgs"),
        Terms("organisations", "organisation"),
        ContactList("contacts"),
        RichText("notes_to_editors"),
        Files("downloads", ImageRef("image")),
        Corrections(),
        Flag("corrected", card=True),
        Cards("related"),
        Link("source_url"),
    )
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.SearchField("reference"),
        index.AutocompleteField("reference"),
        index.FilterField("kind"),
        index.FilterField("dateline_date"),
        index.FilterField("source_id"),
    ]
    schema_org_type = "NewsArticle"

    parent_page_types = ["newsroom.NewsroomPage"]
    subpage_types: ClassVar[list[str]] = []
    name_for_readers = pgettext_lazy("for readers", "News")
    page_description = _("A press release, statement, story or any other piece of news.")

    class Meta:
        verbose_name = _("news page")
        verbose_name_plural = _("news pages")

    def adopting_sites(self, reading: Reading) -> list[int]:
        rows = Adoption.objects.filter(page__translation_key=self.translation_key).order_by("site_id")
        return [row.site_id for row in rows if reading.snippet(row)]

    @cached_property
    def corrections(self) -> "QuerySet[CorrectionNote]":
        return notes_of(self)

    @property
    def can_be_corrected(self) -> bool:
        """What nobody has read yet needs no correction: under an embargo it is edited."""
        read = self.pk and self.live and not self.alias_of_id
        return bool(read and not Embargo.holds(self.translation_key))

    @property
    def corrected(self) -> bool:
        """Whether readers are told that the text is no longer the one first published."""
        return bool(self.corrections)
