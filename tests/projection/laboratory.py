"""Databases for tests that commit for real: each a clone of one template, thrown away afterwards.

What runs on_commit is half of what is tested here (wagtail-localize publishes there), and two writers
need two connections: a test inside one transaction would see neither.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from wagtail.models import Page

from tests.projection.clock import INSTALL, SEARCH_PATH


class Laboratory:
    """A template database with some content, and clones of it."""

    def __init__(self, name: str) -> None:
        self.home = connection.settings_dict["NAME"]
        self.template = f"{self.home}_{name}"
        self.clones = 0

    def build(self, content: Callable[[], Any]) -> Any:
        """Make the template and fill it. Returns what `content` gives."""
        intact = Page.objects.filter(depth=1).exists()
        self._administer(f'DROP DATABASE IF EXISTS "{self.template}" WITH (FORCE)')
        # A test that commits leaves Django's test database empty, without the rows that migrations made.
        source = self.home if intact else "template0"
        self._create(self.template, source)
        with self._inside(self.template):
            if not intact:
                call_command("migrate", verbosity=0)
            with connection.cursor() as cursor:
                cursor.execute(INSTALL)
            connection.close()
            return content()

    @contextmanager
    def clone(self) -> Iterator[None]:
        """Everything inside happens in a new clone of the template."""
        self.clones += 1
        name = f"{self.template}_{self.clones}"
        self._administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._create(name, self.template)
        try:
            with self._inside(name):
                yield
        finally:
            self._administer(f'DROP DATABASE "{name}" WITH (FORCE)')

    def remove(self) -> None:
        self._administer(f'DROP DATABASE IF EXISTS "{self.template}" WITH (FORCE)')

    def _create(self, name: str, source: str) -> None:
        self._administer(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        # A setting of the database, not of the connection: threads' own connections have it too.
        self._administer(f'ALTER DATABASE "{name}" SET search_path = {SEARCH_PATH}')

    @contextmanager
    def _inside(self, name: str) -> Iterator[None]:
        self._switch(name)
        try:
            yield
        finally:
            self._switch(self.home)

    def _switch(self, name: str) -> None:
        connection.close()
        # The settings are one dictionary for all threads' connections.
        connection.settings_dict["NAME"] = name
        cache.clear()

    def _administer(self, sql: str) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql)
