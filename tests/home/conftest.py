from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from home.demo import loader

WEBSITE = "http://localhost:8001"


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """The demonstration, loaded once for a whole file and taken back at its end; what was said of it."""
    said: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        loader.load(WEBSITE, said.append)
        yield said
        transaction.set_rollback(True)
