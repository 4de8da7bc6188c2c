"""How long caches may keep a public answer (api.md, *Caching*). The same for JSON and for files.

Nobody can purge a browser, so it keeps an answer for less than a minute. An edge that is purged by
surrogate keys could keep it for a day; nothing purges one yet, and until something does, what is
withdrawn must not live longer there than in a browser.
"""

from typing import Final

BROWSER_SECONDS: Final = 30
EDGE_SECONDS: Final = 30


def life_headers(seconds_left: float | None = None) -> dict[str, str]:
    """For browsers, and for the edge (RFC 9213). No life is longer than what is shown holds by the clock."""
    left = EDGE_SECONDS if seconds_left is None else max(int(seconds_left), 0)
    edge = f"max-age={min(EDGE_SECONDS, left)}"
    return {
        "Cache-Control": f"public, max-age={min(BROWSER_SECONDS, left)}",
        "CDN-Cache-Control": edge,
        "Surrogate-Control": edge,
    }
