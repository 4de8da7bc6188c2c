import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from tests.databases import cloned, demonstration, showroom
from tests.standing import languages, place, standing_site

__all__ = ["languages", "place", "standing_site"]

WEBSITE = "http://localhost:8001"


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """The demonstration with its files, cloned for a whole file; what was said of it."""
    with (
        django_db_blocker.unblock(),
        cloned(demonstration(), f"loaded_{os.getpid()}"),
        override_settings(MEDIA_ROOT=showroom() / "media"),
    ):
        yield (showroom() / "said").read_text().splitlines()
