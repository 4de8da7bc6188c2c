"""Images that lack something on the admin's first page."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.desk.panels import DeskPanel, Entry
from cms.library.missing import mendable, missing
from cms.library.report import may_see
from cms.media.lacks import Lack


class MissingPanel(DeskPanel):
    name = "images-missing"
    heading = _("Images: what is missing")
    icon = "image"
    order = 235
    nothing = _("Every image in use has its alt text, credit, licence and consent.")
    list_url_name = "library:missing"

    def is_for(self, request: HttpRequest) -> bool:
        return may_see(request.user)

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return missing(mendable(request.user)).order_by("-created_at", "-pk")

    def entry(self, row: Any, request: HttpRequest) -> Entry:
        lacking = ", ".join(str(Lack(code).label) for code in row.lacks)
        return Entry(row.title, reverse("wagtailimages:edit", args=[row.pk]), lacking)
