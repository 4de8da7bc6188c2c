"""A section in all its languages at a glance: its pages, and how far each language version is."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, Func, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from cms.roles.matrix import SUBMIT_TRANSLATION
from cms.roles.may import has_pages, languages_of
from cms.translations.states import states_of, whole_state_of, with_states

ROWS: Final = 50


@dataclass
class Cell:
    """One page in one language; `address` leads to where it is edited, or where its translation begins.

    `icon`: Wagtail's name of one, that tells from afar whether there is anything to do.
    """

    words: list[Any]
    address: str = ""
    icon: str = ""


def start(request: HttpRequest) -> HttpResponse:
    """Of the whole site, from the menu of reports."""
    site = Site.objects.filter(is_default_site=True).first() or Site.objects.first()
    if site is None or not has_pages(request.user):
        raise PermissionDenied
    return redirect("translations:matrix", site.root_page_id)


def matrix(request: HttpRequest, page_id: int) -> HttpResponse:
    """Whoever sees pages in the admin sees it: translators look for what their language lacks."""
    section = get_object_or_404(Page.objects.select_related("locale"), pk=page_id, depth__gt=1)
    if not has_pages(request.user):
        raise PermissionDenied
    asked = request.GET.get("p", "1")
    number = max(int(asked), 1) if asked.isdecimal() and len(asked) < 7 else 1
    pages, total = versions(section, (number - 1) * ROWS)
    if not pages and number > 1:
        return redirect("translations:matrix", section.pk)
    locales = list(Locale.objects.order_by("pk"))
    paginator = Paginator(range(total), ROWS)
    context = {
        "section": section,
        "locales": locales,
        "rows": rows(request, section, locales, pages),
        "items": paginator.page(number),
        "elided_page_range": paginator.get_elided_page_range(number),
        "others": section.get_translations().select_related("locale"),
    }
    return TemplateResponse(request, "translations/matrix.html", context)


def versions(section: Page, first: int) -> tuple[list[Any], int]:
    """All language versions of one screen of the section's pages; how many pages it has. One query."""
    own = Page.objects.descendant_of(section, inclusive=True)
    count = own.order_by().annotate(count=Func(F("pk"), function="COUNT")).values("count")
    keys = own.order_by("path").values("translation_key")[first : first + ROWS]
    found = with_states(Page.objects.filter(translation_key__in=keys)).annotate(total=Subquery(count))
    pages = list(found.order_by("path"))
    return pages, pages[0].total if pages else 0


def rows(
    request: HttpRequest, section: Page, locales: list[Locale], pages: list[Any]
) -> list[dict[str, Any]]:
    by_place = {(page.translation_key, page.locale_id): page for page in pages}
    begins_in = set()
    if request.user.has_perm(SUBMIT_TRANSLATION):
        begins_in = set(languages_of(request.user).values_list("pk", flat=True))
    return [
        {
            "page": page,
            "indent": "— " * (page.depth - section.depth),
            "cells": [
                cell(
                    page,
                    by_place.get((page.translation_key, locale.pk)),
                    locale if locale.pk in begins_in else None,
                )
                for locale in locales
            ],
        }
        for page in pages
        if page.locale_id == section.locale_id and page.path.startswith(section.path)
    ]


def cell(row: Any, page: Any, begin_in: Locale | None) -> Cell:
    if page is None:
        if begin_in is None:
            return Cell([_("none")])
        return Cell([_("none"), _("translate")], address_to_begin(row, begin_in.language_code), "plus")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if page.alias_of_id:
        return Cell([_("shows another language")], edit)
    return Cell(whole_state_of(page), edit, "warning" if states_of(page) else "check")


def address_to_begin(page: Any, language: str) -> str:
    """Where its translation is begun, with the language chosen already."""
    form = reverse("wagtail_localize:submit_page_translation", args=[page.alias_of_id or page.pk])
    return f"{form}?{urlencode({'select_locale': language})}"
