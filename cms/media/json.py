"""What readers get of an image and of a document, and the JSON Schemas of it."""

import posixpath
from datetime import datetime
from typing import Any, Final

from cms.json_schema import (
    ANY_PROSE,
    ANY_TEXT,
    FLAG,
    INTEGER,
    NULL,
    NUMBER,
    PROSE,
    TEXT,
    URL,
    Schema,
    array,
    nullable,
    one_of,
    record,
)
from cms.media.addresses import absolute, document_path, expiring
from cms.media.alts import Alt
from cms.media.licences import TERMS
from cms.media.models import Document, Image
from cms.media.renditions import MEDIA_TYPES, ORIGINAL, address, renditions

JSON = dict[str, Any]

# Kinds of files that may have transparent parts, which JPEG would fill.
TRANSPARENT: Final = {".png", ".gif", ".webp", ".avif"}


def image_json(image: Image, alt: Alt, expires: datetime | None = None) -> JSON:
    """The whole image. With `expires`, its addresses are private ones, good until that moment.

    Does not ask whether the image may be shown (consent, collection): that is the caller's.
    """
    fallback = "png" if posixpath.splitext(image.file.name)[1].lower() in TRANSPARENT else "jpeg"
    name, url = TERMS[image.licence] if image.licence else (None, None)
    return {
        "id": image.pk,
        "alt": alt.text,
        "alt_locale": alt.language or None,
        "decorative": False,
        "caption": image.caption or None,
        "credit": image.credit or None,
        "licence": {"name": name, "url": url} if name else None,
        "width": image.width,
        "height": image.height,
        "focal_point": focal_point(image),
        "src": address(image, f"stripped|format-{fallback}", expires),
        "renditions": renditions(image, fallback, expires),
        "placeholder": image.placeholder or None,
    }


def image_card(image: JSON) -> JSON:
    """An image object as it is in a card: uncropped WebP alone; no caption, licence or placeholder."""
    card = {key: image[key] for key in IMAGE_CARD_FIELDS}
    card["renditions"] = [
        each
        for each in image["renditions"]
        if (each["type"], each["ratio"]) == (MEDIA_TYPES["webp"], ORIGINAL)
    ]
    return card


def document_json(document: Document, expires: datetime | None = None) -> JSON:
    """The document; `size` in bytes. With `expires`, its address is a private one, good until then."""
    path = document_path(document, private=expires is not None)
    return {
        "id": document.pk,
        "title": document.title,
        "url": absolute(expiring(path, expires) if expires else path),
        "filename": document.filename,
        "content_type": document.content_type,
        "size": document.file_size,
        "language": document.language or None,
        "accessible": document.accessible,
    }


def focal_point(image: Image) -> JSON | None:
    """Relative to width and height: 0 is left and top, 1 right and bottom."""
    if image.focal_point_x is None or image.focal_point_y is None:
        return None
    return {
        "x": round(min(image.focal_point_x / image.width, 1), 4),
        "y": round(min(image.focal_point_y / image.height, 1), 4),
    }


MAYBE_TEXT: Final = nullable(TEXT)
SIZE: Final[Schema] = {**INTEGER, "minimum": 1}
SHARE: Final[Schema] = {**NUMBER, "minimum": 0, "maximum": 1}

RENDITION_SCHEMA: Final = record(
    {
        "url": URL,
        "width": SIZE,
        "height": SIZE,
        "type": {**ANY_TEXT, "description": "Media type: image/avif, image/webp, image/jpeg, image/png."},
        "ratio": {**ANY_TEXT, "description": "`original`, or a ratio that this installation offers: `16:9`."},
    }
)
IMAGE_FIELDS: Final[dict[str, Schema]] = {
    "id": INTEGER,
    "alt": {**ANY_PROSE, "description": "Empty where the image is decorative."},
    "alt_locale": {
        **nullable(ANY_TEXT),
        "description": "BCP 47: the language that `alt` is in, which may be another one than the page's.",
    },
    "decorative": FLAG,
    "caption": nullable(PROSE),
    "credit": MAYBE_TEXT,
    "licence": one_of(record({"name": ANY_TEXT, "url": nullable(URL)}), NULL),
    "width": SIZE,
    "height": SIZE,
    "focal_point": one_of(record({"x": SHARE, "y": SHARE}), NULL),
    "src": {**URL, "description": "In full size."},
    "renditions": {**array(RENDITION_SCHEMA), "description": "Sorted by ratio, type and width."},
    "placeholder": {**nullable(ANY_TEXT), "description": "A tiny version as a data: URI."},
}
IMAGE_CARD_FIELDS: Final = (
    "id", "alt", "alt_locale", "decorative", "credit", "width", "height", "focal_point", "src", "renditions"
)  # fmt: skip
DOCUMENT_FIELDS: Final[dict[str, Schema]] = {
    "id": INTEGER,
    "title": ANY_PROSE,
    "url": URL,
    "filename": ANY_TEXT,
    "content_type": ANY_TEXT,
    "size": {**nullable(INTEGER), "minimum": 0, "description": "In bytes."},
    "language": {**nullable(ANY_TEXT), "description": "BCP 47."},
    "accessible": {**ANY_TEXT, "enum": ["yes", "no", "unknown"]},
}
SCHEMAS: Final[dict[str, Schema]] = {
    "Image": record(IMAGE_FIELDS),
    "CardImage": record({name: IMAGE_FIELDS[name] for name in IMAGE_CARD_FIELDS}),
    "Document": record(DOCUMENT_FIELDS),
}
