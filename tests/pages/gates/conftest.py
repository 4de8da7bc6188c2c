from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.translation import override

from tests.factories import Place, make_site
from tests.pages.gates.pages import Codes, codes_of


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def place(db: None) -> Place:
    return make_site(locales=("de", "en"))


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
