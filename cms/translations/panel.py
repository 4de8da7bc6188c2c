"""Translations that wait for somebody on the admin's first page."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.desk.panels import DeskPanel, Entry
from cms.roles.may import has_pages
from cms.translations.states import open_to, states_of


class OpenTranslationsPanel(DeskPanel):
    name = "open-translations"
    heading = _("Open translations")
    icon = "wagtail-localize-language"
    order = 232
    nothing = _("Every translation is complete, current and public.")
    list_url_name = "translations:open"

    def is_for(self, request: HttpRequest) -> bool:
        return has_pages(request.user)

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return open_to(request.user)

    def entry(self, row: Any, request: HttpRequest) -> Entry:
        said = ", ".join(str(words) for words in states_of(row))
        url = reverse("wagtailadmin_pages:edit", args=[row.pk])
        return Entry(row.get_admin_display_title(), url, said, row.locale.get_display_name())
