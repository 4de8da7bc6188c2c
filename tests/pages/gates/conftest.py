from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.translation import override

from tests.pages.gates.pages import Codes, codes_of
from tests.standing import place, standing_site

__all__ = ["place", "standing_site"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture(scope="module")
def languages() -> tuple[str, ...]:
    return ("de", "en")


@pytest.fixture
def codes() -> Codes:
    return codes_of


@pytest.fixture
def chief(db: None) -> Any:
    return get_user_model().objects.create_superuser("chief", first_name="Clara", last_name="Chef")


@pytest.fixture
def desk(client: Client, chief: Any) -> Client:
    client.force_login(chief)
    return client
