"""Files in an S3 bucket go out through the same views; nobody is sent to the bucket."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from django.core.files.storage import storages
from django.test import Client

from cms.media.addresses import document_path, image_path
from cms.media.bucket import PrivateBucket
from cms.media.models import Document, Image

CONTENT = bytes(range(256)) * 1024
SPEC = "width-480|stripped|format-webp"


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as storing, reading (in parts) and deleting takes."""

    objects: ClassVar[dict[str, bytes]] = {}
    asked: ClassVar[list[str]] = []
    out_of_order: ClassVar[bool] = False

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", headers.pop("length", str(len(body))))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding", "").startswith("aws-chunked"):
            size, _, rest = body.partition(b"\r\n")
            body = rest[: int(size.split(b";")[0], 16)]
        self.objects[self.path] = body
        self.answer(200, ETag='"x"')

    def do_HEAD(self) -> None:
        if self.out_of_order:
            return self.answer(503)
        if self.path not in self.objects:
            return self.answer(404)
        return self.answer(200, length=str(len(self.objects[self.path])), ETag='"x"')

    def do_GET(self) -> None:
        content = self.objects.get(self.path)
        if self.out_of_order or content is None:
            return self.answer(503 if self.out_of_order else 404)
        self.asked.append(self.headers.get("Range", ""))
        if not (wanted := self.headers.get("Range")):
            return self.answer(200, content, ETag='"x"')
        first, last = (int(each) for each in wanted.removeprefix("bytes=").split("-"))
        described = f"bytes {first}-{last}/{len(content)}"
        return self.answer(206, content[first : last + 1], ETag='"x"', Content_Range=described)

    def do_DELETE(self) -> None:
        self.objects.pop(self.path, None)
        self.answer(204)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture(autouse=True)
def bucket(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Bucket]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "for-tests-only")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    options = {
        "bucket_name": "dateline",
        "endpoint_url": f"http://127.0.0.1:{server.server_port}",
        "region_name": "eu-central-1",
        "addressing_style": "path",
    }
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "cms.media.bucket.PrivateBucket", "OPTIONS": options},
    }
    Bucket.objects, Bucket.asked, Bucket.out_of_order = {}, [], False
    yield Bucket
    server.shutdown()
    server.server_close()


@pytest.fixture
def document(make_document: Callable[..., Document], show: Any) -> Document:
    document = make_document(CONTENT)
    show(f"document-{document.pk}")
    return document


def test_documents_come_through_our_view(client: Client, document: Document, bucket: type[Bucket]) -> None:
    assert isinstance(storages["default"], PrivateBucket)
    response = client.get(document_path(document))
    assert (response.status_code, b"".join(response)) == (200, CONTENT)
    assert bucket.objects


def test_a_part_is_asked_of_the_bucket_as_a_part(
    client: Client, document: Document, bucket: type[Bucket]
) -> None:
    response = client.get(document_path(document), headers={"Range": "bytes=1000-1999"})
    assert (response.status_code, b"".join(response)) == (206, CONTENT[1000:2000])
    assert bucket.asked == ["bytes=1000-1999"]


def test_images_are_rendered_from_the_bucket_and_into_it(
    client: Client, image: Image, show: Any, bucket: type[Bucket]
) -> None:
    show(f"image-{image.pk}")
    response = client.get(image_path(image, SPEC))
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert len(b"".join(response)) == int(response["Content-Length"])
    assert len(bucket.objects) == 2


def test_no_address_of_the_bucket_is_ever_given(
    image: Image, document: Document, bucket: type[Bucket]
) -> None:
    rendition = image.get_rendition("max-165x165")
    stored = storages["default"].url(document.file.name)
    for address in (
        image.file.url,
        rendition.url,
        rendition.file.url,
        document.url,
        document.file.url,
        stored,
    ):
        assert address.startswith("/files/private/")


def test_what_the_bucket_has_lost_is_not_found(
    client: Client, document: Document, bucket: type[Bucket]
) -> None:
    bucket.objects.clear()
    assert client.get(document_path(document)).status_code == 404


def test_a_bucket_that_does_not_answer_is_503(
    client: Client, document: Document, bucket: type[Bucket]
) -> None:
    bucket.out_of_order = True
    response = client.get(document_path(document))
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")


def test_an_empty_file_is_sent(client: Client, make_document: Callable[..., Document], show: Any) -> None:
    document = make_document(b"", "empty.txt")
    show(f"document-{document.pk}")
    response = client.get(document_path(document))
    assert (response.status_code, b"".join(response)) == (200, b"")
