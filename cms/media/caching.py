"""How long an answer with a file may be kept, and by whom (docs/decisions/0008)."""

from datetime import timedelta

from django.http import HttpResponseBase

from cms.published.lives import BROWSER_SECONDS, life_headers


def cached(response: HttpResponseBase, key: str, left: timedelta) -> HttpResponseBase:
    """A public answer, that no cache keeps longer than `left`, grace included."""
    headers = response.headers
    if response.status_code == 416:  # of no use to the next
        headers["Cache-Control"] = "no-store"
        return response
    for name, value in life_headers(left.total_seconds()).items():
        headers[name] = value
    headers["Surrogate-Key"] = headers["Cache-Tag"] = key
    headers["Vary"] = "Accept-Encoding"
    # Frontends on other hosts show it, and draw it on a canvas.
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def nothing(response: HttpResponseBase, key: str) -> HttpResponseBase:
    """A public 404: short everywhere, for nothing may tell when it will end."""
    return cached(response, key, timedelta(seconds=BROWSER_SECONDS))


def private(response: HttpResponseBase) -> HttpResponseBase:
    """For one person, once."""
    response.headers["Cache-Control"] = "private, no-store"
    return response
