"""The addresses of files. Whoever holds one still needs a right to it: see cms.media.views.

Each file has two: a *public* one, which is part of stored JSON and answers while something public
shows the file, and a *private* one, which answers an editor with permission, or anybody who was
given it signed, for a while (`expiring`). They differ so that no cache between editor and server
can answer one with the other.

Each changes when its file does (an image's also with the focal point), so that no cache shows the old one
where the new one is meant. An image's carries a signature over image, file and filter: nobody can have
renditions made that nobody offered.
"""

import posixpath
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

if TYPE_CHECKING:
    from cms.media.models import Document, Image

# In place of a filter: the file itself, with all that the camera wrote into it. Never public.
AS_UPLOADED: Final = "uploaded"
EXTENSIONS: Final = {
    "format-avif": ".avif",
    "format-jpeg": ".jpg",
    "format-webp": ".webp",
    "format-png": ".png",
}

SALT: Final = "cms.media.addresses"
# Filters are joined by "|", which no address may hold unescaped.
JOINT: Final = "~"


def image_path(image: "Image", spec: str, *, private: bool = False) -> str:
    """The path of a rendition; `spec` is a filter in Wagtail's words, or AS_UPLOADED (private only)."""
    if spec == AS_UPLOADED and not private:
        raise ValueError("A file as it was uploaded has no public address.")
    focus = (image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height)
    stamp = sha256(f"{image.file_hash}{focus}".encode()).hexdigest()[:12]
    # Public and private differ here too: who holds the one can't make the other of it.
    signature = sign(f"{'private' if private else 'public'}:{image.pk}:{spec}:{stamp}:{image.file_hash}")
    name = stamp + extension(image, spec)
    return reverse(
        "media:private-image" if private else "media:image",
        args=(image.pk, signature, spec.replace("|", JOINT), name),
    )


def extension(image: "Image", spec: str) -> str:
    """The ending of an address: that of the filter's format, else that of the file."""
    for operation in spec.split("|"):
        if operation in EXTENSIONS:
            return EXTENSIONS[operation]
    return posixpath.splitext(image.file.name)[1].lower()


def document_path(document: "Document", *, private: bool = False) -> str:
    """The path of a document. What is behind the id is for caches and for people; the id decides."""
    name = "media:private-document" if private else "media:document"
    return reverse(name, args=(document.pk, document_stamp(document), document.filename))


def document_stamp(document: "Document") -> str:
    """What changes with the file, though its name and size may stay."""
    return sha256(document.file_hash.encode()).hexdigest()[:12]


def expiring(path: str, until: datetime) -> str:
    """A private path that answers whoever has it, until that moment."""
    moment = str(int(until.timestamp()))
    return f"{path}?{urlencode({'until': moment, 'key': sign(f'{path}?{moment}')})}"


def admits(path: str, until: str, key: str, now: datetime) -> bool:
    """Whether `until` and `key` come from `expiring` for this path, and the moment has not come."""
    if not constant_time_compare(key, sign(f"{path}?{until}")):
        return False
    return now.timestamp() < int(until)


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def sign(text: str) -> str:
    """128 bits, in letters and digits. The key is not SECRET_KEY: stored JSON outlives that one."""
    return salted_hmac(SALT, text, secret=settings.FILE_SIGNING_KEY, algorithm="sha256").hexdigest()[:32]
