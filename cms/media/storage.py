"""Where files are kept. A storage here has no address that anybody could be sent to.

What a file belongs to has one (`Image.url`, `Rendition.url`, `Document.url`), behind the views of
this room. Where Wagtail stores files of its own (editors' portraits), `url` leads to a view as well.
"""

from collections.abc import Iterator
from typing import Final

from django.core.files.storage import FileSystemStorage
from django.urls import reverse

PIECE: Final = 64 * 1024


class Private:
    """Mixed in before a storage."""

    def url(self, name: str | None) -> str:
        return reverse("media:private-stored", args=(name or "-",))

    def pieces(self, name: str, first: int, length: int) -> Iterator[bytes]:
        """`length` bytes of a file from byte `first` on. OSError: it can't be read."""
        with self.open(name, "rb") as file:  # type: ignore[attr-defined]
            file.seek(first)
            while length > 0:
                piece = file.read(min(PIECE, length))
                if not piece:
                    raise OSError(f"{name} is shorter than it should be")
                length -= len(piece)
                yield piece


class PrivateFiles(Private, FileSystemStorage):
    """A folder, `MEDIA_ROOT`."""
