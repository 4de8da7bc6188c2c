from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.desk.menus import ItemFor
from cms.roles.may import has_pages
from cms.translations import audit
from cms.translations.panel import OpenTranslationsPanel
from cms.translations.snippets import refuse_what_is_not_whole
from cms.translations.untranslated import UntranslatedPanel, may_begin

ICON = "wagtail-localize-language"
hooks.register("register_log_actions", audit.register)


# Before wagtail-localize, whose hook is its editor.
hooks.register("before_edit_snippet", refuse_what_is_not_whole, order=-1)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("translating/", include("cms.translations.urls"))]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def languages_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    if not page.is_root():
        address = reverse("translations:matrix", args=[page.pk])
        yield Button(_("Languages"), address, icon_name=ICON, priority=61)


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels.extend([UntranslatedPanel(), OpenTranslationsPanel()])


@hooks.register("register_reports_menu_item")
def not_translated() -> MenuItem:
    address = reverse("translations:untranslated")
    return ItemFor(_("Not translated yet"), address, icon_name=ICON, order=8997, may=may_begin)


@hooks.register("register_reports_menu_item")
def open_translations() -> MenuItem:
    return ItemFor(
        _("Open translations"), reverse("translations:open"), icon_name=ICON, order=8998, may=has_pages
    )


@hooks.register("register_reports_menu_item")
def language_matrix() -> MenuItem:
    address = reverse("translations:matrix_start")
    return ItemFor(_("Languages of the site"), address, icon_name=ICON, order=8999, may=has_pages)
