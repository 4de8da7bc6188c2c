"""`/embed/pages/{id}/`: one public page as a card, in a frame: what oEmbed shows of it (docs/embeds.md)."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented_embeds as documented
from api.docs import PAGE
from api.embeds.cards import SIZES, card
from api.embeds.views import NOT_A_PAGE, policy
from api.embeds.words import day, words
from api.errors import Problem
from api.reading import PublicView, address, shown
from api.responses import finish, redirect, respond
from cms.published.find import Found, by_key
from cms.published.models import State


class PageCardView(PublicView):
    @extend_schema(**documented.page_card)
    def get(self, request: Request, pk: str) -> HttpResponse:
        self.values(request)
        key = f"page-{pk}"
        found = by_key(key)
        if found is None:
            raise Problem("not-found", "Nothing public is here.", keys=[key])
        body = render_to_string("api/embeds/page.html", said(found)).encode()
        if found.state == State.GONE:
            # Whoever reads a partner's page sees this: a problem's JSON would tell them nothing.
            response = finish(HttpResponse(body, content_type=PAGE, status=410), keys=[key])
        else:
            left = found.seconds_left if found.is_public else None
            response = respond(request, body, keys=[key], seconds_left=left, content_type=PAGE)
        for name, value in NOT_A_PAGE.items():
            response.headers[name] = value
        response.headers["Content-Security-Policy"] = policy(script=True)
        return response


def said(found: Found) -> dict[str, Any]:
    """The page's card; what is told in its place; or that it is no longer public."""
    own = words(found.locale or "")
    content = orjson.loads(found.content or "null")
    told = {"words": own, "sizes": SIZES, "title": "h1", "outside": True, "card": None, "notice": None}
    if found.is_public:
        made = card(content, own, ZoneInfo(settings.TIME_ZONE))
        return {**told, "card": made, "name": made.title, "here": address(f"/embed/pages/{found.id}/page/")}
    if found.state == State.WITHDRAWN and content:
        on = day(date.fromisoformat(content["date"]), own.language)
        return {**told, "notice": content, "day": on, "name": content["note"]}
    return {**told, "name": own.gone}


class OnwardView(PublicView):
    """Leads to the page itself: WordPress follows links of a card to the card's own host alone."""

    @extend_schema(**documented.onward)
    def get(self, request: Request, pk: str) -> HttpResponse:
        self.values(request)
        key = f"page-{pk}"
        found = shown(by_key(key), [key])
        there = orjson.loads(found.content)["meta"]["html_url"]
        return redirect(there, keys=[key], seconds_left=found.seconds_left)
