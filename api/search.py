"""`/search/` and `/search/suggest/`: pages by their words (docs/decisions/0031)."""

from typing import Any, Final

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented
from api.kept import Finished, kept_or_made
from api.listing import Request as ListRequest
from api.listing import filters, listing
from api.pages import fields_of, keys_of_list, list_body, parts, record_listed
from api.parameters import pages as parameters
from api.parameters.base import Context, Values
from api.reading import PublicView, ahead_of
from cms.published import lists
from cms.published.ahead import Ahead
from cms.published.completions import Completed, completed
from cms.published.contract import contract
from cms.published.sites import Sites
from cms.published.suggestions import meant
from cms.published.surrogates import NAMED_BY_ITEMS, list_keys

MOST_SUGGESTED: Final = 10


class SearchView(PublicView):
    parameters = parameters.SEARCHES

    @extend_schema(**documented.search)
    def get(self, request: Request) -> HttpResponse:
        return kept_or_made(request, lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> Finished:
        values = self.values(request, sites)
        fields = fields_of(values)
        ahead = ahead_of(request, values)
        asked = self.asks(values, Context(sites, contract), ahead)
        found = lists.pages(asked.listing, sites)
        record_listed(request, asked, found)
        suggestions = [] if found.total else meant(asked.listing.filters)
        following = asked.cursors.following(self.query(request), found.last)
        return Finished(
            body=list_body(found, fields, following, suggestions=suggestions),
            keys=(*keys_of_list(values, asked, found), *(each.key for each in found.items)),
            ends=found.ends,
            now=found.now,
            validity=found.validity,
            is_private=ahead is not None,
        )

    def asks(self, values: Values, context: Context, ahead: Ahead | None = None) -> ListRequest:
        chosen = as_list(values)
        return listing("search/", chosen, context, parts(fields_of(values)), marked=True, ahead=ahead)


class SuggestView(PublicView):
    parameters = parameters.SUGGEST

    @extend_schema(**documented.suggest)
    def get(self, request: Request) -> HttpResponse:
        return kept_or_made(request, lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> Finished:
        among = filters(as_list(self.values(request, sites)), Context(sites, contract))
        assert among.search is not None  # noqa: S101  `q` is required
        found = completed(among, among.search, sites)
        return Finished(
            body=suggest_body(found),
            keys=(
                *list_keys((), among.languages, facets=NAMED_BY_ITEMS),
                *(each.key for each in found.titles if each.key),
            ),
            ends=found.ends,
            now=found.now,
            validity=found.validity,
        )


def as_list(values: Values) -> Values:
    """The same as parameters of a list, which calls `q` `search`."""
    return {
        parameters.SEARCH.name if name == parameters.QUERY.name else name: values[name] for name in values
    }


def suggest_body(found: Completed) -> bytes:
    """Names and pages first, for that is where readers want to go; but half of the room is for words."""
    words = found.words[: max(MOST_SUGGESTED // 2, MOST_SUGGESTED - len(found.titles))]
    items: list[dict[str, Any]] = [
        {"text": title.text, "page": orjson.Fragment(title.card) if title.card else None}
        for title in found.titles[: MOST_SUGGESTED - len(words)]
    ]
    return orjson.dumps({"items": [*items, *({"text": word, "page": None} for word in words)]})
