"""Broken links on the admin's first page."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from cms.desk.panels import DeskPanel, Entry
from cms.links import words
from cms.links.broken import broken
from cms.roles.may import has_pages


class BrokenLinksPanel(DeskPanel):
    name = "broken-links"
    heading = _("Broken internal links")
    icon = "link"
    order = 240
    nothing = _("No link leads to something that is deleted or not public.")
    list_url_name = "links:broken"

    def is_for(self, request: HttpRequest) -> bool:
        return has_pages(request.user)

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return broken(request.user, timezone.now())

    def entry(self, row: Any, request: HttpRequest) -> Entry:
        language = row.locale.get_display_name() if row.locale else ""
        url = words.url(row, AdminURLFinder(request.user))
        return Entry(words.title(row), url, f"{words.state(row)} · {words.said(row)}", language)
