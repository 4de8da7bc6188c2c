"""The only way to a file: originals, renditions, documents (architecture.md, *Files*).

Whatever is asked for and may not be had, unknown or secret, answers with one and the same 404.
"""

import logging
import posixpath
from hashlib import blake2b
from typing import Any, Final

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.views import View

from cms.media.access import editor_may_have, public_for, works_in_admin
from cms.media.addresses import AS_UPLOADED, JOINT, admits, document_path, image_path
from cms.media.caching import cached, nothing, private
from cms.media.models import Document, Image, Rendition
from cms.media.streaming import send

logger = logging.getLogger(__name__)

IMAGE_TYPES: Final = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
UNKNOWN_TYPE: Final = "application/octet-stream"
# Wagtail keeps editors' portraits in the same storage.
PORTRAITS: Final = "avatar_images"


class Missing(Exception):
    """There is nothing here, or nothing that this person may know of."""


class FileView(View):
    """One file. A subclass knows which (`find`), who may have it (`answer`), how it is sent (`body`)."""

    http_method_names = ("get", "head", "options")

    def get(self, request: HttpRequest, **address: Any) -> HttpResponseBase:
        try:
            return self.answer(request, **address)
        except (Missing, FileNotFoundError):
            return self.not_found(**address)
        except OSError as error:
            logger.error("%s: the storage does not answer: %s", request.path, error)
            response = HttpResponse("Try again.\n", content_type="text/plain", status=503)
            response.headers["Cache-Control"] = "no-store"
            response.headers["Retry-After"] = "10"
            return response

    def not_found(self, **address: Any) -> HttpResponseBase:
        return private(HttpResponse("Not found.\n", content_type="text/plain", status=404))


class PublicView(FileView):
    """For everybody, while something public shows the file. Asks for no session."""

    what: str

    def answer(self, request: HttpRequest, pk: int, **address: str) -> HttpResponseBase:
        file = self.find(pk, **address)
        left = public_for(file)
        if left is None:
            raise Missing
        return cached(self.body(request, file, **address), f"{self.what}-{pk}", left)

    def not_found(self, pk: int, **address: Any) -> HttpResponseBase:
        return nothing(super().not_found(), f"{self.what}-{pk}")


class PrivateView(FileView):
    """For an editor with permission, and for whoever was given the address signed, for a while."""

    def answer(self, request: HttpRequest, pk: int, **address: str) -> HttpResponseBase:
        file = self.find(pk, **address)
        if not (self.given(request, file, **address) or editor_may_have(request.user, file)):
            raise Missing
        return private(self.body(request, file, **address))

    def given(self, request: HttpRequest, file: Any, **address: str) -> bool:
        now = timezone.now()
        if isinstance(file, Image) and not file.may_be_public(now):
            return False
        until, key = request.GET.get("until", ""), request.GET.get("key", "")
        return admits(self.path(file, **address), until, key, now)


class ImageView:
    """An image's address must be exactly the one that we gave for that filter and that file."""

    what = "image"
    is_private = False

    def find(self, pk: int, spec: str, **rest: str) -> Image:
        image = Image.objects.select_related("collection").filter(pk=pk).first()
        if image is None or (spec == AS_UPLOADED and not self.is_private):
            raise Missing
        if self.path(image, spec) != self.request.path:  # type: ignore[attr-defined]
            raise Missing
        return image

    def path(self, image: Image, spec: str, **rest: str) -> str:
        return image_path(image, spec.replace(JOINT, "|"), private=self.is_private)

    def body(
        self, request: HttpRequest, image: Image, spec: str, signature: str, **rest: str
    ) -> HttpResponseBase:
        if spec == AS_UPLOADED:
            return send_image(request, image, signature)
        spec = spec.replace(JOINT, "|")
        rendition = image.get_rendition(spec)
        if rendition.pk is None:
            raise Missing
        try:
            return send_image(request, rendition, signature)
        except FileNotFoundError:
            # The row outlived its file (a restored backup, a rollback after it was cached).
            rendition.purge_from_cache()
            image.renditions.filter(pk=rendition.pk).delete()
            return send_image(request, image.get_rendition(spec), signature)


def send_image(request: HttpRequest, source: Image | Rendition, tag: str) -> HttpResponseBase:
    extension = posixpath.splitext(source.file.name)[1].lower()
    content_type = IMAGE_TYPES.get(extension, UNKNOWN_TYPE)
    return send(request, source.file.storage, source.file.name, tag=tag, content_type=content_type)


class DocumentView:
    """A document's address is its id; the name behind it is for people, and leads to today's."""

    what = "document"
    is_private = False

    def find(self, pk: int, **rest: str) -> Document:
        document = Document.objects.select_related("collection").filter(pk=pk).first()
        if document is None:
            raise Missing
        return document

    def path(self, document: Document, **rest: str) -> str:
        return document_path(document, private=self.is_private)

    def body(self, request: HttpRequest, document: Document, name: str, **rest: str) -> HttpResponseBase:
        if name != document.filename and not self.is_private:
            return HttpResponseRedirect(self.path(document))
        return send(
            request,
            document.file.storage,
            document.file.name,
            tag=document.file_hash,
            content_type=document.content_type,
            disposition=document.content_disposition,
        )


class PublicImage(ImageView, PublicView):
    pass


class PrivateImage(ImageView, PrivateView):
    is_private = True


class PublicDocument(DocumentView, PublicView):
    pass


class PrivateDocument(DocumentView, PrivateView):
    is_private = True


class Stored(FileView):
    """What Wagtail stores beside images and documents: portraits of editors, for editors."""

    def answer(self, request: HttpRequest, name: str) -> HttpResponseBase:
        folder, file = posixpath.split(name)
        content_type = IMAGE_TYPES.get(posixpath.splitext(file)[1].lower())
        # Exactly that folder: "avatar_images/../documents/…" begins with it too.
        if folder != PORTRAITS or content_type is None or not works_in_admin(request.user):
            raise Missing
        tag = blake2b(name.encode(), digest_size=16).hexdigest()
        return private(send(request, default_storage, name, tag=tag, content_type=content_type))
