"""A site in three languages with its roles, and somebody in each of them."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from wagtail.models import APIToken

from cms.roles.matrix import LANGUAGE, ROLES
from cms.roles.setup import group_of
from cms.roles.whole import set_up
from tests import factories
from tests.factories import Place
from tests.management_api.calls import ManagementApi


@pytest.fixture
def place(db: None, settings: Any, tmp_path: Any) -> Place:
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()  # Wagtail remembers its site's root there, beyond the test's rollback
    return factories.make_site()


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
