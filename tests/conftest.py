"""What every test run stands on: a PostgreSQL of its own, and a DATA_DIR of its own, both gone afterwards.

The first process (xdist's controller, or pytest itself) starts the server; workers inherit its address. A
DATABASE_URL in the environment is used instead of it.
"""

import atexit
import contextlib
import fcntl
import gc
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import django
import pytest

from cms.launch import messages
from cms.launch.development import leave
from cms.launch.errors import LaunchError
from cms.launch.postgres import Server

IN_CI = bool(os.environ.get("CI"))
WORKER = os.environ.get("PYTEST_XDIST_WORKER")
PREFIX = f"dateline-tests-{os.getuid()}-"


def sweep() -> None:
    """Removes what killed runs left behind: their folders, and servers that nobody holds."""
    for old in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError, LaunchError), (old / "run.lock").open("r+") as claim:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if (old / "postgres" / "cluster").exists():
                left = Server(old, durable=False)
                left.hold()
                left.release()
            shutil.rmtree(old, ignore_errors=True)


def bring_up() -> Path:
    """Makes the run's folder, and starts its server where there is no DATABASE_URL."""
    sweep()
    made = Path(tempfile.mkdtemp(prefix=PREFIX))
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
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, leave)
    return made


# pytest's own tmp_path will not do: its parent is private to root, and as root the server is somebody else.
folder = Path(os.environ["DATA_DIR"]) / WORKER if WORKER else bring_up()
folder.mkdir(exist_ok=True)
os.environ |= {"DATA_DIR": str(folder), "DEBUG": "1", "MANAGEMENT_API": "1"}
os.environ |= {"SECRET_KEY": "for-tests-only", "FILE_SIGNING_KEY": "for-tests-only-files"}
os.environ |= {"PUBLIC_URL": "http://localhost:8000", "DJANGO_SETTINGS_MODULE": "cms.settings"}
if not WORKER:
    messages.compile_all()
# Each worker runs all migrations, which make and drop model classes by the thousand.
gc.set_threshold(100_000, 50, 100)
# Here and not in pyproject.toml: from there, pytest-django reads the settings before there is a database.
django.setup()


def pytest_configure(config: pytest.Config) -> None:
    if not WORKER and config.getoption("dist", "no") != "no":
        # Workers inherit the environment, and must first choose their own DATA_DIR, above.
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", default=IN_CI, help="run tests marked slow too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


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
