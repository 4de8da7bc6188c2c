from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from cms.projection.doors import door

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


class DoorMiddleware:
    """Make every request that may write one door: one transaction, projected once, at its end.

    An answer of 400 or more rolls back: the management API turns exceptions into answers, so a
    transaction that only watches for exceptions would keep half of what failed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE:
            return self.get_response(request)
        with door() as notes:
            response = self.get_response(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
                notes.clear()
        return response
