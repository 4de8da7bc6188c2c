"""What an address asks for: which file, and how it is sent. Who may have it: cms.media.views."""

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Final

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.crypto import constant_time_compare

from cms.launch.overload import STEP_ASIDE
from cms.media.addresses import AS_UPLOADED, JOINT, document_path, document_stamp, image_path
from cms.media.models import Document, Image, Rendition
from cms.media.streaming import send

IMAGE_TYPES: Final = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
UNKNOWN_TYPE: Final = "application/octet-stream"


class Missing(Exception):
    """There is nothing here, or nothing that this person may know of."""


class Crowded(Exception):
    """Too many wait for pictures that are still to be made."""


@dataclass(frozen=True)
class AskedImage:
    """An image's address must be exactly the one that we gave for that filter and that file."""

    what: ClassVar = "image"
    private: bool
    pk: int
    signature: str
    spec: str
    name: str

    @cached_property
    def file(self) -> Image:
        image = Image.objects.select_related("collection").filter(pk=self.pk).first()
        if image is None or (self.is_upload and not self.private):
            raise Missing
        ours = image_path(image, self.filter, private=self.private)
        if not constant_time_compare(ours.rpartition("/images/")[2], self.tail):
            raise Missing
        return image

    @property
    def tail(self) -> str:
        """The address behind `/images/`, as it was asked."""
        return "/".join((str(self.pk), self.signature, self.spec, self.name))

    @property
    def is_upload(self) -> bool:
        return self.spec == AS_UPLOADED

    @property
    def filter(self) -> str:
        return self.spec.replace(JOINT, "|")

    @property
    def path(self) -> str:
        return image_path(self.file, self.filter, private=self.private)

    def make(self, request: HttpRequest) -> bool:
        """Have it made where it is not there yet, and say whether that took a while. Raises Crowded."""
        if self.is_upload or self.file.has_rendition(self.filter):
            return False
        step_aside = request.META.get(STEP_ASIDE)
        if step_aside and not step_aside():
            raise Crowded
        self.file.get_rendition(self.filter)
        return True

    def send(self, request: HttpRequest) -> HttpResponseBase:
        if self.is_upload:
            return send_image(request, self.file, self.signature)
        rendition = self.file.get_rendition(self.filter)
        if rendition.pk is None:
            raise Missing
        try:
            return send_image(request, rendition, self.signature)
        except FileNotFoundError:
            # The row outlived its file (a restored backup, a rollback after it was cached).
            rendition.purge_from_cache()
            self.file.renditions.filter(pk=rendition.pk).delete()
            return send_image(request, self.file.get_rendition(self.filter), self.signature)


def send_image(request: HttpRequest, source: Image | Rendition, tag: str) -> HttpResponseBase:
    extension = posixpath.splitext(source.file.name)[1].lower()
    content_type = IMAGE_TYPES.get(extension, UNKNOWN_TYPE)
    return send(request, source.file.storage, source.file.name, tag=tag, content_type=content_type)


@dataclass(frozen=True)
class AskedDocument:
    """A document's address is its id; one with a former file's stamp or name leads to today's."""

    what: ClassVar = "document"
    private: bool
    pk: int
    stamp: str
    name: str

    @cached_property
    def file(self) -> Document:
        document = Document.objects.select_related("collection").filter(pk=self.pk).first()
        if document is None:
            raise Missing
        return document

    @property
    def path(self) -> str:
        return document_path(self.file, private=self.private)

    def make(self, request: HttpRequest) -> bool:
        return False

    def send(self, request: HttpRequest) -> HttpResponseBase:
        todays = document_stamp(self.file), self.file.filename
        if not self.private and (self.stamp, self.name) != todays:
            return HttpResponseRedirect(self.path)
        return send(
            request,
            self.file.file.storage,
            str(self.file.file.name),
            tag=self.file.file_hash,
            content_type=self.file.content_type,
            disposition=self.file.content_disposition,
        )
