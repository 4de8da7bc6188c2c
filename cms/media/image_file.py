"""The file behind an image: how it is measured, kept, described and turned into renditions."""

import logging
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha1
from io import BytesIO
from threading import Lock
from typing import IO, Any, Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import Storage
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, ImageOps
from PIL import Image as Picture
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    SourceImageIOError,
    WagtailImageField,
    WagtailImageFieldFile,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)

logger = logging.getLogger(__name__)

# One at a time in each web process, whoever asks: a gallery's fifty pictures must not take all cores from
# those who read, and a picture of 60 megapixels takes 600 MB while it is made smaller.
RENDERING: Final = Lock()
PLACEHOLDER_SIZE: Final = (16, 16)
LYING_DOWN: Final = {5, 6, 7, 8}
FILE_FACTS: Final = {"file_size", "file_hash", "placeholder", "width", "height"}


# Migrations name these three, so that they do not depend on where Wagtail keeps its own.
def upload(image: AbstractImage, filename: str) -> str:
    return get_upload_to(image, filename)


def rendition_upload(rendition: AbstractRendition, filename: str) -> str:
    return get_rendition_upload_to(rendition, filename)


def rendition_storage() -> Storage:
    return get_rendition_storage()


def placeholder(file: IO[bytes]) -> str:
    """A picture of at most 16 by 16 pixels as a data: URI.

    Reads the whole file, so it is also the proof that the file can be shown: a ValidationError
    says that it can't (cut off, not an image, a drawing such as SVG).
    """
    file.seek(0)
    try:
        with Picture.open(file) as picture:
            picture.thumbnail(PLACEHOLDER_SIZE)
            small = ImageOps.exif_transpose(picture).convert(
                "RGBA" if picture.has_transparency_data else "RGB"
            )
        output = BytesIO()
        small.save(output, "WEBP", quality=40)
    # Decoders raise whatever they stumble over: OSError, SyntaxError, struct.error, IndexError, …
    except Exception as error:
        raise ValidationError(_("This image can't be read. Is the file complete?"), "unreadable") from error
    finally:
        file.seek(0)
    return "data:image/webp;base64," + b64encode(output.getvalue()).decode()


class OrientedImageFile(WagtailImageFieldFile):
    def get_image_dimensions(self) -> tuple[int, int]:
        """Width and height as people see it.

        Cameras store an upright picture lying down, with a note that says how to turn it. Renditions
        are turned; taken from the file as it lies, size and focal point would be another picture's.
        """
        was_closed = self.closed
        try:
            self.open()
            with Picture.open(self.file) as picture:
                width, height = picture.size
                turned = picture.getexif().get(ExifTags.Base.Orientation) in LYING_DOWN
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)
        return (height, width) if turned else (width, height)

    @property
    def url(self) -> str:
        # The storage knows no addresses; what a file belongs to does.
        return self.instance.url


class OrientedImageField(WagtailImageField):
    attr_class = OrientedImageFile


class FileFilter(Filter):
    """A filter whose renditions belong to one file, not only to one image.

    Otherwise a request that has loaded the image just before its file is replaced stores the old
    picture as the new one's rendition.
    """

    def get_cache_key(self, image: AbstractImage) -> str:
        return sha1(f"{image.file_hash}:{super().get_cache_key(image)}".encode()).hexdigest()[:16]  # noqa: S324


class ImageFile:
    """What `Image` does with its file. Mixed in before Wagtail's AbstractImage."""

    file: Any
    placeholder: str
    file_hash: str

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Also describes a new file (hash, size, placeholder), through whichever door it came.

        ValidationError: the file can't be read as an image.
        """
        # Wagtail's upload of many stores the file before it saves the image.
        if self.file and not (self.file._committed and self.placeholder):
            with self.open_file() as file:  # type: ignore[attr-defined]
                self.placeholder = placeholder(file)
            self._set_image_file_metadata()  # type: ignore[attr-defined]
            if update_fields is not None:
                update_fields = {*update_fields, *FILE_FACTS}
        super().save(*args, update_fields=update_fields, **kwargs)  # type: ignore[misc]

    def clean_filter_for_svg(self, filter: Filter) -> Filter:
        # Every way to a rendition passes here.
        return FileFilter(super().clean_filter_for_svg(filter).spec)  # type: ignore[misc]

    def get_rendition(self, filter: Filter | str) -> AbstractRendition:
        """As Wagtail's; where the file is lost or broken, a rendition without `pk` and size.

        Wagtail's choosers do not expect the SourceImageIOError, and no page with such an image could be
        edited any more.
        """
        try:
            return super().get_rendition(filter)  # type: ignore[misc]
        except SourceImageIOError:
            none = self.get_rendition_model()(image=self, width=0, height=0)  # type: ignore[attr-defined]
            none.file.name = "not-found"
            return none

    def has_rendition(self, spec: str) -> bool:
        """Whether the rendition need not be made."""
        filter = self.clean_filter_for_svg(Filter(spec=spec))
        return bool(self.find_existing_renditions(filter))  # type: ignore[attr-defined]

    def create_rendition(self, filter: Filter) -> AbstractRendition:
        """As Wagtail's; of several who ask for the same at once, one makes it and the others wait for it.

        Otherwise each of them would, and all files but one would belong to nothing.
        """
        key = filter.get_cache_key(self)
        with transaction.atomic():
            with connection.cursor() as cursor:
                name = f"rendition {self.pk} {filter.spec} {key}"  # type: ignore[attr-defined]
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
            made = self.renditions.filter(filter_spec=filter.spec, focal_point_key=key)  # type: ignore[attr-defined]
            return made.first() or super().create_rendition(filter)  # type: ignore[misc]

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """As Wagtail's, but what can't be decoded counts as not found, as Wagtail's pages expect it."""
        try:
            with RENDERING:
                return super().generate_rendition_file(filter, source=source)  # type: ignore[misc]
        except (SourceImageIOError, InvalidFilterSpecError):
            raise
        except Exception as error:  # decoders raise anything, see placeholder()
            logger.warning("Image %s: no rendition %s: %s", self.pk, filter.spec, error)  # type: ignore[attr-defined]
            raise SourceImageIOError(str(error)) from error
