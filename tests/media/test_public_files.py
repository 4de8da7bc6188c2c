"""A file is public exactly while something public shows it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import BaseViewRestriction, Collection, CollectionViewRestriction

from cms.media.addresses import document_path, image_path
from cms.media.json import document_json
from cms.media.models import Document, Image
from cms.published.models import PublishedItem, State
from tests.media.conftest import image_json

SPEC = "width-480|stripped|format-webp"

Show = Callable[..., PublishedItem]


def addresses(image: Image) -> list[str]:
    shown = image_json(image)
    return [urlsplit(each).path for each in (shown["src"], *(one["url"] for one in shown["renditions"]))]


def body(response: Any) -> bytes:
    return b"".join(response) if response.streaming else response.content


def test_nobody_gets_files_that_nothing_public_shows(
    client: Client, image: Image, document: Document
) -> None:
    for address in (*addresses(image), document_path(document)):
        assert client.get(address).status_code == 404


def test_files_of_a_public_item_are_there_and_may_be_kept_for_less_than_a_minute(
    client: Client, image: Image, document: Document, show: Show
) -> None:
    show(f"image-{image.pk}", f"document-{document.pk}")
    for address in (*addresses(image), document_path(document)):
        response = client.get(address)
        assert response.status_code == 200, address
        assert body(response)
        assert response["Cache-Control"] == "public, max-age=30"
        assert response["Surrogate-Control"] == response["CDN-Cache-Control"]
        assert response["Surrogate-Key"] == response["Cache-Tag"]
        assert "Set-Cookie" not in response
        assert response["Vary"] == "Accept-Encoding"
        assert "Content-Language" not in response
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'"
        assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get(addresses(image)[0])["Surrogate-Key"] == f"image-{image.pk}"


def test_each_rendition_is_what_its_json_says(client: Client, image: Image, show: Show) -> None:
    show(f"image-{image.pk}")
    for rendition in image_json(image)["renditions"]:
        response = client.get(urlsplit(rendition["url"]).path)
        assert response["Content-Type"] == rendition["type"]
        assert int(response["Content-Length"]) == len(body(response))
    assert {(each.width, each.height) for each in image.renditions.all()} == {
        (480, 240),
        (960, 480),
        (1000, 500),
    }


@pytest.mark.parametrize("state", [State.GONE, State.WITHDRAWN])
def test_files_leave_with_the_item(
    client: Client, image: Image, document: Document, show: Show, state: str
) -> None:
    item = show(f"image-{image.pk}", f"document-{document.pk}")
    every = (*addresses(image), document_path(document))
    assert {client.get(address).status_code for address in every} == {200}
    item.state = state
    item.save()
    assert {client.get(address).status_code for address in every} == {404}


def test_files_of_an_item_that_is_not_yet_or_no_longer_visible_are_not_there(
    client: Client, image: Image, document: Document, show: Show
) -> None:
    now, hour = timezone.now(), timedelta(hours=1)
    show(f"image-{image.pk}", f"document-{document.pk}", since=now + hour)
    show(f"image-{image.pk}", f"document-{document.pk}", since=now - 2 * hour, until=now - hour, pk=43)
    for address in (*addresses(image), document_path(document)):
        assert client.get(address).status_code == 404


def test_no_cache_keeps_a_file_longer_than_its_item_is_visible(
    client: Client, document: Document, show: Show
) -> None:
    show(f"document-{document.pk}", until=timezone.now() + timedelta(seconds=20))
    response = client.get(document_path(document))
    browser = int(response["Cache-Control"].rpartition("=")[2])
    assert 0 < browser <= 20
    assert 0 < int(response["Surrogate-Control"].rpartition("=")[2]) <= 20


def test_files_of_a_private_collection_are_never_public(
    client: Client, make_document: Callable[..., Document], private_collection: Collection, show: Show
) -> None:
    document = make_document(collection=private_collection.add_child(name="Below it"))
    show(f"document-{document.pk}")
    assert client.get(document_path(document)).status_code == 200
    CollectionViewRestriction.objects.create(
        collection=private_collection, restriction_type=BaseViewRestriction.LOGIN
    )
    assert client.get(document_path(document)).status_code == 404


def test_unknown_and_not_public_answer_alike(client: Client, document: Document, image: Image) -> None:
    unknown = client.get(f"/files/documents/{document.pk + 1}/123456789abc/report.pdf")
    for address in (
        document_path(document),
        addresses(image)[0],
        "/files/documents/99999999999999999999/123456789abc/x.pdf",
    ):
        response = client.get(address)
        assert (response.status_code, response.content) == (404, unknown.content)
        assert set(response.headers) == set(unknown.headers)
        assert response["Cache-Control"] == unknown["Cache-Control"] == "public, max-age=30"


def test_nothing_in_the_media_folder_has_an_address(
    client: Client, image: Image, document: Document, show: Show, media_folder: Path
) -> None:
    show(f"image-{image.pk}", f"document-{document.pk}")
    image.get_rendition(SPEC)
    stored = [str(path.relative_to(media_folder)) for path in media_folder.rglob("*") if path.is_file()]
    assert len(stored) == 3
    for name in stored:
        for guess in (
            f"/media/{name}",
            f"/files/{name}",
            f"/static/{name}",
            f"/{name}",
            f"/files/private/stored/{name}",
        ):
            assert client.get(guess).status_code == 404
    for guess in (
        f"/documents/{document.pk}/{document.filename}",
        f"/images/{image.pk}/original/",
        f"/files/images/{image.pk}/",
        f"/files/images/{image.pk}/x/original/{image.file_hash}.jpg",
        f"/files/images/{image.pk}/x/uploaded/{image.file_hash}.jpg",
    ):
        assert client.get(guess).status_code == 404


def test_a_forged_address_has_no_rendition_made(client: Client, image: Image, show: Show) -> None:
    show(f"image-{image.pk}")
    genuine = image_path(image, SPEC)
    signature = genuine.split("/")[4]
    forged = [
        genuine.replace(signature, signature[::-1]),
        genuine.replace("width-480", "width-481"),
        genuine.replace("width-480", "no-such-thing"),
        genuine.replace(".webp", ".jpg"),
        genuine.replace(f"/{image.pk}/", f"/{image.pk + 1}/"),
        genuine.replace("~", "%7C"),
        image_path(image, SPEC, private=True).replace("/private", ""),
        genuine.replace(SPEC.replace("|", "~"), "uploaded"),
    ]
    for address in forged:
        assert address != genuine
        assert client.get(address).status_code == 404, address
    assert not image.renditions.exists()


def test_the_file_as_uploaded_has_no_public_address(image: Image) -> None:
    with pytest.raises(ValueError, match="no public address"):
        image_path(image, "uploaded")


def test_another_signing_key_ends_all_addresses_but_another_secret_key_none(
    client: Client, image: Image, show: Show, settings: Any
) -> None:
    show(f"image-{image.pk}")
    address = image_path(image, SPEC)
    settings.SECRET_KEY = "quite another"
    assert client.get(address).status_code == 200
    settings.FILE_SIGNING_KEY = "quite another"
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("part", [-1, -2])
def test_a_document_under_a_former_name_or_stamp_leads_to_todays(
    client: Client, document: Document, show: Show, part: int
) -> None:
    parts = document_path(document).split("/")
    parts[part] = "former"
    former = "/".join(parts)
    assert client.get(former).status_code == 404
    show(f"document-{document.pk}")
    response = client.get(former)
    assert (response.status_code, response["Location"]) == (302, document_path(document))
    assert document_json(document)["url"].endswith(response["Location"])


def test_a_documents_address_changes_with_its_file_though_name_and_size_stay(
    client: Client, document: Document, show: Show
) -> None:
    show(f"document-{document.pk}")
    former, name, size = document_path(document), document.filename, document.file_size
    content = document.file.read()
    document.file.close()
    document.file = ContentFile(content[::-1], name=name)
    document.save()
    assert (document.filename, document.file_size) == (name, size)
    assert client.get(former)["Location"] == document_path(document) != former
    assert body(client.get(document_path(document))) == content[::-1]


def test_a_public_file_asks_for_no_session_whoever_asks_for_it(
    client: Client, image: Image, document: Document, show: Show
) -> None:
    show(f"image-{image.pk}", f"document-{document.pk}")
    client.cookies["sessionid"] = "x"
    for address in (
        *addresses(image),
        document_path(document),
        "/files/images/1/x/y/z.jpg",
        "/files/nothing",
    ):
        response = client.get(address)
        assert response["Vary"] == "Accept-Encoding"
        assert "Set-Cookie" not in response.headers
        assert not response.cookies


def test_a_public_file_costs_three_queries(
    client: Client, image: Image, show: Show, django_assert_num_queries: Any
) -> None:
    show(f"image-{image.pk}")
    client.get(image_path(image, SPEC))
    # The image with its collection; whether a public item shows it; whether the collection is private.
    # The rendition itself is remembered by Wagtail's cache.
    with django_assert_num_queries(3):
        assert client.get(image_path(image, SPEC)).status_code == 200
