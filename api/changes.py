"""`/changes/`: all that is public, and then what happens to it, for whoever keeps a copy."""

from typing import Any, Final
from urllib.parse import urlencode

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented_changes as documented
from api.errors import Lagging, TokenExpired
from api.parameters.base import Context, pairs
from api.parameters.changes import AFTER, CHANGES, NOW, Asked, asked_of
from api.reading import PublicView, address, trace, utc
from api.responses import respond
from cms.published.changes import reading
from cms.published.changes.position import Token, write
from cms.published.changes.reading import Answer, Entry, Lost, NotYet
from cms.published.contract import contract
from cms.published.find import Found
from cms.published.sites import Sites, asking
from cms.published.surrogates import CHANGES_KEY

DEFAULT_LIMIT: Final = 20


class ChangeListView(PublicView):
    parameters = CHANGES

    @extend_schema(**documented.changes)
    def get(self, request: Request) -> HttpResponse:
        return asking(lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> HttpResponse:
        given = self.values(request, sites)
        asked = asked_of(given, Context(sites, contract))
        try:
            if given.get(AFTER.name) == NOW:
                found = Answer([], reading.latest(sites), more=False)
            else:
                found = read(asked, given.get("limit", DEFAULT_LIMIT), sites)
        except NotYet:
            raise Lagging from None
        except Lost:
            raise TokenExpired from None
        token = write(Token(found.position, asked.binding, asked.sites))
        body = {
            "items": [entry_json(each) for each in found.entries],
            "meta": {
                "next": following(request, token) if found.more else None,
                "token": token,
                "has_more": found.more,
            },
        }
        return respond(request, orjson.dumps(body), keys=[CHANGES_KEY], asked_again=True)


def read(asked: Asked, limit: int, sites: Sites) -> Answer:
    if asked.token is None:
        return reading.beginning(asked.part, limit, sites)
    return reading.since(asked.token.position, asked.part, limit, sites)


def entry_json(entry: Entry) -> dict[str, Any]:
    item = trace(entry.item) if isinstance(entry.item, Found) else entry.item
    return {
        "sequence": entry.sequence,
        "action": entry.folded.action,
        "at": utc(entry.at),
        "item": {**item, "previous_html_path": entry.folded.previous_html_path},
        "content": None if entry.content is None else orjson.Fragment(entry.content),
    }


def following(request: Request, token: str) -> str:
    given = pairs(request.META.get("QUERY_STRING", ""))
    kept = [(name, value) for name, value in given if name != AFTER.name]
    return address("changes/", urlencode([*kept, (AFTER.name, token)], safe=",:*"))
