"""“Why is this (not) in partner X's feed?”: for each page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.embargoes.views import may_look
from cms.pages.models import BasePage
from cms.published.sites import read_sites
from cms.published.verdicts import of_each
from cms.reach.causes import causes
from cms.reach.row import About
from cms.reach.rows import of_address, rows


def partners(request: HttpRequest, page_id: int) -> HttpResponse:
    """Who gets the page and who does not, and why; with `address`, whether it is in that too."""
    page = get_object_or_404(Page, pk=page_id)
    if not issubclass(page.specific_class or Page, BasePage):
        raise PermissionDenied
    versions = of_each({}, page.translation_key)
    own = versions.get(f"page-{page.pk}")
    is_public = own is not None and own.is_public
    # Whoever looks after partners alone sees no more of pages than everybody does.
    if not (may_look(page, request.user) or (is_public and looks_after_partners(request.user))):
        raise PermissionDenied
    page = page.specific
    about = About(
        page=page,
        user=request.user,
        sites=read_sites(),
        versions=versions,
        not_public=() if is_public else tuple(causes(page)),
    )
    asked = request.GET.get("address", "").strip()
    return TemplateResponse(
        request,
        "reach/partners.html",
        {
            "page": page,
            "not_public": about.not_public,
            "rows": list(rows(about)),
            "asked": asked,
            "answer": [of_address(about, _("This address"), asked)] if asked else [],
            "may_edit": may_look(page, request.user),
        },
    )


def looks_after_partners(user: Any) -> bool:
    return bool(user.has_perm("partners.change_partner"))
