"""`/resolve/`: one call for a frontend's router (api.md, *Pages*)."""

from typing import Final
from urllib.parse import quote

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented
from api.fields import parse
from api.listing import chosen_sites
from api.parameters import pages as parameters
from api.parameters.base import Context
from api.paths import Asked, spellings_of
from api.reading import PublicView, item_body, shown
from api.responses import respond
from api.shapes import item_shape
from cms.published import find
from cms.published.contract import contract
from cms.published.find import AtPath
from cms.published.sites import Site, Sites, asking
from cms.published.surrogates import path_key

# What may stand in a query as it is (RFC 3986, 3.4), and what is percent-encoded already.
OF_A_QUERY: Final = "%=&?/:@!$'()*+,;~"


class ResolveView(PublicView):
    parameters = parameters.RESOLVE

    @extend_schema(**documented.resolve)
    def get(self, request: Request) -> HttpResponse:
        return asking(lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> HttpResponse:
        values = self.values(request, sites)
        fields = parse(values["fields"], item_shape()) if "fields" in values else None
        asked = spellings_of(values["path"], "path")
        chosen = chosen_sites(values, Context(sites, contract))
        at = find.by_path(asked.path, asked.others, chosen, sites)
        keys = [path_key(asked.path)]
        item = shown(at.item if at else None, keys)
        if at is None or at.how == "own":
            body = b'{"outcome":"page","page":%b}' % item_body(item.content, fields)
        else:
            body = redirection(at, asked, chosen)
        return respond(request, body, keys=[item.key, *keys], seconds_left=item.seconds_left)


def redirection(at: AtPath, asked: Asked, chosen: tuple[Site, ...] | None) -> bytes:
    """Where to go instead: a path on the one site asked for, else a full address. A query goes along."""
    item = at.item
    location = quote(item.html_path or "/")
    if chosen is None or [site.host for site in chosen] != [item.site]:
        location = f"{item.root_url}{location}"
    if asked.query:
        location = f"{location}?{quote(asked.query, safe=OF_A_QUERY)}"
    # A placeholder leads to its original only until it is translated, and nothing is adopted for good.
    permanent = at.how not in ("alias", "adopted")
    answer = {"outcome": "redirect", "location": location, "permanent": permanent}
    return orjson.dumps(answer)
