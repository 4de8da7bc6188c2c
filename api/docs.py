"""`/openapi.json`, `/docs/` and the pages that problems point to. Nothing comes from a third host."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import openapi
from api.problems import KINDS
from api.reading import PublicView, address
from api.responses import respond

PAGE = "text/html; charset=utf-8"
# For the document and the page alike: they change only with a new version of the software.
KEYS = ("openapi",)


@extend_schema(exclude=True)
class OpenApiView(PublicView):
    def get(self, request: Request) -> HttpResponse:
        self.values(request)
        return respond(request, openapi.body(), keys=KEYS, content_type="application/vnd.oai.openapi+json")


@extend_schema(exclude=True)
class DocsView(PublicView):
    def get(self, request: Request) -> HttpResponse:
        self.values(request)
        return page(request, "api/docs.html", {"document": address("openapi.json")})


@extend_schema(exclude=True)
class ProblemListView(PublicView):
    def get(self, request: Request) -> HttpResponse:
        self.values(request)
        return page(request, "api/problems.html", {"kinds": KINDS.values()})


@extend_schema(exclude=True)
class ProblemView(PublicView):
    def get(self, request: Request, name: str) -> HttpResponse:
        self.values(request)
        if name not in KINDS:
            raise Http404
        return page(request, "api/problem.html", {"kind": KINDS[name]})


def page(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    html = render_to_string(template, {**context, "here": settings.PUBLIC_URL})
    return respond(request, html.encode(), keys=KEYS, content_type=PAGE)
