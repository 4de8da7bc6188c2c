"""Databases for tests. One is migrated, once for the whole run; all others come from it, by cloning."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TypeVar

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from tests.clock import INSTALL, SEARCH_PATH

Content = TypeVar("Content")


def migrated() -> str:
    """The migrated database's name."""
    return once(run().name, lambda: "template0", lambda: call_command("migrate", verbosity=0))


def demonstration() -> str:
    """The name of one that holds the demonstration. What was said of it, and its files, are in `showroom`."""
    return once(f"{run().name}-demo", migrated, load_demonstration)


def load_demonstration() -> None:
    with (showroom() / "said").open("w") as said, override_settings(MEDIA_ROOT=showroom() / "media"):
        call_command("load_demo", stdout=said)


def showroom() -> Path:
    """Where what is shown of the demonstration lies beside its database."""
    place = run() / "showroom"
    place.mkdir(exist_ok=True)
    return place


def run() -> Path:
    return Path(os.environ["TEST_RUN"])


def once(name: str, source: Callable[[], str], content: Callable[[], None]) -> str:
    """Whichever of the run's processes needs it first makes it, of a source, and fills it."""
    with is_first(name) as first:
        if first:
            create(name, source())
            with inside(name):
                content()
    return name


@contextmanager
def is_first(name: str) -> Iterator[bool]:
    """Whether no other process of the run has made what is called so. They wait for one that is at it."""
    with (run() / f"{name}.lock").open("a+") as made:
        fcntl.flock(made, fcntl.LOCK_EX)
        first = not os.fstat(made.fileno()).st_size
        yield first
        if first:
            made.write("yes")


NUMBERS = count(1)


class Laboratory:
    """Databases for tests that commit for real: each a clone of one with some content, then thrown away.

    What runs on_commit is half of what is tested with them (wagtail-localize publishes there), and two
    writers need two connections: a test inside one transaction would see neither.
    """

    def __init__(self) -> None:
        # Of this process alone, for several may test on one server; and of this room's.
        self.template = f"laboratory_{os.getpid()}_{next(NUMBERS)}"
        self.clones = 0

    def build(self, content: Callable[[], Content]) -> Content:
        """Make the template and fill it. Returns what `content` gives."""
        create(self.template, migrated())
        with inside(self.template):
            with connection.cursor() as cursor:
                cursor.execute(INSTALL)
            return content()

    @contextmanager
    def clone(self) -> Iterator[None]:
        """Everything inside happens in a new clone of the template."""
        self.clones += 1
        with cloned(self.template, f"{self.template}_{self.clones}"):
            yield

    def remove(self) -> None:
        remove(self.template)


@contextmanager
def cloned(source: str, name: str) -> Iterator[None]:
    """Everything inside happens in a clone of that database, which is then thrown away."""
    create(name, source)
    try:
        with inside(name):
            yield
    finally:
        remove(name)


def create(name: str, source: str) -> None:
    remove(name)
    # By copying files, half the time: what makes that slow in production, checkpoints, costs nothing here.
    administer(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY file_copy')
    # A setting of the database, not of the connection: threads' own connections have it too.
    administer(f'ALTER DATABASE "{name}" SET search_path = {SEARCH_PATH}')


def remove(name: str) -> None:
    administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def inside(name: str) -> Iterator[None]:
    # The settings are one dictionary for all threads' connections.
    before = connection.settings_dict["NAME"]
    switch(name)
    try:
        yield
    finally:
        switch(before)


def switch(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    cache.clear()  # Wagtail keeps the roots of sites there


def administer(sql: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)
