"""A partner's receiver on this machine, and a clock."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests.clock import Clock
from tests.databases import Laboratory
from tests.partners.receiving import Partner, receiving


@pytest.fixture
def partner(settings: Any) -> Iterator[Partner]:
    settings.WEBHOOK_ALLOW_PRIVATE = True
    with receiving() as found:
        yield found


@pytest.fixture(scope="module")
def laboratory(django_db_setup: None, django_db_blocker: Any) -> Iterator[Laboratory]:
    """Databases whose clock can be moved, each for one test."""
    with django_db_blocker.unblock():
        made = Laboratory()
        made.build(lambda: None)
    yield made
    with django_db_blocker.unblock():
        made.remove()


@pytest.fixture
def database(laboratory: Laboratory, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), laboratory.clone():
        yield
        connection.close()


@pytest.fixture
def clock(database: None) -> Iterator[Clock]:
    clock = Clock()
    yield clock
    clock.stop()
