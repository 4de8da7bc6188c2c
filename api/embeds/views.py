"""`/embed/news.html` and `/embed/news/`: news in a partner's page, without a script (docs/embeds.md)."""

from typing import Any, Final
from zoneinfo import ZoneInfo

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented_embeds as documented
from api.docs import PAGE
from api.embeds import refusals
from api.embeds.cards import SIZES, card
from api.embeds.words import words
from api.errors import Problem
from api.kept import Finished, kept_or_made
from api.listing import Request as ListRequest
from api.listing import label_language, listing
from api.pages import keys_of_list
from api.parameters import embeds as parameters
from api.parameters.base import Context, Values
from api.parameters.feeds import of_news
from api.reading import PublicView
from cms.published import lists
from cms.published.ahead import Ahead
from cms.published.contract import contract
from cms.published.lists import Answer
from cms.published.sites import Sites

# Of parameters that choose how it looks, and not what there is.
LOOKS: Final = {each.name for each in (parameters.LOOK, parameters.PICTURES, parameters.HEADING)}
NOT_A_PAGE: Final = {"X-Robots-Tag": "noindex"}


def policy(*, script: bool = False) -> str:
    """Of what stands in a frame: nothing but our own style and pictures, and anybody may show it.

    In a sandbox `'self'` is what not every browser takes for this host, so that it is named too.
    """
    own = f"'self' {settings.PUBLIC_URL}"
    return (
        f"default-src 'none'; style-src {own}; img-src {own};{f' script-src {own};' if script else ''}"
        " base-uri 'none'; form-action 'none'; frame-ancestors *"
    )


class NewsView(PublicView):
    """`refusal`: the template of what is shown where its address is wrong, with the problem's own status."""

    parameters = parameters.NEWS
    path: str
    template: str
    refusal: str
    # Whether it is a page of its own, whose links lead out of a frame.
    outside = False

    def made(self, request: Request) -> HttpResponse:
        return kept_or_made(request, lambda sites: self.answer(request, sites), PAGE)

    def handle_exception(self, error: Exception) -> HttpResponse:  # type: ignore[override]  # Django's own
        """Whoever reads a partner's page sees this: a problem's JSON would tell them nothing."""
        response: HttpResponse = super().handle_exception(error)
        if isinstance(error, Problem) and error.kind.status in refusals.STATUSES:
            try:
                query = self.query(self.request)
            except Problem:  # that is what is wrong
                query = []
            response.content = render_to_string(self.refusal, refusals.shown_instead(error, query)).encode()
            response.headers["Content-Type"] = PAGE
        return response

    def finalize_response(  # type: ignore[override]
        self, request: Request, response: HttpResponse, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        for name, value in NOT_A_PAGE.items():
            response.headers[name] = value
        if self.outside:
            response.headers["Content-Security-Policy"] = policy()
        return response

    def answer(self, request: Request, sites: Sites) -> Finished:
        context = Context(sites, contract)
        values = of_news(self.values(request, sites), context)
        asked, found = listed(self.path, values, context)
        shown = shown_as(values, asked, found, context)
        # Of a page of its own, the heading is the first; within a page it goes below that page's.
        above, title = ("h1", "h2") if self.outside or not shown["heading"] else ("h2", "h3")
        more = {"outside": self.outside, "above": above, "title": title}
        return Finished(
            body=render_to_string(self.template, {**shown, **more}).encode(),
            keys=(*keys_of_list(values, asked, found), *(each.key for each in found.items)),
            ends=found.ends,
            now=found.now,
            validity=found.validity,
        )

    def asks(self, values: Values, context: Context, ahead: Ahead | None = None) -> ListRequest:
        """`ahead`: an embed is everybody's, and never is."""
        return news(self.path, of_news(values, context), context)


def listed(path: str, values: Values, context: Context) -> tuple[ListRequest, Answer]:
    asked = news(path, values, context)
    return asked, lists.pages(asked.listing, context.sites)


def news(path: str, values: Values, context: Context) -> ListRequest:
    chosen = {name: value for name, value in values.items() if name not in LOOKS}
    chosen.setdefault("limit", parameters.DEFAULT_LIMIT)
    return listing(path, chosen, context, (lists.CARD,))


def shown_as(values: Values, asked: ListRequest, found: Answer, context: Context) -> dict[str, Any]:
    """What the templates of a list need."""
    chosen = asked.listing.filters
    locale = chosen.locales[0] if chosen.locales else label_language(chosen.sites, context)
    own = words(locale)
    pictures = values.get("images") != parameters.NONE
    return {
        "words": own,
        "locale": locale,
        "look": values.get("look", parameters.CARDS),
        "heading": values.get("heading", own.news),
        "cards": [
            card(item, own, zone_of(item, context.sites), pictures=pictures)
            for item in (orjson.loads(each.card or "{}") for each in found.items)
        ],
        "sizes": SIZES,
    }


def zone_of(item: dict[str, Any], sites: Sites) -> ZoneInfo:
    site = sites.by_host.get(item["meta"]["site"])
    return site.time_zone if site else ZoneInfo(settings.TIME_ZONE)


class FragmentView(NewsView):
    path, template = "/embed/news.html", "api/embeds/list.html"
    refusal = "api/embeds/refused.html"

    @extend_schema(**documented.fragment)
    def get(self, request: Request) -> HttpResponse:
        return self.made(request)


class FrameView(NewsView):
    path, template, outside = "/embed/news/", "api/embeds/frame.html", True
    refusal = "api/embeds/frame_refused.html"

    @extend_schema(**documented.frame)
    def get(self, request: Request) -> HttpResponse:
        return self.made(request)
