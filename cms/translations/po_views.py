"""Where a section's texts are fetched for translators who work elsewhere, and brought back."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Locale, Page

from cms.roles.may import has_pages
from cms.translations import po


class LanguageForm(forms.Form):
    locale = forms.ModelChoiceField(
        Locale.objects.order_by("pk"), label=gettext_lazy("Translate into"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Both forms stand on one page.
        super().__init__(*args, **{"auto_id": f"{type(self).__name__}-%s", **kwargs})


class UploadForm(LanguageForm):
    file = forms.FileField(
        label=gettext_lazy("PO file, or archive of PO files"),
        help_text=gettext_lazy("As you have downloaded it here, with the translations filled in."),
        widget=forms.FileInput(attrs={"accept": ".po,.zip"}),
    )

    def clean_file(self) -> list[tuple[str, bytes]]:
        return po.unpack(self.cleaned_data["file"])


def files(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """The way out and the way back, for whoever translates anything of the section into the language."""
    section = get_object_or_404(Page.objects.select_related("locale"), pk=page_id, depth__gt=1)
    if not has_pages(request.user):
        raise PermissionDenied
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            return bring_back(request, section, form)
        return show(request, section, upload=form, status=400)
    if "locale" in request.GET:
        chosen = LanguageForm(request.GET)
        if chosen.is_valid():
            return fetch(request, section, chosen.cleaned_data["locale"])
        return show(request, section, chosen=chosen, status=400)
    return show(request, section)


def fetch(request: HttpRequest, section: Page, locale: Locale) -> HttpResponseBase:
    made = po.translations(section, locale, request.user)
    if not made:
        said = _("Nothing of this section is being translated into that language, or nothing that is yours.")
        messages.error(request, said)
        return show(request, section, chosen=LanguageForm(initial={"locale": locale}))
    name = f"{section.slug}-{locale.language_code}.zip"
    return FileResponse(po.archive(made), as_attachment=True, filename=name)


def bring_back(request: HttpRequest, section: Page, form: UploadForm) -> HttpResponse:
    made = po.translations(section, form.cleaned_data["locale"], request.user)
    taken = po.take(form.cleaned_data["file"], made, request.user)
    return TemplateResponse(
        request, "translations/po_taken.html", {"section": section, "taken": taken, "form": form}
    )


def show(request: HttpRequest, section: Page, status: int = 200, **forms: Any) -> HttpResponse:
    first = Locale.objects.exclude(pk=section.locale_id).order_by("pk").first()
    context = {
        "chosen": LanguageForm(initial={"locale": first}),
        "upload": UploadForm(initial={"locale": first}),
    }
    return TemplateResponse(
        request, "translations/po.html", {"section": section, **context, **forms}, status=status
    )
