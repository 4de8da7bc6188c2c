"""Webhooks that need somebody, on the admin's first page."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.desk.panels import DeskPanel, Entry
from cms.partners import words
from cms.partners.models import Webhook
from cms.partners.viewset import with_given_up


class FailedWebhooksPanel(DeskPanel):
    name = "failed-webhooks"
    heading = _("Failed webhooks")
    icon = "globe"
    order = 245
    nothing = _("No message was given up, and no receiver has switched its webhook off.")
    list_url_name = "webhooks:index"

    def is_for(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("partners.change_webhook"))

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        failed = Q(given_up__gt=0) | Q(gone_at__isnull=False, is_active=False)
        return with_given_up(Webhook.objects.all()).filter(failed).order_by("-given_up", "name")

    def entry(self, row: Any, request: HttpRequest) -> Entry:
        return Entry(row.name, reverse("webhooks:deliveries", args=[row.pk]), words.said(row, row.given_up))
