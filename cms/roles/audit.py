"""Whose action it is, until the very end of a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from wagtail.log_actions import LogContext

from cms.projection.middleware import SAFE


class NamedInTheLog:
    """What is done as the request's transaction ends is that person's too.

    Wagtail's log knows who acts as long as a view of the admin runs. wagtail-localize publishes on_commit:
    that is after the view, and its entry would name nobody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE or not request.user.is_authenticated:
            return self.get_response(request)
        with LogContext(user=request.user):
            return self.get_response(request)
