"""Two versions of a page beside each other, each as the website shows it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from cms.preview.history import called, choices, versions
from cms.preview.views import number, page_of


class BesideForm(forms.Form):
    left = forms.ChoiceField(label=_("On the left"))
    right = forms.ChoiceField(label=_("On the right"))

    def __init__(self, page: Page, left: Revision | None, right: Revision | None) -> None:
        super().__init__(initial={"left": left and left.pk, "right": right and right.pk})
        for field in self.fields.values():
            field.choices = choices(page, left, right)  # type: ignore[attr-defined]


def beside(request: HttpRequest, page_id: int) -> HttpResponse:
    """`?left=` and `?right=`: two versions. Without them: what readers have, and the latest draft."""
    page = page_of(request, page_id)
    left, right = chosen(page, request.GET.get("left", "")), chosen(page, request.GET.get("right", ""))
    if left is None or right is None:
        left, right = usual(page)
    original = page.alias_of or page
    shown = [
        {
            "version": each,
            "name": called(each, original),
            "address": reverse("wagtailadmin_pages:revisions_view", args=[original.pk, each.pk]),
            "share": f"{reverse('preview:links', args=[page.pk])}?revision={each.pk}",
        }
        for each in (left, right)
        if each
    ]
    context = {
        "page": page,
        "form": BesideForm(original, left, right),
        "shown": shown,
        "has_site": page.get_url_parts() is not None,
    }
    if len(shown) == 2:
        context["fields"] = reverse(
            "wagtailadmin_pages:revisions_compare",
            args=[original.pk, *(each["version"].pk for each in shown)],
        )
    return TemplateResponse(request, "preview/beside.html", context)


def chosen(page: Page, pk: str) -> Revision | None:
    """A version of this page by the number that an address names; None for anything else."""
    return versions(page).filter(pk=number(pk)).first()


def usual(page: Page) -> tuple[Revision | None, Revision | None]:
    """What readers have, or else the version before, and the newest."""
    newest, *earlier = [*versions(page)[:2]] or [None]
    public = (page.alias_of or page).live_revision
    return (public if public and public != newest else next(iter(earlier), newest)), newest
