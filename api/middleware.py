"""Public reads go past everything that editors need: sessions, languages, CSRF, doors.

Not only for speed: a read that never meets the session cannot set a cookie, and one that never
meets the language cannot vary by it.
"""

import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, get_resolver

from api.errors import Problem, answer, handle
from api.readers import Reader, limit_headers, reader_of
from api.responses import for_a_key, preflight, redirect

# All of /api/ but Wagtail's own for writing, files that are for everybody, and what robots look for;
# mistyped, too.
PUBLIC: Final = re.compile(
    r"/+(?:api/(?!management(?:/|$))|files/(?!private(?:/|$))|(?:problems|feeds|embed|oembed)(?:/|$)"
    r"|sitemap(?:-[^/]*)?\.xml$|llms\.txt$)"
)


class PublicReads:
    """Answers what is public by itself; hands everything else on. Stands behind SecurityMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.resolver = get_resolver("cms.urls")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not PUBLIC.match(request.path_info):
            return self.get_response(request)
        try:
            response = self.read(request)
        except Exception as error:
            response = handle(error, {"request": request})
        self.finish(request, response)
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            response.content = b""
        # Django would log a line for every 404 that a robot asks for; `handle` logs what is our fault.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    def read(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":  # browsers follow no redirect here, and show no reason
            return preflight()
        try:
            match = self.resolver.resolve(request.path_info)
        except Resolver404:
            return self.elsewhere(request)
        request.resolver_match = match
        reader = reader_of(request, match.view_name)
        request.reader = reader  # type: ignore[attr-defined]
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return response

    def finish(self, request: HttpRequest, response: HttpResponseBase) -> None:
        """Count it, and keep what a key was answered from all others."""
        reader: Reader | None = getattr(request, "reader", None)
        if reader and response.status_code < 400:
            reader.counted(request.META.get("QUERY_STRING", ""))
        if "HTTP_AUTHORIZATION" in request.META and request.method != "OPTIONS":
            headers = limit_headers(reader.standings) if reader else {}
            for_a_key(response, headers, kept_by_nobody=reader is not None and reader.is_ahead)

    def elsewhere(self, request: HttpRequest) -> HttpResponse:
        """An address that only lacks its last slash leads on; any other has nothing."""
        path = request.path_info
        if not path.endswith("/"):
            try:
                self.resolver.resolve(f"{path}/")
            except Resolver404:
                pass
            else:
                query = request.META.get("QUERY_STRING", "")
                full = f"{settings.PUBLIC_URL}{request.path}/{'?' if query else ''}{query}"
                return redirect(full, status=301)
        return answer(Problem("not-found", "There is nothing at this address."))
