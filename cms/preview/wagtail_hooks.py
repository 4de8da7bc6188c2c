from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.pages.models import BasePage
from cms.preview import audit, views

hooks.register("register_log_actions", audit.register)
hooks.register("show_draft", views.show_draft)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def urls() -> list[URLPattern | URLResolver]:
    return [path("preview/", include("cms.preview.urls"))]


@hooks.register("register_page_header_buttons")  # type: ignore[untyped-decorator]
def share_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if issubclass(page.specific_class or Page, BasePage) and views.may_share(page, user):
        yield Button(
            _("Share preview"), reverse("preview:links", args=[page.pk]), icon_name="link", priority=12
        )
