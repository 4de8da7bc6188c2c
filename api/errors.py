"""Errors become answers here and nowhere else: `application/problem+json` (RFC 9457)."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.conf import settings
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework.exceptions import MethodNotAllowed

from api.problems import KINDS
from api.responses import finish
from cms.published.sites import UnknownInSites
from cms.published.surrogates import CHANGES_KEY, SITES_KEY

logger = logging.getLogger("django.request")

RETRY_AFTER: Final = 5  # seconds


@dataclass(frozen=True)
class Mistake:
    """What is wrong with one parameter. `kind` is the problem's name."""

    parameter: str
    detail: str
    kind: str = "invalid-parameter"


class Problem(Exception):
    """An answer that is an error. `name` is one of `api.problems.KINDS`."""

    def __init__(
        self,
        name: str,
        detail: str,
        *,
        more: dict[str, Any] | None = None,
        keys: Sequence[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = KINDS[name]
        self.detail = detail
        self.more = more or {}
        self.keys = keys
        self.headers = headers or {}


class Lagging(Problem):
    """What is asked of has not come to this database yet: a replica is a moment behind."""

    def __init__(self) -> None:
        super().__init__("unavailable", "That change has not arrived here yet. Please try again in a moment.")


class TokenExpired(Problem):
    """The log of changes does not lead on from a token."""

    def __init__(self) -> None:
        detail = "The log of changes does not lead on from this token. Start again, without “after”."
        super().__init__("token-expired", detail, keys=[CHANGES_KEY])


class OtherSite(TokenExpired, UnknownInSites):
    """The site that it was given out for has gone, and another has its name; or not yet."""


class BadParameters(Problem):
    """One or more parameters that cannot be honoured; all of them are told at once."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        unknown = any(mistake.kind == "unknown-parameter" for mistake in mistakes)
        super().__init__(
            "unknown-parameter" if unknown else "invalid-parameter",
            " ".join(": ".join(filter(None, (each.parameter, each.detail))) for each in mistakes[:5]),
            more={"errors": [{"parameter": each.parameter, "detail": each.detail} for each in mistakes]},
        )
        self.mistakes = mistakes


class BadSite(BadParameters, UnknownInSites):
    """Parameters refused for a site or language that is not known, or not yet."""


class NoSite(Problem, UnknownInSites):
    """There is no site, or none yet that this process knows of."""

    def __init__(self) -> None:
        super().__init__("not-found", "There is no public site.", keys=[SITES_KEY])


def answer(problem: Problem) -> HttpResponse:
    kind = problem.kind
    body = {
        "type": f"{settings.PUBLIC_URL}/problems/{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
        **problem.more,
    }
    response = HttpResponse(orjson.dumps(body), content_type="application/problem+json", status=kind.status)
    finish(response, keys=problem.keys)
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def handle(error: Exception, context: dict[str, Any]) -> HttpResponse:
    """REST framework's `EXCEPTION_HANDLER`; also called for errors outside its views."""
    request: HttpRequest = context["request"]
    if isinstance(error, Lagging):
        return later(error.detail, 1)
    if isinstance(error, Problem):
        return answer(error)
    if isinstance(error, Http404):
        return answer(Problem("not-found", "There is nothing at this address."))
    if isinstance(error, MethodNotAllowed):
        response = answer(Problem("method-not-allowed", f"{request.method} is not possible here."))
        response["Allow"] = "GET, HEAD, OPTIONS"
        return response
    if isinstance(error, (OperationalError, InterfaceError)):
        logger.error("The database does not answer: %s", request.path, exc_info=error)
        return unavailable()
    logger.error("Public read failed: %s", request.path, exc_info=error)
    # Test clients raise what this signal brings: a 500 never passes for an answer there.
    got_request_exception.send(sender=None, request=request)
    return answer(Problem("server-error", "The answer could not be made."))


def unavailable() -> HttpResponse:
    return later("The database does not answer. Please try again.", RETRY_AFTER)


def busy() -> HttpResponse:
    """For every request that there is no room for, the admin's too."""
    return later("Too many requests at once. Please try again in a moment.", 1)


def later(detail: str, seconds: int) -> HttpResponse:
    response = answer(Problem("unavailable", detail))
    response["Retry-After"] = str(seconds)
    response["Content-Length"] = str(len(response.content))
    return response
