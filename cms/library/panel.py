"""Images that lack something, on the admin's first page."""

from typing import Any

from django.db.models import Exists, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from cms.desk.panels import DeskPanel, Entry
from cms.library.missing import mendable, missing
from cms.library.uses import showing
from cms.media.lacks import Lack
from cms.media.models import Image


class MissingPanel(DeskPanel):
    """Those that something public shows come first."""

    name = "images-missing"
    heading = _("Images: what is missing")
    icon = "image"
    order = 235
    nothing = _("No image in use lacks an alt text, a credit, a licence or consent.")
    list_url_name = "library:missing"

    def is_for(self, request: HttpRequest) -> bool:
        return bool(policy_registry.get_by_type(Image).user_has_permission(request.user, "change"))

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        images = missing(mendable(request.user)).annotate(is_shown=Exists(showing()))
        return images.order_by("-is_shown", "-created_at", "-pk")

    def entry(self, row: Any, request: HttpRequest) -> Entry:
        lacks = ", ".join(str(Lack(code).label) for code in row.lacks)
        return Entry(row.title, reverse("wagtailimages:edit", args=[row.pk]), lacks)
