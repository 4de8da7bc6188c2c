"""A site in three languages with its roles, and somebody in each of them."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.models import APIToken

from cms.roles.matrix import LANGUAGE, ROLES
from cms.roles.setup import group_of
from cms.roles.whole import set_up
from tests import factories
from tests.factories import Place
from tests.management_api.calls import ManagementApi
from tests.standing import languages, place, standing_site

__all__ = ["languages", "place", "standing_site"]


@pytest.fixture(scope="module", autouse=True)
def _standing(standing_site: None) -> None:
    """Every test of this room has the site."""


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


class Person:
    """Somebody with one role: signed in to the admin, and with a token for the management API."""

    def __init__(self, user: User) -> None:
        self.user, self.admin = user, Client()
        self.admin.force_login(user)
        _, key = APIToken.create_token(user=user, name="test")
        self.api = ManagementApi(Client(), {"Authorization": f"Bearer {key}"})


@pytest.fixture
def people(place: Place) -> dict[str, Person]:
    """By the role's key; translators with their language: `translator en`."""
    set_up(lambda line: None, language="en")
    return {name: Person(member(name)) for name in names()}


def names() -> list[str]:
    found = []
    for role in ROLES:
        languages = factories.LOCALES if role.where == LANGUAGE else ("",)
        found += [f"{role.key} {language}".strip() for language in languages]
    return found


def member(name: str) -> User:
    key, _, language = name.partition(" ")
    (role,) = (role for role in ROLES if role.key == key)
    group = group_of(role, factories.locale(language) if language else None)
    assert group
    user = User.objects.create_user(name.replace(" ", "-"), f"{key}@example.org")
    user.groups.add(group)
    return user
