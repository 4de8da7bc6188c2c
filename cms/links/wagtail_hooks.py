from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.desk.menus import ItemFor
from cms.links.panel import BrokenLinksPanel
from cms.roles.may import has_pages


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("reports/broken-links/", include("cms.links.urls"))]


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(BrokenLinksPanel())


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return ItemFor(
        _("Broken internal links"),
        reverse("links:broken"),
        name="broken-links",
        icon_name="link",
        order=110,
        may=has_pages,
    )
