from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.desk.menus import ItemFor
from cms.partners import audit
from cms.partners.account_viewset import PartnerViewSet
from cms.partners.panel import FailedWebhooksPanel
from cms.partners.viewset import WebhookViewSet

hooks.register("register_log_actions", audit.register)


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def viewset() -> WebhookViewSet:
    return WebhookViewSet()


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def partner_viewset() -> PartnerViewSet:
    return PartnerViewSet()


@hooks.register("register_permissions")  # type: ignore[untyped-decorator]
def permissions() -> "QuerySet[Permission]":
    """Offered in Wagtail's form of a group."""
    return Permission.objects.filter(content_type__app_label="partners", codename="view_embargoreading")


def report(label: Any, name: str, icon: str, order: int, needs: str) -> None:
    """`needs`: the permission without which it is not shown."""
    hooks.register(
        "register_reports_menu_item",
        lambda: ItemFor(
            label,
            reverse(f"partners:{name}"),
            name=f"partners-{name}",
            icon_name=icon,
            order=order,
            may=lambda user: bool(user.has_perm(needs)),
        ),
    )


report(_("Embargo readings"), "readings", "view", 110, "partners.view_embargoreading")
report(_("Usage by partners"), "usage", "history", 800, "partners.change_partner")
report(_("Fields that partners read"), "fields", "list-ul", 810, "partners.change_partner")


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]
def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(FailedWebhooksPanel())
