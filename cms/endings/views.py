"""The end of a page's publication, in all of its languages, and its undoing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.models import Page, ReferenceIndex
from wagtail.models.locking import BasicLock

from cms.endings.forms import EndingForm, UndoForm, language_of, passes
from cms.pages.endings import HowItEnded


def stand_for_unpublishing() -> None:
    """Wagtail's question whether to unpublish a page has no other seam than its view."""
    UnpublishView.get = lambda view, request, *args, **kwargs: redirect("endings:end", view.object.pk)


def end(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(Page, pk=page_id)
    others = (
        [] if page.alias_of_id else list(page.get_translations().filter(alias_of=None).order_by("locale"))
    )
    live = [each.specific for each in (page, *others) if each.live]
    mine = [each for each in live if may_end(each, request.user)]
    if page.pk not in {each.pk for each in mine}:
        raise PermissionDenied
    form = EndingForm(request.POST or None, versions=mine, initial={"how": HowItEnded.WITHDRAWN})
    if form.is_valid():
        done = form.end(request.user)
        buttons = [undo_button(done[0])] if can_be_undone(done[0]) else None
        messages.success(request, said(_("No longer public: %(pages)s."), done), buttons=buttons)
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    below = Page.objects.none()
    for each in mine:
        below |= each.get_descendants().live()
    context = {
        "page": page,
        "form": form,
        "below": below.count(),
        "not_mine": [language_of(each) for each in live if each not in mine],
        "scheduled": [language_of(each) for each in others if not each.live and each.approved_schedule],
        "model_opts": page.specific_class._meta,
        "usage_count": ReferenceIndex.get_grouped_references_to(page).count(),
    }
    return TemplateResponse(request, "endings/end.html", context)


def undo(request: HttpRequest, page_id: int) -> HttpResponse:
    """Of all versions that have ended and can be published as they were."""
    page = get_object_or_404(Page, pk=page_id)
    ended = [
        each.specific
        for each in (page, *page.get_translations().order_by("locale"))
        if can_be_undone(each) and may_publish_now(each, request.user)
    ]
    if page.live and may_publish_now(page, request.user):  # as by the browser's way back
        messages.info(request, _("This page is public: there is nothing to undo."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if page.pk not in {each.pk for each in ended}:
        raise PermissionDenied
    form = UndoForm(request.POST or None, versions=ended)
    if form.is_valid() and passes(form, lambda: form.undo(request.user)):
        messages.success(request, said(_("Published again, as before: %(pages)s."), form.chosen()))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return TemplateResponse(
        request, "endings/undo.html", {"page": page, "form": form, "interrupted": interrupted(ended)}
    )


def may_end(page: Page, user: Any) -> bool:
    return bool(page.live and may_publish_now(page, user))


def may_publish_now(page: Page, user: Any) -> bool:
    """Whether the person may end what is public, or publish an older text. Wagtail's answer knows no lock.

    A mere schedule is none: it ends with what is done.
    """
    locked = page.locked and BasicLock(page).for_user(user)
    return not locked and bool(page.permissions_for_user(user).can_publish())


def tell(request: HttpRequest, page: Page) -> None:
    """Who opens the page is told how it ended."""
    ending = getattr(page, "ending", None)
    if request.method != "GET" or page.live or ending is None:
        return
    text = {
        HowItEnded.WITHDRAWN: _("This page was withdrawn. Readers are told: “%(note)s”"),
        HowItEnded.GONE: _("This page is no longer public."),
        HowItEnded.REDIRECTED: _("This page is no longer public; its address leads elsewhere."),
    }[HowItEnded(ending.how)]
    may = can_be_undone(page) and may_publish_now(page, request.user)
    messages.warning(request, text % {"note": ending.note}, buttons=[undo_button(page)] if may else None)


def can_be_undone(page: Page) -> bool:
    return not page.live and hasattr(page, "ending") and page.ending.revision_id is not None


def interrupted(pages: list[Page]) -> list[str]:
    """In which languages a review or a schedule ends when an older text is published."""
    return [language_of(each) for each in pages if each.current_workflow_state or each.approved_schedule]


def undo_button(page: Page) -> Any:
    return messages.button(reverse("endings:undo", args=[page.pk]), _("Undo"))


def said(text: str, pages: list[Page]) -> str:
    named = (f"{each.get_admin_display_title()} ({language_of(each)})" for each in pages)
    return text % {"pages": ", ".join(named)}
