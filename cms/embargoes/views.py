"""Where a piece's embargo is set, moved and cancelled: for all language versions at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.embargoes.acts import hold, let_go
from cms.embargoes.forms import EmbargoForm
from cms.embargoes.pictures import uncovered
from cms.embargoes.piece import Piece
from cms.embargoes.words import until, until_here, version_row
from cms.pages.models import BasePage


def embargo(request: HttpRequest, page_id: int) -> HttpResponse:
    """The piece's embargo and its versions; a form to set or move it, for those who may."""
    piece = piece_of(request, page_id)
    held = piece.embargo if piece.embargo and piece.embargo.is_in_force else None
    form = EmbargoForm(request.POST or None, held=held, time_zone=piece.time_zone)
    if request.method == "POST":
        ask(piece, request)
        if form.is_valid() and set_or_move(request, piece, form):
            return redirect("embargoes:embargo", piece.page.pk)
    return show(request, piece, "embargoes/embargo.html", form=form, is_public=piece.is_public())


def cancel(request: HttpRequest, page_id: int) -> HttpResponse:
    """What becomes public by it, and whether that is meant."""
    piece = piece_of(request, page_id)
    ask(piece, request)
    if request.method == "POST":
        let_go(piece, request.user)
        messages.success(request, _("The embargo is cancelled."))
        return redirect("embargoes:embargo", piece.page.pk)
    if not (piece.embargo and piece.embargo.is_in_force):
        return redirect("embargoes:embargo", piece.page.pk)
    return show(request, piece, "embargoes/cancel.html")


def set_or_move(request: HttpRequest, piece: Piece, form: EmbargoForm) -> bool:
    """Whether that could be done; where not, the form says why."""
    try:
        held = hold(piece, form.cleaned_data["until"], form.cleaned_data["time_zone"], request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("Nothing of this piece is public before %(until)s.") % {"until": until(held)})
    return True


def show(request: HttpRequest, piece: Piece, template: str, **more: Any) -> HttpResponse:
    held = piece.embargo if piece.embargo and piece.embargo.is_in_force else None
    said = {"until": held.in_words, "here": until_here(held)} if held else {}
    return TemplateResponse(
        request,
        template,
        {
            "page": piece.page,
            "held": held,
            "said": said,
            "versions": [version_row(page, held) for page in piece.versions],
            "uncovered": list(uncovered(piece)) if held else [],
            "waiting": [page for page in piece.versions if page.live],
            "may_change": piece.may_change(request.user),
            **more,
        },
    )


def piece_of(request: HttpRequest, page_id: int) -> Piece:
    """The page's piece, for those who may see its drafts in Wagtail too."""
    page = get_object_or_404(Page, pk=page_id)
    if not (may_look(page, request.user) and issubclass(page.specific_class or Page, BasePage)):
        raise PermissionDenied
    return Piece.of(page)


def may_look(page: Page, user: Any) -> bool:
    may = page.permissions_for_user(user)
    return bool(may.can_edit() or may.can_publish())


def ask(piece: Piece, request: HttpRequest) -> None:
    if not piece.may_change(request.user):
        raise PermissionDenied
