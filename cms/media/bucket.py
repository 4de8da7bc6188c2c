"""Files in an S3 bucket. Apart from cms.media.storage, so that only who uses a bucket loads its library."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]
from storages.backends.s3 import S3Storage

from cms.media.storage import PIECE, Private

Answer = TypeVar("Answer")


def reached(call: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer:
    """The answer of the bucket; what it refuses or can't do is an OSError, as it is with a folder."""
    try:
        return call(*args, **kwargs)
    except (BotoCoreError, ClientError) as error:
        raise OSError(f"The bucket: {error}") from error


class PrivateBucket(Private, S3Storage):
    """A bucket without public reading; nobody is ever sent to it, not even by a signed address."""

    default_acl = None
    querystring_auth = True
    file_overwrite = False

    def _open(self, name: str, mode: str = "rb") -> Any:
        return reached(super()._open, name, mode)

    def _save(self, name: str, content: Any) -> str:
        return reached(super()._save, name, content)

    def exists(self, name: str) -> bool:
        return reached(super().exists, name)

    def size(self, name: str) -> int:
        return reached(super().size, name)

    def delete(self, name: str) -> None:
        reached(super().delete, name)

    def pieces(self, name: str, first: int, length: int) -> Iterator[bytes]:
        """As Private's, but begun by the bucket at that byte, without a copy on this machine."""
        if length <= 0:
            return
        wanted = f"bytes={first}-{first + length - 1}"
        found = reached(self.bucket.Object(self._normalize_name(name)).get, Range=wanted)
        body = found["Body"]
        try:
            yield from body.iter_chunks(PIECE)
        except (BotoCoreError, ClientError) as error:
            raise OSError(f"The bucket: {error}") from error
        finally:
            body.close()
