"""Locks hold for translations as well: wagtail-localize hides buttons and asks for no lock.

Its editor answers in the place of Wagtail's before that asks, publishes, and changes texts one by one.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from rest_framework.permissions import BasePermission
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation

from cms.pages.translating import translation_of
from cms.roles.may import lock_for


def install() -> None:
    """What is only read there, a preview and a PO file, stays open."""
    for write in (edit_translation.edit_string_translation, edit_translation.edit_override):
        write.cls.permission_classes = [*write.cls.permission_classes, IsNotLocked]
    for name in ("stop_translation", "machine_translate"):
        setattr(edit_translation, name, unless_locked(getattr(edit_translation, name)))


class IsNotLocked(BasePermission):
    """Of the views that the editor's script asks."""

    def has_permission(self, request: Any, view: Any) -> bool:
        target = target_of(get_object_or_404(Translation, pk=view.kwargs["translation_id"]))
        lock = lock_for(target, request.user)
        self.message = lock.get_message(request.user) if lock else None
        return lock is None


def unless_locked(write: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(write)
    def write_unless_locked(request: HttpRequest, translation_id: int) -> HttpResponse:
        target = target_of(get_object_or_404(Translation, pk=translation_id))
        return refused(request, target) or write(request, translation_id)

    return write_unless_locked


def publishing_and_restarting(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """What is sent to the address of a page's form; where that is Wagtail's own form, Wagtail asks."""
    if request.method != "POST":
        return None
    if "localize-restart-translation" in request.POST or translation_of(page):
        return refused(request, page)
    return None


def refused(request: HttpRequest, target: Any) -> HttpResponse | None:
    """What Wagtail says of the lock, where it holds for the person; else None."""
    lock = lock_for(target, request.user)
    if lock is None:
        return None
    messages.error(request, lock.get_message(request.user))
    return redirect("wagtailadmin_pages:edit", target.pk)


def why_locked(target: Any, user: Any) -> str:
    """What keeps the person from changing it, as HTML; "" where nothing does."""
    lock = lock_for(target, user)
    return lock.get_message(user) if lock else ""


def target_of(translation: Translation) -> Any:
    """The page or snippet that it makes. Raises Http404 where it was begun, and never saved."""
    try:
        return translation.get_target_instance()
    except ObjectDoesNotExist as none:
        raise Http404 from none
