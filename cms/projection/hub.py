"""Telling a WebSub hub which feeds have changed, so that who has subscribed there is told at once.

WebSub leaves open how a publisher tells its hub; hubs take what PubSubHubbub 0.4 has for it, a form with
`hub.mode=publish` and a `hub.url` for each feed.
"""

from collections.abc import Iterable
from urllib.parse import urlencode
from urllib.request import Request

from django.conf import settings
from procrastinate.contrib.django import app as queue
from procrastinate.types import JSONValue

from cms import feeds
from cms.projection.edge import ON_THEIR_WAY_SECONDS, problem
from cms.published.contract import contract
from cms.published.models import PublishedSite
from cms.published.surrogates import SITES_KEY, list_key

# By name: the task is made of what stands here.
PING_TASK = "cms.projection.tasks.ping"
# A hub fetches at once: it is not to get what the edge has not forgotten yet.
AFTER_THE_EDGE_SECONDS = ON_THEIR_WAY_SECONDS + 2


class PingFailed(Exception):
    """A hub has not said that it has heard."""


def ping_later(keys: Iterable[str]) -> None:
    """A job for the worker, there once the change is committed. `keys`: what has changed, as for the edge."""
    if settings.WEBSUB_HUB and (changed := topics(set(keys))):
        wait = AFTER_THE_EDGE_SECONDS if settings.EDGE_PURGE_URLS else 0
        urls: list[JSONValue] = [*changed]
        queue.configure_task(PING_TASK, schedule_in={"seconds": wait}).defer(urls=urls)


def topics(keys: set[str]) -> list[str]:
    """The feeds that carry one of these keys."""
    types = contract.types_with("kind")
    return [
        url
        for site in PublishedSite.objects.order_by("site_id")
        for locale in site.locales
        if keys & {SITES_KEY, *(list_key(label, locale) for label in types)}
        for url in feeds.topics(site.host, locale, first=site.is_default and locale == site.default_locale)
    ]


def ping(urls: list[str]) -> None:
    """Tell the hub; nobody, where there is none any more since the job was made. Raises PingFailed."""
    if not settings.WEBSUB_HUB:
        return
    body = urlencode([("hub.mode", "publish"), *(("hub.url", url) for url in urls)]).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    request = Request(settings.WEBSUB_HUB, data=body, method="POST", headers=headers)  # noqa: S310
    if wrong := problem(request):
        raise PingFailed(f"{settings.WEBSUB_HUB}: {wrong}")
