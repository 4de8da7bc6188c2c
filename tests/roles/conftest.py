"""A site in three languages with its roles, and somebody in each of them."""

import os
from collections.abc import Iterator
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
from tests.databases import cloned, once
from tests.factories import Place
from tests.management_api.calls import ManagementApi
from tests.standing import languages, place, sited

__all__ = ["languages", "place"]


def staffed(languages: tuple[str, ...]) -> str:
    """The name of a database with a site in these languages, with roles and somebody in each."""
    site = sited(languages)
    return once(f"{site}-staffed", lambda: site, hire)


def hire() -> None:
    set_up(lambda line: None, language="en")
    for name in names():
        member(name)


@pytest.fixture(scope="module")
def standing_site(
    languages: tuple[str, ...], django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """That one, in place of the site alone."""
    with django_db_blocker.unblock(), cloned(staffed(languages), f"site_{os.getpid()}"):
        yield


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
    return {name: Person(User.objects.get_by_natural_key(username(name))) for name in names()}


def names() -> list[str]:
    found = []
    for role in ROLES:
        languages = factories.LOCALES if role.where == LANGUAGE else ("",)
        found += [f"{role.key} {language}".strip() for language in languages]
    return found


def username(name: str) -> str:
    return name.replace(" ", "-")


def member(name: str) -> None:
    key, _, language = name.partition(" ")
    (role,) = (role for role in ROLES if role.key == key)
    group = group_of(role, factories.locale(language) if language else None)
    assert group
    User.objects.create_user(username(name), f"{key}@example.org").groups.add(group)
