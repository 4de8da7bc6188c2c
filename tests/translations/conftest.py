"""A site in three languages, a German piece with a translation into English, and who works on them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.translation import override

from tests.factories import NewsPageFactory, Place
from tests.projection.world import submit_for_translation
from tests.roles.conftest import standing_site, username
from tests.standing import languages, place

__all__ = ["languages", "place", "standing_site"]


@pytest.fixture(autouse=True)
def in_english(place: Place) -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def german(place: Place) -> Any:
    return NewsPageFactory(parent=place.newsroom, title="Neue Brücke", summary="Kurz und knapp gesagt.")


@pytest.fixture
def linked(place: Place) -> Any:
    """German, with an address in it that a translation may choose anew."""
    link = '<p><a href="https://www.example.org/">Mehr dazu</a></p>'
    return NewsPageFactory(parent=place.newsroom, title="Mit Link", body=[("paragraph", link)])


@pytest.fixture
def translation(german: Any) -> Any:
    """Begun, with nothing in it."""
    made = submit_for_translation(german, "en")
    made.save_target(publish=False)
    return made


@pytest.fixture
def chief(place: Place) -> Client:
    return browser(User.objects.create_superuser("chief", first_name="Clara", last_name="Chef"))


def browser(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def translator(place: Place) -> Client:
    """Into English."""
    return somebody("translator", "en")


def somebody(role: str, language: str = "") -> Client:
    """With the role, into that language."""
    return browser(User.objects.get_by_natural_key(username(f"{role} {language}".strip())))
