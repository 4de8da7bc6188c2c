"""What editors see of previews: the way to the frontend, and the links to a page that others hold."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_POST
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms.preview import audit
from cms.preview.history import called, versions
from cms.preview.models import SHARED_FOR, PreviewLink
from cms.preview.places import shown_at

DAYS = (1, SHARED_FOR.days, 28)
LATEST, THIS, OTHER = "latest", "this", "other"


class ShareForm(forms.Form):
    opens = forms.ChoiceField(
        label=gettext_lazy("What it shows"),
        choices=[
            (LATEST, gettext_lazy("The latest draft, whenever the link is opened")),
            (THIS, gettext_lazy("The draft as it is saved now, whatever is changed later")),
        ],
        widget=forms.RadioSelect,
        initial=LATEST,
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long it works"),
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in DAYS],
        coerce=int,
        initial=SHARED_FOR.days,
    )

    def __init__(self, data: Any, page: Page, version: Revision | None) -> None:
        """`version`: one that the form offers besides, and first."""
        super().__init__(data)
        self.version = version
        if version:
            name = called(version, page.alias_of or page)
            which = (OTHER, _("The version of %(name)s") % {"name": name})
            opens: Any = self.fields["opens"]
            opens.choices = [which, *opens.choices]
            opens.initial = OTHER

    def share(self, page: Page, user: Any) -> PreviewLink:
        opens = self.cleaned_data["opens"]
        revision = self.version if opens == OTHER else None
        if opens == THIS:
            revision = (page.alias_of or page).latest_revision
        return PreviewLink.share(page, user, revision, timedelta(days=self.cleaned_data["days"]))


def show_draft(page: Page, request: HttpRequest, *, is_editor: bool) -> HttpResponseBase:
    """The answer to each of Wagtail's previews: on to the frontend, with the page as it is typed."""
    link = PreviewLink.show(page, request.user, is_editor=is_editor)
    place = shown_at(page, link)
    if place is None:
        return TemplateResponse(request, "preview/no_site.html", status=404)
    response = HttpResponseRedirect(place)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def links(request: HttpRequest, page_id: int) -> HttpResponse:
    """The page's links, and a form for one more; with `?revision=`, one to that version."""
    page = page_of(request, page_id)
    version = None
    if "revision" in request.GET:
        version = get_object_or_404(versions(page), pk=number(request.GET["revision"]))
    form = ShareForm(request.POST or None, page, version)
    if form.is_valid():
        link = form.share(page, request.user)
        log(page, audit.SHARED, data={"until": link.expires_at.isoformat()})
        messages.success(request, _("The link is made. Copy it, and send it to whom it is for."))
        return redirect("preview:links", page.pk)
    shared = [(link, shown_at(page, link)) for link in PreviewLink.shared(page.pk)]
    return TemplateResponse(
        request,
        "preview/links.html",
        {"page": page, "form": form, "shared": shared, "has_site": page.get_url_parts() is not None},
    )


@require_POST
def revoke(request: HttpRequest, page_id: int, link_id: int) -> HttpResponse:
    page = page_of(request, page_id)
    link = get_object_or_404(PreviewLink.shared(page.pk), pk=link_id)
    link.delete()
    log(page, audit.REVOKED)
    messages.success(request, _("The link is revoked: it opens nothing any more."))
    return redirect("preview:links", page.pk)


def number(text: str) -> int:
    """Of an address: 0, which nothing has, for whatever is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def page_of(request: HttpRequest, page_id: int) -> Page:
    """The page, for those who may see its drafts in Wagtail too."""
    page: Page = get_object_or_404(Page, pk=page_id).specific
    if not may_share(page, request.user):
        raise PermissionDenied
    return page


def may_share(page: Page, user: Any) -> bool:
    may = page.permissions_for_user(user)
    return bool(may.can_edit() or may.can_publish())
