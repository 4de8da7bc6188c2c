"""Pages of a standing site, and the screen that tells who gets them."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.roles.conftest import Person, people, standing_site
from tests.standing import languages, place

__all__ = ["languages", "people", "place", "standing_site"]

# What stands above a table: of the last one, what is below is the answer about an address.
ANSWER = {"en": "Who, and by what", "de": "Wer, und womit"}
Look = Callable[..., str]


def speaking(person: Person, language: str) -> Client:
    UserProfile.objects.update_or_create(user=person.user, defaults={"preferred_language": language})
    return person.admin


def plain(response: Any) -> str:
    assert response.status_code == 200, response
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(text).split())


@pytest.fixture
def look(people: dict[str, Person]) -> Look:
    """What the screen of a page says; with an address, what it says of that alone."""

    def look(page: Any, address: str = "", language: str = "en", role: str = "administrator") -> str:
        client = speaking(people[role], language)
        asked = {"address": address} if address else {}
        said = plain(client.get(reverse("reach:partners", args=[page.pk]), asked))
        return said.rpartition(ANSWER[language])[2] if address else said

    return look
