"""The pages on which consent is withdrawn, that is undone, and a stand-in is chosen."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from cms.library import consent
from cms.library.describing import MOST_AT_ONCE
from cms.library.forms import StandInForm, WithdrawalForm
from cms.library.uses import uses_of, with_uses
from cms.media.models import Document, Image


def withdraw(request: HttpRequest, image_id: int) -> HttpResponse:
    image = asked(request, image_id, consent.may_withdraw)
    if image.is_withdrawn:
        return redirect("library:undo", image.pk)
    form = WithdrawalForm(request.POST or None, image=image, user=request.user)
    if form.is_valid():
        told = form.cleaned_data

        def act(image: Image) -> None:
            consent.withdraw(image, told["on"], told["reference"], told["stand_in"], request.user)

        if done(form, image, act):
            undo_button = messages.button(reverse("library:undo", args=[image.pk]), _("Undo"))
            said = _("Consent to show “%(image)s” is withdrawn: readers do not find it any more.")
            messages.success(request, said % {"image": image.title}, buttons=[undo_button])
            return redirect("wagtailimages:edit", image.pk)
    return show(request, image, "library/withdraw.html", form)


def undo(request: HttpRequest, image_id: int) -> HttpResponse:
    image = asked(request, image_id, consent.may_withdraw)
    if not image.is_withdrawn:
        return redirect("wagtailimages:edit", image.pk)
    if request.method == "POST":
        done(None, image, lambda image: consent.undo(image, request.user))
        said = _("“%(image)s” may be shown again.")
        messages.success(request, said % {"image": image.title})
        return redirect("wagtailimages:edit", image.pk)
    return show(request, image, "library/undo.html", None)


def stand_in(request: HttpRequest, image_id: int) -> HttpResponse:
    image = asked(request, image_id, consent.may_change)
    form = StandInForm(request.POST or None, image=image, user=request.user)
    if form.is_valid():
        chosen = form.cleaned_data["stand_in"]
        if done(form, image, lambda image: consent.choose(image, chosen, request.user)):
            messages.success(request, _("The stand-in is saved."))
            return redirect("wagtailimages:edit", image.pk)
    return show(request, image, "library/stand_in.html", form)


def asked(request: HttpRequest, image_id: int, may: Callable[[Image, Any], bool]) -> Image:
    """The image, with its uses, for who may do that with it."""
    images = Image.objects.select_related("collection", "stand_in")
    image = get_object_or_404(images, pk=image_id)
    if not may(image, request.user):
        raise PermissionDenied
    return image


def done(form: Any, image: Image, act: Callable[[Image], None]) -> bool:
    """Do it to the image as it is now, whole or not at all; where it is refused, the form says why."""
    try:
        with transaction.atomic():
            act(Image.objects.select_for_update().get(pk=image.pk))
    except ValidationError as refusal:
        form.add_error("stand_in", refusal)
        return False
    return True


def show(request: HttpRequest, image: Image, template: str, form: Any) -> HttpResponse:
    found = with_uses(Image.objects.filter(pk=image.pk), request.user).get()
    uses = uses_of(found, request.user)
    return TemplateResponse(request, template, {"image": image, "form": form, "uses": uses})


@require_GET
def just_uploaded(request: HttpRequest, what: str) -> HttpResponse:
    """To the form for many at once, with what this person has uploaded since the page for that was opened."""
    model: Any = {"image": Image, "document": Document}[what]
    listing = reverse("wagtailimages:index" if model is Image else "wagtaildocs:index")
    try:
        since = datetime.fromtimestamp(int(request.GET.get("since", "")), UTC)
    except (ValueError, OverflowError, OSError):
        return redirect(listing)
    uploaded = model.objects.filter(uploaded_by_user=request.user, created_at__gte=since)
    found = list(uploaded.order_by("-pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    if not found:
        messages.warning(request, _("Nothing has been uploaded yet. Choose files first."))
        return redirect("wagtailimages:add_multiple" if model is Image else "wagtaildocs:add_multiple")
    address = reverse("wagtail_bulk_action", args=["media", what, "describe"])
    return redirect(f"{address}?{urlencode({'next': listing, 'id': found}, doseq=True)}")
