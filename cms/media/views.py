"""The only way to a file: originals, renditions, documents (docs/decisions/0008).

Whatever is asked for and may not be had, unknown or secret, answers with one and the same 404.
"""

import logging
import posixpath
from datetime import timedelta
from hashlib import blake2b
from typing import Any, Final

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views import View

from cms.media.access import editor_may_have, key_of, partner_may_have, public_for, works_in_admin
from cms.media.addresses import admits
from cms.media.asked import IMAGE_TYPES, AskedDocument, AskedImage, Crowded, Missing
from cms.media.caching import cached, nothing, private
from cms.media.models import Image
from cms.media.streaming import send

logger = logging.getLogger(__name__)

# Wagtail keeps editors' portraits in the same storage.
PORTRAITS: Final = "avatar_images"


class FileView(View):
    """Whatever goes wrong on the way to a file has one answer."""

    http_method_names = ("get", "head", "options")

    def get(self, request: HttpRequest, **address: Any) -> HttpResponseBase:
        try:
            return self.answer(request, **address)
        except (Missing, FileNotFoundError):
            return self.not_found(**address)
        except Crowded:
            return later()
        except OSError as error:
            logger.error("%s: the storage does not answer: %s", request.path, error)
            return later()

    def answer(self, request: HttpRequest, **address: Any) -> HttpResponseBase:
        """The file, to whom it may be given; Missing or OSError else."""
        raise NotImplementedError

    def not_found(self, **address: Any) -> HttpResponseBase:
        return private(HttpResponse("Not found.\n", content_type="text/plain", status=404))


def later() -> HttpResponse:
    response = HttpResponse("Try again.\n", content_type="text/plain", status=503)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = "10"
    return response


class PublicFile(FileView):
    """For everybody, while something public shows the file. Asks for no session."""

    asks: type[AskedImage] | type[AskedDocument] = AskedImage

    def answer(self, request: HttpRequest, **address: Any) -> HttpResponseBase:
        asked, left = self.admitted(request, address)
        if asked.make(request):  # meanwhile it may have been taken away, and that the edge was told
            asked, left = self.admitted(request, address)
        answer = asked.send(request)
        return private(answer) if left is None else cached(answer, key_of(asked.file), left)

    def admitted(
        self, request: HttpRequest, address: dict[str, Any]
    ) -> tuple[AskedImage | AskedDocument, timedelta | None]:
        """What is asked for, and for how long everybody may have it; None where only who asks may, with a
        key. Raises Missing."""
        asked = self.asks(private=False, **address)
        left = public_for(asked.file)
        if left is None and not partner_may_have(request, asked.file):
            raise Missing
        return asked, left

    def not_found(self, **address: Any) -> HttpResponseBase:
        return nothing(super().not_found(), f"{self.asks.what}-{address['pk']}")


class PrivateFile(FileView):
    """For an editor with permission, and for whoever was given the address signed, for a while."""

    asks: type[AskedImage] | type[AskedDocument] = AskedImage

    def answer(self, request: HttpRequest, **address: Any) -> HttpResponseBase:
        asked = self.admitted(request, address)
        if asked.make(request):
            asked = self.admitted(request, address)
        return private(asked.send(request))

    def admitted(self, request: HttpRequest, address: dict[str, Any]) -> AskedImage | AskedDocument:
        """What is asked for, if it is given to who asks. Raises Missing."""
        asked = self.asks(private=True, **address)
        if not (given(request, asked) or editor_may_have(request.user, asked.file)):
            raise Missing
        return asked


def given(request: HttpRequest, asked: AskedImage | AskedDocument) -> bool:
    """Whether the address is signed for this file, its time has not come, and consent still lasts."""
    now = timezone.now()
    if isinstance(asked.file, Image) and not asked.file.may_be_public(now):
        return False
    return admits(asked.path, request.GET.get("until", ""), request.GET.get("key", ""), now)


class Portrait(FileView):
    """What Wagtail stores beside images and documents: portraits of editors, for editors."""

    def answer(self, request: HttpRequest, *, name: str = "", **address: Any) -> HttpResponseBase:
        folder, file = posixpath.split(name)
        content_type = IMAGE_TYPES.get(posixpath.splitext(file)[1].lower())
        # Exactly that folder: "avatar_images/../documents/…" begins with it too.
        if folder != PORTRAITS or content_type is None or not works_in_admin(request.user):
            raise Missing
        tag = blake2b(name.encode(), digest_size=16).hexdigest()
        return private(send(request, default_storage, name, tag=tag, content_type=content_type))
