"""What the database needs before web and worker start on it: tables, a first editor, something to look at.

Run as a process of its own by `make run`, so that the supervisor stays small.
"""

import io
import os
import sys
import time

import django
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cms.launch.development import ADDRESSES, data_dir, kept, remember
from cms.launch.errors import LaunchError
from cms.launch.prepared import keep_migrations
from cms.launch.progress import say
from cms.launch.website import host

ADMIN = "admin"
SAY_SECONDS = 3


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    django.setup()
    migrate()
    fill()
    rebuild_where_addresses_changed(kept(data_dir()))
    keep_migrations(data_dir(), MigrationExecutor(connection).loader.graph.nodes)


def migrate() -> None:
    """Applies what is missing; where nothing is, the command's own bookkeeping is not paid for."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Bringing the database up to date: {len(plan)} steps")
        call_command("migrate", interactive=False, verbosity=1, stdout=Steps(len(plan)))


class Steps(io.TextIOBase):
    """Stands where the command writes a line for each migration, and says every few seconds how far it is."""

    def __init__(self, total: int) -> None:
        self._done, self._total = 0, total
        self._said_at = time.monotonic()

    def write(self, text: str) -> int:
        self._done += text.count("... OK") + (text.strip() == "OK")
        if time.monotonic() - self._said_at > SAY_SECONDS:
            self._said_at = time.monotonic()
            say(f"  {self._done} of {self._total}")
        return len(text)


def fill() -> None:
    """On a database without any user: the demonstration, then an administrator.

    The user comes last, for it is what says that all of it is done: a start that was cut off begins again.
    """
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - models need django.setup()

    users = get_user_model()._default_manager
    if users.exists():
        return
    if "load_demo" in get_commands():
        say("Loading the demonstration")
        call_command("load_demo", website=os.environ["WEBSITE_URL"])
    folder = data_dir()
    users.create_superuser(username=ADMIN, email="admin@example.org", password=kept(folder)["ADMIN_PASSWORD"])
    remember(folder, ADMIN_USER=ADMIN)


def rebuild_where_addresses_changed(before: dict[str, str]) -> None:
    """Finished JSON holds absolute addresses: another port makes all of it anew.

    `before` is what the last start kept. The site that was at its website's address follows the website.
    """
    changed = {name for name in ADDRESSES if before.get(name) not in {None, os.environ[name]}}
    for name in sorted(changed):
        say(f"{name} has changed from {before[name]} to {os.environ[name]}")
    if "WEBSITE_URL" in changed:
        from wagtail.models import Site  # noqa: PLC0415 - models need django.setup()

        there = Site.objects.filter(**host(before["WEBSITE_URL"]))
        there.update(**host(os.environ["WEBSITE_URL"]))
    if changed:
        call_command("rebuild_published")


if __name__ == "__main__":
    try:
        main()
    except LaunchError as error:
        sys.exit(str(error))
