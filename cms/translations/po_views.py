"""Where a section's texts are fetched for translators who work elsewhere, and brought back."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_latest_str
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, get_edit_url
from wagtail_localize.views import edit_translation

from cms.roles.locks import target_of
from cms.roles.may import has_pages, may_translate
from cms.translations import po


class LanguageForm(forms.Form):
    locale = forms.ModelChoiceField(
        Locale.objects.order_by("pk"), label=gettext_lazy("Translate into"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Both forms stand on one page.
        super().__init__(*args, **{"auto_id": f"{type(self).__name__}-%s", **kwargs})


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("PO file, or archive of PO files"),
        help_text=gettext_lazy("As you have downloaded it here, with the translations filled in."),
        widget=forms.FileInput(attrs={"accept": ".po,.zip"}),
    )

    def clean_file(self) -> list[tuple[str, bytes]]:
        return po.unpack(self.cleaned_data["file"])


class UploadForm(LanguageForm, FileForm):
    pass


def stand_for_localizes() -> None:
    """wagtail-localize's own upload takes any other file for its own, and fails."""
    edit_translation.upload_pofile = bring_one_back


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
    back = reverse("translations:po", args=[section.pk])
    context = {"title": section.get_admin_display_title(), "back": back, "taken": taken}
    return TemplateResponse(request, "translations/po_taken.html", context)


@require_POST
def bring_one_back(request: HttpRequest, translation_id: int) -> HttpResponse:
    """From wagtail-localize's editor, of the page or snippet that is open there."""
    translation = get_object_or_404(Translation.objects.select_related("source"), pk=translation_id)
    target = target_of(translation)
    if not may_translate(request.user, target, translation.target_locale):
        raise PermissionDenied
    back = get_edit_url(target)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["file"])))
        return redirect(back)
    taken = po.take(form.cleaned_data["file"], [(translation, target)], request.user)
    context = {"title": get_latest_str(target), "back": back, "taken": taken}
    return TemplateResponse(request, "translations/po_taken.html", context)


def show(request: HttpRequest, section: Page, status: int = 200, **forms: Any) -> HttpResponse:
    first = Locale.objects.exclude(pk=section.locale_id).order_by("pk").first()
    context = {
        "chosen": LanguageForm(initial={"locale": first}),
        "upload": UploadForm(initial={"locale": first}),
    }
    return TemplateResponse(
        request, "translations/po.html", {"section": section, **context, **forms}, status=status
    )
