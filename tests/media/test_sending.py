"""How a file is sent: heads, parts, nothing twice, and names that survive."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from cms.media.addresses import document_path, image_path
from cms.media.models import Document, Image
from cms.published.models import PublishedItem
from tests.media.conftest import picture

SPEC = "width-480|stripped|format-webp"
CONTENT = bytes(range(256)) * 1024


@pytest.fixture
def address(make_document: Callable[..., Document], show: Callable[..., PublishedItem]) -> str:
    document = make_document(CONTENT)
    show(f"document-{document.pk}")
    return document_path(document)


def sent(response: Any) -> bytes:
    return b"".join(response) if response.streaming else response.content


def test_head_tells_what_get_would(client: Client, address: str) -> None:
    head, get = client.head(address), client.get(address)
    assert head.status_code == get.status_code == 200
    assert dict(head.headers) == dict(get.headers)
    assert head["Content-Length"] == str(len(CONTENT))
    assert head.content == b""
    assert sent(get) == CONTENT


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(address: str, method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_client_that_has_the_file_does_not_get_it_again(client: Client, address: str) -> None:
    etag = client.get(address)["ETag"]
    for tags in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        response = client.get(address, headers={"If-None-Match": tags})
        assert (response.status_code, response.content) == (304, b"")
        assert response["ETag"] == etag
        assert response["Surrogate-Key"]
        assert response["Cache-Control"] == "public, max-age=30"
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_an_address_that_is_not_public_is_no_304(client: Client, address: str) -> None:
    etag = client.get(address)["ETag"]
    PublishedItem.objects.all().delete()
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "part", "described"),
    [
        ("bytes=0-99", CONTENT[:100], "bytes 0-99/262144"),
        ("bytes=262000-", CONTENT[262000:], "bytes 262000-262143/262144"),
        ("bytes=-10", CONTENT[-10:], "bytes 262134-262143/262144"),
        ("bytes=100-999999", CONTENT[100:], "bytes 100-262143/262144"),
        ("bytes=-999999", CONTENT, "bytes 0-262143/262144"),
        ("bytes=70000-140000", CONTENT[70000:140001], "bytes 70000-140000/262144"),
    ],
)
def test_a_part_can_be_asked_for(
    client: Client, address: str, asked: str, part: bytes, described: str
) -> None:
    response = client.get(address, headers={"Range": asked})
    assert (response.status_code, response["Content-Range"]) == (206, described)
    assert response["Content-Length"] == str(len(part))
    assert sent(response) == part


@pytest.mark.parametrize("asked", ["bytes=262144-", "bytes=-0", "bytes=999999999-1000000000"])
def test_a_part_that_is_not_there_is_416(client: Client, address: str, asked: str) -> None:
    response = client.get(address, headers={"Range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */262144")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=5-2",
        "bytes=-",
        "bytes=a-b",
        "lines=1-2",
        "bytes=0-1,5-6",
        "bytes=" + "9" * 50 + "-",
        "",
        "bytes=٣-٤",
    ],
)
def test_what_is_no_range_is_the_whole_file(client: Client, address: str, asked: str) -> None:
    response = client.get(address, headers={"Range": asked.encode().decode("latin-1")})
    assert (response.status_code, len(sent(response))) == (200, len(CONTENT))


def test_a_part_of_a_file_that_has_changed_is_the_whole_new_file(client: Client, address: str) -> None:
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"Range": "bytes=0-9", "If-Range": etag}).status_code == 206
    assert client.get(address, headers={"Range": "bytes=0-9", "If-Range": '"older"'}).status_code == 200


def test_an_empty_file_is_sent(client: Client, make_document: Callable[..., Document], show: Any) -> None:
    document = make_document(b"", "empty.txt")
    show(f"document-{document.pk}")
    response = client.get(document_path(document))
    assert (response.status_code, response["Content-Length"], sent(response)) == (200, "0", b"")


@pytest.mark.parametrize(
    ("name", "content_type", "disposition"),
    [
        ("report.pdf", "application/pdf", 'inline; filename="report.pdf"'),
        (
            "Bericht über Flüchtlinge.pdf",
            "application/pdf",
            "inline; filename*=utf-8''" + quote("Bericht über Flüchtlinge.pdf"),
        ),
        ("تقرير.docx", None, "attachment; filename*=utf-8''" + quote("تقرير.docx")),
        ('say "hi"; x=1.csv', "text/csv; charset=utf-8", 'attachment; filename="say \\"hi\\"; x=1.csv"'),
        ("page.html", "application/octet-stream", 'attachment; filename="page.html"'),
        ("drawing.svg", "application/octet-stream", 'attachment; filename="drawing.svg"'),
        ("100% sure? #1.txt", "text/plain; charset=utf-8", 'attachment; filename="100% sure? #1.txt"'),
    ],
)
def test_documents_keep_their_names_and_none_is_run(
    client: Client,
    make_document: Callable[..., Document],
    show: Any,
    name: str,
    content_type: str | None,
    disposition: str,
) -> None:
    document = make_document(name=name)
    show(f"document-{document.pk}")
    response = client.get(document_path(document))
    assert response.status_code == 200
    assert response["Content-Disposition"] == disposition
    assert response["Content-Type"] == content_type or content_type is None


def test_line_breaks_in_a_name_do_not_reach_a_header(
    client: Client, make_document: Callable[..., Document], show: Any
) -> None:
    document = make_document(name="a\r\nSet-Cookie: b.pdf")
    show(f"document-{document.pk}")
    response = client.get(document_path(document))
    assert response.status_code == 200
    assert "\n" not in response["Content-Disposition"]
    assert "Set-Cookie" not in response


def test_a_second_file_of_the_same_name_keeps_it_too(make_document: Callable[..., Document]) -> None:
    first, second = make_document(name="Report 2024.pdf"), make_document(name="Report 2024.pdf")
    assert first.file.name != second.file.name
    assert first.filename == second.filename == "Report 2024.pdf"


def test_a_replaced_image_changes_its_address_and_the_old_one_ends(
    client: Client, image: Image, show: Any, make_image: Callable[..., Image]
) -> None:
    show(f"image-{image.pk}")
    before = image_path(image, SPEC)
    assert client.get(before).status_code == 200
    image.file = make_image(picture(color="red")).file
    image.file._committed = False
    image.save()
    after = image_path(image, SPEC)
    assert after != before
    assert client.get(before).status_code == 404
    response = client.get(after)
    assert response.status_code == 200
    assert response["ETag"]


def test_a_picture_that_cannot_be_decoded_is_not_found(client: Client, image: Image, show: Any) -> None:
    show(f"image-{image.pk}")
    path = Path(image.file.path)
    path.write_bytes(path.read_bytes()[:300])
    assert client.get(image_path(image, SPEC)).status_code == 404
    path.write_bytes(b"not a picture at all")
    assert client.get(image_path(image, SPEC)).status_code == 404


def test_a_storage_that_does_not_answer_is_503_and_kept_by_nobody(
    client: Client, address: str, media_folder: Path
) -> None:
    [stored] = (media_folder / "documents").iterdir()
    stored.unlink()
    stored.mkdir()
    response = client.get(address)
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
    assert response["Retry-After"]
