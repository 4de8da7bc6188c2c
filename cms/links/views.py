"""Broken links as a report."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Locale, Site
from wagtail.permissions import page_permission_policy

from cms.desk.reports import DeskReportView, ForThose
from cms.links import words
from cms.links.broken import Fault, broken
from cms.links.models import LinkInside
from cms.pages.paths import pages_of
from cms.roles.may import has_pages


class BrokenLinksFilterSet(WagtailFilterSet):
    fault = django_filters.ChoiceFilter(label=_("What is wrong"), choices=Fault.choices, empty_label=_("All"))
    is_public = django_filters.ChoiceFilter(
        label=_("State"), choices=[(True, _("Public")), (False, _("Draft"))], empty_label=_("All")
    )
    locale = django_filters.ModelChoiceFilter(
        label=_("Language"), queryset=Locale.objects.all(), empty_label=_("All")
    )
    site = django_filters.ModelChoiceFilter(
        label=_("Site"), queryset=Site.objects.all(), empty_label=_("All"), method="of_site"
    )

    class Meta:
        model = LinkInside
        fields: list[str] = []

    def of_site(self, links: QuerySet[LinkInside], name: str, site: Site) -> QuerySet[LinkInside]:
        """Its pages; menus and redirects are few, and stay."""
        return links.filter(Q(page=None) | Q(page__in=pages_of(site).values("pk")))


class BrokenLinksView(ForThose, DeskReportView):
    may = staticmethod(has_pages)
    page_title = _("Broken internal links")
    header_icon = "link"
    results_template_name = "links/results.html"
    index_url_name = "links:broken"
    index_results_url_name = "links:broken_results"
    permission_policy = page_permission_policy
    filterset_class = BrokenLinksFilterSet
    list_export = ["shown_title", "language", "shown_state", "said", "url"]
    export_headings = {
        "shown_title": _("Where it stands"),
        "language": _("Language"),
        "shown_state": _("State"),
        "said": _("What is wrong"),
        "url": _("Address"),
    }

    def get_filename(self) -> str:
        return f"broken-links-{timezone.localdate().isoformat()}"

    def get_base_queryset(self) -> QuerySet[LinkInside]:
        return broken(self.request.user, timezone.now())

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        finder = AdminURLFinder(self.request.user)
        for link in object_list:
            link.shown_title, link.url = words.title(link), words.url(link, finder)
            link.language = link.locale.get_display_name() if link.locale else ""
            link.said, link.shown_state = words.said(link), words.state(link)
        return list(object_list)
