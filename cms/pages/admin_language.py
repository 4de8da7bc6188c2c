"""The language of those who work in the admin."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation


class AdminLanguage(LocaleMiddleware):
    """Django's, for the admin alone: nothing else may differ by what a browser asks for.

    An edge would otherwise keep one copy of each public file for every `Accept-Language` there is.
    """

    def process_request(self, request: HttpRequest) -> None:
        if of_admin(request):
            super().process_request(request)
        else:  # what this thread's last request was answered in
            translation.deactivate()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return super().process_response(request, response) if of_admin(request) else response


def of_admin(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("wagtailadmin_home"))
