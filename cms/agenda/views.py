"""The agenda as a report: filtered, page by page, and as a table to download."""

from datetime import datetime
from typing import Any

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import Locale, Site
from wagtail.permissions import page_permission_policy

from cms.agenda.events import LOOKING_BACK, Chosen, Event, What, event, events
from cms.desk.reports import DeskReportView, ForThose
from cms.pages.models import Embargo
from cms.roles.may import has_pages


class AgendaFilterSet(WagtailFilterSet):
    """Only a form: what it says is told to each part of the union."""

    moment = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)
    what = django_filters.ChoiceFilter(label=_("What"), choices=What.choices, empty_label=_("All"))
    site = django_filters.ModelChoiceFilter(
        label=_("Site"), queryset=Site.objects.all(), empty_label=_("All")
    )
    language = django_filters.ModelChoiceFilter(
        label=_("Language"), queryset=Locale.objects.all(), empty_label=_("All")
    )

    class Meta:
        model = Embargo  # the library wants one
        fields: list[str] = []


class AgendaView(ForThose, DeskReportView):
    may = staticmethod(has_pages)
    page_title = _("Embargoes and schedules")
    header_icon = "calendar-alt"
    verbose_name, verbose_name_plural = _("entry"), _("entries")
    results_template_name = "agenda/results.html"
    index_url_name = "agenda:agenda"
    index_results_url_name = "agenda:agenda_results"
    permission_policy = page_permission_policy
    filterset_class = AgendaFilterSet
    list_export = ["moment", "label", "name", "language_name", "progress", "url"]
    export_headings = {
        "moment": _("When"),
        "label": _("What"),
        "name": _("Title"),
        "language_name": _("Language"),
        "progress": _("State"),
        "url": _("Address"),
    }

    def get_filename(self) -> str:
        return f"embargoes-and-schedules-{timezone.localdate().isoformat()}"

    def get_filtered_queryset(self) -> Any:
        now = timezone.now()
        return events(self.request.user, self.chosen(now), now)

    def chosen(self, now: datetime) -> Chosen:
        """Without a range: from what is late on."""
        form = self.filters.form
        told = form.cleaned_data if form.is_valid() else {}
        span = told.get("moment")
        return Chosen(
            since=(span and span.start) or now - LOOKING_BACK,
            until=span and span.stop,
            site=told.get("site"),
            language=told.get("language"),
            what=told.get("what") or "",
        )

    def decorate_paginated_queryset(self, object_list: Any) -> list[Event]:
        return [event(row) for row in object_list]
