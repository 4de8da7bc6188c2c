"""Where a second person confirms the official wording of a page's quotes; what an open form asks."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from cms.media import languages
from cms.pages import audit
from cms.pages.elements import Quotation
from cms.pages.models import BasePage, QuoteConfirmation
from cms.pages.quotes import (
    as_said,
    block_of,
    confirmations,
    digest,
    source_language,
    to_be_confirmed,
    writers,
)


def signed_in(request: HttpRequest) -> HttpResponse:
    """To a form that is open: `{"token"}`, for its next sending. Whoever is signed out gets Wagtail's 403."""
    return JsonResponse({"token": get_token(request)})


def quotes(request: HttpRequest, page_id: int) -> HttpResponse:
    """The quotes of the latest draft that were said in another language; whoever may edit it confirms one."""
    page = get_object_or_404(Page, pk=page_id).get_latest_revision_as_object()
    if not isinstance(page, BasePage) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    language = page.locale.language_code
    found = {digest(quote, language): quote for quote in to_be_confirmed(page)}
    if request.method == "POST":
        quote = found.get(request.POST.get("quote", ""))
        if quote is None:
            messages.error(request, _("The wording has been changed meanwhile. Read it again."))
        else:
            confirm(request, page, quote)
        return redirect("pages:quotes", page.pk)
    confirmed = confirmations(list(found.values()), language)
    said, source = as_said(page), source_language(page)
    rows = [
        {
            "digest": key,
            "quote": quote,
            "said": said.get(block_of(quote), ""),
            "language": languages.name(quote.spoken_in or source, get_language() or "en"),
            "confirmation": confirmed.get(key),
        }
        for key, quote in found.items()
    ]
    context = {"page": page, "rows": rows, "source": source}
    return TemplateResponse(request, "pages/quotes.html", context)


def confirm(request: HttpRequest, page: Any, quote: Quotation) -> None:
    user: Any = request.user
    wrote = writers(page, quote)
    if user.pk in wrote:
        messages.error(request, _("You have written this wording yourself: somebody else has to confirm it."))
        return
    name = user.get_full_name() or user.get_username()
    _confirmation, new = QuoteConfirmation.objects.get_or_create(
        digest=digest(quote, page.locale.language_code),
        defaults={"confirmed_by": user, "name": name, "writer_known": bool(wrote)},
    )
    if new:
        log(instance=page, action=audit.CONFIRMED, user=user, data={"quote": quote.words})
        messages.success(request, _("The wording is confirmed."))
