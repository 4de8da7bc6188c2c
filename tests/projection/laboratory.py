"""Databases for tests that commit for real: each a clone of one template, thrown away afterwards.

What runs on_commit is half of what is tested here (wagtail-localize publishes there), and two writers
need two connections: a test inside one transaction would see neither.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from tests.projection.clock import INSTALL, SEARCH_PATH

Content = TypeVar("Content")


class Laboratory:
    """A template database with some content, and clones of it."""

    def __init__(self) -> None:
        # Of this process alone: several may test on one server.
        self.template = f"laboratory_{os.getpid()}"
        self.clones = 0

    def build(self, content: Callable[[], Content]) -> Content:
        """Make the template and fill it. Returns what `content` gives.

        Migrated anew, not copied from Django's test database: tests that commit leave that one without
        the rows that migrations made.
        """
        self._create(self.template, "template0")
        with self._inside(self.template):
            call_command("migrate", verbosity=0)
            with connection.cursor() as cursor:
                cursor.execute(INSTALL)
            return content()

    @contextmanager
    def clone(self) -> Iterator[None]:
        """Everything inside happens in a new clone of the template."""
        self.clones += 1
        name = f"{self.template}_{self.clones}"
        self._create(name, self.template)
        try:
            with self._inside(name):
                yield
        finally:
            self._remove(name)

    def remove(self) -> None:
        self._remove(self.template)

    def _create(self, name: str, source: str) -> None:
        self._remove(name)
        administer(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        # A setting of the database, not of the connection: threads' own connections have it too.
        administer(f'ALTER DATABASE "{name}" SET search_path = {SEARCH_PATH}')

    def _remove(self, name: str) -> None:
        administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @contextmanager
    def _inside(self, name: str) -> Iterator[None]:
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
