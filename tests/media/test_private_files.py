"""Editors see the files they may work with, others see those whose address they were given for a while."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from wagtail.images.models import AbstractRendition
from wagtail.models import Collection
from wagtail.users.models import UserProfile

from cms.media.addresses import document_path, expiring, image_path
from cms.media.json import document_json
from cms.media.models import Document, Image
from cms.published.models import PublishedItem
from tests.media.conftest import image_json, picture

THUMBNAIL = "max-165x165"
Show = Callable[..., PublishedItem]


@pytest.fixture
def thumbnail(image: Image) -> AbstractRendition:
    return image.get_rendition(THUMBNAIL)


def private_addresses(image: Image, document: Document) -> list[str]:
    return [image.url, image.file.url, image.get_rendition(THUMBNAIL).url, document.url, document.file.url]


def test_strangers_get_nothing_at_private_addresses_even_of_public_files(
    client: Client, image: Image, document: Document, show: Show
) -> None:
    show(f"image-{image.pk}", f"document-{document.pk}")
    for address in private_addresses(image, document):
        response = client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (404, "private, no-store")


@pytest.mark.parametrize("right", ["choose", "change"])
def test_editors_with_permission_get_files_that_nobody_may_keep(
    make_editor: Callable[..., Client], image: Image, document: Document, right: str
) -> None:
    editor = make_editor(right)
    for address in private_addresses(image, document):
        response = editor.get(address)
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
        assert "Surrogate-Key" not in response
        assert response["X-Content-Type-Options"] == "nosniff"


def test_editors_without_permission_on_the_collection_get_nothing(
    make_editor: Callable[..., Client],
    image: Image,
    document: Document,
    private_collection: Collection,
) -> None:
    elsewhere = make_editor("choose", "change", collection=private_collection)
    nowhere = make_editor(name="no rights at all")
    for address in private_addresses(image, document):
        assert elsewhere.get(address).status_code == nowhere.get(address).status_code == 404


def test_rights_on_a_collection_reach_those_below_it(
    make_editor: Callable[..., Client], make_image: Callable[..., Image], private_collection: Collection
) -> None:
    image = make_image(collection=private_collection.add_child(name="Below"))
    assert make_editor("choose", collection=private_collection).get(image.url).status_code == 200


def test_accounts_without_access_to_the_admin_get_nothing(
    client: Client, image: Image, document: Document
) -> None:
    client.force_login(User.objects.create_user("reader"))
    for address in private_addresses(image, document):
        assert client.get(address).status_code == 404


def test_an_editors_session_opens_nothing_at_public_addresses(
    editor: Client, image: Image, document: Document
) -> None:
    for address in (image_path(image, "width-480|stripped|format-webp"), document_path(document)):
        response = editor.get(address)
        assert (response.status_code, response["Cache-Control"]) == (404, "public, max-age=30")


def test_editors_get_no_renditions_that_nobody_offered(editor: Client, image: Image) -> None:
    address = image_path(image, THUMBNAIL, private=True)
    assert editor.get(address).status_code == 200
    assert editor.get(address.replace("165x165", "9999x9999")).status_code == 404


def test_a_signed_address_is_good_for_anybody_until_its_time(
    client: Client, image: Image, document: Document
) -> None:
    until = timezone.now() + timedelta(hours=1)
    shown = image_json(image, expires=until)
    addresses = [shown["src"], shown["renditions"][0]["url"], document_json(document, expires=until)["url"]]
    for address in addresses:
        path = address.removeprefix("http://localhost:8000")
        response = client.get(path)
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
        with time_machine.travel(until + timedelta(seconds=1), tick=False):
            assert client.get(path).status_code == 404


def test_a_signed_address_can_be_neither_prolonged_nor_used_for_another_file(
    client: Client, image: Image, document: Document, make_document: Callable[..., Document]
) -> None:
    until = timezone.now() + timedelta(hours=1)
    given = expiring(document_path(document, private=True), until)
    query = urlsplit(given).query
    assert client.get(given).status_code == 200
    other = make_document(name="other.pdf")
    for address in (
        given.replace(f"until={int(until.timestamp())}", f"until={int(until.timestamp()) + 60}"),
        f"{document_path(other, private=True)}?{query}",
        f"{image.url}?{query}",
        f"{document_path(document)}?{query}",
        f"{document.url}?until=never&key=ü",
        f"{document.url}?until=&key=",
    ):
        assert client.get(address).status_code == 404, address


def test_portraits_of_editors_are_for_those_who_work_in_the_admin(client: Client, editor: Client) -> None:
    owner = User.objects.get(username="editor")
    profile = UserProfile.get_for_user(owner)
    profile.avatar.save("me.png", ContentFile(picture(20, 20, "PNG")))
    assert editor.get(profile.avatar.url).status_code == 200
    assert client.get(profile.avatar.url).status_code == 404


def test_nothing_else_in_the_storage_is_a_portrait(editor: Client, document: Document, image: Image) -> None:
    for name in (
        document.file.name,
        image.file.name,
        f"avatar_images/../{image.file.name}",
        "avatar_images/none.png",
    ):
        assert editor.get(default_storage.url(name)).status_code == 404
        assert editor.get(f"/files/private/stored/{name}").status_code == 404


def test_wagtails_own_serving_of_files_is_not_mounted(
    editor: Client, image: Image, document: Document
) -> None:
    assert editor.get(f"/documents/{document.pk}/{document.filename}").status_code == 404
    assert editor.get(f"/admin/images/{image.pk}/generate_url/").status_code in (302, 404)


def test_a_rendition_whose_file_is_lost_is_made_again(editor: Client, thumbnail: Any) -> None:
    thumbnail.file.storage.delete(thumbnail.file.name)
    assert editor.get(thumbnail.url).status_code == 200


def test_an_image_whose_file_is_lost_is_not_found(editor: Client, image: Image, document: Document) -> None:
    image.file.storage.delete(image.file.name)
    document.file.storage.delete(document.file.name)
    for address in (image.url, image_path(image, THUMBNAIL, private=True), document.url):
        assert editor.get(address).status_code == 404
