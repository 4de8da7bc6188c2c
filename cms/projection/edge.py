"""Purging the caches before this server (an edge): by surrogate key, when what they keep has changed.

Each address in `EDGE_PURGE_URLS` is sent `PURGE` with a header `Surrogate-Key: page-42 list-news-de …`; it
then forgets every answer that carries one of these keys. `deploy/varnish/dateline.vcl` is one that does.
"""

import http.client
import logging
from collections.abc import Iterable
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from procrastinate.contrib.django import app as queue
from procrastinate.types import JSONValue

logger = logging.getLogger(__name__)

# By name: the task is made of what stands here.
PURGE_TASK = "cms.projection.tasks.purge"

# Keys have some 25 letters, and servers take 8 KiB in a header.
KEYS_A_REQUEST = 200
TIMEOUT_SECONDS = 5
# An answer made before the change may reach the edge after the purge, and would stay for its whole life.
ON_THEIR_WAY_SECONDS = 10


class PurgeFailed(Exception):
    """An edge has not said that it has forgotten."""


class NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


_opener = build_opener(NoRedirects)


def purge_later(keys: Iterable[str]) -> None:
    """Jobs for the worker: they are there once the change is committed, and not before. Twice, see above."""
    listed: list[JSONValue] = [*sorted(set(keys))]
    if listed and settings.EDGE_PURGE_URLS:
        queue.configure_task(PURGE_TASK).defer(keys=listed)
        queue.configure_task(PURGE_TASK, schedule_in={"seconds": ON_THEIR_WAY_SECONDS}).defer(keys=listed)


def purge(keys: list[str]) -> None:
    """Have every edge forget what carries one of these keys. Raises PurgeFailed, after trying all of them."""
    failed = [
        f"{url}: {problem}"
        for url in settings.EDGE_PURGE_URLS
        for begin in range(0, len(keys), KEYS_A_REQUEST)
        if (problem := send(url, keys[begin : begin + KEYS_A_REQUEST]))
    ]
    if failed:
        raise PurgeFailed("; ".join(failed))


def send(url: str, keys: list[str]) -> str | None:
    """What went wrong, or None."""
    return problem(Request(url, method="PURGE", headers={"Surrogate-Key": " ".join(keys)}))  # noqa: S310


def problem(request: Request) -> str | None:
    """What went wrong with it, or None. Redirects are not followed."""
    try:
        with _opener.open(request, timeout=TIMEOUT_SECONDS):
            return None
    except HTTPError as error:
        return f"answered {error.code}"
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
