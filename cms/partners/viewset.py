"""Webhooks in the admin: Wagtail's own pages to list, make, change and delete them, and ours beside them."""

from typing import Any

import django_filters
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from cms.partners import views, words
from cms.partners.forms import EDIT_HANDLER
from cms.partners.models import Delivery, Partner, State, Webhook


def with_given_up(webhooks: QuerySet[Webhook]) -> QuerySet[Any]:
    """Each with how many messages it has `given_up`."""
    parked = Delivery.objects.filter(webhook=OuterRef("pk"), state=State.PARKED)
    counted = parked.order_by().values("webhook").annotate(count=Count("*")).values("count")
    return webhooks.annotate(given_up=Coalesce(Subquery(counted), 0))


class WebhookFilterSet(WagtailFilterSet):
    partner = django_filters.ModelChoiceFilter(label=gettext_lazy("Partner"), queryset=Partner.objects.all())

    class Meta:
        model = Webhook
        fields: list[str] = []


class WebhooksView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return with_given_up(super().get_base_queryset()).select_related("partner")


class NewWebhookView(generic.CreateView):
    def get_success_url(self) -> str:
        """To the secret, without which the receiver can check nothing."""
        return reverse("webhooks:secret", args=[self.object.pk])


class ChangeWebhookView(generic.EditView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        pk = [self.object.pk]
        return [
            HeaderButton(_("Deliveries"), url=reverse("webhooks:deliveries", args=pk), icon_name="history"),
            HeaderButton(_("Secret"), url=reverse("webhooks:secret", args=pk), icon_name="key"),
        ]


class WebhookViewSet(ModelViewSet):
    model = Webhook
    name = "webhooks"
    icon = "globe"
    menu_label = gettext_lazy("Webhooks")
    menu_order = 700
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    edit_handler = EDIT_HANDLER
    index_view_class = WebhooksView
    add_view_class = NewWebhookView
    edit_view_class = ChangeWebhookView
    filterset_class = WebhookFilterSet
    search_fields = ("name", "url")
    list_display = [
        "name",
        Column("partner", label=gettext_lazy("Partner"), sort_key="partner__name"),
        Column("url", label=gettext_lazy("Address"), sort_key="url"),
        StatusTagColumn(
            "said",
            label=gettext_lazy("State"),
            accessor=lambda webhook: words.said(webhook, webhook.given_up),
            primary=lambda webhook: webhook.is_active and not webhook.failing_since and not webhook.given_up,
        ),
    ]

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/deliveries/", views.DeliveriesView.as_view(), name="deliveries"),
            path(
                "<int:pk>/deliveries/results/",
                views.DeliveriesView.as_view(results_only=True),
                name="deliveries_results",
            ),
            path("<int:pk>/deliveries/<int:delivery>/", views.DeliveryView.as_view(), name="delivery"),
            path("<int:pk>/secret/", views.SecretView.as_view(), name="secret"),
            path("<int:pk>/replay/", views.ReplayView.as_view(), name="replay"),
        ]
