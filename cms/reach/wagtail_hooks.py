from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import pgettext
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.embargoes.views import may_look
from cms.pages.models import BasePage


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("reach/", include("cms.reach.urls"))]


@hooks.register("register_page_header_buttons")
def partners_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if issubclass(page.specific_class or Page, BasePage) and may_look(page, user):
        url = reverse("reach:partners", args=[page.pk])
        yield Button(pgettext("menu", "Partners"), url, icon_name="group", priority=12)
