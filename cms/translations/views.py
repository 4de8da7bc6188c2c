"""What wagtail-localize's editor has no place for."""

from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.pages.gates.translated import shown
from cms.pages.models import BasePage
from cms.pages.translating import Text, translation_of
from cms.roles.locks import refused
from cms.roles.may import may_publish
from cms.translations.releasing import left, publish_as_it_is


def as_it_is(request: HttpRequest, page_id: int) -> HttpResponse:
    """What would stay in the original language, and whether to publish the page like that."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, BasePage) or not may_publish(request.user, page):
        raise PermissionDenied
    translation = translation_of(page)
    if translation is None:
        raise Http404
    if answer := refused(request, page):
        return answer
    texts = left(translation)
    if not texts:
        messages.info(request, _("All texts are translated. The page can be published as usual."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if request.method == "POST":
        if request.POST.get("read") == digest(texts):
            publish_as_it_is(translation, texts, request.user)
            messages.success(request, _("The page is published, marked as partly in the original language."))
            return redirect("wagtailadmin_pages:edit", page.pk)
        messages.warning(request, _("The translation has been changed meanwhile. Look at what is left now."))
    context = {
        "page": page,
        "source_locale": translation.source.locale,
        "texts": [shown(page, text) for text in texts],
        "read": digest(texts),
    }
    return TemplateResponse(request, "translations/as_it_is.html", context)


def digest(texts: list[Text]) -> str:
    return sha256(repr(texts).encode()).hexdigest()
