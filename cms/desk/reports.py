"""The lists that panels lead to: Wagtail's reports."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.reports import PageReportView, ReportView


class InOneLanguage(SpreadsheetExportMixin):
    """Its table is in the person's language, headings included.

    Wagtail writes it while it is sent: by then, nobody's language holds any more.
    """

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        return iter(list(super().stream_csv(queryset)))


class DeskReportView(InOneLanguage, ReportView):
    """Of rows of any kind."""


class DeskPageReportView(InOneLanguage, PageReportView):
    """Of pages."""


class ForThose:
    """In front of a report's class: it is for whom `may` says yes of."""

    @staticmethod
    def may(user: Any) -> bool:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer
