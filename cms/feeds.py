"""Where feeds are: what a site tells of its own, and what a hub is told has changed.

Any other filter makes a feed of its own (`api.feeds`), which nobody can name beforehand.
"""

from typing import Final
from urllib.parse import urlencode

from django.conf import settings

# By the end of their address: the media type.
FORMS: Final = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
    # Its items are ninjs, the list is JSON.
    "ninjs": "application/json",
}
NEWS: Final = "/feeds/news"


def address(form: str, host: str, locale: str) -> str:
    """Of a site's news in a language."""
    asked = urlencode({"site": host, "locale": locale}, safe=":")
    return f"{settings.PUBLIC_URL}{NEWS}.{form}?{asked}"


def topics(host: str, locale: str, *, first: bool) -> list[str]:
    """The addresses that a hub is told of. `first`: with those that name neither site nor language, which are
    those of the default site in its own."""
    plain = [f"{settings.PUBLIC_URL}{NEWS}.{form}" for form in FORMS] if first else []
    return [*plain, *(address(form, host, locale) for form in FORMS)]
