"""An image on public pages, in drafts and settings; and people of the desk."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.users.models import UserProfile

from cms.media.models import Image
from cms.roles.matrix import AUTHOR, PRESS_OFFICER, REVIEWER
from tests import factories
from tests.factories import Place
from tests.roles.conftest import standing_site
from tests.standing import languages, place

__all__ = ["languages", "place", "standing_site"]


@pytest.fixture(scope="module", autouse=True)
def _standing(standing_site: None) -> None:
    """Every test of this room has the site."""


@pytest.fixture(autouse=True)
def media_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def image(place: Place) -> Image:
    made: Image = factories.ImageFactory(title="Market", people_shown="Ada", consent_reference="File 12")
    return made


@pytest.fixture
def news(place: Place, image: Image) -> Any:
    return factories.NewsPageFactory(parent=place.newsroom, title="News", teaser_image=image)


def signed_in(user: User, language: str = "en") -> Client:
    UserProfile.objects.create(user=user, preferred_language=language)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def officer(place: Place) -> Client:
    return signed_in(User.objects.get_by_natural_key(PRESS_OFFICER.key))


@pytest.fixture
def reviewer(place: Place) -> Client:
    return signed_in(User.objects.get_by_natural_key(REVIEWER.key))


@pytest.fixture
def author(place: Place) -> Client:
    return signed_in(User.objects.get_by_natural_key(AUTHOR.key))
