"""`/preview/`: one draft, for whoever holds a link to it (docs/preview.md)."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented
from api.errors import Problem
from api.parameters import pages as parameters
from api.reading import PublicView, item_body
from api.responses import PRIVATE, private
from api.rich_text import HTML
from cms.published.drafts import NotOpen, drafts


class PreviewView(PublicView):
    parameters = parameters.PREVIEW

    @extend_schema(**documented.preview)
    def get(self, request: Request) -> HttpResponse:
        values = self.values(request)
        try:
            draft = drafts.open(values["token"])
        except NotOpen as refusal:
            raise Problem("preview-refused", str(refusal)) from None
        return private(item_body(draft.decode(), None, values.get("rich_text_format", HTML)))

    def finalize_response(  # type: ignore[override]  # as in PublicView
        self, request: Request, response: HttpResponse, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A refusal is nobody's to keep either: its address has the token in it."""
        for name, value in PRIVATE.items():
            response.headers[name] = value
        return response
