"""What of the last weeks lacks a language: so it reaches translators without anybody telling them."""

from datetime import timedelta
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from cms.desk.panels import DeskPanel, Entry
from cms.desk.reports import DeskPageReportView, ForThose
from cms.roles.matrix import SUBMIT_TRANSLATION
from cms.roles.may import languages_of
from cms.translations.matrix import address_to_begin
from cms.translations.states import with_progress

# What nobody has translated by then is left as it is, by choice.
RECENT: Final = timedelta(days=30)
ICON: Final = "wagtail-localize-language"


def untranslated(user: Any) -> QuerySet[Page]:
    """What is public, scheduled or in the workflow, newest first. `lacked`: codes of the person's languages.

    A mirror of another language is no translation. Drafts that nobody has handed in are their authors' own.
    """
    versions = Page.objects.filter(translation_key=OuterRef("translation_key"), alias_of=None)
    same_in_that = Page.objects.filter(
        translation_key=OuterRef(OuterRef("translation_key")), alias_of=None, locale=OuterRef("pk")
    )
    lacking = languages_of(user).filter(~Exists(same_in_that)).order_by("pk")
    since = timezone.now() - RECENT
    return (
        with_progress(Page.objects.filter(depth__gt=2, alias_of=None))
        .filter(~Exists(versions.filter(pk__lt=OuterRef("pk"))), Exists(lacking))
        .filter(Q(live=True) | Q(is_scheduled=True) | Q(is_waiting=True, is_expired=False))
        .annotate(since=Coalesce("first_published_at", "latest_revision_created_at"))
        .filter(since__gte=since)
        .annotate(lacked=ArraySubquery(lacking.values("language_code")))
        .select_related("locale")
        .order_by("-since", "-pk")
    )


def may_begin(user: Any) -> bool:
    return bool(user.has_perm(SUBMIT_TRANSLATION))


def ways_to_begin(page: Any) -> list[dict[str, str]]:
    """Each language that it lacked by its name, and where its translation is begun."""
    names = get_content_languages()
    return [{"name": names.get(code, code), "url": address_to_begin(page, code)} for code in page.lacked]


class UntranslatedPanel(DeskPanel):
    name = "untranslated"
    heading = _("Not translated yet")
    icon = ICON
    order = 231
    nothing = _("Everything of the last 30 days has its translations, or they are begun.")
    list_url_name = "translations:untranslated"

    def is_for(self, request: HttpRequest) -> bool:
        return may_begin(request.user)

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return untranslated(request.user)

    def entry(self, row: Any, request: HttpRequest) -> Entry:
        ways = ways_to_begin(row)
        lacked = gettext("Lacks: %(languages)s") % {"languages": ", ".join(way["name"] for way in ways)}
        return Entry(row.get_admin_display_title(), ways[0]["url"], lacked, row.locale.get_display_name())


class UntranslatedView(ForThose, DeskPageReportView):
    may = staticmethod(may_begin)
    results_template_name = "translations/untranslated_results.html"
    page_title = _("Not translated yet")
    header_icon = ICON
    index_url_name = "translations:untranslated"
    index_results_url_name = "translations:untranslated_results"
    default_ordering = "-since"
    list_export = ["title", "locale", "lacking", "since"]
    export_headings = {
        "title": _("Title"),
        "locale": _("Language"),
        "lacking": _("Lacks"),
        "since": _("Since"),
    }

    def get_queryset(self) -> QuerySet[Page]:
        return untranslated(self.request.user)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        for page in object_list:
            page.ways = ways_to_begin(page)
            page.lacking = ", ".join(way["name"] for way in page.ways)
        return object_list
