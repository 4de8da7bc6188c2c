"""The newsroom: where news stands in the tree."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.pages.fields import ContactList, RichText, Text
from cms.pages.management import writable
from cms.pages.models import BasePage
from cms.pages.relations import ContactRelation
from cms.pages.rich_text import FEATURES


class NewsroomPage(BasePage):
    """The parent of news, with its own feeds.

    Its boilerplate and contacts are given once, here: frontends show them with releases that name nobody.
    """

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences above the list of news.")
    )
    boilerplate = RichTextField(
        _("about the organisation"),
        features=FEATURES,
        blank=True,
        help_text=_("Frontends show it at the foot of press releases."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("boilerplate"),
        InlinePanel(
            "contacts",
            heading=_("Contacts"),
            label=_("contact"),
            help_text=_("Whom the press can reach where a release names nobody."),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(BasePage.promote_panels, heading=_("Address and search")),
            ObjectList(BasePage.settings_panels, heading=_("Publication")),
        ]
    )
    api_fields = writable("introduction", "boilerplate", "contacts")
    content_fields = (
        Text("summary", card=True, source="introduction"),
        Text("introduction"),
        RichText("boilerplate"),
        ContactList("contacts"),
    )
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["newsroom.NewsPage", "home.ContentPage"]
    name_for_readers = pgettext_lazy("for readers", "Newsroom")
    page_description = _("The parent of news, with its own feeds.")

    class Meta:
        verbose_name = _("newsroom")
        verbose_name_plural = _("newsrooms")


class NewsroomContact(ContactRelation):
    page = ParentalKey(NewsroomPage, on_delete=models.CASCADE, related_name="contacts")

    class Meta(ContactRelation.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
