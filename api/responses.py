"""The headers of every public answer, and conditional requests (RFC 9110, 13)."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import http_date, parse_http_date_safe

from cms.published import lives
from cms.published.lives import BROWSER_SECONDS, life_headers
from cms.published.surrogates import MOST

CACHED: Final = {200, 301, 302, 304, 404, 410}
NOTHING_THERE: Final = {404, 410}
# Encoders at the edge mark the tag: "…-gzip" (Apache), "…--gzip" (Jetty), "…;br", "…:zstd".
ENCODED_TAG: Final = re.compile(r"(?:--?|;|:)(?:gzip|br|zstd|deflate)$")

CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Last-Modified, Retry-After, RateLimit, RateLimit-Policy, Deprecation, Sunset, Link"
    ),
}
PRIVATE: Final = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Vary": "Accept-Encoding",
}
PREFLIGHT: Final = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


# What only caches before this server are told.
SHARED: Final = ("CDN-Cache-Control", "Surrogate-Control", "Surrogate-Key", "Cache-Tag")


def tag_of(body: bytes) -> str:
    return blake2b(body, digest_size=16).hexdigest()


def respond(
    request: HttpRequest,
    body: bytes,
    *,
    tag: str = "",
    modified: datetime | None = None,
    keys: Sequence[str] = (),
    seconds_left: float | None = None,
    content_type: str = "application/json",
    asked_again: bool = False,
) -> HttpResponse:
    """A 200 with that body, or a 304 where the client has it already.

    `tag` is worked out from the body where it is not given. `seconds_left`: for how long the answer
    holds by the clock; no cache keeps it longer. `asked_again`: no cache gives it out unasked.
    """
    tag = tag or tag_of(body)
    if is_known(request, tag, modified):
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
    else:
        response = HttpResponse(body, content_type=content_type)
        response.headers["Content-Length"] = str(len(body))
    response.headers["ETag"] = f'"{tag}"'
    if modified:
        response.headers["Last-Modified"] = http_date(modified.timestamp())
    finish(response, keys=keys, seconds_left=seconds_left)
    if asked_again:
        for name, value in lives.asked_again().items():
            response.headers[name] = value
    return response


def private(body: bytes, content_type: str = "application/json") -> HttpResponse:
    """A 200 for whoever asked with a token or a key: nothing keeps it, nor tells others of the token."""
    response = HttpResponse(body, content_type=content_type)
    for name, value in {**CORS, **PRIVATE, "Content-Length": str(len(body))}.items():
        response.headers[name] = value
    return response


def for_a_key(response: HttpResponseBase, headers: Mapping[str, str], *, kept_by_nobody: bool) -> None:
    """Turn an answer for everybody into one for whoever showed a key.

    A cache that shares its answers may keep one to a request with `Authorization` only where that says
    `public` (RFC 9111, 3.5). So it does not say so: whoever is given the answer by a cache would not be
    counted, and would have the limits of another. The reader's own cache may keep it, and asks each time.
    """
    for name in SHARED:
        response.headers.pop(name, None)
    may_be_kept = "no-store" not in response.headers.get("Cache-Control", "")
    keeps = may_be_kept and not kept_by_nobody and response.status_code in CACHED | {400}
    response.headers["Cache-Control"] = "private, no-cache" if keeps else "private, no-store"
    response.headers["Vary"] = "Accept-Encoding, Authorization"
    if kept_by_nobody:
        for name in ("ETag", "Last-Modified"):
            response.headers.pop(name, None)
    for name, value in headers.items():
        response.headers[name] = value


def redirect(
    location: str, *, keys: Sequence[str] = (), seconds_left: float | None = None, status: int = 302
) -> HttpResponse:
    response = HttpResponse(status=status)
    del response.headers["Content-Type"]
    response.headers["Content-Length"] = "0"
    response.headers["Location"] = location
    return finish(response, keys=keys, seconds_left=seconds_left)


def preflight() -> HttpResponse:
    """The answer to OPTIONS, the same at every address."""
    response = HttpResponse(status=204)
    del response.headers["Content-Type"]
    for name, value in {**PREFLIGHT, **CORS, "Cache-Control": "public, max-age=30"}.items():
        response.headers[name] = value
    return response


def is_known(request: HttpRequest, tag: str, modified: datetime | None) -> bool:
    """Whether the client has this already: weakly compared, by date only without a tag (RFC 9110, 13.2.2)."""
    tags = request.META.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return tags.strip() == "*" or any(bare(each) == tag for each in tags.split(","))
    since = request.META.get("HTTP_IF_MODIFIED_SINCE")
    if since is None or modified is None:
        return False
    seconds = parse_http_date_safe(since)
    return seconds is not None and int(modified.astimezone(UTC).timestamp()) <= seconds


def bare(tag: str) -> str:
    """A tag without its weakness, its quotes, and the mark of an encoding."""
    tag = tag.strip().removeprefix("W/")
    # Some encoders put their mark behind the quotes.
    return ENCODED_TAG.sub("", ENCODED_TAG.sub("", tag).strip('"'))


def finish(
    response: HttpResponse, *, keys: Sequence[str] = (), seconds_left: float | None = None
) -> HttpResponse:
    """Add what every public answer carries."""
    headers, status = response.headers, response.status_code
    for name, value in CORS.items():
        headers[name] = value
    headers["Vary"] = "Accept-Encoding"
    if status in CACHED:
        # Nothing may tell when there will be something: that would give an embargo away.
        left = BROWSER_SECONDS if status in NOTHING_THERE else seconds_left
        for name, value in life_headers(left).items():
            headers[name] = value
        if keys:
            carried = keys[:MOST]
            headers["Surrogate-Key"] = " ".join(carried)
            headers["Cache-Tag"] = ",".join(carried)
    else:
        headers["Cache-Control"] = "public, max-age=60" if status == 400 else "no-store"
    return response
