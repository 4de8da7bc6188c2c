"""What every test run stands on: a PostgreSQL of its own, and a DATA_DIR of its own, both gone afterwards.

The first process (xdist's controller, or pytest itself) starts the server; workers inherit its address. A
DATABASE_URL in the environment is used instead of it.
"""

import atexit
import contextlib
import fcntl
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import django
import psutil
import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from cms.launch import messages
from cms.launch.development import leave
from cms.launch.errors import LaunchError
from cms.launch.postgres import Server

IN_CI = bool(os.environ.get("CI"))
WORKER = os.environ.get("PYTEST_XDIST_WORKER")
PREFIX = f"dateline-tests-{os.getuid()}-"
# Databases are made and dropped by the hundred, each of more than a thousand files: in memory, where there is
# enough of it, that is ten times as quick.
IN_MEMORY, ENOUGH = Path("/dev/shm"), 4 * 1024**3


def sweep() -> None:
    """Removes what killed runs left behind: their folders, and servers that nobody holds."""
    for old in (
        each for place in (tempfile.gettempdir(), IN_MEMORY) for each in Path(place).glob(f"{PREFIX}*")
    ):
        with contextlib.suppress(OSError, LaunchError), (old / "run.lock").open("r+") as claim:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if (old / "postgres" / "cluster").exists():
                left = Server(old, durable=False)
                left.hold()
                left.release()
            shutil.rmtree(old, ignore_errors=True)


def there_is_memory() -> bool:
    """Whether this machine has the folder, may write there, and can spare what a run needs at the most."""
    if not os.access(IN_MEMORY, os.W_OK | os.X_OK):
        return False
    return min(shutil.disk_usage(IN_MEMORY).free, psutil.virtual_memory().available) > ENOUGH


def bring_up() -> Path:
    """Makes the run's folder, and starts its server where there is no DATABASE_URL."""
    sweep()
    made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=IN_MEMORY if there_is_memory() else None))
    # Open, and so locked, as long as this process lives: no other run takes the folder for a dead one's.
    fcntl.flock(os.open(made / "run.lock", os.O_RDWR | os.O_CREAT, 0o600), fcntl.LOCK_EX)
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    if not os.environ.get("DATABASE_URL"):
        try:
            server = Server(made, durable=False)
            os.environ["DATABASE_URL"] = server.hold()
        except LaunchError as error:
            sys.exit(str(error))
        atexit.register(server.release)
    else:
        atexit.register(drop, os.environ["DATABASE_URL"], made.name)
    os.environ["TEST_RUN"] = str(made)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, leave)
    return made


def drop(url: str, run: str) -> None:
    """Takes the run's databases, which others were cloned from, away from a server that stays."""
    with psycopg.connect(url, autocommit=True) as connection:
        ours = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        for (name,) in connection.execute(ours, [run]).fetchall():
            connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


# pytest's own tmp_path will not do: its parent is private to root, and as root the server is somebody else.
folder = Path(os.environ["DATA_DIR"]) / WORKER if WORKER else bring_up()
folder.mkdir(exist_ok=True)
os.environ |= {"DATA_DIR": str(folder), "DEBUG": "1", "MANAGEMENT_API": "1"}
os.environ |= {"SECRET_KEY": "for-tests-only", "FILE_SIGNING_KEY": "for-tests-only-files"}
os.environ |= {"PUBLIC_URL": "http://localhost:8000", "DJANGO_SETTINGS_MODULE": "cms.settings"}
if not WORKER:
    messages.compile_all()
# Here and not in pyproject.toml: from there, pytest-django reads the settings before there is a database.
django.setup()

from django.contrib.auth.hashers import PBKDF2PasswordHasher  # noqa: E402 - after all this

from tests.browsing import dateline  # noqa: E402

# A third of a second for each user with a password. The number stands in the hash, for other processes too.
PBKDF2PasswordHasher.iterations = 1

__all__ = ["dateline"]


def pytest_configure(config: pytest.Config) -> None:
    if not WORKER and config.getoption("dist", "no") != "no":
        # Workers inherit the environment, and must first choose their own DATA_DIR, above.
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", default=IN_CI, help="run tests marked slow too")
    parser.addoption("--pictures", action="store_true", help="take those of the guide for editors anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow and not config.getoption("--slow"):
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]
    # What takes longest begins first, file by file: at the end no process is left alone with it. What needs a
    # running Dateline waits until one process has made the first start, which all others would wait for.
    longest = {item.path: 2 for item in slow}
    longest |= {item.path: 3 for item in slow if "dateline" in item.fixturenames}
    longest |= {item.path: 1 for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: longest.get(item.path, 4))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI nothing may be left out: a skipped test fails, with its reason."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Skipped in CI, where nothing may be: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if IN_CI and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"Skipped in CI, where nothing may be: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_keepdb: bool, django_db_blocker: Any
) -> None:
    """Django clones its test database too, unless it keeps the one that it has."""
    if django_db_keepdb:
        return
    from django.db import connection  # noqa: PLC0415 - after django.setup()

    from tests.databases import migrated  # noqa: PLC0415

    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated()


@pytest.fixture
def own_database(django_db_blocker: Any) -> Iterator[None]:
    """An empty database in which a test commits for real."""
    from tests.databases import cloned, migrated  # noqa: PLC0415

    with django_db_blocker.unblock(), cloned(migrated(), f"own_{os.getpid()}"):
        yield
