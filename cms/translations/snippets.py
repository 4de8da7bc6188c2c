"""Topics, contacts, menus and the like have no drafts: a translation is public as it is written.

So readers get it once it is whole (cms.pages.translating.begun_from), and it is published no sooner.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from cms.pages.gates.translated import told
from cms.pages.translating import translation_of
from cms.translations.releasing import left


def refuse_what_is_not_whole(request: HttpRequest, snippet: Any) -> HttpResponse | None:
    """Asked before wagtail-localize's editor, which publishes with the texts that are there."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = translation_of(snippet) if hasattr(snippet, "translation_key") else None
    texts = left(translation) if translation else []
    if not texts:
        return None
    messages.error(request, told(texts))
    return redirect(request.path)
