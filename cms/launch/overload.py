"""Says 503 at once where more is asked than can be answered, instead of letting everybody wait."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

REFUSAL = json.dumps(
    {
        "type": "/problems/overloaded",
        "title": "Too many requests at once",
        "status": 503,
        "detail": "Try again in a moment.",
    }
).encode()
# Asked by whoever decides whether to restart this process: being busy is no reason.
ALWAYS_ANSWERED = "/health/live"


class Answer:
    """A response body that gives its place back when the server closes it."""

    def __init__(self, body: Iterable[bytes], release: Callable[[], None]) -> None:
        self._body = body
        self._release = release

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            self._release()


class Overload:
    """A WSGI application: `working` requests run, `waiting` more wait up to `seconds`, the rest get 503.

    A running request can have a database connection for the asking, if the pool holds `working` of them.
    """

    def __init__(self, application: Application, *, working: int, waiting: int, seconds: float) -> None:
        self._application = application
        self._admitted = threading.BoundedSemaphore(working + waiting)
        self._running = threading.BoundedSemaphore(working)
        self._seconds = seconds

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == ALWAYS_ANSWERED:
            return self._application(environ, start_response)
        if not self._admitted.acquire(blocking=False):
            return self._refuse(start_response)
        if not self._running.acquire(timeout=self._seconds):
            self._admitted.release()
            return self._refuse(start_response)
        try:
            return Answer(self._application(environ, start_response), self._leave)
        except BaseException:
            self._leave()
            raise

    def _leave(self) -> None:
        self._running.release()
        self._admitted.release()

    @staticmethod
    def _refuse(start_response: StartResponse) -> list[bytes]:
        start_response(
            "503 Service Unavailable",
            [
                ("Content-Type", "application/problem+json"),
                ("Content-Length", str(len(REFUSAL))),
                ("Retry-After", "1"),
                ("Cache-Control", "no-store"),
            ],
        )
        return [REFUSAL]
