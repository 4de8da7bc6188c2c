"""`/site/` and `/sites/`: what a site says of itself, and the network."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented_site as documented
from api.errors import Problem
from api.paging import whole_list
from api.parameters.base import Context
from api.parameters.pages import standing_in
from api.parameters.site import OF_A_SITE, OF_THE_NETWORK, asked_of, languages_of
from api.reading import PublicView
from api.responses import respond
from cms.published.contract import contract
from cms.published.network import network, said_by
from cms.published.sites import Sites, asking
from cms.published.surrogates import list_keys

LABEL = "wagtailcore.Site"


class SiteView(PublicView):
    parameters = OF_A_SITE

    @extend_schema(**documented.site)
    def get(self, request: Request) -> HttpResponse:
        return asking(lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> HttpResponse:
        asked = asked_of(self.values(request, sites), Context(sites, contract))
        keys = list_keys((LABEL,), asked.all)
        said = said_by(asked.site, asked.all, sites)
        if said is None:
            raise Problem("not-found", "The site does not speak this language.", keys=keys)
        return respond(
            request,
            said.content.encode(),
            tag=said.etag,
            keys=[said.key, *keys],
            seconds_left=said.seconds_left,
        )


class SiteListView(PublicView):
    parameters = OF_THE_NETWORK

    @extend_schema(**documented.site_list)
    def get(self, request: Request) -> HttpResponse:
        return asking(lambda sites: self.answer(request, sites))

    def answer(self, request: Request, sites: Sites) -> HttpResponse:
        values = self.values(request, sites)
        tags = languages_of(values, None)
        instead = standing_in(values, tags)
        locales = (*tags, *instead) if tags else None
        found = network(locales, sites)
        return respond(
            request,
            whole_list([each.content.encode() for each in found]),
            keys=[*list_keys((LABEL,), locales or ()), *(each.key for each in found)],
            seconds_left=min((each.seconds_left for each in found), default=None),
        )
