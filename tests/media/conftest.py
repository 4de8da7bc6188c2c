"""Pictures, documents, people and published items for the tests of files."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image as Picture
from wagtail.models import Collection, GroupCollectionPermission

from cms.media import json
from cms.media.models import Document, Image
from cms.published.models import EVER_SINCE, FOREVER, PublishedItem, State


def picture(
    width: int = 1000, height: int = 500, format: str = "JPEG", color: Any = "teal", **save: Any
) -> bytes:
    output = io.BytesIO()
    Picture.new("RGBA" if format == "PNG" else "RGB", (width, height), color).save(output, format, **save)
    return output.getvalue()


def image_json(image: Image, expires: datetime | None = None) -> json.JSON:
    """For readers of the main language."""
    return json.image_json(image, image.alt_in("de", "de"), expires)


@pytest.fixture(autouse=True)
def media_folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()  # Wagtail's renditions are remembered there, beyond the test's rollback
    return settings.MEDIA_ROOT


@pytest.fixture
def rows(request: pytest.FixtureRequest) -> None:
    """A database: the test's own where it commits for real."""
    request.getfixturevalue("own_database" if "own_database" in request.fixturenames else "db")


@pytest.fixture
def root(rows: None) -> Collection:
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


@pytest.fixture
def private_collection(root: Collection) -> Collection:
    return root.add_child(name="Casework")


@pytest.fixture
def make_image(root: Collection) -> Callable[..., Image]:
    def make(content: bytes | None = None, name: str = "market.jpg", **fields: Any) -> Image:
        file = ContentFile(picture() if content is None else content, name=name)
        return Image.objects.create(**{"title": "Market", "file": file, "collection": root, **fields})

    return make


@pytest.fixture
def image(make_image: Callable[..., Image]) -> Image:
    return make_image()


@pytest.fixture
def make_document(root: Collection) -> Callable[..., Document]:
    def make(content: bytes = b"%PDF-1.7 0123456789", name: str = "report.pdf", **fields: Any) -> Document:
        file = ContentFile(content, name=name)
        return Document.objects.create(**{"title": "Report", "file": file, "collection": root, **fields})

    return make


@pytest.fixture
def document(make_document: Callable[..., Document]) -> Document:
    return make_document()


@pytest.fixture
def show(rows: None) -> Callable[..., PublishedItem]:
    """Publishes an item that shows these files (keys such as image-7)."""

    def show_files(
        *files: str,
        since: datetime = EVER_SINCE,
        until: datetime = FOREVER,
        state: str = State.PUBLIC,
        pk: int = 42,
    ) -> PublishedItem:
        return PublishedItem.objects.create(
            key=f"page-{pk}",
            what="page",
            object_id=pk,
            type="newsroom.NewsPage",
            state=state,
            visible_from=since,
            visible_until=until,
            shown_until=until,
            version=1,
            changed_at=timezone.now(),
            content="{}",
            card="{}",
            etag="",
            digest="",
            files=list(files),
        )

    return show_files


@pytest.fixture
def make_editor(root: Collection) -> Callable[..., Client]:
    """A browser in which somebody is signed in to the admin, with these rights on one collection."""

    def make(*rights: str, collection: Collection = root, name: str = "editor") -> Client:
        group = Group.objects.create(name=name)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for right in rights:
            for model in ("image", "document"):
                permission = Permission.objects.get(
                    codename=f"{right}_{model}", content_type__app_label__startswith="wagtail"
                )
                GroupCollectionPermission.objects.create(
                    group=group, collection=collection, permission=permission
                )
        user = User.objects.create_user(name)
        user.groups.add(group)
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def editor(make_editor: Callable[..., Client]) -> Client:
    return make_editor("choose")
