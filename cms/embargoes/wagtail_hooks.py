from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.embargoes import audit, views
from cms.pages.models import BasePage, Embargo, with_status

hooks.register("register_log_actions", audit.register)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern | URLResolver]:
    return [path("embargoes/", include("cms.embargoes.urls"))]


@hooks.register("construct_explorer_page_queryset")
def with_what_became_of_them(parent: Page, pages: Any, request: HttpRequest) -> Any:
    """For the status that the list shows of each (`BasePage.status_string`)."""
    return with_status(pages)


@hooks.register("after_publish_page")
def tell_that_it_waits(request: HttpRequest, page: Page) -> None:
    held = Embargo.of(page)
    if held and held.is_in_force:
        said = _("Under embargo until %(until)s: until then, nobody reads it.") % {"until": held.in_words}
        messages.info(request, said)


@hooks.register("register_page_header_buttons")
def embargo_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if issubclass(page.specific_class or Page, BasePage) and views.may_look(page, user):
        yield Button(
            _("Embargo"), reverse("embargoes:embargo", args=[page.pk]), icon_name="time", priority=11
        )
