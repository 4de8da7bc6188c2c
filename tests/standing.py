"""A site that stands before a file's first test: made once for the whole run, and cloned for the file.

Making one takes most of a second, and most tests of pages begin with it. In a file that uses `standing_site`
every test has it, whether it asks for the place or not: so no test depends on which others ran before it.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from tests.databases import cloned, migrated, once, run
from tests.factories import LOCALES, Place, make_site


def sited(languages: tuple[str, ...]) -> str:
    """The name of a database with a site in these languages."""
    name = f"{run().name}-site-{'-'.join(languages)}"
    return once(name, migrated, lambda: make_site(locales=languages))


@pytest.fixture(scope="module")
def languages() -> tuple[str, ...]:
    """Those of the site; a room or a file that wants others has a fixture of this name."""
    return LOCALES


@pytest.fixture(scope="module")
def standing_site(
    languages: tuple[str, ...], django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    with django_db_blocker.unblock(), cloned(sited(languages), f"site_{os.getpid()}"):
        yield


@pytest.fixture
def place(standing_site: None, db: None) -> Place:
    cache.clear()  # Wagtail remembers its site's root there, beyond the test's rollback
    return Place.standing()
