"""`/changes/`: all that is public, and then what happens to it, for whoever keeps a copy."""

from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented_changes as documented
from api.errors import Lagging, TokenExpired
from api.parameters.base import Context, Values, pairs
from api.parameters.changes import AFTER, CHANGES, DEFAULT_LIMIT, NOW, Asked, asked_of
from api.reading import PublicView, address, ahead_of, put_on_record, trace
from api.responses import private, respond
from cms.published.ahead import Ahead
from cms.published.changes import held as held_too
from cms.published.changes import reading
from cms.published.changes.held import Both
from cms.published.changes.position import Token, write
from cms.published.changes.reading import Answer, Entry, Lost, NotYet
from cms.published.contract import contract
from cms.published.find import Found
from cms.published.moments import utc
from cms.published.sites import Sites, asking
from cms.published.surrogates import CHANGES_KEY


class ChangeListView(PublicView):
    parameters = CHANGES

    @extend_schema(**documented.changes)
    def get(self, request: Request) -> HttpResponse:
        return asking(lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> HttpResponse:
        given = self.values(request, sites)
        asked = asked_of(given, Context(sites, contract))
        ahead = ahead_of(request, given)
        try:
            if ahead:
                both = read_ahead(asked, given, sites, ahead)
                found, held = both.answer, both.held
            else:
                found, held = read(asked, given, sites), None
        except NotYet:
            raise Lagging from None
        except Lost:
            raise TokenExpired from None
        token = write(Token(found.position, asked.binding, asked.sites, held))
        body = {
            "items": [entry_json(each) for each in found.entries],
            "meta": {
                "next": following(request, token) if found.more else None,
                "token": token,
                "has_more": found.more,
            },
        }
        if ahead:
            put_on_record(request, ((entry_key(each), each.content) for each in found.entries))
            return private(orjson.dumps(body))
        return respond(request, orjson.dumps(body), keys=[CHANGES_KEY], asked_again=True)


def read(asked: Asked, given: Values, sites: Sites) -> Answer:
    limit = given.get("limit", DEFAULT_LIMIT)
    if given.get(AFTER.name) == NOW:
        return Answer([], reading.latest(sites), more=False)
    if asked.token is None:
        return reading.beginning(asked.part, limit, sites)
    return reading.since(asked.token.position, asked.part, limit, sites)


def read_ahead(asked: Asked, given: Values, sites: Sites, ahead: Ahead) -> Both:
    limit = given.get("limit", DEFAULT_LIMIT)
    if given.get(AFTER.name) == NOW:
        return held_too.now(sites)
    if asked.token is None:
        return held_too.first(asked.part, limit, sites, ahead)
    return held_too.following(asked.token, asked.part, limit, sites, ahead)


def entry_key(entry: Entry) -> str:
    key: str = entry.item.key if isinstance(entry.item, Found) else entry.item["key"]
    return key


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
