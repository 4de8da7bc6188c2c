"""Uploading, replacing and looking at files in Wagtail's admin."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Locale

from cms.media.models import Document, Image
from tests.media.conftest import picture


@pytest.fixture
def admin(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("admin"))
    return client


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def addresses_in(page: Any) -> list[str]:
    return re.findall(r'(?:src|href)="(/files/[^"]+)"', page.content.decode().replace("&amp;", "&"))


def test_an_uploaded_picture_is_described_and_stored_for_us_alone(
    admin: Client, root: Collection, media_folder: Path
) -> None:
    fields = {"title": "Market", "file": upload("m.jpg", picture()), "collection": root.pk, "alt": "A market"}
    assert admin.post(reverse("wagtailimages:add"), fields).status_code == 302
    image = Image.objects.get()
    assert (image.alt, image.width, image.height) == ("A market", 1000, 500)
    assert image.placeholder
    assert image.file_hash
    path = Path(image.file.path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_an_image_is_described_in_each_language_of_the_site(
    admin: Client, make_image: Callable[..., Image]
) -> None:
    for language in ("de", "en", "ar"):
        Locale.objects.get_or_create(language_code=language)
    image = make_image(alt="Ein Markt", alts={"ar": "سوق"})
    address = reverse("wagtailimages:edit", args=[image.pk])
    form = admin.get(address, headers={"accept-language": "en"}).context["form"]
    assert [(name, form[name].label) for name in form.fields if name.startswith("alt")] == [
        ("alt", "Alt text (German)"),
        ("alt-en", "Alt text (English)"),
        ("alt-ar", "Alt text (Arabic)"),
    ]
    assert 'lang="ar" dir="rtl"' in str(form["alt-ar"])
    fields = {"title": "Market", "collection": image.collection_id, "alt": "Der Markt", "alt-en": "A market"}
    assert admin.post(address, fields).status_code == 302
    image.refresh_from_db()
    assert (image.alt, image.alts) == ("Der Markt", {"en": "A market"})
    answer = admin.post(address, {**fields, "alt-en": "T" * 501})
    assert "alt-en" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("drawing.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("words.jpg", b"not a picture"),
        ("cut.jpg", picture(2000, 2000, quality=100)[:3000]),
        ("cut.png", picture(800, 800, "PNG")[:200]),
        ("other.png", picture(format="JPEG")),
        ("huge.png", picture(9_000, 7_000, "PNG")),
        ("empty.jpg", b""),
    ],
)
def test_what_is_no_whole_picture_is_refused_beside_the_field(
    admin: Client, root: Collection, name: str, content: bytes
) -> None:
    fields = {"title": "Bad", "file": upload(name, content), "collection": root.pk}
    response = admin.post(reverse("wagtailimages:add"), fields)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not Image.objects.exists()


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "run.exe", "noending"])
def test_documents_that_a_browser_or_machine_would_run_are_refused(
    admin: Client, root: Collection, name: str
) -> None:
    fields = {
        "title": "Bad",
        "file": upload(name, b"content"),
        "collection": root.pk,
        "accessible": "unknown",
    }
    response = admin.post(reverse("wagtaildocs:add"), fields)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not Document.objects.exists()


def test_an_uploaded_document_is_described(admin: Client, root: Collection) -> None:
    fields = {
        "title": "Über uns",
        "file": upload("Über uns.pdf", b"%PDF"),
        "collection": root.pk,
        "language": "de",
        "accessible": "yes",
    }
    assert admin.post(reverse("wagtaildocs:add"), fields).status_code == 302
    document = Document.objects.get()
    assert (document.filename, document.file_size, document.language) == ("Über uns.pdf", 4, "de")
    assert document.file_hash


def test_many_files_at_once_are_described_too(admin: Client, root: Collection) -> None:
    for view, file in (
        ("wagtailimages:add_multiple", upload("m.jpg", picture())),
        ("wagtaildocs:add_multiple", upload("My report.pdf", b"%PDF")),
    ):
        response = admin.post(
            reverse(view),
            {"title": "One of many", "files[]": file, "collection": root.pk},
            headers={"X-Requested-With": "XMLHttpRequest"},
        )
        assert response.json()["success"], response.content
    assert Image.objects.get().placeholder
    assert Document.objects.get().file_hash


def test_the_admins_pages_show_files_at_addresses_that_work(
    admin: Client, image: Image, document: Document
) -> None:
    pages = [
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages_chooser:choose_results"),
        reverse("wagtaildocs:edit", args=[document.pk]),
    ]
    for page in pages:
        response = admin.get(page)
        found = addresses_in(response)
        assert response.status_code == 200
        assert found, page
        assert b'="/media/' not in response.content
        assert image.file.name not in response.content.decode()
        assert document.file.name not in response.content.decode()
        for address in found:
            assert admin.get(address).status_code == 200, address


def test_the_choosers_answer_has_a_preview_that_works(admin: Client, image: Image) -> None:
    chosen = admin.get(reverse("wagtailimages_chooser:chosen", args=[image.pk])).json()["result"]
    assert admin.get(chosen["preview"]["url"]).status_code == 200
    assert chosen["default_alt_text"] == image.alt


def test_a_broken_file_breaks_no_page_of_the_admin(admin: Client, image: Image, document: Document) -> None:
    Path(image.file.path).write_bytes(b"\xff\xd8\xff\xe0 broken")
    Path(document.file.path).unlink()
    for page in (
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages_chooser:choose_results"),
        reverse("wagtailimages_chooser:chosen", args=[image.pk]),
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs:edit", args=[document.pk]),
    ):
        response = admin.get(page)
        assert response.status_code == 200, page
        for address in addresses_in(response):
            assert admin.get(address).status_code == 404, address


def replace(admin: Client, image: Image, content: bytes) -> Any:
    fields = {"title": image.title, "file": upload("new.jpg", content), "collection": image.collection_id}
    return admin.post(reverse("wagtailimages:edit", args=[image.pk]), fields)


def test_a_replaced_file_and_its_renditions_are_deleted_after_the_commit(
    admin: Client, image: Image, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    old, placeholder = image.file.name, image.placeholder
    rendition = image.get_rendition("max-165x165").file
    storage = image.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        assert replace(admin, image, picture(color="red")).status_code == 302
        assert storage.exists(old)
    assert not storage.exists(old)
    assert not storage.exists(rendition.name)
    image.refresh_from_db()
    assert storage.exists(image.file.name)
    assert image.placeholder != placeholder


def test_a_replacement_that_fails_leaves_the_file_where_it_was(admin: Client, image: Image) -> None:
    content = Path(image.file.path).read_bytes()
    with transaction.atomic():
        replace(admin, image, picture(color="red"))
        transaction.set_rollback(True)
    image.refresh_from_db()
    assert Path(image.file.path).read_bytes() == content


def test_a_rendition_begun_before_the_file_was_replaced_is_not_shown_after(image: Image) -> None:
    before = Image.objects.get(pk=image.pk)
    image.file = upload("new.jpg", picture(color="red"))
    image.save()
    before.get_rendition("width-100|format-png")
    rendition = Image.objects.get(pk=image.pk).get_rendition("width-100|format-png")
    with rendition.get_willow_image() as made:
        red, green, _ = made.get_pillow_image().convert("RGB").getpixel((5, 5))
    assert red > 200 > 60 > green


def test_deleting_deletes_the_file(
    admin: Client, image: Image, document: Document, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    names = [image.file.name, image.get_rendition("max-165x165").file.name, document.file.name]
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(reverse("wagtailimages:delete", args=[image.pk]))
        admin.post(reverse("wagtaildocs:delete", args=[document.pk]))
    assert not Image.objects.exists()
    assert [name for name in names if image.file.storage.exists(name)] == []
