"""How long an answer with a file may be kept, and by whom (api.md, *Caching*)."""

from datetime import timedelta
from typing import Final

from django.http import HttpResponseBase

# Nobody can purge a browser; the edge is purged by the file's key.
IN_BROWSER: Final = 30
AT_EDGE: Final = 86_400
STALE: Final = 60
STALE_ON_ERROR: Final = 86_400


def cached(response: HttpResponseBase, key: str, left: timedelta) -> HttpResponseBase:
    """A public answer, that no cache keeps longer than `left`, grace included."""
    seconds = max(int(left.total_seconds()), 0)
    life = min(AT_EDGE, seconds)
    edge = (
        f"max-age={life}, stale-while-revalidate={min(STALE, seconds - life)}, "
        f"stale-if-error={min(STALE_ON_ERROR, seconds - life)}"
    )
    headers = response.headers
    if response.status_code == 416:  # of no use to the next
        headers["Cache-Control"] = "no-store"
        return response
    headers["Cache-Control"] = f"public, max-age={min(IN_BROWSER, seconds)}"
    headers["Surrogate-Control"] = headers["CDN-Cache-Control"] = edge
    headers["Surrogate-Key"] = headers["Cache-Tag"] = key
    headers["Vary"] = "Accept-Encoding"
    # Frontends on other hosts show it, and draw it on a canvas.
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def nothing(response: HttpResponseBase, key: str) -> HttpResponseBase:
    """A public 404: short everywhere, for nothing may tell when it will end."""
    return cached(response, key, timedelta(seconds=IN_BROWSER))


def private(response: HttpResponseBase) -> HttpResponseBase:
    """For one person, once."""
    response.headers["Cache-Control"] = "private, no-store"
    return response
