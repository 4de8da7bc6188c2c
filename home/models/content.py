"""An ordinary page, and what projects, publications and events share with it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.pages.body import BodyField
from cms.pages.code_fields import CodesField
from cms.pages.fields import Body, Cards, Codes, ContactList, ContentField, ImageRef, Terms, Text
from cms.pages.management import writable
from cms.pages.models import BasePage
from cms.pages.relations import ContactRelation, TopicRelation
from cms.pages.terms import PageRelation
from home.accessible import AccessibleVersion, HasAccessibleVersions, accessible_panel
from home.panels import opening, sorted_by, tabs


class ContentPage(HasAccessibleVersions, BasePage):
    """An ordinary page anywhere.

    Projects, publications and events inherit it with its table, so that their topics, contacts and
    related pages are one relation each and not one per type.
    """

    summary = models.TextField(
        _("summary"), blank=True, help_text=_("What the page says, in one or two sentences. Shown in lists.")
    )
    teaser_image = models.ForeignKey(
        "media.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("teaser image"),
    )
    body = BodyField(verbose_name=_("body"))
    sdgs = CodesField("sdgs", verbose_name=_("Sustainable Development Goals"))

    edit_handler = tabs([*opening(), FieldPanel("body")], [*sorted_by(), accessible_panel()])
    api_fields = writable(
        "summary", "teaser_image", "body", "topics", "sdgs", "contacts", "related", "accessible_versions"
    )
    content_fields: ClassVar[tuple[ContentField, ...]] = (
        Text("summary", card=True, needed=True),
        ImageRef("teaser_image", card=True),
        Body("body"),
        Terms("topics", "topic", card=True),
        Codes("sdgs"),
        ContactList("contacts"),
        Cards("related"),
    )
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    parent_page_types = [
        "home.HomePage",
        "home.SectionPage",
        "home.ContentPage",
        "home.ProjectPage",
        "home.PublicationPage",
        "home.EventPage",
        "newsroom.NewsroomPage",
    ]
    subpage_types = [
        "home.ContentPage",
        "home.ProjectPage",
        "home.PublicationPage",
        "home.EventPage",
    ]
    name_for_readers = pgettext_lazy("for readers", "Page")
    page_description = _("An ordinary page, anywhere in the tree.")

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")


class PageTopic(TopicRelation):
    page = ParentalKey(ContentPage, on_delete=models.CASCADE, related_name="topics")

    class Meta(TopicRelation.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class PageContact(ContactRelation):
    page = ParentalKey(ContentPage, on_delete=models.CASCADE, related_name="contacts")

    class Meta(ContactRelation.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")


class PageRelated(PageRelation):
    page = ParentalKey(ContentPage, on_delete=models.CASCADE, related_name="related")

    class Meta(PageRelation.Meta):
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")


class PageAccessibleVersion(AccessibleVersion):
    page = ParentalKey(ContentPage, on_delete=models.CASCADE, related_name="accessible_versions")

    class Meta(AccessibleVersion.Meta):
        verbose_name = _("accessible version")
        verbose_name_plural = _("accessible versions")
