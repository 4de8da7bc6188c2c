"""Each test has a database of its own, with a small world in it, and commits for real."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.clock import Clock
from tests.databases import Laboratory
from tests.projection.observing import differences, run_jobs
from tests.projection.world import World, make_world


@pytest.fixture(scope="session")
def laboratory(django_db_blocker: Any) -> Iterator[tuple[Laboratory, World]]:
    with django_db_blocker.unblock():
        made = Laboratory()
        world = made.build(make_world)
    yield made, world
    with django_db_blocker.unblock():
        made.remove()


@pytest.fixture
def database(laboratory: tuple[Laboratory, World], django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), laboratory[0].clone():
        yield


@pytest.fixture
def clock(database: None) -> Iterator[Clock]:
    clock = Clock()
    yield clock
    clock.stop()


@pytest.fixture
def world(laboratory: tuple[Laboratory, World], database: None) -> Iterator[World]:
    """The world to act upon. Whatever a test does, the read model is in the end what a fresh build gives."""
    yield laboratory[1]
    run_jobs()
    assert differences() == []


@pytest.fixture
def admin(database: None) -> Client:
    """A signed-in administrator's browser."""
    client = Client()
    client.force_login(User.objects.get(username="editor"))
    return client
