"""Pictures from the folder of an item's file into the image library, each once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha1
from io import BytesIO
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as Decoder

from cms.media.alts import main_language
from cms.media.models import Image
from newsroom.ninjs.figures import Picture

TITLE_LENGTH: Final = 255


@dataclass
class Library:
    """Finds the files of one item's pictures, in `folder` and below it and nowhere else.

    `credit` and `licence` are what the operator says of pictures of which the source says nothing.
    """

    folder: Path
    credit: str = ""
    licence: str = ""
    notes: list[str] = field(default_factory=list)
    stored: list[Image] = field(default_factory=list)

    @cached_property
    def main_language(self) -> str:
        return main_language()

    def file(self, picture: Picture) -> Path | None:
        """The picture's file, or None where it is not there. No address leads out of the folder.

        A relative address is a path; of an address on the web, only the file's name counts: deliveries
        put the files beside the item. Nothing is ever fetched.
        """
        try:
            parts = urlsplit(picture.address)
            path = unquote(parts.path)
            name = Path(path).name if parts.scheme or parts.netloc or path.startswith("/") else path
            found = (self.folder / name).resolve()
            inside = found.is_relative_to(self.folder.resolve())
            return found if name and inside and found.is_file() else None
        except (OSError, ValueError, RuntimeError):  # a name too long, a NUL, a circle of links
            return None

    def content(self, picture: Picture) -> bytes | None:
        """The bytes of the picture; None, and a note, where there is no file that can be used."""
        file = self.file(picture)
        name = picture.address.rpartition("/")[2] or "without an address"
        if file is None:
            self.notes.append(f"picture not there: {name}")
        elif file.suffix.lower().lstrip(".") not in settings.WAGTAILIMAGES_EXTENSIONS:
            self.notes.append(f"no picture of a kind that can be used: {name}")
        elif file.stat().st_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
            self.notes.append(f"picture too large: {name}")
        else:
            try:
                return file.read_bytes()
            except OSError as error:
                self.notes.append(f"picture cannot be read: {name} ({error.strerror})")
        return None

    def hashes(self, pictures: list[Picture]) -> list[str]:
        """What the files are now, so that a picture that arrives later makes the item new."""
        return [hash_of(self.file(picture)) for picture in pictures]

    def image(self, picture: Picture, language: str) -> Image | None:
        """The picture in the image library: the one that is there already, or a new one.

        `language`: that of the text which it comes with.
        """
        content = self.content(picture)
        if content is None:
            return None
        known = Image.objects.filter(file_hash=sha1(content, usedforsecurity=False).hexdigest()).first()
        if known:
            return self.told(known, picture.alt, language)
        name = Path(unquote(urlsplit(picture.address).path)).name
        try:
            check_size(content)
            image = Image(
                title=(picture.title or picture.caption or name)[:TITLE_LENGTH],
                file=ContentFile(content, name=name),
                caption=picture.caption,
                credit=picture.credit or self.credit,
                licence=picture.licence or self.licence,
            )
            image.say(picture.alt, language, self.main_language)
            image.save()
        except ValidationError as error:
            self.notes.append(f"picture cannot be used: {name} ({' '.join(error.messages)})")
            return None
        self.stored.append(image)
        if not (image.credit and image.licence):
            self.notes.append(f"picture without credit or licence: {name}")
        return image

    def told(self, image: Image, alt: str, language: str) -> Image:
        """The image with what was not known of it when it came; what is known of it stays."""
        lacking = [name for name in ("credit", "licence") if getattr(self, name) and not getattr(image, name)]
        for name in lacking:
            setattr(image, name, getattr(self, name))
        describes = bool(alt) and image.alt_in(language, self.main_language).language != language
        if describes:
            image.say(alt, language, self.main_language)
        if lacking or describes:
            image.save()
        return image

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Takes back the files that were stored where the item fails: the database forgets them by itself."""
        try:
            yield
        except BaseException:
            for image in self.stored:
                image.file.storage.delete(image.file.name)
            raise


def hash_of(file: Path | None) -> str:
    """`""` for a file that is not there, or that cannot be read: `content` says so."""
    try:
        return sha1(file.read_bytes(), usedforsecurity=False).hexdigest() if file else ""
    except OSError:
        return ""


def check_size(content: bytes) -> None:
    """ValidationError where decoding would need more memory than an upload may."""
    try:
        with Decoder.open(BytesIO(content)) as picture:
            pixels = picture.width * picture.height
    except (OSError, ValueError, Decoder.DecompressionBombError) as error:
        raise ValidationError("not an image") from error
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError("more pixels than an upload may have")
