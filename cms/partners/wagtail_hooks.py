from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from cms.partners import audit
from cms.partners.panel import FailedWebhooksPanel
from cms.partners.viewset import WebhookViewSet

hooks.register("register_log_actions", audit.register)


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def viewset() -> WebhookViewSet:
    return WebhookViewSet()


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]
def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(FailedWebhooksPanel())
