"""What a machine has translated, until somebody has read it: each text by itself, or all that was read."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail_localize.models import StringTranslation, Translation, get_edit_url

from cms.pages.translating import machine_texts
from cms.roles.may import may_translate
from cms.translations.audit import CONFIRMED


def machine(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The texts beside their originals; whoever translates into that language confirms them."""
    translation = get_object_or_404(Translation.objects.select_related("source__locale"), pk=translation_id)
    try:
        target = translation.get_target_instance()
    except ObjectDoesNotExist as none:  # begun, and never saved
        raise Http404 from none
    if not may_translate(request.user, target, translation.target_locale):
        raise PermissionDenied
    waiting = machine_texts(translation.source_id, translation.target_locale_id)
    if request.method == "POST":
        chosen = [each for each in request.POST.getlist("text") if each.isdecimal()]
        confirm(request, target, waiting.filter(pk__in=chosen).select_related("context"))
        if waiting.exists():
            return redirect("translations:machine", translation.pk)
        return redirect(get_edit_url(target))
    context = {
        "target": target,
        "edit_url": get_edit_url(target),
        "translation": translation,
        "texts": waiting.select_related("translation_of").order_by("pk"),
    }
    return TemplateResponse(request, "translations/machine.html", context)


def confirm(request: HttpRequest, target: Any, texts: Any) -> None:
    """From then on they are that person's. Saved one by one: readers are told as soon as the last one is."""
    confirmed = list(texts)
    for text in confirmed:
        text.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
        text.tool_name = ""
        text.last_translated_by = request.user
        text.save(update_fields=["translation_type", "tool_name", "last_translated_by", "updated_at"])
    if not confirmed:
        messages.warning(request, _("Nothing was chosen."))
        return
    log(target, CONFIRMED, user=request.user, data={"texts": [text.data for text in confirmed]})
    said = ngettext("%(count)d text is confirmed.", "%(count)d texts are confirmed.", len(confirmed))
    messages.success(request, said % {"count": len(confirmed)})
