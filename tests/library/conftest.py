"""An image on public pages, in drafts and settings; and people of the desk."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.users.models import UserProfile

from cms.media.models import Image
from cms.roles.matrix import AUTHOR, PRESS_OFFICER, REVIEWER, Role
from cms.roles.setup import group_of
from cms.roles.whole import set_up
from tests import factories
from tests.factories import Place
from tests.standing import languages, place, standing_site

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


def signed_in(name: str, role: Role | None = None, language: str = "en") -> Client:
    """The browser of somebody with that role, else of an administrator."""
    if role is None:
        user = User.objects.create_superuser(name)
    else:
        set_up(lambda line: None, language="en")
        user = User.objects.create_user(name)
        group = group_of(role)
        assert group
        user.groups.add(group)
    UserProfile.objects.create(user=user, preferred_language=language)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def officer(place: Place) -> Client:
    return signed_in("officer", PRESS_OFFICER)


@pytest.fixture
def reviewer(place: Place) -> Client:
    return signed_in("reviewer", REVIEWER)


@pytest.fixture
def author(place: Place) -> Client:
    return signed_in("author", AUTHOR)
