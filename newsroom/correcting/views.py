"""Corrections of a piece that is public: all that there are, one more, and taking one back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.endings.forms import language_of, passes
from cms.endings.views import interrupted
from newsroom.correcting.forms import CorrectionForm, TakeBackForm
from newsroom.models import Correction, NewsPage


def may_correct(page: NewsPage, user: Any) -> bool:
    return bool(page.can_be_corrected and page.permissions_for_user(user).can_publish())


def may_change(correction: Correction, user: Any) -> bool:
    """What it says in any language is that version's publishers' own, public or not."""
    told = correction.notes.values("locale")
    pages = Page.objects.filter(translation_key=correction.translation_key, locale__in=told)
    return all(page.permissions_for_user(user).can_publish() for page in pages)


def corrections(request: HttpRequest, page_id: int, correction_id: int | None = None) -> HttpResponse:
    """The piece's corrections, with a form for another one, or for one of them."""
    page, mine, others = versions_of(request, page_id)
    made = Correction.objects.filter(translation_key=page.translation_key).prefetch_related("notes__locale")
    correction = get_object_or_404(made, pk=correction_id) if correction_id else None
    if correction and not may_change(correction, request.user):
        raise PermissionDenied
    form = CorrectionForm(request.POST or None, user=request.user, versions=mine, correction=correction)
    if form.is_valid() and passes(form, form.save):
        messages.success(request, _("The correction is made."))
        return redirect("correcting:corrections", page.pk)
    context = {
        "page": page,
        "form": form,
        "made": made,
        "may_change": [each.pk for each in made if may_change(each, request.user)],
        "correction": correction,
        "not_mine": [language_of(each) for each in others],
    }
    return TemplateResponse(request, "newsroom/corrections/index.html", context)


def take_back(request: HttpRequest, page_id: int, correction_id: int) -> HttpResponse:
    page, mine, _others = versions_of(request, page_id)
    correction = get_object_or_404(Correction, pk=correction_id, translation_key=page.translation_key)
    if not may_change(correction, request.user):
        raise PermissionDenied
    form = TakeBackForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        correction=correction,
        versions=mine,
    )
    if form.is_valid() and passes(form, form.take_back):
        messages.success(request, _("The correction is taken back."))
        return redirect("correcting:corrections", page.pk)
    context = {"page": page, "form": form, "correction": correction, "interrupted": interrupted(mine)}
    return TemplateResponse(request, "newsroom/corrections/take_back.html", context)


def versions_of(request: HttpRequest, page_id: int) -> tuple[NewsPage, list[NewsPage], list[NewsPage]]:
    """The page, the public versions of its piece that the person may correct, and those they may not."""
    page = get_object_or_404(NewsPage, pk=page_id)
    if not may_correct(page, request.user):
        raise PermissionDenied
    others = page.get_translations().filter(live=True, alias_of=None).select_related("locale")
    found = [page, *others.order_by("locale")]
    mine = [each for each in found if may_correct(each, request.user)]
    return page, mine, [each for each in found if each not in mine]
