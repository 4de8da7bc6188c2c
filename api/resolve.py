"""`/resolve/`: one call for a frontend's router (docs/addresses.md)."""

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented
from api.fields import parse
from api.listing import chosen_sites
from api.parameters import pages as parameters
from api.parameters.base import Context
from api.paths import end_of, keys_of, location, read_path, seconds_left
from api.reading import PublicView, item_body
from api.responses import respond
from api.shapes import item_shape
from cms.published.contract import contract
from cms.published.routes import OWN, route
from cms.published.sites import Sites, asking


class ResolveView(PublicView):
    parameters = parameters.RESOLVE

    @extend_schema(**documented.resolve)
    def get(self, request: Request) -> HttpResponse:
        return asking(lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> HttpResponse:
        values = self.values(request, sites)
        fields = parse(values["fields"], item_shape()) if "fields" in values else None
        asked = read_path(values["path"], "path")
        chosen = chosen_sites(values, Context(sites, contract))
        hops = route(asked, chosen, sites)
        keys = keys_of(asked, hops)
        item = end_of(hops, keys)
        if len(hops) == 1 and hops[0].how == OWN:
            body = b'{"outcome":"page","page":%b}' % item_body(item.content, fields)
        else:
            there, permanent = location(hops, asked.query, chosen)
            body = orjson.dumps({"outcome": "redirect", "location": there, "permanent": permanent})
        return respond(request, body, keys=keys, seconds_left=seconds_left(hops))
