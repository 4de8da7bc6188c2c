"""Nothing under `/api/management/` answers anybody without a valid token.

As Wagtail ships its API v3, reading endpoints answer anonymous readers from live rows, past embargo
and privacy, and the schema and docs are open. So the guard stands before routing: a path
that Wagtail adds tomorrow is behind it too.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.errors import problem_response

PREFIX = "/api/management/"


class ManagementGuard:
    """401 (RFC 6750) for every request under the prefix that has no valid, unrevoked token."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.MANAGEMENT_API or not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        if BearerTokenAuth()(request) is None:
            return unauthorised()
        response = self.get_response(request)
        response["Cache-Control"] = "private, no-store"
        return response


def unauthorised() -> HttpResponse:
    response = problem_response(status=401, detail="A valid token is needed: Authorization: Bearer <token>.")
    response["WWW-Authenticate"] = 'Bearer realm="management"'
    response["Cache-Control"] = "no-store"
    return response
