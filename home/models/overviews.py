"""Pages that open a site or a branch of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.search import index

from cms.pages.body import BodyField
from cms.pages.fields import Body, Cards, ImageRef, Text, Words
from cms.pages.management import writable
from cms.pages.models import BasePage
from cms.pages.terms import PageRelation
from home.accessible import AccessibleVersion, HasAccessibleVersions, accessible_panel
from home.panels import tabs


class HomePage(HasAccessibleVersions, BasePage):
    """A site's root in one language."""

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("Who the organisation is and what it does, in two sentences."),
    )
    body = BodyField(verbose_name=_("body"))

    edit_handler = tabs(
        [
            *BasePage.content_panels,
            FieldPanel("introduction"),
            InlinePanel(
                "featured",
                heading=_("Featured"),
                label=_("page"),
                help_text=_("Pages shown first. One that is not public is left out by itself."),
            ),
            FieldPanel("body"),
        ],
        [accessible_panel()],
    )
    api_fields = writable("introduction", "body", "featured", "accessible_versions")
    content_fields = (
        Text("summary", card=True, source="introduction"),
        Text("introduction"),
        Body("body"),
        Cards("featured"),
    )
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    schema_org_type = "WebSite"

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.SectionPage",
        "home.ContentPage",
        "home.EventPage",
        "home.LegalPage",
        "newsroom.NewsroomPage",
    ]
    name_for_readers = pgettext_lazy("for readers", "Home page")
    page_description = _("The root of a site in one language.")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class HomeFeatured(PageRelation):
    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured")

    class Meta(PageRelation.Meta):
        verbose_name = _("featured page")
        verbose_name_plural = _("featured pages")


class HomeAccessibleVersion(AccessibleVersion):
    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="accessible_versions")

    class Meta(AccessibleVersion.Meta):
        verbose_name = _("accessible version")
        verbose_name_plural = _("accessible versions")


class Listing(models.TextChoices):
    TREE = "tree", _("In the order of the tree")
    DATE = "date", _("Newest first")
    TITLE = "title", _("By title")


class SectionPage(HasAccessibleVersions, BasePage):
    """A branch of the tree with an overview."""

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("Also the text of the section's panel in a mega menu.")
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
    listing = models.CharField(
        _("listing"),
        max_length=8,
        choices=Listing,
        default=Listing.TREE,
        help_text=_("How the pages below this one are listed."),
    )

    edit_handler = tabs(
        [
            *BasePage.content_panels,
            FieldPanel("introduction"),
            FieldPanel("teaser_image"),
            FieldPanel("body"),
            FieldPanel("listing"),
        ],
        [accessible_panel()],
    )
    api_fields = writable("introduction", "teaser_image", "body", "listing", "accessible_versions")
    content_fields = (
        Text("summary", card=True, source="introduction"),
        Text("introduction"),
        ImageRef("teaser_image", card=True),
        Body("body"),
        Words("listing"),
    )
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    schema_org_type = "CollectionPage"

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = [
        "home.SectionPage",
        "home.ContentPage",
        "home.ProjectPage",
        "home.PublicationPage",
        "home.EventPage",
        "home.LegalPage",
        "newsroom.NewsroomPage",
    ]
    name_for_readers = pgettext_lazy("for readers", "Section")
    page_description = _("A branch of the tree with an overview: Who we are, Our work, Take action.")

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class SectionAccessibleVersion(AccessibleVersion):
    page = ParentalKey(SectionPage, on_delete=models.CASCADE, related_name="accessible_versions")

    class Meta(AccessibleVersion.Meta):
        verbose_name = _("accessible version")
        verbose_name_plural = _("accessible versions")
