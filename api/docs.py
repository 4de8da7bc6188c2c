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
from cms.published.lives import BROWSER_SECONDS

PAGE = "text/html; charset=utf-8"
KEYS = ("openapi",)


@extend_schema(exclude=True)
class OpenApiView(PublicView):
    def get(self, request: Request) -> HttpResponse:
        self.values(request)
        return told(request, openapi.body(), "application/vnd.oai.openapi+json")


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
    return told(request, html.encode(), PAGE)


def told(request: Request, body: bytes, content_type: str) -> HttpResponse:
    """Changes with a new version of the software, of which no edge is told: it keeps this as browsers do."""
    return respond(request, body, keys=KEYS, seconds_left=BROWSER_SECONDS, content_type=content_type)
