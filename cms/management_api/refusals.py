"""The management API, with its answer to a page that may not be published: each problem with its place."""

from django.http import HttpRequest, HttpResponse
from wagtail.api.v3.errors import problem_response
from wagtail.api.v3.urls import api

from cms.pages.gates import Refused

__all__ = ["api"]


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """422; of each error `type` never changes, and `loc` is its place in the body of a call."""
    return problem_response(
        status=422,
        detail="The page is not published.",
        errors=[problem.as_json() for problem in refusal.problems],
    )
