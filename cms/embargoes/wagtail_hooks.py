from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.embargoes import audit, views
from cms.pages.models import BasePage

hooks.register("register_log_actions", audit.register)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("embargoes/", include("cms.embargoes.urls"))]


@hooks.register("register_page_header_buttons")
def embargo_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if issubclass(page.specific_class or Page, BasePage) and views.may_look(page, user):
        yield Button(
            _("Embargo"), reverse("embargoes:embargo", args=[page.pk]), icon_name="time", priority=11
        )
