"""`/topics/`, `/organisations/`, `/countries/`, `/regions/`, `/sdgs/`, `/kinds/`: the terms in use."""

from typing import Any, Final

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request

from api import documented
from api.kept import Finished, kept_or_made
from api.listing import DEFAULT_LIMIT, filters, label_language
from api.paging import Cursors, list_meta
from api.parameters import pages as parameters
from api.parameters.base import Context
from api.reading import PublicView
from cms.published.contract import contract
from cms.published.orders import After, a_text
from cms.published.sites import Sites
from cms.published.surrogates import list_keys
from cms.published.terms import Term, terms

# A term's place says all: it needs no id beside it.
NO_ID: Final = 1


class TermListView(PublicView):
    """`name` is the filter that takes the terms, `path` where they are listed."""

    name: str
    path: str
    parameters = parameters.TERMS

    def get(self, request: Request) -> HttpResponse:
        return kept_or_made(request, lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> Finished:
        context = Context(sites, contract)
        values = self.values(request, sites)
        chosen = filters(values, context)
        cursors = Cursors(self.path, values, a_text)
        after = cursors.place()
        found = terms(self.name, chosen, label_language(chosen.sites, context), sites)
        following = [each for each in found.all if after is None or each.place > after.value]
        first = values.get("offset", 0)
        last = first + values.get("limit", DEFAULT_LIMIT)
        shown = following[first:last]
        place = After(shown[-1].place, NO_ID) if following[last:] else None
        meta = list_meta(len(found.all), cursors.following(self.query(request), place))
        return Finished(
            body=orjson.dumps({"meta": meta, "items": [self.json(each) for each in shown]}),
            keys=tuple(list_keys(values.get("type", ()), chosen.languages, facets=[self.name])),
            ends=found.ends,
            now=found.now,
            validity=found.validity,
        )

    def json(self, term: Term) -> dict[str, Any]:
        return {"value": term.value, "label": term.label, "count": term.count}


@extend_schema_view(get=extend_schema(**documented.terms["topics"]))
class TopicListView(TermListView):
    name, path = "topic", "topics/"

    def json(self, term: Term) -> dict[str, Any]:
        item = term.item or {}
        parent = item.get("parent") or {}
        return {
            **super().json(term),
            "description": item.get("description"),
            "parent": parent.get("value"),
        }


@extend_schema_view(get=extend_schema(**documented.terms["organisations"]))
class OrganisationListView(TermListView):
    name, path = "organisation", "organisations/"


@extend_schema_view(get=extend_schema(**documented.terms["countries"]))
class CountryListView(TermListView):
    name, path = "country", "countries/"


@extend_schema_view(get=extend_schema(**documented.terms["regions"]))
class RegionListView(TermListView):
    name, path = "region", "regions/"


@extend_schema_view(get=extend_schema(**documented.terms["sdgs"]))
class SdgListView(TermListView):
    name, path = "sdg", "sdgs/"


@extend_schema_view(get=extend_schema(**documented.terms["kinds"]))
class KindListView(TermListView):
    name, path = "kind", "kinds/"
