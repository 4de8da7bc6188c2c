"""Who has read what under embargo, and how much partners and everybody else ask, day by day."""

from collections.abc import Iterable
from typing import Any, Final

import django_filters
from django.db.models import Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.desk.reports import DeskReportView
from cms.media.models import Document, Image
from cms.partners import words
from cms.partners.models import EmbargoReading, FieldUse, Partner, Usage

# Where an item is looked at in the admin, and what it is called there.
KINDS: Final[dict[str, tuple[Any, str]]] = {
    "page": (Page, "wagtailadmin_pages:edit"),
    "image": (Image, "wagtailimages:edit"),
    "document": (Document, "wagtaildocs:edit"),
}

ENDPOINT: Final = Column(
    "endpoint", label=_("Endpoint"), accessor=lambda row: words.endpoint(row.endpoint), sort_key="endpoint"
)


def key_parts(item: str) -> tuple[str, int]:
    what, _, number = item.partition("-")
    return what, int(number)


def with_names(rows: Iterable[Any]) -> None:
    """Give each the `name` of its item and its `place` in the admin: a query for each kind of item."""
    rows = list(rows)
    numbers: dict[str, set[int]] = {}
    for row in rows:
        what, number = key_parts(row.item)
        numbers.setdefault(what, set()).add(number)
    names = {
        (what, pk): name
        for what, of_kind in numbers.items()
        for pk, name in KINDS[what][0].objects.filter(pk__in=of_kind).values_list("pk", "title")
    }
    for row in rows:
        what, number = key_parts(row.item)
        row.name = names.get((what, number), row.item)
        row.place = reverse(KINDS[what][1], args=[number]) if (what, number) in names else None


def items_of_piece(page: int) -> list[str]:
    """Keys of all language versions of a page, and of what mirrors them."""
    key = Page.objects.filter(pk=page).values("translation_key")
    versions = Page.objects.filter(translation_key__in=key)
    mirrors = Page.objects.filter(alias_of__in=versions)
    return [f"page-{pk}" for pk in (versions | mirrors).values_list("pk", flat=True)]


class ReadingFilterSet(WagtailFilterSet):
    partner = django_filters.ModelChoiceFilter(label=_("Partner"), queryset=Partner.objects.all())
    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)
    piece = django_filters.NumberFilter(label=_("Number of a page"), method="of_piece")

    class Meta:
        model = EmbargoReading
        fields: list[str] = []

    def of_piece(self, rows: Any, name: str, page: int) -> Any:
        """Its files too, by the pieces that showed them when they were read."""
        items = items_of_piece(int(page))
        return rows.filter(Q(item__in=items) | Q(shown_by__overlap=items))


class ReadingsView(DeskReportView):
    """Of the latest first."""

    model = EmbargoReading
    results_template_name = "partners/readings_results.html"
    page_title = _("Embargo readings")
    header_icon = "view"
    index_url_name = "partners:readings"
    index_results_url_name = "partners:readings_results"
    filterset_class = ReadingFilterSet
    default_ordering = "-id"
    permission_required = "view"
    any_permission_required = None
    columns = (
        DateColumn("at", label=_("When"), sort_key="id"),
        Column("partner_name", label=_("Partner"), sort_key="partner_name"),
        Column("prefix", label=_("Key"), sort_key="prefix"),
        TitleColumn("name", label=_("What was read"), get_url=lambda row: row.place),
        Column("how", label=_("Read by"), accessor=lambda row: words.endpoint(row.how), sort_key="how"),
    )
    list_export = ("at", "partner_name", "prefix", "item", "name", "how")
    export_headings = {"name": _("What was read"), "prefix": _("Key")}

    def get_queryset(self) -> QuerySet[EmbargoReading]:
        return EmbargoReading.objects.all()

    def decorate_paginated_queryset(self, rows: Any) -> Any:
        with_names(rows)
        return rows


class ThatOrNone(django_filters.fields.ModelChoiceField):
    """Wagtail asks it for the words of what was chosen, and would show `null` where that is nothing."""

    def label_from_instance(self, chosen: Any) -> str:
        return str(self.null_label if chosen == self.null_value else chosen)


class ThatOrNoneFilter(django_filters.ModelChoiceFilter):
    field_class = ThatOrNone


class UsageFilterSet(WagtailFilterSet):
    partner = ThatOrNoneFilter(
        label=_("Partner"), queryset=Partner.objects.all(), null_label=_("Without a key")
    )
    endpoint = django_filters.ChoiceFilter(label=_("Endpoint"), choices=lambda: list(words.ENDPOINTS.items()))
    day = django_filters.DateFromToRangeFilter(label=_("Day"), widget=DateRangePickerWidget)

    class Meta:
        model = Usage
        fields: list[str] = []


class CountsView(DeskReportView):
    """For those who may change partners."""

    default_ordering = "-day"
    permission_required = "change"
    any_permission_required = None

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Partner)

    def decorate_paginated_queryset(self, rows: Any) -> Any:
        for row in rows:
            row.who = str(row.partner or _("Without a key"))
        return rows


class UsageView(CountsView):
    model = Usage
    results_template_name = "partners/usage_results.html"
    page_title = _("Usage")
    header_icon = "history"
    index_url_name = "partners:usage"
    index_results_url_name = "partners:usage_results"
    filterset_class = UsageFilterSet
    columns = (
        Column("day", label=_("Day"), sort_key="day"),
        Column("who", label=_("Partner"), sort_key="partner__name"),
        ENDPOINT,
        NumberColumn("requests", label=_("Requests"), sort_key="requests"),
    )
    list_export = ("day", "who", "endpoint", "requests")
    export_headings = {"who": _("Partner")}

    def get_queryset(self) -> QuerySet[Usage]:
        return Usage.objects.select_related("partner").order_by("-day", "-requests")


class FieldFilterSet(WagtailFilterSet):
    partner = django_filters.ModelChoiceFilter(
        label=_("Partner"), queryset=Partner.objects.all(), field_name="key__partner"
    )
    endpoint = django_filters.ChoiceFilter(label=_("Endpoint"), choices=lambda: list(words.ENDPOINTS.items()))
    day = django_filters.DateFromToRangeFilter(label=_("Day"), widget=DateRangePickerWidget)

    class Meta:
        model = FieldUse
        fields: list[str] = []


class FieldsView(CountsView):
    model = FieldUse
    results_template_name = "partners/usage_results.html"
    page_title = _("Fields that partners read")
    header_icon = "list-ul"
    index_url_name = "partners:fields"
    index_results_url_name = "partners:fields_results"
    filterset_class = FieldFilterSet
    columns = (
        Column("day", label=_("Day"), sort_key="day"),
        Column("who", label=_("Partner"), sort_key="key__partner__name"),
        Column("key", label=_("Key"), accessor="key", sort_key="key__prefix"),
        ENDPOINT,
        Column("field", label=_("Field"), sort_key="field"),
        NumberColumn("requests", label=_("Requests"), sort_key="requests"),
    )
    list_export = ("day", "who", "key", "endpoint", "field", "requests")
    export_headings = {"who": _("Partner")}

    def get_queryset(self) -> QuerySet[FieldUse]:
        return FieldUse.objects.select_related("key__partner").order_by("-day", "-requests")


def urls() -> list[URLPattern]:
    views = {"readings": ReadingsView, "usage": UsageView, "fields": FieldsView}
    return [
        each
        for name, view in views.items()
        for each in (
            path(f"{name}/", view.as_view(), name=name),
            path(f"{name}/results/", view.as_view(results_only=True), name=f"{name}_results"),
        )
    ]
