"""What every page type is."""

from datetime import datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.models import Page, Revision, Site

from cms.pages import paths
from cms.pages.embargo_panel import EmbargoPanel
from cms.pages.embargoes import Embargo
from cms.pages.endings import Ending, HowItEnded
from cms.pages.fields import ContentField
from cms.pages.quotes import QuoteConfirmation
from cms.pages.reading import Reading
from cms.pages.references import all_there
from cms.pages.slugs import fill_slug
from cms.pages.time_zones import SiteTimeZone
from cms.pages.titles import TitleInput
from cms.pages.translating import PublicText, TranslatedVersion

__all__ = [
    "BasePage",
    "Embargo",
    "Ending",
    "PublicText",
    "QuoteConfirmation",
    "SiteTimeZone",
    "TranslatedVersion",
]


class BasePage(Page):
    """A page that readers see as JSON.

    Every concrete type names its `content_fields` (what of it is read), its `api_fields` (what the
    management API may write) and its `parent_page_types` (where it may stand); `cms.pages.checks`
    holds it to that.
    """

    content_fields: ClassVar[tuple[ContentField, ...]] = ()
    api_fields: ClassVar[list[APIField]] = []
    # What readers call pages of this type, for example in a list to choose from; else its verbose name.
    name_for_readers: ClassVar[Any] = ""
    # What the page is to search engines (schema.org).
    schema_org_type: ClassVar[str] = "WebPage"

    content_panels = [TitleFieldPanel("title", widget=TitleInput)]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    help_text=_(
                        "The last part of the page's address, for example “annual-report”. "
                        "Once the page is public, change it only with good reason."
                    ),
                ),
                FieldPanel(
                    "seo_title",
                    heading=_("Title for search engines"),
                    help_text=_("Only where it should differ from the page's title. About 60 characters."),
                ),
                FieldPanel(
                    "search_description",
                    heading=_("Description for search engines"),
                    help_text=_("One or two sentences that say what a reader finds here."),
                ),
            ],
            heading=_("Address and search engines"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "show_in_menus",
                    help_text=_("Frontends list the page where they build a menu from the tree."),
                )
            ],
            heading=_("Menus"),
        ),
    ]
    settings_panels = [EmbargoPanel(), PublishingPanel()]

    class Meta:
        abstract = True

    def accessible_pages(self) -> list[tuple[str, int]]:
        """Its versions in plain and sign language: `(plain_language | sign_language, page id)`."""
        return []

    def adopting_sites(self, reading: Reading) -> list[int]:
        """Primary keys of other sites that show the page too. Its place stays where it is."""
        return []

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Any:
        """As modelcluster's, which asks the database once for each reference: some thirty times a page."""
        checked = check_fks and not all_there(cls, data)
        return super().from_serializable_data(data, check_fks=checked, strict_fks=strict_fks)

    def save_revision(
        self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any
    ) -> Revision:
        """As Wagtail's, but never overwrites what is to stay as it is: see `is_kept`.

        While an editor types, Wagtail saves the draft into the revision that it last made, and asks
        only whether that is still the latest: a chief may have published it meanwhile.
        """
        is_latest = overwrite_revision and overwrite_revision == self.get_latest_revision()
        if overwrite_revision and is_latest and is_kept(overwrite_revision):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponseBase:
        """Wagtail's only way to a preview, here given to the hook `show_draft`: no page is rendered here.

        Wagtail would pass a made-up request for the page's address through all middleware.
        """
        (show,) = hooks.get_hooks("show_draft")
        response: HttpResponseBase = show(self, original_request, is_editor=bool(extra_request_attrs))
        return response

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        fill_slug(self)
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """What Wagtail asks of a draft."""
        fill_slug(self)
        super().minimal_clean()

    @property
    def status_string(self) -> Any:
        """As Wagtail's, but of what waits for its embargo, which is published and has no readers, and of
        what was ended: it is no draft that somebody would finish."""
        if self.live and self.is_held:
            return _("under embargo + draft") if self.has_unpublished_changes else _("under embargo")
        if not self.live and self.ended_how:
            return HowItEnded(self.ended_how).label.lower()
        return super().status_string

    @cached_property
    def ended_how(self) -> str | None:
        """A `HowItEnded`. A list has it with its pages: `with_status`."""
        return Ending.objects.filter(page=self.pk).values_list("how", flat=True).first()

    @cached_property
    def embargo_until(self) -> datetime | None:
        """Of its piece, in force or past. A list has it with its pages: `with_status`."""
        held = Embargo.of(self)
        return held.until if held else None

    @property
    def is_held(self) -> bool:
        return self.embargo_until is not None and self.embargo_until > timezone.now()

    @property
    def html_path(self) -> str | None:
        return paths.html_path(self)

    @property
    def html_url(self) -> str | None:
        return paths.html_url(self)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Wagtail's `(site id, root URL, path)`: the page's place on its frontend, not on this server."""
        found = paths.address(self)
        return (found.site.pk, found.site.root_url, found.encoded_path) if found else None

    def get_url(self, request: HttpRequest | None = None, current_site: Site | None = None) -> str | None:
        """Whole: Wagtail's, with a single site, is a path alone, and so leads editors to this server."""
        url: str | None = self.get_full_url(request)
        return url

    url = property(get_url)


def with_status(pages: Any) -> Any:
    """The queryset with each page's `embargo_until`, in force or past, and `ended_how`.

    An alias has its original's embargo.
    """
    held = Embargo.objects.filter(translation_key=OuterRef("piece"))
    ended = Ending.objects.filter(page=OuterRef("pk"))
    pages = pages.annotate(piece=Coalesce("alias_of__translation_key", "translation_key"))
    return pages.annotate(
        embargo_until=Subquery(held.values("until")), ended_how=Subquery(ended.values("how"))
    )


def is_kept(revision: Revision) -> bool:
    """Whether it is published or scheduled, or a row stands for its text: a shared draft, an undo.

    Such a row's model says `keeps_its_revision`.
    """
    if revision.approved_go_live_at:
        return True
    fields = [Page._meta.get_field("live_revision")]
    for relation in Revision._meta.get_fields(include_hidden=True):
        if relation.auto_created and getattr(relation.related_model, "keeps_its_revision", False):
            fields.append(relation.field)
    rows = [Exists(field.model._base_manager.filter(**{field.name: OuterRef("pk")})) for field in fields]
    kept: bool = Revision.objects.filter(reduce(or_, rows), pk=revision.pk).exists()
    return kept
