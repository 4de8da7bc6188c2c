from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.embargoes import audit, views, words
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
def tell_that_it_waits(request: HttpRequest, page: Page) -> HttpResponse | None:
    """In place of Wagtail's message: what is under embargo was published, but nobody reads that it was.

    What is scheduled besides is told so by Wagtail.
    """
    held = Embargo.of(page)
    if not (held and held.is_in_force):
        return None
    told = {"title": page.get_admin_display_title(), "until": words.until(held)}
    if page.scheduled_revision:
        messages.info(request, _("Under embargo until %(until)s: until then, nobody reads it.") % told)
        return None
    said = _("“%(title)s” is ready. It is under embargo until %(until)s: until then, nobody reads it.")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    messages.success(request, said % told, buttons=[messages.button(edit, _("Edit"))])
    explorer = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    return redirect(get_valid_next_url_from_request(request) or explorer)


@hooks.register("register_page_header_buttons")
def embargo_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if issubclass(page.specific_class or Page, BasePage) and views.may_look(page, user):
        yield Button(
            _("Embargo"), reverse("embargoes:embargo", args=[page.pk]), icon_name="time", priority=11
        )
