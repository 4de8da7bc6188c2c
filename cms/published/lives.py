"""How long caches may keep a public answer. The same for JSON and for files.

Nobody can purge a browser, so it keeps an answer for less than a minute. An edge that is purged by surrogate
keys keeps it for a day, and for a while longer where this server does not answer. One that nobody purges is
as a browser: what is withdrawn must not live longer there.
"""

from typing import Final

from django.conf import settings

BROWSER_SECONDS: Final = 30
EDGE_SECONDS: Final = 24 * 60 * 60
# Grace (RFC 5861): while a new answer is fetched, and while none can be had.
REVALIDATING_SECONDS: Final = 60
FAILING_SECONDS: Final = 24 * 60 * 60
FOR_GOOD: Final = float(EDGE_SECONDS + FAILING_SECONDS)


def life_headers(seconds_left: float | None = None) -> dict[str, str]:
    """For browsers, and for the edge (RFC 9213).

    `seconds_left`: for how long what is shown holds by the clock; None where it does until it is changed.
    Neither a life nor its grace is longer.
    """
    left = int(max(FOR_GOOD if seconds_left is None else seconds_left, 0))
    edge = for_purged_edge(left) if settings.EDGE_PURGE_URLS else f"max-age={min(BROWSER_SECONDS, left)}"
    return {
        "Cache-Control": f"public, max-age={min(BROWSER_SECONDS, left)}",
        "CDN-Cache-Control": edge,
        "Surrogate-Control": edge,
    }


def asked_again() -> dict[str, str]:
    """For what every cache has to ask for again each time, though it may keep what it has."""
    return dict.fromkeys(("Cache-Control", "CDN-Cache-Control", "Surrogate-Control"), "no-cache")


def for_purged_edge(left: int) -> str:
    life = min(EDGE_SECONDS, left)
    grace = left - life
    return (
        f"max-age={life}, stale-while-revalidate={min(REVALIDATING_SECONDS, grace)},"
        f" stale-if-error={min(FAILING_SECONDS, grace)}"
    )
