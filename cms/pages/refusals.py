"""What the admin answers where a rule of a page refuses an action."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from wagtail.admin.modal_workflow import render_modal_workflow

from cms.pages.gates.problems import Refused


class Refusals:
    """Makes a page's refusal a page that says why, with status 400; the door then undoes the action.

    Forms show a refusal beside its field. Copying with publication, publishing in bulk and the like
    have no such form: Wagtail lets the exception through, and editors would see a server error. In one of
    Wagtail's dialogs, where the workflow's steps are taken, it is shown within the dialog.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # The door has seen the 400 by now, and undone the action. Of any answer but a 200 the dialog's
        # script says no more than that the server has failed.
        if getattr(response, "is_for_dialog", False):
            response.status_code = 200
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        # Wagtail has left its person's language already, on the exception's way out.
        with override(language_of(request)):
            return self.answer(request, exception)

    def answer(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused) and request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return in_dialog(request, exception)
        if isinstance(exception, Refused):
            said: dict[str, Any] = {"refusal": exception}
        elif isinstance(exception, ValidationError):
            said = {"reasons": exception.messages}
        else:
            return None
        return render(request, "pages/refused.html", said, status=400)


def language_of(request: HttpRequest) -> str | None:
    """The one that the person has chosen for the admin; else what holds."""
    profile = getattr(request.user, "wagtail_userprofile", None)
    return profile.get_preferred_language() if profile else get_language()


def in_dialog(request: HttpRequest, refusal: Refused) -> HttpResponse:
    told = {"refusal": refusal}
    answer: Any = render_modal_workflow(
        request, "pages/refused_in_dialog.html", None, told, json_data={"step": "refused"}
    )
    answer.status_code, answer.is_for_dialog = 400, True
    return answer  # type: ignore[no-any-return]
