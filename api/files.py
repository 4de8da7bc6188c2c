"""`/images/{id}/` and `/documents/{id}/`: only what a public item shows (docs/decisions/0008)."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented
from api.errors import Problem
from api.reading import PublicView
from api.responses import respond
from cms.published import find


class FileView(PublicView):
    """`what` is the first part of the item's key."""

    what = ""

    def answer(self, request: Request, pk: str) -> HttpResponse:
        self.values(request)
        key = f"{self.what}-{pk}"
        found = find.file_by_key(key)
        if found is None:
            # Whether it was public once is not said: who showed it would be told by that.
            raise Problem("not-found", "Nothing public is here.", keys=[key])
        return respond(
            request,
            found.content.encode(),
            tag=found.etag,
            modified=found.changed_at,
            keys=[key],
            seconds_left=found.seconds_left,
        )


class ImageView(FileView):
    what = "image"

    @extend_schema(**documented.image)
    def get(self, request: Request, pk: str) -> HttpResponse:
        return self.answer(request, pk)


class DocumentView(FileView):
    what = "document"

    @extend_schema(**documented.document_file)
    def get(self, request: Request, pk: str) -> HttpResponse:
        return self.answer(request, pk)
