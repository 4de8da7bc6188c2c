"""The file behind a document: its name, its type, and how a browser is to treat it."""

import posixpath
from collections.abc import Iterable
from typing import Any
from unicodedata import category, normalize

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.http import content_disposition_header
from wagtail.documents.models import AbstractDocument

from cms.media.document_types import DOCUMENT_TYPES, SHOWN_IN_BROWSER, UNKNOWN_TYPE

LONGEST_NAME = 120


def upload(document: models.Model, filename: str) -> str:
    return f"documents/{filename}"


def readable_name(filename: str) -> str:
    """The name that a download gets: the uploaded one, without folders and control characters."""
    name = normalize("NFC", posixpath.basename(filename.replace("\\", "/")))
    name = "".join(" " if category(letter).startswith("C") else letter for letter in name).strip()
    stem, extension = posixpath.splitext(name)
    return stem[: LONGEST_NAME - len(extension)] + extension


class DocumentFieldFile(FieldFile):
    @property
    def url(self) -> str:
        # The storage knows no addresses; what a file belongs to does.
        return self.instance.url  # type: ignore[attr-defined]


class DocumentField(models.FileField):
    attr_class = DocumentFieldFile


class DocumentFile(AbstractDocument):
    file = DocumentField(upload_to=upload, verbose_name=AbstractDocument._meta.get_field("file").verbose_name)
    # Storage renames (spaces, a second "report.pdf"); readers get the name that the editor gave.
    original_name = models.CharField(max_length=255, blank=True, editable=False)

    class Meta(AbstractDocument.Meta):
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Also describes a new file (hash, size, name), through whichever door it came."""
        # Wagtail's upload of many stores the file before it saves the document.
        if self.file and not (self.file._committed and self.original_name):  # type: ignore[attr-defined]
            self.original_name = readable_name(str(self.file.name))
            self._set_document_file_metadata()
            if update_fields is not None:
                update_fields = {*update_fields, "file_size", "file_hash", "original_name"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def clean(self) -> None:
        super().clean()
        try:
            FileExtensionValidator(list(DOCUMENT_TYPES))(self.file)
        except ValidationError as error:
            raise ValidationError({"file": error.messages}) from error

    @property
    def filename(self) -> str:
        return self.original_name or posixpath.basename(str(self.file.name))

    @property
    def content_type(self) -> str:
        return DOCUMENT_TYPES.get(self.file_extension.lower(), UNKNOWN_TYPE)

    @property
    def content_disposition(self) -> str:
        """A header value (RFC 6266, with RFC 8187 for anything beyond ASCII)."""
        as_attachment = self.content_type not in SHOWN_IN_BROWSER
        return content_disposition_header(as_attachment, self.filename) or "inline"
