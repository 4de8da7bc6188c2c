"""`/oembed/`: what to show of a page, for whoever was given its address (oembed.com, version 1.0)."""

from typing import Any, Final
from urllib.parse import SplitResult

import orjson
from django.http import HttpResponse
from django.template.loader import render_to_string
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented_embeds as documented
from api.embeds.words import words
from api.errors import Problem
from api.feeds.feed import shortened
from api.parameters import oembed as parameters
from api.parameters.base import Values
from api.parameters.pages import MIN_SEQUENCE
from api.paths import end_of, keys_of, read_path, seconds_left
from api.reading import PublicView, address, address_of
from api.responses import respond
from cms.published.find import Found
from cms.published.models import State
from cms.published.routes import REDIRECT, route
from cms.published.sites import Site, Sites, UnknownInSites, asking
from cms.published.surrogates import SITES_KEY

# Pixels, where there is room.
WIDTH: Final = 600
HEIGHT: Final = 560
# How long others may keep it, in seconds: what may change within it is in the frame, which is asked for anew.
AGE: Final = 60 * 60
USUAL_PORTS: Final = {"http": 80, "https": 443}


class ElsewhereProblem(Problem, UnknownInSites):
    """The address is of no site here, or not yet."""

    def __init__(self) -> None:
        super().__init__("not-found", "No site here has this address.", keys=[SITES_KEY])


class OEmbedView(PublicView):
    parameters = parameters.OEMBED

    def query(self, request: Request) -> list[tuple[str, str]]:
        """Without what it does not know: consumers send what they like (`dnt`, `discover`)."""
        known = {MIN_SEQUENCE.name, *self.parameters}
        return [each for each in super().query(request) if each[0] in known]

    @extend_schema(**documented.oembed)
    def get(self, request: Request) -> HttpResponse:
        return asking(lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> HttpResponse:
        values = self.values(request, sites)
        if values.get("format") == parameters.XML:
            raise Problem("not-implemented", "There is JSON alone.")
        url: SplitResult = values["url"]
        site = site_at(url, sites)
        asked = read_path(url.path or "/", "url")
        hops = route(asked, (site,), sites)
        keys = keys_of(asked, hops)
        if hops and hops[-1].item.state == State.WITHDRAWN:
            found, left = hops[-1].item, None
        else:
            found, left = end_of(hops, keys), seconds_left(hops)
        if hops[-1].how == REDIRECT:
            raise Problem("not-found", "This address leads to one that is no page here.", keys=keys)
        body = orjson.dumps(rich(found, values, sites))
        return respond(request, body, keys=keys, seconds_left=left)


def site_at(url: SplitResult, sites: Sites) -> Site:
    """The site whose pages have such addresses, by http or https alike."""
    host = (url.hostname or "").lower()
    scheme = url.scheme.lower()
    port = "" if url.port in (None, USUAL_PORTS[scheme]) else f":{url.port}"
    named = sites.hosts.get(f"[{host}]{port}" if ":" in host else f"{host}{port}")
    if named is None:
        raise ElsewhereProblem
    return sites.by_host[named]


def rich(found: Found, values: Values, sites: Sites) -> dict[str, Any]:
    """A quote with the link, which any page may show, and the card in a frame."""
    content = orjson.loads(found.content or "{}")
    site = sites.by_host.get(found.site or "")
    url = address_of(found) or ""
    title = content["title"] if found.is_public else withdrawn(found, content, url)
    width = min(WIDTH, values.get("maxwidth", WIDTH))
    height = min(HEIGHT, values.get("maxheight", HEIGHT))
    frame = {"src": address(f"/embed/pages/{found.id}/"), "width": width, "height": height}
    html = render_to_string("api/embeds/oembed.html", {**frame, "url": url, "title": title})
    provider = {"provider_name": site.name or site.host, "provider_url": f"{site.root_url}/"} if site else {}
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        **provider,
        "cache_age": max(0, min(AGE, int(found.seconds_left))) if found.is_public else AGE,
        "width": width,
        "height": height,
        "html": html,
    }


def withdrawn(found: Found, content: dict[str, Any], url: str) -> str:
    return shortened(f"{words(found.locale or '').withdrawn}: {content.get('note') or url}")
