from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.pages import audit, moving, passages
from cms.pages.models import BasePage
from cms.pages.quotes import to_be_confirmed

hooks.register("before_move_page", moving.tell)
hooks.register("register_log_actions", audit.register)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("writing/", include("cms.pages.urls"))]


@hooks.register("register_page_header_buttons")
def quotes_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(page, BasePage) and page.permissions_for_user(user).can_edit() and to_be_confirmed(page):
        address = reverse("pages:quotes", args=[page.pk])
        yield Button(_("Confirm quotes"), address, icon_name="openquote", priority=14)


@hooks.register("construct_help_menu")
def without_what_is_new_in_wagtail(request: HttpRequest, items: list[MenuItem]) -> None:
    """It tells developers of the framework, and in the language of whoever opened the menu first."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]


@hooks.register("register_rich_text_features")
def register_passage_language(features: FeatureRegistry) -> None:
    passages.register(features)


@hooks.register("insert_editor_js")
def passage_language_data() -> SafeString:
    return passages.editor_data()


@hooks.register("insert_global_admin_js")
def slugs_as_one_types() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("pages/slugs.js"))


@hooks.register("insert_global_admin_css")
def looks() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("pages/admin.css"))


@hooks.register("insert_editor_js")
def links_to_places() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("pages/places.js"))


@hooks.register("insert_editor_js")
def nothing_is_lost_by_being_signed_out() -> SafeString:
    return render_to_string("pages/signed_out.html")


@hooks.register("insert_editor_js")
def saving_waits_for_autosave() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("pages/saving.js"))
