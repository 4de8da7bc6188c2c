"""`/embed/news.js`: the web component that partners put into their pages (docs/embeds.md).

Each version has an address of its own and never changes: partners name its hash (Subresource Integrity), and
a file that changed would not run there. `/embed/news.js` is the newest.
"""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from django.http import Http404, HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.docs import told
from api.reading import PublicView
from api.responses import respond

FOLDER: Final = Path(__file__).with_name("scripts")
JAVASCRIPT: Final = "text/javascript; charset=utf-8"
# By number, as partners name them. Of a version that has been tagged, neither file nor hash changes.
VERSIONS: Final = {1: "sha384-gjQFoPvWVkfOlwnOSKnuLKBHg3u/zNtviNXVkHGuu0GpjW3ZX8oNWp+LTIq+tH4Z"}
NEWEST: Final = max(VERSIONS)


@cache
def script(version: int) -> bytes:
    return (FOLDER / f"news-{version}.js").read_bytes()


def integrity(body: bytes) -> str:
    """As a `script` element names it (W3C Subresource Integrity)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(body).digest()).decode()


@extend_schema(exclude=True)
class ScriptView(PublicView):
    def get(self, request: Request) -> HttpResponse:
        self.values(request)
        return told(request, script(NEWEST), JAVASCRIPT)


@extend_schema(exclude=True)
class VersionView(PublicView):
    def get(self, request: Request, version: str) -> HttpResponse:
        self.values(request)
        if int(version) not in VERSIONS:
            raise Http404
        response = respond(request, script(int(version)), content_type=JAVASCRIPT)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
