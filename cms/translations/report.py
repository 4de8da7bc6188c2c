"""Translations that wait for somebody, on all sites: outdated, by machine, unfinished, on their way."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from cms.desk.reports import DeskPageReportView, ForThose
from cms.roles.may import has_pages
from cms.translations.states import OPEN, open_to, states_of


def sections(request: HttpRequest) -> QuerySet[Page]:
    """What lies right below the home pages."""
    explorable = page_permission_policy.explorable_instances(request.user)
    return explorable.filter(depth=3, numchild__gt=0).order_by("path")


class OpenTranslationsFilterSet(WagtailFilterSet):
    locale = django_filters.ModelChoiceFilter(label=_("Language"), queryset=Locale.objects.order_by("pk"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=lambda: list(OPEN.items()), method="with_state"
    )
    section = django_filters.ModelChoiceFilter(label=_("Part of the site"), queryset=sections, method="below")

    class Meta:
        model = Page
        fields = ["locale"]

    def with_state(self, pages: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        return pages.filter(**{f"is_{value}": True})

    def below(self, pages: QuerySet[Page], name: str, value: Page) -> QuerySet[Page]:
        return pages.filter(path__startswith=value.path)


class OpenTranslationsView(ForThose, DeskPageReportView):
    """Of the pages that the person sees in the admin."""

    may = staticmethod(has_pages)
    results_template_name = "translations/open_results.html"
    page_title = _("Open translations")
    header_icon = "wagtail-localize-language"
    filterset_class = OpenTranslationsFilterSet
    index_url_name = "translations:open"
    index_results_url_name = "translations:open_results"
    default_ordering = "last_published_at"
    list_export = ["title", "locale", "states", "last_published_at"]
    export_headings = {"title": _("Title"), "locale": _("Language"), "states": _("State")}

    def get_queryset(self) -> QuerySet[Page]:
        return open_to(self.request.user)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        for page in object_list:
            page.states = ", ".join(str(words) for words in states_of(page))
        return object_list
