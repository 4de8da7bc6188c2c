"""*Images: what is missing*: those in use without alt text, credit, licence or consent, and where."""

from typing import Any

import django_filters
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import CollectionFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.desk.reports import DeskReportView
from cms.library.missing import mendable, missing
from cms.library.uses import uses_of, with_uses
from cms.media.lacks import Lack
from cms.media.models import Image

# Places named for one image; its own page has them all.
PLACES = 5


def collections(request: Any) -> Any:
    if request is None:
        return Collection.objects.none()
    policy = policy_registry.get_by_type(Image)
    return policy.collections_user_has_any_permission_for(request.user, ["change"])


class MissingFilterSet(WagtailFilterSet):
    lack = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("What is missing"),
        choices=Lack.choices,
        widget=CheckboxSelectMultiple,
        method="that_lack",
    )
    collection = CollectionFilter(label=gettext_lazy("Collection"), queryset=collections)

    class Meta:
        model = Image
        fields: list[str] = []

    def that_lack(self, images: Any, name: str, chosen: list[str]) -> Any:
        return missing(images, [Lack(code) for code in chosen]) if chosen else images


class ImagePreviewColumn(Column):
    cell_template_name = "wagtailimages/images/image_preview_column_cell.html"


class LacksColumn(Column):
    cell_template_name = "library/lacks_cell.html"


class PlacesColumn(Column):
    cell_template_name = "library/places_cell.html"


class MissingView(DeskReportView):
    model = Image
    results_template_name = "library/missing_results.html"
    page_title = gettext_lazy("Images: what is missing")
    header_icon = "image"
    index_url_name = "library:missing"
    index_results_url_name = "library:missing_results"
    filterset_class = MissingFilterSet
    default_ordering = "-created_at"
    any_permission_required = ("add", "change")
    columns = (
        ImagePreviewColumn("preview", label=gettext_lazy("Preview"), classname="image-preview"),
        TitleColumn(
            "title",
            label=gettext_lazy("Title"),
            width="20%",
            get_url=lambda image: reverse("wagtailimages:edit", args=[image.pk]),
        ),
        LacksColumn("missing", label=gettext_lazy("Missing")),
        DateColumn("consent_until", label=gettext_lazy("Consent ends")),
        PlacesColumn("places", label=gettext_lazy("Where it is used")),
    )
    list_export = ("title", "missing", "credit", "licence", "consent_until", "consent_withdrawn_on", "places")
    export_headings = {"missing": gettext_lazy("Missing"), "places": gettext_lazy("Where it is used")}

    def get_queryset(self) -> Any:
        found: Any = with_uses(missing(mendable(self.request.user)), self.request.user, PLACES + 1)
        if not self.is_export:
            found = found.prefetch_renditions("max-165x165")
        return found.order_by("-created_at", "-pk")

    def decorate_paginated_queryset(self, images: Any) -> Any:
        """In place: the table has been made of the same ones."""
        for image in images:
            uses = uses_of(image, self.request.user)
            image.uses, image.has_more = uses[:PLACES], len(uses) > PLACES
            image.lacking = [Lack(code) for code in image.lacks]
            image.missing = ", ".join(str(lack.label) for lack in image.lacking)
            image.places = ", ".join(use.title for use in image.uses)
        return images
