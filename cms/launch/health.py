"""/health/live: this process answers. /health/ready: its database does too, and is up to date with the code.

A middleware and not two routes: whoever asks calls the process by its bare address and plain HTTP, which the
checks of Host and https would refuse.
"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponseBase, JsonResponse

LIVE = "/health/live"
READY = "/health/ready"


class HealthMiddleware:
    """Answers both addresses before anything else looks at the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        # Migrations are not taken back under a running process: asked until the answer is yes.
        self._migrated = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path not in (LIVE, READY):
            return self._get_response(request)
        if request.method not in ("GET", "HEAD"):
            return answer(405, "Only GET and HEAD are answered here.", {"Allow": "GET, HEAD"})
        if request.path == READY and (missing := self._missing()):
            return answer(503, missing, {"Retry-After": "1"})
        return answer(200)

    def _missing(self) -> str | None:
        """What this process still lacks to serve requests; None where it lacks nothing."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            if not self._migrated:
                executor = MigrationExecutor(connection)
                self._migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError:
            return "The database does not answer."
        return None if self._migrated else "The database is not migrated to this version."


def answer(status: int, detail: str | None = None, headers: dict[str, str] | None = None) -> JsonResponse:
    """``{"status": "ok"}``, or a problem (RFC 9457). Never cached."""
    if detail is None:
        return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
    return JsonResponse(
        {"type": "about:blank", "status": status, "detail": detail},
        status=status,
        headers={"Cache-Control": "no-store", **(headers or {})},
        content_type="application/problem+json",
    )
