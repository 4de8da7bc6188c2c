"""The newsroom's lists in the admin. Wagtail adds the filter by language to each."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import (
    DeleteView,
    EditView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from cms.desk.menus import ItemFor
from cms.pages.models import with_status
from cms.roles.may import has_pages
from newsroom.adopting import ForOwnSites, sites_of
from newsroom.models import Adoption, MediaContact, NewsPage, Organisation, Topic

SELECTION, TITLE, *OTHERS = IndexView.base_columns


class NewsFilters(PageFilterSet):
    has_child_pages = None  # news has none

    class Meta:
        model = NewsPage
        fields = {"kind": ["exact"], "live": ["exact"], "dateline_date": ["gte", "lt"]}


class NewsIndex(IndexView):
    def get_base_queryset(self) -> Any:
        return with_status(super().get_base_queryset())


def embargo(news: Any) -> str:
    """The moment until which it holds, in the editor's time zone; nothing once it is past."""
    return date_format(timezone.localtime(news.embargo_until), "DATETIME_FORMAT") if news.is_held else ""


class NewsViewSet(PageListingViewSet):
    model = NewsPage
    index_view_class = NewsIndex
    menu_item_class = partial(ItemFor, may=has_pages)
    icon = "doc-full-inverse"
    menu_label = _("News")
    filterset_class = NewsFilters
    columns = [
        SELECTION,
        TITLE,
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("embargo", label=_("Embargo"), accessor=embargo, sort_key="embargo_until"),
        *OTHERS,
    ]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    list_display = ["title", "slug", "parent", LocaleColumn(label=_("Language"))]
    list_filter = ["parent"]
    ordering = ["title"]


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    list_display = ["name", "short_name", "slug", LocaleColumn(label=_("Language"))]
    ordering = ["name"]


class MediaContactViewSet(SnippetViewSet):
    model = MediaContact
    icon = "mail"
    menu_label = _("Media contacts")
    list_display = ["__str__", "email", "phone", LocaleColumn(label=_("Language"))]
    list_filter = ["organisation"]
    ordering = ["organisation", "name"]


class EditAdoption(ForOwnSites, EditView):
    pass


class DeleteAdoption(ForOwnSites, DeleteView):
    pass


class AdoptionViewSet(SnippetViewSet):
    model = Adoption
    icon = "redirect"
    menu_label = _("Adopted news")
    list_display = ["page", "site"]
    list_filter = ["site"]
    edit_view_class = EditAdoption
    delete_view_class = DeleteAdoption
    copy_view_enabled = False  # the same once more is refused

    def get_queryset(self, request: HttpRequest) -> Any:
        return Adoption.objects.filter(site__in=sites_of(request.user)).select_related("page", "site")


class NewsroomGroup(SnippetViewSetGroup):
    menu_label = _("Newsroom")
    menu_icon = "doc-full-inverse"
    menu_order = 150  # below the page tree
    items = (
        NewsViewSet("news"),
        TopicViewSet(),
        OrganisationViewSet(),
        MediaContactViewSet(),
        AdoptionViewSet(),
    )
