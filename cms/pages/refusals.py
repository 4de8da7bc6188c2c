"""What the admin answers where a rule of a page refuses an action."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from cms.pages.gates.problems import Refused


class Refusals:
    """Makes a page's refusal a page that says why, with status 400; the door then undoes the action.

    Forms show a refusal beside its field. Copying with publication, publishing in bulk and the like
    have no such form: Wagtail lets the exception through, and editors would see a server error.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        if isinstance(exception, Refused):
            said: dict[str, Any] = {"refusal": exception}
        elif isinstance(exception, ValidationError):
            said = {"reasons": exception.messages}
        else:
            return None
        return render(request, "pages/refused.html", said, status=400)
