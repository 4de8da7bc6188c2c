from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from cms.desk.menus import ItemFor
from cms.library import audit
from cms.library.describing import DescribeDocuments, DescribeImages
from cms.library.panel import MissingPanel
from cms.media.models import Image

hooks.register("register_log_actions", audit.register)
hooks.register("register_bulk_action", DescribeImages)
hooks.register("register_bulk_action", DescribeDocuments)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("library/", include("cms.library.urls"))]


@hooks.register("register_permissions")
def permissions() -> "QuerySet[Permission]":
    """Offered in Wagtail's form of a group."""
    return Permission.objects.filter(content_type__app_label="media", codename="withdraw_consent")


@hooks.register("construct_homepage_panels")
def add_panel(request: Any, panels: list[Any]) -> None:
    panels.append(MissingPanel())


def may_change_any(user: Any) -> bool:
    return bool(policy_registry.get_by_type(Image).user_has_any_permission(user, ["add", "change"]))


@hooks.register("register_reports_menu_item")
def missing_item() -> MenuItem:
    return ItemFor(
        _("Images: what is missing"),
        reverse("library:missing"),
        name="images-missing",
        icon_name="image",
        order=600,
        may=may_change_any,
    )
