"""What other packages let anybody do who may enter the admin, or who may start translations at all.

wagtail-localize asks for one permission that holds for all languages, sites and snippets, and publishes on
the way. Its report and its list of snippets ask for none, and neither does Wagtail's choice of pages. So
each of these views gets its question here.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDictKeyError
from rest_framework.exceptions import ParseError
from rest_framework.views import exception_handler
from wagtail.admin.views import chooser
from wagtail.models import Page, PagePermissionTester, TranslatableMixin
from wagtail_localize import wagtail_hooks as localize
from wagtail_localize.views import convert, edit_translation, report, snippets_api
from wagtail_localize.views.submit_translations import SubmitTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.roles.may import has_pages, lock_for, may_publish, may_translate


def install() -> None:
    """These views have no other seam than their names."""
    SubmitTranslationView.form_valid = asking(SubmitTranslationView.form_valid, may_submit)
    SubmitTranslationView.get_context_data = with_own_languages(SubmitTranslationView.get_context_data)
    UpdateTranslationsView.form_valid = asking(UpdateTranslationsView.form_valid, may_update)
    # Any account would find the titles of all drafts in these.
    for view in (
        chooser.BrowseView,
        chooser.SearchView,
        chooser.ChosenMultipleView,
        report.TranslationsReportView,
        snippets_api.SnippetViewSet,
    ):
        view.dispatch = for_those_with_pages(view.dispatch)
    localize.TranslationsReportMenuItem.is_shown = lambda item, request: has_pages(request.user)
    edit_translation.user_can_edit_instance = in_its_language(edit_translation.user_can_edit_instance)
    convert.convert_to_alias = for_publishers(convert.convert_to_alias)
    for view in (edit_translation.edit_string_translation.cls, edit_translation.edit_override.cls):
        # Its errors are no public reader's: those of `api.errors` know of no permission.
        view.get_exception_handler = lambda view: answered
    PagePermissionTester.can_delete = unless_scheduled(PagePermissionTester.can_delete)


def asking(form_valid: Callable[..., Any], may: Callable[[Any, Any], bool]) -> Callable[..., Any]:
    @wraps(form_valid)
    def ask_first(view: Any, form: Any) -> HttpResponseBase:
        if not may(view, form.cleaned_data):
            raise PermissionDenied
        answer: HttpResponseBase = form_valid(view, form)
        return answer

    return ask_first


def may_submit(view: Any, chosen: dict[str, Any]) -> bool:
    """Into each of the languages chosen."""
    user = view.request.user
    return all(may_translate(user, view.object, locale) for locale in chosen["locales"])


def with_own_languages(get_context_data: Callable[..., Any]) -> Callable[..., Any]:
    """Only languages that would not be refused are offered."""

    @wraps(get_context_data)
    def offered(view: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = get_context_data(view, **kwargs)
        locales = context["form"].fields["locales"]
        own = [each.pk for each in locales.queryset if may_translate(view.request.user, view.object, each)]
        locales.queryset = locales.queryset.filter(pk__in=own)
        if len(own) == 1:
            context["form"].fields["select_all"].widget = HiddenInput()
        return context

    return offered


def may_update(view: Any, chosen: dict[str, Any]) -> bool:
    """Refreshing what there is to translate is for whoever translates any of it; publishing takes all."""
    user, enabled = view.request.user, view.object.translations.filter(enabled=True)
    targets = [translation.get_target_instance() for translation in enabled]
    if chosen["publish_translations"]:
        return all(may_publish(user, target) and not lock_for(target, user) for target in targets)
    if chosen.get("use_machine_translation") and any(lock_for(target, user) for target in targets):
        return False
    return any(may_translate(user, target, target.locale) for target in targets)


def for_those_with_pages(dispatch: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(dispatch)
    def dispatch_them(view: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_pages(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = dispatch(view, request, *args, **kwargs)
        return answer

    return dispatch_them


def in_its_language(may_edit: Callable[..., bool]) -> Callable[..., bool]:
    """Behind each of wagtail-localize's views that change texts."""

    @wraps(may_edit)
    def may_edit_it(user: Any, instance: Any) -> bool:
        return may_edit(user, instance) and may_translate(user, instance, instance.locale)

    return may_edit_it


def answered(error: Exception, context: dict[str, Any]) -> Any:
    """That nothing was sent, under the name of a text, is no fault of the server's."""
    return exception_handler(ParseError() if isinstance(error, MultiValueDictKeyError) else error, context)


def own_language_only(request: HttpRequest, snippet: Any) -> None:
    """Wagtail's form of a snippet asks for a permission that holds in all languages."""
    if isinstance(snippet, TranslatableMixin) and not may_translate(request.user, snippet, snippet.locale):
        raise PermissionDenied


def for_publishers(convert_to_alias: Callable[..., Any]) -> Callable[..., Any]:
    """An alias is as public as its original: making one publishes, or takes away what was public."""

    @wraps(convert_to_alias)
    def convert_for_publishers(request: HttpRequest, page_id: int) -> HttpResponseBase:
        page = get_object_or_404(Page, pk=page_id)
        if not page.permissions_for_user(request.user).can_publish() or lock_for(page, request.user):
            raise PermissionDenied
        answer: HttpResponseBase = convert_to_alias(request, page_id)
        return answer

    return convert_for_publishers


def unless_scheduled(can_delete: Callable[..., bool]) -> Callable[..., bool]:
    """Wagtail asks whether pages are live. What is scheduled has been let out as well, only later."""

    @wraps(can_delete)
    def can_delete_or_move(tester: Any, ignore_bulk: bool = False) -> bool:
        if not can_delete(tester, ignore_bulk):
            return False
        if tester.user.is_superuser or "publish" in tester.permissions:
            return True
        below = Page.objects.descendant_of(tester.page, inclusive=True).annotate_approved_schedule()
        return not below.filter(_approved_schedule=True).exists()

    return can_delete_or_move
