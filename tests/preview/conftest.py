from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from cms.preview.models import PreviewLink
from tests.factories import Place
from tests.standing import languages, place, standing_site

__all__ = ["languages", "place", "standing_site"]

Read = Callable[..., Any]


@pytest.fixture(scope="module", autouse=True)
def _standing(standing_site: None) -> None:
    """Every test of this room has the site."""


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def editor(place: Place) -> User:
    return User.objects.create_superuser("editor", "editor@example.org", "unused")


@pytest.fixture
def admin(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def ask(client: Client) -> Callable[[str], HttpResponse]:
    """What somebody without an account is answered to a token."""
    return lambda token: client.get("/api/v1/preview/", {"token": token})


@pytest.fixture
def read(ask: Callable[[str], Any]) -> Read:
    """The latest draft of a page, or one revision, as a link to it shows it."""

    def draft(page: Any, revision: Any = None) -> Any:
        response = ask(PreviewLink.share(page, None, revision).token)
        assert response.status_code == 200, response.content
        return response.json()

    return draft
