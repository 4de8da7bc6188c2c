"""What a machine has translated, until somebody has read it: each text by itself, or all that was read."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail_localize.models import StringTranslation, Translation, get_edit_url

from cms.pages.translating import machine_texts
from cms.roles.locks import refused, target_of
from cms.roles.may import may_translate
from cms.translations.audit import CONFIRMED


def machine(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The texts beside their originals; whoever translates into that language confirms them."""
    translation = get_object_or_404(Translation.objects.select_related("source__locale"), pk=translation_id)
    target = target_of(translation)
    if not may_translate(request.user, target, translation.target_locale):
        raise PermissionDenied
    waiting = machine_texts(translation.source_id, translation.target_locale_id)
    if request.method == "POST":
        if answer := refused(request, target):
            return answer
        confirm(request, target, waiting)
        if waiting.exists():
            return redirect("translations:machine", translation.pk)
        return redirect(get_edit_url(target))
    context = {
        "target": target,
        "edit_url": get_edit_url(target),
        "translation": translation,
        "texts": [(text, digest(text)) for text in waiting.select_related("translation_of").order_by("pk")],
    }
    return TemplateResponse(request, "translations/machine.html", context)


@transaction.atomic
def confirm(request: HttpRequest, target: Any, waiting: QuerySet[StringTranslation]) -> None:
    """Those that say what the person has read are that person's from then on.

    Saved one by one: readers are told as soon as the last one is.
    """
    read = set(request.POST.getlist("text"))
    texts = waiting.select_related("translation_of", "context").select_for_update(of=("self",))
    confirmed = [text for text in texts.order_by("pk") if digest(text) in read]
    for text in confirmed:
        text.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
        text.tool_name = ""
        text.last_translated_by = request.user
        text.save(update_fields=["translation_type", "tool_name", "last_translated_by", "updated_at"])
    if not read:
        messages.warning(request, _("Nothing was chosen."))
    elif len(confirmed) < len(read):
        messages.warning(request, _("Some texts have been changed meanwhile. Look at what is left now."))
    if not confirmed:
        return
    log(target, CONFIRMED, user=request.user, data={"texts": [text.data for text in confirmed]})
    said = ngettext("%(count)d text is confirmed.", "%(count)d texts are confirmed.", len(confirmed))
    messages.success(request, said % {"count": len(confirmed)})


def digest(text: StringTranslation) -> str:
    """Of a text as it is shown beside its original."""
    return sha256(repr((text.pk, text.translation_of.data, text.data)).encode()).hexdigest()
